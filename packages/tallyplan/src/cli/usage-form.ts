/** How a command is written: `tallyplan start ID [--skip-ahead REASON]`. */
import type { Field } from '@tallyplan/core/operations/fields';
import { shellWord } from '../shell-word.ts';
import type { Command } from './command.ts';

/** The whole form, as help shows it. */
export function usageForm(command: Pick<Command, 'name' | 'fields'>): string {
  return ['tallyplan', command.name, ...command.fields.map(fieldForm)].join(' ');
}

/** The least call: what was given already, and what is required beside it, as text to supply. */
export function leastCall(command: Pick<Command, 'name' | 'fields'>, given: ReadonlyMap<Field, readonly string[]> = new Map()): string {
  const parts = command.fields.flatMap((field) => {
    const texts = given.get(field);
    if (texts !== undefined) return texts.map((text) => givenPart(field, text));
    return field.required ? [callPart(field)] : [];
  });
  return ['tallyplan', command.name, ...parts].join(' ');
}

/** How help writes the value: a list of more than a few words is named, and told beside it. */
function placeholderOf(field: Field): string {
  return isLongChoice(field) ? field.name.toUpperCase() : field.placeholder;
}

/** The field's meaning, with the words that it may be where its form does not say them. */
export function descriptionOf(field: Field): string {
  const words = isLongChoice(field) ? `One of ${field.choices.join(', ')}.` : '';
  return [field.description, words, isRepeatable(field) ? 'May be given several times.' : ''].filter((part) => part !== '').join(' ');
}

function isLongChoice({ choices, placeholder }: Field): boolean {
  return choices.length > 3 && placeholder.includes('|');
}

/** The form of one field: `ID`, `--reason TEXT`. */
export function termOf(field: Field): string {
  const placeholder = placeholderOf(field);
  if (field.position !== undefined) return placeholder;
  if (field.bare) return `${flagOf(field)} [${placeholder}]`;
  return placeholder === '' ? flagOf(field) : `${flagOf(field)} ${placeholder}`;
}

/** The flag of a field that has no position: `dependsOn` and `depends_on` are `--depends-on`. */
export function flagOf(field: Pick<Field, 'name'>): string {
  return `--${kebab(field.name)}`;
}

/** The field as people know it: the argument's placeholder, or the flag. */
export function nameOf(field: Field): string {
  return field.position === undefined ? flagOf(field) : field.placeholder;
}

function kebab(name: string): string {
  return name.replace(/_/g, '-').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function fieldForm(field: Field): string {
  const repeated = isRepeatable(field) ? `${termOf(field)}…` : termOf(field);
  return field.required ? repeated : `[${repeated}]`;
}

/** True for what may be given several times. */
export function isRepeatable(field: Field): boolean {
  return field.kind === 'list' || field.kind === 'pairs';
}

function givenPart(field: Field, text: string): string {
  if (field.position !== undefined) return shellWord(text);
  if (field.kind === 'flag') return flagOf(field);
  return text.startsWith('-') || text === '' ? `${flagOf(field)}=${shellWord(text)}` : `${flagOf(field)} ${shellWord(text)}`;
}

function callPart(field: Field): string {
  const value = field.kind === 'choice' ? field.choices[0] : `<${field.placeholder.toLowerCase()}>`;
  return field.position === undefined ? `${flagOf(field)} ${value}` : String(value);
}
