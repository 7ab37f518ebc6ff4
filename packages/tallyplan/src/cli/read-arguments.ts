/**
 * From argv to a request: which command, the options that all commands take, and the command's own values.
 *
 * The tokens come from Node's parser; which flags there are, and what they take, comes from the tables.
 * Options of all commands may stand anywhere, those of a command after its name, `--` ends them.
 */
import { parseArgs } from 'node:util';
import type { Problem } from '@tallyplan/core/model/problem';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import type { Field } from '@tallyplan/core/operations/fields';
import { nearest } from '@tallyplan/core/rules/find-task';
import { usageProblem } from '../usage-problem.ts';
import type { Command, Request } from './command.ts';
import { commonOptions, isCommonFlag } from './common-options.ts';
import { findCommand } from './find-command.ts';
import { type GivenCommon, readCommon } from './read-common.ts';
import { type Given, readFields } from './read-fields.ts';
import { flagOf, usageForm } from './usage-form.ts';

/** Reads a command line. Without a command it is the first of `commands`. */
export function readArguments(argv: readonly string[], commands: readonly Command[]): Outcome<Request> {
  const found = commandIn(argv, commands);
  if (!found.ok) return found;
  const { command, rest } = found.value;
  const tokens = tokensOf(rest, command.fields);
  const strange = firstOfEachWord(tokens.filter((token) => unknownFlag(token, command) !== null));
  const unknown = strange.flatMap((token) => unknownFlag(token, command) ?? []);
  if (unknown.length > 0 && !isHelp(tokens)) return refused(...unknown);
  const common = readCommon(commonIn(tokens));
  if (!common.ok) return refused(...withForm(common.problems, command));
  if (common.value.help || common.value.version) return done({ command, common: common.value, input: {} });
  const input = readFields(command, givenIn(tokens, command));
  return input.ok ? done({ command, common: common.value, input: input.value }) : refused(...withForm(input.problems, command));
}

/** Of slips that nothing else leads on from, the form that is right does. */
export function withForm(problems: readonly Problem[], { name }: Pick<Command, 'name'>): readonly Problem[] {
  return problems.map((problem) => (problem.next.length > 0 || problem.rule !== 'usage' ? problem : { ...problem, next: [formOf(name)] }));
}

const formOf = (name: string) => ({ command: `tallyplan help ${name}` });

/** True where a command line calls an operation among `commands`, and is no question about it. */
export function callsOperation(argv: readonly string[], commands: readonly Command[]): boolean {
  const found = commandIn(argv, commands);
  return found.ok && found.value.command.kind === 'operation' && !isHelp(commonTokensOf(argv));
}

/** True where the command line asks for JSON, even one that can't be understood otherwise. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json');
}

interface CommandInArgv {
  readonly command: Command;
  /** The arguments without the words that named it. */
  readonly rest: readonly string[];
}

function commandIn(argv: readonly string[], commands: readonly Command[]): Outcome<CommandInArgv> {
  const positionals = commonTokensOf(argv).filter((token) => token.kind === 'positional');
  const [first] = commands;
  if (positionals.length === 0 && first !== undefined) return done({ command: first, rest: argv });
  const found = findCommand(
    positionals.map((token) => token.value),
    commands,
  );
  if (!found.ok) return found;
  const taken = new Set(positionals.slice(0, found.value.words).map((token) => token.index));
  return done({ command: found.value.command, rest: argv.filter((_, index) => !taken.has(index)) });
}

type Token = ReturnType<typeof tokensOf>[number];

const known = new WeakMap<readonly string[], readonly Token[]>();

/** The tokens as far as they can be told before the command is known; told once, since finding the command and reading it both ask. */
function commonTokensOf(argv: readonly string[]): readonly Token[] {
  const tokens = known.get(argv) ?? tokensOf(argv, []);
  known.set(argv, tokens);
  return tokens;
}

function tokensOf(argv: readonly string[], fields: readonly Field[]) {
  const own = fields.filter((field) => field.position === undefined);
  const options = Object.fromEntries([
    ...commonOptions.map((option) => [
      option.name,
      { type: 'placeholder' in option ? 'string' : 'boolean', ...('short' in option ? { short: option.short } : {}) } as const,
    ]),
    ...own.map((field) => [flagOf(field).slice(2), { type: field.kind === 'flag' ? 'boolean' : 'string' } as const]),
  ]);
  return parseArgs({ args: withBareFlags(argv, own), options, allowPositionals: true, strict: false, tokens: true }).tokens;
}

/** A flag that may stand without a value takes none from the flag that follows. */
function withBareFlags(argv: readonly string[], fields: readonly Field[]): string[] {
  const bare = new Set(fields.filter((field) => field.bare).map(flagOf));
  const end = argv.indexOf('--');
  return argv.map((word, index) => {
    const next = argv[index + 1];
    const alone = bare.has(word) && (end < 0 || index < end) && (next === undefined || next.startsWith('-'));
    return alone ? `${word}=` : word;
  });
}

/** Letters that stand in one word are told of once. */
function firstOfEachWord(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token, at) => token.index !== tokens[at - 1]?.index);
}

/** Asked for by `--help` or `-h`; a word such as `-dash` only has the letter among others that mean nothing. */
function isHelp(tokens: readonly Token[]): boolean {
  const asking = tokens.find((token) => token.kind === 'option' && token.name === 'help');
  return asking !== undefined && tokens.every((token) => token.index !== asking.index || isCommon(token));
}

function isCommon(token: Token): boolean {
  return token.kind === 'option' && commonOptions.some(({ name }) => name === token.name);
}

function unknownFlag(token: Token, command: Command): Problem | null {
  if (token.kind !== 'option') return null;
  const flags = flagsOf(command);
  if (flags.includes(`--${token.name}`)) return null;
  // The hyphens are no letters that could be right.
  const hint = nearest(token.name, flags, (flag) => flag.slice(2));
  return usageProblem(`${command.name} has no ${token.rawName}${hint === null ? '' : `; did you mean ${hint}?`}`, {
    have: [token.rawName],
    missing: [usageForm(command)],
    next: [formOf(command.name)],
  });
}

/** All flags that may be typed with a command. */
function flagsOf(command: Pick<Command, 'fields'>): readonly string[] {
  const own = command.fields.filter((field) => field.position === undefined).map(flagOf);
  return [...own, ...commonOptions.map((option) => `--${option.name}`)];
}

function commonIn(tokens: readonly Token[]): GivenCommon {
  const given: Record<string, string | true> = {};
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    // A flag that stands where a value belongs is none: the value was forgotten.
    const forgotten = token.value !== undefined && !token.inlineValue && isCommonFlag(token.value);
    given[token.name] = forgotten ? true : (token.value ?? true);
  }
  return given;
}

/** What was given for each field: the positionals in their places, the flags by their names. */
function givenIn(tokens: readonly Token[], command: Command): Given {
  const positionals = tokens.filter((token) => token.kind === 'positional').map((token) => token.value);
  const flags = tokens.flatMap((token) =>
    token.kind === 'option' ? [{ flag: `--${token.name}`, value: token.value, inline: token.inlineValue === true }] : [],
  );
  return { positionals, flags: flags.filter(({ flag }) => command.fields.some((field) => flagOf(field) === flag)) };
}
