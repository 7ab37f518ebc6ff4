import { allOperations } from '@tallyplan/core/operations/index';
import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { commonOptions } from '../common-options.ts';
import { readArguments } from '../read-arguments.ts';
import { flagOf } from '../usage-form.ts';
import { commandsFor } from './commands.ts';

const commands = commandsFor(await allOperations());
const examples = commands.flatMap((command) => command.examples.map((example) => [example.command, command] as const));

/** Splits a command line as a shell does, as far as examples use it. */
function words(line: string): string[] {
  const [first = ''] = line.split(/ (?:>>?|\|) /);
  return [...first.matchAll(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g)].map(([word]) => word.replace(/["']/g, ''));
}

describe('the table of commands', () => {
  it('names each command once', () => {
    const names = commands.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(commands.map((command) => [command.name, command] as const))(
    '%s has a summary, examples, and fields that are told',
    (_, command) => {
      expect(command.summary).toMatch(/^[A-Z].*\.$/);
      expect(command.summary.length).toBeLessThanOrEqual(80);
      expect(command.examples.length).toBeGreaterThan(0);
      for (const field of command.fields) expect(field.description, field.name).toMatch(/\.$/);
    },
  );

  it.each(commands.map((command) => [command.name, command] as const))(
    '%s has no flag that all commands have, save --date',
    (_, command) => {
      const common: readonly string[] = commonOptions.map(({ name }) => `--${name}`);
      const own = command.fields.filter(({ position }) => position === undefined).map(flagOf);
      expect(own.filter((flag) => common.includes(flag) && flag !== '--date')).toEqual([]);
      expect(new Set(own).size).toBe(own.length);
    },
  );

  it.each(examples)('understands its example: tallyplan %s', (line, command) => {
    const read = readArguments(words(line), commands);
    if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('; '));
    expect(read.value.command.name).toBe(command.name);
    if (command.kind !== 'operation') return;
    const parsed = safeParse(command.operation.input, read.value.input);
    expect(parsed.issues ?? []).toEqual([]);
  });
});
