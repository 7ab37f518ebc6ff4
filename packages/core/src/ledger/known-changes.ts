/**
 * The fast lane of reading a ledger. Ledgers repeat themselves: the same twenty values of a checklist
 * stand in every file. So the changes are cut out of a line, and each distinct one is parsed and checked
 * once; `check` reads a thousand ledgers, and this spares it most of the work.
 *
 * However the cut is found, it can't be wrong where it succeeds: a canonical text in which the empty list
 * is replaced by a list of canonical texts is canonical, and says just that list.
 */
import type { ValueChange } from '../model/tracked-state.ts';
import { isCanonicalText, parsedJson } from './canonical-json.ts';
import { isChange } from './event-shape.ts';

export interface CutLine {
  /** The line with no changes in it. */
  readonly rest: string;
  readonly changes: readonly ValueChange[];
}

const opening = ',"changes":[';
const closing = '}],"id":"';

/** A line with its changes taken out; null where they can't be, which the slow lane then explains. */
export function cutChanges(line: string): CutLine | null {
  const start = line.indexOf(opening) + opening.length;
  const end = line.indexOf(closing, start);
  if (start < opening.length || end === -1 || line[start] !== '{') return null;
  const changes: ValueChange[] = [];
  for (const inside of line.slice(start + 1, end).split('},{')) {
    const change = known.get(inside) ?? learned(inside);
    if (change === null) return null;
    changes.push(change);
  }
  return { rest: line.slice(0, start) + line.slice(end + 1), changes };
}

/** What stands between the braces of a change, and the change. Bounded: a ledger must not fill the memory. */
const known = new Map<string, ValueChange>();
const mostKnown = 10_000;
/** Characters; longer ones, such as log rows, do not come again. */
const longestKnown = 200;

function learned(inside: string): ValueChange | null {
  const text = `{${inside}}`;
  const value = parsedJson(text);
  if (!isChange(value) || !isCanonicalText(value, text)) return null;
  if (known.size < mostKnown && inside.length <= longestKnown) known.set(inside, value);
  return value;
}
