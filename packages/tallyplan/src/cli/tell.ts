/** A result for people: drawn by its operation's renderer. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asChange } from '@tallyplan/core/operations/perform';
import { exitOfResult } from './exit-of-result.ts';
import { pageOf } from './page.ts';
import { plainText, plainValue } from './plain-text.ts';
import { printDiffs } from './print.ts';
import type { CheckResult } from './render/check.ts';
import { draw } from './render/render.ts';
import { rendererOf } from './renderers.ts';
import type { OperationRequest, Performed } from './run.ts';
import type { Terminal } from './terminal.ts';

/** For a change that is only tried, the diff that it would make. */
export async function tell(
  { command, common, input }: OperationRequest,
  { result, changed, root, linesOf }: Performed,
  terminal: Terminal,
): Promise<void> {
  const page = pageOf(terminal, 'output', common.color);
  const isChange = asChange(command.operation, input) !== null;
  if (common.dryRun && isChange) await printDiffs(changed, page, terminal);
  const isData = !isChange || answers.has(command.name);
  if (common.quiet && !isData) return;
  const file = fileIn(command.name, result);
  if (file !== null) return terminal.write(terminal.isTerminal('output') ? plainText(file) : file);
  const other = typeof input.format === 'string' ? await formattedFor(command.name, input.format, { result, terminal }) : null;
  if (other !== null) return terminal.write(other);
  const kept = common.quiet ? quietly(command.name, result) : result;
  if (kept === null) return;
  const sourceOf = sourceFrom(linesOf ?? ((name) => readLines(join(root, name))));
  const isBadNews = exitOfResult(command.name, input, result) !== 0;
  const text = await draw(await rendererOf(command.name, { sourceOf, isBadNews }), plainValue(kept), page);
  const isTried = common.dryRun && isChange;
  if (isTried) terminal.writeError(`${page.paint.faint('dry run, nothing was written:')}\n`);
  if (isData || !isTried) terminal.write(text);
  else terminal.writeError(text);
}

/** Changes that are asked for what they answer, as questions are: not only a message says that it was done. */
const answers: ReadonlySet<string> = new Set(['next', 'review', 'audit checkpoint', 'session end']);

/** What `--quiet` leaves. A check says what fails it, and nothing where nothing does: a hook runs it at every commit. */
function quietly(command: string, result: unknown): unknown {
  if (command !== 'check') return result;
  const { findings, summary } = result as CheckResult;
  return summary.errors === 0
    ? null
    : { summary, findings: findings.filter(({ severity, known }) => severity === 'error' && known !== true) };
}

/** A form that other programs read. */
async function formattedFor(
  operation: string,
  format: string,
  { result, terminal }: { readonly result: unknown; readonly terminal: Terminal },
): Promise<string | null> {
  const { formatOf } = await import('./formats/formats.ts');
  const write = await formatOf(operation, format);
  return write?.(result, { environment: terminal.environment }) ?? null;
}

/** A result that is a file of its own (`audit export`, `trace --format csv`): written byte for byte, save on a screen. */
function fileIn(operation: string, result: unknown): string | null {
  return operation === 'audit export' || operation === 'trace' ? (result as { readonly text: string | null }).text : null;
}

/** Reads files that results name, each once. */
function sourceFrom(linesOf: (file: string) => readonly string[] | null): (file: string) => readonly string[] | null {
  const files = new Map<string, readonly string[] | null>();
  return (file) => {
    const known = files.get(file);
    if (known !== undefined) return known;
    const lines = linesOf(file)?.map(plainText) ?? null;
    files.set(file, lines);
    return lines;
  };
}

function readLines(path: string): readonly string[] | null {
  try {
    return readFileSync(path, 'utf8').split(/\r?\n/);
  } catch {
    // Shown where it can be; the finding says the rest.
    return null;
  }
}
