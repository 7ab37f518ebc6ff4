/**
 * Every criterion that a text mentions anywhere, code included, and in any of the shorthands that people write:
 *
 *     REQ.02.06.01-03      REQ.02.06.01 – REQ.02.06.03      REQ.02.06.01, .02 and .03      REQ.02.06.01/02/03      AC-001 to AC-004
 *
 * Where nothing else picks a criterion up, this decides that it is surely missed.
 */
const series = /(?<![\w.-])([A-Z][A-Z0-9]{1,15}\.\d{2,9}\.\d{1,6}\.|[A-Z][A-Z0-9]{1,15}-(?:\d{2,9}-)?)(\d{1,6})(?![\w])/g;
const further =
  /\s{0,3}(,|\/|&|\band\b|\bto\b|\bthrough\b|-|\u2013|\u2014|\u2026|\.{2,3})\s{0,3}(?:and\s)?([A-Z][A-Z0-9]{1,15}[.\d-]*[.-])?\.?(\d{1,6})(?![\w])/y;
/** More of a range than this is none. */
const longestRange = 200;

export function mentionedCriteria(text: string): readonly string[] {
  const found: string[] = [];
  for (const { 0: whole, 1: head = '', 2: first = '', index } of text.replace(/\bAC (?=\d)/g, 'AC-').matchAll(series)) {
    let last = Number(first);
    found.push(keyOf(head, first));
    further.lastIndex = index + whole.length;
    for (let next = further.exec(text); next !== null; next = further.exec(text)) {
      const [, sign = '', other = head, written = ''] = next;
      if (other !== head) break;
      const number = Number(written);
      const from = isRange(sign) && number > last && number - last < longestRange ? last + 1 : number;
      for (let each = from; each <= number; each++) found.push(keyOf(head, String(each).padStart(first.length, '0')));
      last = number;
    }
  }
  return found;
}

const isRange = (sign: string) => !/^(?:[,/&]|and)$/.test(sign);

/** As the facts of a document have it: numbers of an element have two digits at least. */
function keyOf(head: string, number: string): string {
  if (head === 'AC-') return head + number;
  return (head + number).replace(/\d+/g, (digits) => digits.replace(/^0+(?=\d)/, '').padStart(2, '0'));
}
