/**
 * A list of ids, as it stands in a text, of which none ends in a certain number: what nearly every list of dependents
 * is, and can be seen to be where it stands, without taking the ids out one by one.
 */

/**
 * Matches such a list from `lastIndex` on, as far as it goes; with quotes around it, too. A list that holds the number
 * ends before the id that does.
 *
 * @param digits without zeros before them; in the text they may have some
 */
export function otherNumbers(digits: string): RegExp {
  return new RegExp(`["']?(?:[A-Z]+-(?!0*${digits}(?!\\d))\\d+(?:, )?)*["']?`, 'y');
}

/** Whether all that stands between two places is such a list. */
export function isAllOther(list: RegExp, text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  list.lastIndex = start;
  return list.test(text) && list.lastIndex === end;
}
