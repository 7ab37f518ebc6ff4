/**
 * Plan and ledgers rewritten as wholes: what git left of a merge is no change that a decision could add to.
 *
 * Each file is replaced atomically, ledgers before the plan. Killed in between, some are mended and the
 * others are as they were; whoever mends is run again, and finds what is left to do.
 */
import { dirname } from 'node:path';
import type { LedgerFile } from '@tallyplan/core/ledger/history';
import { type LedgerName, ledgerOfFile } from '@tallyplan/core/ledger/ledger-file';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { bytesOf } from './bytes.ts';
import { type CommitPlace, temporaryPlan } from './commit.ts';
import type { LedgerFolder } from './ledger-folder.ts';
import type { Lock } from './lock.ts';
import { planBytes } from './plan-file.ts';
import { randomToken } from './random-token.ts';
import { movedTooOften } from './saved-meanwhile.ts';
import { writeNew } from './write-file.ts';

export interface StoredTexts {
  readonly plan: ByteString;
  /** Those whose names are ledgers', as they lie there. */
  readonly ledgers: readonly LedgerFile[];
}

export interface Rewriting<T> {
  readonly result: T;
  /** null where it stays as it is. */
  readonly plan: ByteString | null;
  readonly ledgers: ReadonlyMap<LedgerName, ByteString>;
}

export interface RewritePlace extends CommitPlace {
  readonly ledgers: LedgerFolder;
}

export function rewriteFiles<T>(place: RewritePlace, lock: Lock, decide: (texts: StoredTexts) => Outcome<Rewriting<T>>): Outcome<T> {
  const { files, folder, plan, ledgers } = place;
  const before = plan.current();
  const names = ledgers.names().filter((name) => ledgerOfFile(name) !== null);
  const decided = decide({ plan: before.text, ledgers: names.map((name) => ({ name, text: ledgers.file(folder.inLedgers(name)).text })) });
  if (!decided.ok) return decided;
  if (!lock.isHeld() || plan.current() !== before) return refused(movedTooOften(plan.path));
  for (const [name, text] of decided.value.ledgers) replace(place, folder.ledger(name), text);
  if (decided.value.ledgers.size > 0) files.syncFolder(folder.ledgers);
  if (decided.value.plan !== null) {
    const temporary = temporaryPlan(place, randomToken());
    const after = planBytes(decided.value.plan);
    writeNew(files, temporary, { bytes: after.bytes, like: plan.status() });
    files.rename(temporary, plan.path);
    files.syncFolder(dirname(plan.path));
  }
  return done(decided.value.result);
}

function replace({ files, folder }: RewritePlace, path: string, text: ByteString): void {
  const temporary = folder.temporary(randomToken());
  const like = files.status(path);
  writeNew(files, temporary, { bytes: bytesOf(text), ...(like === null ? {} : { like }) });
  files.rename(temporary, path);
}
