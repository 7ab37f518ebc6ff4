/** The process entry: one run, one catch, one exit status. */
import { allOperations, operationsNamedIn } from '@tallyplan/core/operations/index';
import type { Command } from './command.ts';
import { commandsFor } from './commands/commands.ts';
import { completionWord } from './completion/completion-word.ts';
import { performRequest } from './perform-request.ts';
import { asksForJson, callsOperation } from './read-arguments.ts';
import { run } from './run.ts';
import { ClosedPipe, processTerminal } from './terminal.ts';

const argv = process.argv.slice(2);
const terminal = processTerminal();

// A commit is one synchronous piece, so the signal is heard before it or after it, never within.
process.once('SIGINT', () => process.exit(130));
void main();

async function main(): Promise<void> {
  try {
    const commands = await commandsIn(argv);
    if (argv[0] === completionWord) await printCandidates(argv.slice(1), commands);
    else process.exitCode = await run(argv, { terminal, commands, perform: performRequest });
  } catch (error) {
    // Whoever read the output has seen enough; what was done is done.
    if (error instanceof ClosedPipe) return;
    process.exitCode = await tellUnexpected(error);
  }
}

/** The commands that a run needs: all of them, save where a command line just calls an operation. */
async function commandsIn(words: readonly string[]): Promise<readonly Command[]> {
  const named = commandsFor(await operationsNamedIn(words));
  return callsOperation(words, named) ? named : commandsFor(await allOperations());
}

/** What a shell asks while somebody types; whatever is wrong, it gets no answer rather than a message. */
async function printCandidates(words: readonly string[], commands: readonly Command[]): Promise<void> {
  const { completeFor } = await import('./completion/complete.ts');
  terminal.write(await completeFor(words, commands, terminal));
}

async function tellUnexpected(error: unknown): Promise<number> {
  const [{ unexpectedProblem }, { printRefusal }] = await Promise.all([import('./unexpected.ts'), import('./print.ts')]);
  const manner = { json: asksForJson(argv), color: !argv.includes('--no-color'), quiet: false };
  return printRefusal([unexpectedProblem(error)], manner, terminal);
}
