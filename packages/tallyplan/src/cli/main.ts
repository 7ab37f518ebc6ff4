/** The process entry: one run, one catch, one exit status. */
import { allOperations, operationsNamedIn } from '@tallyplan/core/operations/index';
import type { Command } from './command.ts';
import { commandsFor } from './commands/commands.ts';
import { completionWord } from './completion/completion-word.ts';
import type { performRequest } from './perform-request.ts';
import { printRefusal } from './print.ts';
import { asksForJson, callsOperation } from './read-arguments.ts';
import { run } from './run.ts';
import { hearSignals } from './signals.ts';
import { processTerminal } from './terminal.ts';

const argv = process.argv.slice(2);
const terminal = processTerminal();

hearSignals();
void main();

async function main(): Promise<void> {
  try {
    const commands = await commandsIn(argv);
    if (argv[0] === completionWord) await printCandidates(argv.slice(1), commands);
    else end(await run(argv, { terminal, commands, perform }), commands);
  } catch (error) {
    process.exitCode = await tellUnexpected(error);
  }
}

/**
 * What an operation wrote is written, so its process ends at once: to take its heap apart would cost 20 ms after
 * a plan of ten thousand tasks. A surface, such as a server, may have more to do.
 */
function end(status: number, commands: readonly Command[]): void {
  if (commands.some(({ kind, name }) => kind === 'surface' && name === argv[0])) process.exitCode = status;
  else process.exit(status);
}

/** The plan's side of a run, which help and a slip of the pen don't need. */
const perform: typeof performRequest = async (request, terminal) =>
  (await import('./perform-request.ts')).performRequest(request, terminal);

/** The commands that a run needs: all of them, save where a command line just calls an operation, or asks for the version. */
async function commandsIn(words: readonly string[]): Promise<readonly Command[]> {
  const own = commandsFor([]);
  if (own.some((command) => command.kind === 'surface' && command.alone && command.name === words[0])) return own;
  const named = commandsFor(await operationsNamedIn(words));
  return isVersion(words) || callsOperation(words, named) ? named : commandsFor(await allOperations());
}

function isVersion(words: readonly string[]): boolean {
  return words.length === 1 && words[0] === '--version';
}

/** What a shell asks while somebody types; whatever is wrong, it gets no answer rather than a message. */
async function printCandidates(words: readonly string[], commands: readonly Command[]): Promise<void> {
  const { completeFor } = await import('./completion/complete.ts');
  terminal.write(await completeFor(words, commands, terminal));
}

async function tellUnexpected(error: unknown): Promise<number> {
  const { unexpectedProblem } = await import('./unexpected.ts');
  const manner = { json: asksForJson(argv), color: !argv.includes('--no-color'), quiet: false };
  const problems = [unexpectedProblem(error)];
  try {
    return await printRefusal(problems, manner, terminal);
  } catch {
    // Standard output is what failed, and JSON goes nowhere else: then the message for people has to do.
    return printRefusal(problems, { ...manner, json: false }, terminal);
  }
}
