/**
 * Ids of tasks and documents: `TYPE-SUFFIX`. The only place that knows how one is written.
 *
 * Two ids are the same when they differ only in case, in the width of a number (`tasks-1`,
 * `TASKS-01`, `TASKS-001`), and in the form of an accent; the canonical form, the key, is upper case with at least two digits.
 */
import { isAscii } from './byte-string.ts';
import { composed } from './composed.ts';

declare const taskKey: unique symbol;
/** A canonical id: what maps, ledgers and comparisons use. What a person sees is the id as written. */
export type TaskKey = string & { readonly [taskKey]: true };

/**
 * True when a text can be the id of a new task, `TYPE-SUFFIX`: letters and digits, a hyphen, then letters, digits,
 * dots, hyphens, underscores. At most 100 characters.
 */
export function isTaskId(text: string): boolean {
  if (text.length > 100) return false;
  if (isAscii(text)) return wellFormedAscii.test(text);
  wellFormedAny ??= wellFormed('\\p{L}', '\\p{N}');
  return wellFormedAny.test(composed(text));
}

function wellFormed(letters: string, digits: string): RegExp {
  return new RegExp(`^[${letters}][${letters}${digits}_]{0,40}(?:-[${letters}${digits}][${letters}${digits}._]{0,40}){1,4}$`, 'u');
}

const wellFormedAscii = wellFormed('A-Za-z', '0-9');
/** Letters of all scripts take milliseconds to compile, and most plans have none: made when it is needed. */
let wellFormedAny: RegExp | undefined;

/** The canonical form of an id, whatever its case and width. Any text has one; it need not be well-formed. */
export function taskKeyOf(id: string): TaskKey {
  const usual = usualId.exec(id);
  if (usual !== null) return `${usual[1]}${usual[2]}` as TaskKey;
  return composed(id.trim().toUpperCase()).replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(2, '0')) as TaskKey;
}

/**
 * What nearly every id looks like: taken apart at once, since every id of a plan is asked for its key.
 * The digits can be split in one way only, so a long row of zeros costs no more than its length.
 */
const usualId = /^([A-Z]+-)0*([1-9]\d+|0\d)$/;

/** True for a template's id, which stands for one to be filled in: it ends in XX, YY, ZZ, AA, AAA, NN or X.Y. */
export function isPlaceholderId(id: string): boolean {
  // Nearly every id ends in a digit, and this is asked of every task.
  const last = id.charCodeAt(id.length - 1);
  if (last >= 48 && last <= 57) return false;
  return /(?:^|[-._])(?:X\.Y|XX|YY|ZZ|AAA?|NN)$/i.test(id.trim());
}
