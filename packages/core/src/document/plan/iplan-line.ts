/**
 * Whether the lines of an entry may name an IPLAN whose id ends in a number, so that one of a thousand tasks is found
 * without reading the others in full. What can't be told from the line of the key counts as a yes.
 */
const key = 'iplan_id';

/** Matches a number. @param digits of it, without zeros before them */
export function numberOf(digits: string): RegExp {
  return new RegExp(`(?<![0-9])0*${digits}(?![0-9])`);
}

export function mayNameIplan(entry: string, number: RegExp): boolean {
  // What is escaped may be the key, or a digit.
  if (entry.includes('\\')) return true;
  for (let at = entry.indexOf(key); at >= 0; at = entry.indexOf(key, at + key.length)) {
    const [line = ''] = entry.slice(at + key.length).split('\n', 1);
    if (number.test(line) || !isSaidOn(line)) return true;
  }
  return false;
}

/** Whether a value stands on the line, behind the colon: none that lines below go on with. */
function isSaidOn(line: string): boolean {
  return /:[\t ]*[^\s#|>&*!]/.test(line);
}
