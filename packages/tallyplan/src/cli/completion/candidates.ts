/**
 * What may be typed next: the answer to the shells' completion scripts.
 *
 * Derived from the table of commands like everything else; what the plan holds (ids, phases, names of
 * evidence commands) is asked for only where it is wanted.
 */

import { settableFields } from '@tallyplan/core/model/change';
import { natureOf, ruleNames } from '@tallyplan/core/model/rule-names';
import { statuses } from '@tallyplan/core/model/status';
import type { Field } from '@tallyplan/core/operations/fields';
import { type Command, offered } from '../command.ts';
import { type CommonOption, commonOptions } from '../common-options.ts';
import { flagOf } from '../usage-form.ts';

export interface Candidate {
  readonly word: string;
  /** One line that says what it is; some shells show it. */
  readonly told: string;
}

/** What a plan offers for completion. */
export interface PlanWords {
  readonly tasks: readonly Candidate[];
  readonly phases: readonly Candidate[];
  readonly evidence: readonly Candidate[];
}

/**
 * @param words what was typed after `tallyplan`, the last one (perhaps empty) being the one at the cursor.
 * @param plan asked for at most once, and only where words of the plan are wanted.
 */
export async function candidatesFor(
  words: readonly string[],
  commands: readonly Command[],
  plan: () => Promise<PlanWords>,
): Promise<readonly Candidate[]> {
  const { typed, current, before } = atCursor(words);
  const { command, positionals } = readTyped(typed, commands);
  const awaited = awaitedOption(typed.at(-1), command);
  const wanted = awaited ?? wantedAt(current, { command, positionals, commands });
  const all = typeof wanted === 'object' && 'kind' in wanted ? await wordsFor(wanted, commands, plan) : wanted;
  const fitting = all.filter(({ word }) => word.toLowerCase().startsWith(current.toLowerCase()));
  return before === '' ? fitting : fitting.map(({ word, told }) => ({ word: before + word, told }));
}

interface Cursor {
  readonly typed: readonly string[];
  /** The word that is completed. */
  readonly current: string;
  /** What stands before it in one word, which the shell wants to have again. */
  readonly before: string;
}

function atCursor(words: readonly string[]): Cursor {
  const [, before = '', value = ''] = withValue.exec(words.at(-1) ?? '') ?? [];
  const apart = flagsApart(words);
  return { typed: apart.slice(0, -1), current: before === '' ? (apart.at(-1) ?? '') : value, before };
}

const withValue = /^(--[^=]+=)(.*)$/s;

/** `--flag=value` as two words. Bash hands over three, of which the second is the equals sign. */
export function flagsApart(words: readonly string[]): readonly string[] {
  return words.flatMap((word, index) => {
    if (word === '=' && words[index - 1]?.startsWith('--')) return index === words.length - 1 ? [''] : [];
    const [, flag, value = ''] = withValue.exec(word) ?? [];
    return flag === undefined ? [word] : [flag.slice(0, -1), value];
  });
}

interface Typed {
  readonly command: Command | null;
  /** Words that are neither the command nor flags nor their values. */
  readonly positionals: readonly string[];
}

function readTyped(typed: readonly string[], commands: readonly Command[]): Typed {
  const plain = typed.filter((word, index) => !word.startsWith('-') && !takesValue(typed[index - 1], commands));
  for (let length = 2; length > 0; length--) {
    const command = commands.find(({ name }) => plain.length >= length && name === plain.slice(0, length).join(' '));
    if (command !== undefined) return { command, positionals: plain.slice(length) };
  }
  return { command: null, positionals: plain };
}

/** True for a flag of any command whose value is the next word. */
function takesValue(word: string | undefined, commands: readonly Command[]): boolean {
  if (word === undefined || !word.startsWith('-')) return false;
  const common = commonOptionOf(word);
  if (common !== undefined) return common.placeholder !== undefined;
  return commands.some(({ fields }) =>
    fields.some((field) => field.position === undefined && field.kind !== 'flag' && flagOf(field) === word),
  );
}

function commonOptionOf(word: string): CommonOption | undefined {
  const options: readonly CommonOption[] = commonOptions;
  return options.find(({ name, short }) => word === `--${name}` || word === `-${short}`);
}

type Wanted = Field | readonly Candidate[];

/** What the flag before the cursor waits for; null where it waits for nothing. */
function awaitedOption(previous: string | undefined, command: Command | null): Wanted | null {
  if (previous === undefined || !previous.startsWith('-')) return null;
  const common = commonOptionOf(previous);
  if (common !== undefined) return common.placeholder === undefined ? null : (common.choices ?? []).map((word) => ({ word, told: '' }));
  const field = command?.fields.find((candidate) => candidate.position === undefined && flagOf(candidate) === previous);
  return field === undefined || field.kind === 'flag' ? null : field;
}

function wantedAt(current: string, { command, positionals, commands }: Typed & { readonly commands: readonly Command[] }): Wanted {
  if (current.startsWith('-')) return flagsFor(command);
  if (command === null) return commandWords(positionals, commands);
  const placed = command.fields.filter(({ position }) => position !== undefined);
  const field = placed[positionals.length] ?? placed.find(({ rest }) => rest);
  const members = positionals.length === 0 ? commandWords([command.name], commands) : [];
  return field ?? members;
}

function flagsFor(command: Command | null): readonly Candidate[] {
  const own = (command?.fields ?? []).filter(({ position }) => position === undefined);
  return [
    ...own.map((field) => ({ word: flagOf(field), told: field.description })),
    ...commonOptions.map(({ name, description }) => ({ word: `--${name}`, told: description })),
  ];
}

/** First words of commands, or the second ones of those that share a first. */
function commandWords([first]: readonly string[], commands: readonly Command[]): readonly Candidate[] {
  const words = new Map<string, string>();
  for (const { name, summary } of offered(commands)) {
    const [head = '', tail] = name.split(' ');
    if (first === undefined) words.set(head, tail === undefined ? summary : (words.get(head) ?? `${head} …`));
    else if (head === first && tail !== undefined) words.set(tail, summary);
  }
  return [...words].map(([word, told]) => ({ word, told }));
}

async function wordsFor(field: Field, commands: readonly Command[], plan: () => Promise<PlanWords>): Promise<readonly Candidate[]> {
  switch (field.completes) {
    case 'task':
      return (await plan()).tasks;
    case 'phase':
      return (await plan()).phases;
    case 'evidence':
      return (await plan()).evidence;
    case 'rule':
      return ruleNames.map((word) => ({ word, told: natureOf(word).title }));
    case 'status':
      return statuses.map((word) => ({ word, told: '' }));
    case 'field':
      return settableFields.map((word) => ({ word, told: '' }));
    case 'command':
      return commandWords([], commands);
    default:
      return field.choices.map((word) => ({ word, told: '' }));
  }
}
