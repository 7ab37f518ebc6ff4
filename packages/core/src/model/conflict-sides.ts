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
  let inside: 'ours' | 'base' | 'theirs' | null = null;
  let conflicts = 0;
  let bases = 0;
  for (const line of linesOf(text)) {
    const step = stepAt(line, inside);
    if (step === 'wrong') return null;
    if (step === null) for (const side of inside === null ? (['ours', 'base', 'theirs'] as const) : [inside]) sides[side].push(line);
    else {
      if (step === 'ours') conflicts++;
      if (step === 'base') bases++;
      inside = step === 'end' ? null : step;
    }
  }
  if (conflicts === 0 || inside !== null) return null;
  const [ours, base, theirs] = [sides.ours, sides.base, sides.theirs].map((lines) => lines.join('') as ByteString) as [
    ByteString,
    ByteString,
    ByteString,
  ];
  return { ours, base: bases === conflicts ? base : null, theirs };
}

type Step = 'ours' | 'base' | 'theirs' | 'end' | 'wrong' | null;

/** Where a line leads; null for a line of the text. `=======` alone may also underline a heading. */
function stepAt(line: string, inside: 'ours' | 'base' | 'theirs' | null): Step {
  switch (marker.test(line) ? line.charAt(0) : '') {
    case '<':
      return inside === null ? 'ours' : 'wrong';
    case '|':
      return inside === 'ours' ? 'base' : null;
    case '=':
      return inside === 'ours' || inside === 'base' ? 'theirs' : null;
    case '>':
      return inside === 'theirs' ? 'end' : 'wrong';
    default:
      return null;
  }
}

const marker = /^(?:<{7}|\|{7}|>{7})(?: .*)?\r?\n?$|^={7}\r?\n?$/;

function linesOf(text: string): readonly string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
