/**
 * What leads on, as a call of a tool. The rules say it as a command line, which is the one form that every
 * surface can read; here it becomes the tool and its input. A step that no tool can take is a person's.
 */
import type { NextStep } from '@tallyplan/core/model/problem';
import { type Field, fieldsOf } from '@tallyplan/core/operations/fields';
import { operationsNamedIn } from '@tallyplan/core/operations/index';
import type { Operation } from '@tallyplan/core/operations/operation';
import { argumentName, fieldsIn, operationOf } from './tool-schema.ts';
import { type Tool, tools } from './tool-table.ts';

/** The same step with its tool and input. */
export async function stepCall(step: NextStep): Promise<NextStep> {
  if (step.who === 'person') return step;
  const words = wordsOf(step.command);
  const operation = await operationNamed(words);
  const carried = operation === null ? null : await toolCarrying(operation, words);
  if (operation === null || carried === null) return { ...step, who: 'person' };
  const { tool, choice } = carried;
  if (!isOfOperation(words, operation)) return { ...step, who: 'person' };
  const given = words.includes('--help') ? formOf(tool, operation) : inputIn(words.slice(operation.name.split(' ').length), operation);
  if (Object.keys(given).some((name) => tool.without.includes(name))) return { ...step, who: 'person' };
  return {
    ...step,
    tool: tool.name,
    input: { ...(tool.chooser === undefined ? {} : { [tool.chooser.name]: choice }), ...asArguments(given) },
  };
}

/** The words after the program's name. A text in quotes is one word. */
function wordsOf(command: string): readonly string[] {
  return [...command.matchAll(/(?:[^\s"]|"[^"]*")+/g)].slice(1).map(([word]) => word.replaceAll('"', ''));
}

async function operationNamed(words: readonly string[]): Promise<Operation | null> {
  const candidates = await operationsNamedIn(words);
  const fitting = candidates.filter(({ name }) => name.split(' ').every((word, index) => words[index] === word));
  return fitting.sort((a, b) => b.name.length - a.name.length)[0] ?? null;
}

/** The tool that has the operation, and what its chooser must say. `show` is several views: of one task, or of all. */
async function toolCarrying(
  operation: Operation,
  words: readonly string[],
): Promise<{ readonly tool: Tool; readonly choice: string } | null> {
  for (const tool of tools) {
    for (const choice of Object.keys(tool.operations)) {
      if ((await operationOf(tool, choice)) !== operation) continue;
      const isList = choice === 'task' && (words[1] ?? '--').startsWith('--');
      return { tool, choice: isList ? 'tasks' : choice };
    }
  }
  return null;
}

/** False where something is said that is no operation's, such as which plan is meant: a tool has none of it. */
function isOfOperation(words: readonly string[], operation: Operation): boolean {
  const known = new Set(['--help', ...fieldsOf(operation).map(({ name }) => flagOf(name))]);
  return words.every((word) => !word.startsWith('--') || known.has(word));
}

type Input = Record<string, unknown>;

/** The input that a command line gives to its operation. */
function inputIn(words: readonly string[], operation: Operation): Input {
  const input: Input = {};
  const fields = fieldsOf(operation);
  const positional = fields.filter(({ position }) => position !== undefined);
  let place = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    const field = word.startsWith('--') ? fields.find(({ name }) => flagOf(name) === word) : positional[place];
    if (field === undefined) continue;
    if (!word.startsWith('--')) {
      if (field.rest !== true) place += 1;
      give(input, field, word);
    } else give(input, field, field.kind === 'flag' ? '' : (words[++at] ?? ''));
  }
  return input;
}

function flagOf(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

function give(input: Input, { name, kind }: Field, word: string): void {
  switch (kind) {
    case 'flag':
      input[name] = true;
      return;
    case 'number':
      input[name] = Number(word);
      return;
    case 'list':
      input[name] = [...((input[name] as readonly string[] | undefined) ?? []), word];
      return;
    case 'pairs': {
      const [item = '', ...note] = word.split('=');
      input[name] = { ...(input[name] as object | undefined), [item]: note.join('=') };
      return;
    }
    case 'text':
    case 'choice':
      input[name] = word;
  }
}

/** What a question about the form of a call becomes: the call, with what must be said left to be filled in. */
function formOf(tool: Tool, operation: Operation): Input {
  const needed = fieldsIn(tool, operation).filter(({ required }) => required);
  return Object.fromEntries(
    needed.map(({ name, kind, choices, placeholder }) => [
      name,
      kind === 'list' ? [`<${placeholder}>`] : (choices[0] ?? `<${placeholder}>`),
    ]),
  );
}

function asArguments(input: Input): Input {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [argumentName({ name }), name === 'ids' && Array.isArray(value) ? value[0] : value]),
  );
}
