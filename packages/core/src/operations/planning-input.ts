/** The fields that planning operations share. */
import * as v from 'valibot';
import { optionalText, text } from './input.ts';

/** The number of a phase, its id or its name. */
export const phaseName = () => text('The phase: its number, or its name.', { placeholder: 'N', completes: 'phase' });

/** A task to stand before. */
export const beforeTask = () =>
  optionalText('The task of that phase to stand before; else it goes to the end.', { placeholder: 'ID', completes: 'task' });

const told = 'a priority is P and a number, such as P0';
const priorityForm = /^P\d{1,3}$/;

/** True for `P0`, `P1`, … */
export function isPriority(word: string): boolean {
  return priorityForm.test(word);
}

export const priority = () =>
  v.pipe(v.string(), v.regex(priorityForm, told), v.description('How urgent it is: P0 comes first.'), v.metadata({ placeholder: 'P0' }));

/** Why, for edits that take a prerequisite away. */
export const looseningReason = () => optionalText('Why a task is to wait for less than before (a person).');
