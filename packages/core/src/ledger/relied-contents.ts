/**
 * What receipts relied on and git had committed then. A receipt keeps git's id of those bytes, so that an auditor can look
 * at them: as long as the history holds them. History is rewritten honestly, too (an amended commit, a squashed branch), so
 * what is gone is a note and no fault.
 */
import type { LostContents, ReliedContent } from '../model/relied-content.ts';
import type { AuditNote } from './audit-fault.ts';
import type { VerifiedTask } from './cross-checks.ts';
import { ledgerFileOf } from './ledger-file.ts';

interface Reliance extends ReliedContent {
  readonly file: string;
  readonly line: number;
  readonly item: string;
}

/** Where each content was relied on that had been committed, the first time that it was. */
export function reliedContents(tasks: readonly VerifiedTask[]): readonly Reliance[] {
  const found = new Map<string, Reliance>();
  for (const { chain, history } of tasks) {
    const file = ledgerFileOf(history.key);
    for (const { event, line } of chain.links) {
      for (const { item, documents } of event.receipts ?? []) {
        for (const { path, blob, committed } of documents) {
          const content = contentKey({ path, blob: blob ?? '' });
          if (blob !== null && committed && !found.has(content)) found.set(content, { file, line, item, path, blob });
        }
      }
    }
  }
  return [...found.values()];
}

/** Notes on what is gone; a single one where nobody can be sure of it. */
export function lostContentNotes(relied: readonly Reliance[], lost: LostContents | null): readonly AuditNote[] {
  const gone = new Set(lost?.contents.map(contentKey));
  const missing = relied.filter((reliance) => gone.has(contentKey(reliance)));
  const [first] = missing;
  if (lost === null || first === undefined) return [];
  if (lost.isSure)
    return missing.map((reliance) => ({ ...placeOf(reliance), message: `${told(reliance)}, which the history no longer holds` }));
  const others = missing.length === 1 ? '' : ` (and ${missing.length - 1} more contents of documents)`;
  const message = `${told(first)}${others}, which this clone does not hold; it lacks a part of the history: \`git fetch --unshallow\``;
  return [{ ...placeOf(first), message }];
}

const told = ({ item, path, blob }: Reliance) =>
  `its receipt of ${item} relied on ${path} as it was committed then (blob ${blob.slice(0, 12)}…)`;

const placeOf = ({ file, line }: Reliance) => ({ file, line });

const contentKey = ({ path, blob }: ReliedContent) => `${blob} ${path}`;
