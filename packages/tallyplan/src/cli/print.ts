/**
 * Telling the outcome: for people on a page, for programs as one JSON document.
 * Data goes to standard output; problems and messages to standard error.
 */
import type { Problem } from '@tallyplan/core/model/problem';
import { exitStatusOf } from '@tallyplan/core/model/rule-names';
import type { ChangedFile } from '@tallyplan/core/operations/store';
import { type Page, pageOf } from './page.ts';
import { plainText, plainValue, safeJson } from './plain-text.ts';
import type { Terminal } from './terminal.ts';

export interface Manner {
  readonly json: boolean;
  readonly color: boolean;
  readonly quiet: boolean;
}

/** Tells that nothing was done, and answers the exit status that says so. */
export async function printRefusal(problems: readonly Problem[], manner: Manner, terminal: Terminal): Promise<number> {
  if (manner.json) terminal.write(`${safeJson({ ok: false, problems })}\n`);
  else {
    const [{ draw }, { renderProblems }] = await Promise.all([import('./render/render.ts'), import('./render/problems.ts')]);
    terminal.writeError(await draw(renderProblems, plainValue(problems), pageOf(terminal, 'error', manner.color)));
  }
  return exitStatusOf(problems.map(({ rule }) => rule));
}

/** The envelope of what was done. */
export function printJson(result: unknown, changed: readonly ChangedFile[] | null, terminal: Terminal): void {
  const files = changed?.map((change) => ({ file: change.file, diff: change.diff() }));
  terminal.write(`${safeJson({ ok: true, result, ...(files === undefined ? {} : { changed: files }) })}\n`);
}

/** The diff of every file that would change. */
export async function printDiffs(changed: readonly ChangedFile[], page: Page, terminal: Terminal): Promise<void> {
  const { renderDiff } = await import('./render/diff.ts');
  for (const change of changed) terminal.write(renderDiff(plainText(change.diff()), page));
}
