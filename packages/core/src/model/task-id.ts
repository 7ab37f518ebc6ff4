/**
 * Ids of tasks and documents: `TYPE-SUFFIX`. The only place that knows how one is written.
 *
 * Two ids are the same when they differ only in case and in the width of a number (`tasks-1`,
 * `TASKS-01`, `TASKS-001`); the canonical form, the key, is upper case with at least two digits.
 */
declare const taskKey: unique symbol;
/** A canonical id: what maps, ledgers and comparisons use. What a person sees is the id as written. */
export type TaskKey = string & { readonly [taskKey]: true };

/** `TYPE-SUFFIX`: letters and digits, a hyphen, then letters, digits, dots, hyphens, underscores. At most 100 characters. */
const wellFormed = /^[\p{L}][\p{L}\p{N}_]{0,40}(?:-[\p{L}\p{N}][\p{L}\p{N}._]{0,40}){1,4}$/u;

/** The same for ids of ASCII alone: letters of all scripts take milliseconds to compile, and most plans have none. */
const wellFormedAscii = new RegExp(wellFormed.source.replaceAll('\\p{L}', 'A-Za-z').replaceAll('\\p{N}', '0-9'));

/** True when a text can be the id of a new task. */
export function isTaskId(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole range of ASCII is meant
  return text.length <= 100 && (/^[\x00-\x7f]*$/.test(text) ? wellFormedAscii : wellFormed).test(text);
}

/** The canonical form of an id, whatever its case and width. Any text has one; it need not be well-formed. */
export function taskKeyOf(id: string): TaskKey {
  const usual = usualId.exec(id);
  if (usual !== null) return `${usual[1]}${usual[2]}` as TaskKey;
  return id
    .trim()
    .toUpperCase()
    .replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(2, '0')) as TaskKey;
}

/**
 * What nearly every id looks like: taken apart at once, since every id of a plan is asked for its key.
 * The digits can be split in one way only, so a long row of zeros costs no more than its length.
 */
const usualId = /^([A-Z]+-)0*([1-9]\d+|0\d)$/;

/** True for a template's id, which stands for one to be filled in: it ends in XX, YY, ZZ, AA, AAA, NN or X.Y. */
export function isPlaceholderId(id: string): boolean {
  return /(?:^|[-._])(?:X\.Y|XX|YY|ZZ|AAA?|NN)$/i.test(id.trim());
}
