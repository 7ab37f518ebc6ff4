/**
 * Names of ledger files. A task's ledger is named after its key, so that two tasks never share one,
 * on whatever file system: only `A-Z 0-9 - _ .` stand bare, every other byte of UTF-8 is `%XX`. What
 * looks alike and is not the same (a Cyrillic `А`) gets another name; nothing can name another folder.
 *
 * Where case does not count in file names, a task `PLAN` would land in `plan.jsonl`; Windows has names
 * that are devices whatever follows the first dot; and a leading dot hides a file. The first character
 * of these is written `%XX` too.
 */

import type { ByteString } from '../model/byte-string.ts';
import { decodeUtf8, encodeUtf8 } from '../model/byte-string.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';

export type LedgerName = TaskKey | 'plan';

/** Bytes that the name of a file can have, on nearly every file system. A task whose ledger's name is longer can't be recorded. */
export const longestLedgerFile = 255;

const suffix = '.jsonl';
const reserved = /^(?:\.|(?:PLAN|BASELINE-STATES)$|(?:CON|PRN|AUX|NUL|COM\d|LPT\d)(?:\.|$))/;

/** The file of a ledger, a name in `.tallyplan/ledger/`. */
export function ledgerFileOf(ledger: LedgerName): string {
  if (ledger === 'plan') return `plan${suffix}`;
  // A task without any id can't be told from no task by its name; `%` alone is no other name's form.
  if (ledger === '') return `%${suffix}`;
  const bytes = encodeUtf8(ledger);
  const name = bytes.replace(/[^A-Z0-9._-]/g, percent);
  return (reserved.test(name) ? percent(name.slice(0, 1)) + name.slice(1) : name) + suffix;
}

/** The ledger that a file holds, or null where the name is no ledger's: each ledger has exactly one. */
export function ledgerOfFile(name: string): LedgerName | null {
  const stem = name.endsWith(suffix) ? name.slice(0, -suffix.length) : '';
  if (stem === 'plan') return 'plan';
  const bytes = stem.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const key = (stem === '%' ? '' : decodeUtf8(bytes as ByteString)) as TaskKey;
  return ledgerFileOf(key) === name && taskKeyOf(key) === key ? key : null;
}

function percent(byte: string): string {
  return `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
