/** The values of a command's own fields, from positional arguments and flags. The schema checks them afterwards. */
import { done, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import type { Field } from '@tallyplan/core/operations/fields';
import { nearest } from '@tallyplan/core/rules/find-task';
import { usageProblem } from '../usage-problem.ts';
import type { Command } from './command.ts';
import { isCommonFlag } from './common-options.ts';
import { flagOf, isRepeatable, leastCall, nameOf, usageForm } from './usage-form.ts';

export interface Given {
  readonly positionals: readonly string[];
  readonly flags: readonly GivenFlag[];
}
interface GivenFlag {
  readonly flag: string;
  readonly value: string | undefined;
  /** Written as `--flag=value`. */
  readonly inline: boolean;
}

type Form = Pick<Command, 'name' | 'fields'>;

/** The input that was given, by the names of the fields; fields that were not given are left out. */
export function readFields(command: Form, given: Given): Outcome<Record<string, unknown>> {
  const values = valuesByField(command, given);
  if (!values.ok) return values;
  const input: Record<string, unknown> = {};
  for (const field of command.fields) {
    const texts = values.value.get(field);
    if (texts === undefined) continue;
    const value = readValue(field, texts);
    if (!value.ok) return value;
    input[field.name] = value.value;
  }
  const missing = command.fields.filter((field) => field.required && !(field.name in input));
  return missing.length === 0 ? done(input) : refused(incomplete(command, missing, values.value));
}

type Texts = ReadonlyMap<Field, readonly string[]>;

function valuesByField(command: Form, { positionals, flags }: Given): Outcome<Texts> {
  const texts = new Map<Field, string[]>();
  for (const given of flags) {
    const field = command.fields.find((candidate) => candidate.position === undefined && flagOf(candidate) === given.flag);
    if (field === undefined) continue;
    const problem = wrongFlag(command, field, given);
    if (problem !== null) return refused(problem);
    texts.set(field, [...(texts.get(field) ?? []), given.value ?? '']);
  }
  const rest = [...positionals];
  for (const field of command.fields.filter(({ position }) => position !== undefined)) {
    const taken = rest.splice(0, field.rest ? rest.length : 1);
    if (taken.length > 0) texts.set(field, taken);
  }
  return rest.length === 0 ? done(texts) : refused(tooMany(command, rest));
}

function tooMany(command: Form, rest: readonly string[]): Problem {
  return usageProblem(`${command.name} takes no more than its form has: ${usageForm(command)}`, {
    have: rest.map((text) => `"${text}"`),
    next: [{ command: leastCall(command) }],
  });
}

function wrongFlag(command: Form, field: Field, { flag, value, inline }: GivenFlag): Problem | null {
  if (field.kind === 'flag') return value === undefined ? null : usageProblem(`${flag} takes no value`, { have: [`${flag}=${value}`] });
  const swallowed = !inline && value !== undefined && (isCommonFlag(value) || command.fields.some((other) => value === flagOf(other)));
  if (value !== undefined && !swallowed) return null;
  return usageProblem(
    `${flag} needs a value: ${flag} ${field.placeholder}${swallowed ? `, or ${flag}=${value} if "${value}" is meant` : ''}`,
    {
      missing: [`${flag} ${field.placeholder}`],
      next: [{ command: leastCall(command) }],
    },
  );
}

function incomplete(command: Form, missing: readonly Field[], given: Texts): Problem {
  return usageProblem(`${command.name} needs ${missing.map(nameOf).join(', ')}: ${usageForm(command)}`, {
    missing: missing.map(nameOf),
    next: [{ command: leastCall(command, given) }],
  });
}

function readValue(field: Field, texts: readonly string[]): Outcome<unknown> {
  const [first = ''] = texts;
  if (texts.length > 1 && !isRepeatable(field) && field.kind !== 'flag') return refused(givenTwice(field, texts));
  switch (field.kind) {
    case 'flag':
      return done(true);
    case 'text':
      return done(first);
    case 'number':
      return /^-?\d+(?:\.\d+)?$/.test(first) ? done(Number(first)) : refused(noNumber(field, first));
    case 'choice':
      return choiceOf(field, first);
    case 'list':
      return listOf(field, texts);
    case 'pairs':
      return pairsOf(texts);
  }
}

function givenTwice(field: Field, texts: readonly string[]): Problem {
  return usageProblem(`${nameOf(field)} is given ${texts.length} times; give it once`, { have: texts.map((text) => `"${text}"`) });
}

function noNumber(field: Field, text: string): Problem {
  return usageProblem(`${nameOf(field)} takes a number; "${text}" is none`, { have: [text] });
}

/** A placeholder that lists the words is no name. */
function labelOf(field: Field): string {
  return field.position !== undefined && field.placeholder.includes('|') ? field.name : nameOf(field);
}

/** A word of the list in any case, with spaces or hyphens for underscores. */
function choiceOf(field: Field, text: string): Outcome<string> {
  const plain = (word: string) => word.toLowerCase().replace(/[-\s]/g, '_');
  const choice = field.choices.find((word) => word === text) ?? field.choices.find((word) => plain(word) === plain(text));
  if (choice !== undefined) return done(choice);
  const hint = nearest(plain(text), field.choices, plain);
  return refused(
    usageProblem(`${labelOf(field)} ${text} is none of ${field.choices.join(', ')}${hint === null ? '' : `; did you mean ${hint}?`}`, {
      have: [text],
      missing: [`one of ${field.choices.join(', ')}`],
    }),
  );
}

/** Values given one by one; a flag takes several at once too, with commas between them. */
function listOf(field: Field, texts: readonly string[]): Outcome<readonly string[]> {
  const inOneText = texts.flatMap((text) => text.split(',').map((value) => value.trim()));
  const kept = field.position === undefined ? inOneText.filter((value) => value !== '') : texts;
  if (field.choices.length === 0) return done(kept);
  const choices: string[] = [];
  for (const value of kept) {
    const choice = choiceOf(field, value);
    if (!choice.ok) return choice;
    choices.push(choice.value);
  }
  return done(choices);
}

/** `KEY=TEXT` each; a bare `KEY` has an empty text. */
function pairsOf(texts: readonly string[]): Outcome<Readonly<Record<string, string>>> {
  const pairs = new Map<string, string>();
  for (const text of texts) {
    const [key = '', ...value] = text.split('=');
    if (key.trim() === '') return refused(usageProblem(`"${text}" is no ITEM=NOTE: the item is missing`, { have: [text] }));
    if (pairs.has(key.trim())) return refused(usageProblem(`${key.trim()} is given twice; give each item once`, { have: texts }));
    pairs.set(key.trim(), value.join('='));
  }
  return done(Object.fromEntries(pairs));
}
