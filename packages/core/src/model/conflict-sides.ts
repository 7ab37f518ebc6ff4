/**
 * The sides of a text that holds git's conflict markers, in any of its styles (`merge`, `diff3`, `zdiff3`):
 *
 *     <<<<<<< HEAD
 *     our lines
 *     ||||||| 1a2b3c4          (only in diff3 and zdiff3)
 *     the lines of the common ancestor
 *     =======
 *     their lines
 *     >>>>>>> branch
 *
 * Where branches were merged crosswise, the lines of the ancestor can hold a conflict of their own, under
 * longer markers: to the conflict around it these are lines like others.
 */
import type { ByteString } from './byte-string.ts';

export interface ConflictSides {
  readonly ours: ByteString;
  /** null where the markers do not tell it. */
  readonly base: ByteString | null;
  readonly theirs: ByteString;
}

/** null for a text without conflict markers, or with some that are not whole: nobody knows what those mean. */
export function conflictSides(text: ByteString): ConflictSides | null {
  if (!text.includes('<<<<<<<')) return null;
  const sides = { ours: [] as string[], base: [] as string[], theirs: [] as string[] };
  let inside: { readonly side: Side; readonly size: number } | null = null;
  let conflicts = 0;
  let bases = 0;
  for (const line of linesOf(text)) {
    const [, run = '', sign = ''] = marker.exec(line) ?? [];
    const step: Step = run === '' ? null : stepAt(sign, run.length, inside);
    if (step === 'wrong') return null;
    if (step === null) for (const side of inside === null ? allSides : [inside.side]) sides[side].push(line);
    else {
      if (step === 'ours') conflicts++;
      if (step === 'base') bases++;
      inside = step === 'end' ? null : { side: step, size: run.length };
    }
  }
  if (conflicts === 0 || inside !== null) return null;
  const joined = (side: Side) => sides[side].join('') as ByteString;
  return { ours: joined('ours'), base: bases === conflicts ? joined('base') : null, theirs: joined('theirs') };
}

/** Where the first conflict of a text begins; null where there is none, or where its markers are not whole. */
export function firstMarker(text: ByteString): number | null {
  return conflictSides(text) === null ? null : text.search(/^<{7,}(?: |\r?$)/m);
}

/**
 * Where a marker stands that is left of a conflict whose other markers somebody took out; null where there is none. With the
 * label that git gives it: seven signs alone may be meant, as may a row of `=`.
 */
export function strayMarker(text: ByteString): number | null {
  if (!text.includes('<<<<<<< ') && !text.includes('>>>>>>> ')) return null;
  const at = text.search(/^(?:<{7}|>{7}) \S/m);
  return at === -1 || conflictSides(text) !== null ? null : at;
}

type Side = 'ours' | 'base' | 'theirs';
const allSides = ['ours', 'base', 'theirs'] as const;
type Step = Side | 'end' | 'wrong' | null;

/** Where a marker leads; null for one that is a line of the text. `=======` alone may also underline a heading. */
function stepAt(sign: string, size: number, inside: { readonly side: Side; readonly size: number } | null): Step {
  if (inside !== null && size !== inside.size) return null;
  switch (sign) {
    case '<':
      return inside === null ? 'ours' : 'wrong';
    case '|':
      return inside?.side === 'ours' ? 'base' : null;
    case '=':
      return inside?.side === 'ours' || inside?.side === 'base' ? 'theirs' : null;
    default:
      return inside?.side === 'theirs' ? 'end' : 'wrong';
  }
}

/** Seven of a sign or more, then a label or nothing. */
const marker = /^(([<|=>])\2{6,})(?: .*)?\r?\n?$/;

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Every text that the sides hold, those of conflicts within the ancestor's lines, too: what a list of lines is put together from. */
export function allSidesOf(text: ByteString): readonly ByteString[] {
  const sides = conflictSides(text);
  if (sides === null) return [text];
  const ancestors = sides.base === null ? [] : conflictSides(sides.base) === null ? [withoutMarkers(sides.base)] : [sides.base];
  return [sides.ours, sides.theirs, ...ancestors].flatMap(allSidesOf);
}

/** zdiff3 leaves out what both sides begin or end with, and may cut a conflict within the ancestor's lines in two by it. */
function withoutMarkers(lines: ByteString): ByteString {
  return lines.replace(/^([<|=>])\1{7,}(?: .*)?(?:\r?\n|$)/gm, '') as ByteString;
}
