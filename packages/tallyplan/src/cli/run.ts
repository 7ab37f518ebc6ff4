/**
 * One run of the command line: argv is read, the command performed, the outcome told, the exit status answered.
 *
 * Everything that only some runs need (help, renderers, completion) is loaded when it is needed.
 */
import type { Outcome } from '@tallyplan/core/model/problem';
import type { Written } from '@tallyplan/core/operations/store';
import { packageVersion } from '../package-version.ts';
import type { Answer, Command, OperationCommand, Request, SurfaceCommand } from './command.ts';
import type { CommonOptions } from './common-options.ts';
import { exitOfResult } from './exit-of-result.ts';
import { pageOf } from './page.ts';
import { printJson, printRefusal } from './print.ts';
import { asksForJson, readArguments, withForm } from './read-arguments.ts';
import type { Terminal } from './terminal.ts';

/** What a run works with; tests bring their own. */
export interface Surroundings {
  readonly terminal: Terminal;
  /** The first is what runs where none is named. */
  readonly commands: readonly Command[];
  perform(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>>;
}

/** What an operation answered and wrote, and where the files are that its result names. */
export interface Performed extends Written<unknown> {
  /** Absolute path of the folder that they are told from. */
  readonly root: string;
  /** The lines of such a file, where they are not those on the disk; null where there is none. */
  readonly linesOf?: (file: string) => readonly string[] | null;
}

/** A request for an operation. */
export interface OperationRequest extends Request {
  readonly command: OperationCommand;
}

/** Runs a command line and answers the exit status. */
export async function run(argv: readonly string[], surroundings: Surroundings): Promise<number> {
  const { terminal, commands } = surroundings;
  const read = readArguments(argv, commands);
  if (!read.ok) {
    const manner = { json: asksForJson(argv), color: !argv.includes('--no-color'), quiet: false };
    return printRefusal(read.problems, manner, terminal);
  }
  const request = read.value;
  const { command, common } = request;
  if (common.version) return tellVersion(common, terminal);
  if (common.help) return tellHelp(command, surroundings, common);
  return command.kind === 'operation'
    ? runOperation({ ...request, command }, surroundings)
    : runSurface({ ...request, command }, surroundings);
}

/** Commands whose `--format json` is the same as `--json`. */
const formatsOfResult: ReadonlySet<string> = new Set(['check', 'graph']);

async function runOperation(request: OperationRequest, { perform, terminal }: Surroundings): Promise<number> {
  const { command, common, input } = request;
  const manner = { ...common, json: common.json || (input.format === 'json' && formatsOfResult.has(command.name)) };
  const outcome = await perform(request, terminal);
  if (!outcome.ok) return printRefusal(withForm(outcome.problems, command), manner, terminal);
  const { result, changed } = outcome.value;
  if (manner.json) printJson(result, common.dryRun ? changed : null, terminal);
  else await (await import('./tell.ts')).tell(request, outcome.value, terminal);
  return exitOfResult(command.name, input, result);
}

async function runSurface(request: Request & { readonly command: SurfaceCommand }, { terminal, commands }: Surroundings): Promise<number> {
  const { command, common } = request;
  const page = pageOf(terminal, 'output', common.color);
  const outcome = await command.run(request, { page, commands, terminal });
  return outcome.ok ? tellAnswer(outcome.value, common, terminal) : printRefusal(withForm(outcome.problems, command), common, terminal);
}

function tellAnswer(answer: Answer, manner: CommonOptions, terminal: Terminal): number {
  if (manner.json) printJson(answer.result, manner.dryRun ? (answer.changed ?? []) : null, terminal);
  else terminal.write(answer.text);
  return answer.exit ?? 0;
}

async function tellHelp(command: Command, { terminal, commands }: Surroundings, manner: CommonOptions): Promise<number> {
  const { helpAnswer } = await import('./commands/help-on-command.ts');
  return tellAnswer(helpAnswer(command, commands, pageOf(terminal, 'output', manner.color)), manner, terminal);
}

function tellVersion(manner: CommonOptions, terminal: Terminal): number {
  return tellAnswer({ result: { version: packageVersion() }, text: `${packageVersion()}\n` }, manner, terminal);
}
