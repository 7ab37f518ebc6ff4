/** What changed in a document since somebody vouched by it, for people: where, and the lines before and after. */

import { decodeUtf8 } from '../model/byte-string.ts';
import type { Place } from '../model/place.ts';
import type { DocumentChange, SuspectReceipt } from './freshness.ts';
import type { RuleWorld } from './rule-world.ts';
import { beginning } from './sighting.ts';

export interface ChangeShown {
  readonly path: string;
  readonly place: Place;
  /** One clause: `docs/07_REQ/REQ-04.md changed in "2. Rules"`. */
  readonly told: string;
  /** Lines of the section that went (`- …`) and came (`+ …`), a few of each; empty where git no longer has the former text. */
  readonly diff: readonly string[];
}

/** Lines of each side that are shown. */
const most = 3;

/** Where and what a change is. */
export function showChange({ upstream }: RuleWorld, { kind, path, document, relied }: DocumentChange): ChangeShown {
  if (kind === 'gone' || document === null) return { path, place: beginning, told: `${path} is gone`, diff: [] };
  if (kind === 'not read') return { path, place: beginning, told: `${path} is cited by now, and was not read for it`, diff: [] };
  const former = relied?.blob == null ? null : (upstream.former(document, relied.blob)?.text ?? null);
  const now = document.text;
  if (former === null || now === null) {
    const where = relied?.sections === undefined ? '' : ` in section ${relied.sections.join(', ')}`;
    return { path, place: beginning, told: `${path} changed${where}`, diff: [] };
  }
  const { first, gone, come } = between(linesOf(former), linesOf(now));
  const offset = linesOf(now)
    .slice(0, first)
    .reduce((sum, line) => sum + line.length + 1, 0);
  const section = document.facts.sections.findLast(({ span }) => span.start <= offset && offset < span.end);
  const where = section === undefined ? '' : ` in "${section.heading}"`;
  const line = first + 1;
  return {
    path,
    place: { line, column: 1, endLine: line, endColumn: 1 },
    told: `${path} changed${where}`,
    diff: [...few(gone).map((text) => `- ${text}`), ...few(come).map((text) => `+ ${text}`)],
  };
}

/** A suspect receipt in one sentence: which item, whose word, since when, and what changed. */
export function tellSuspect(world: RuleWorld, { receipt, changes }: SuspectReceipt): string {
  const shown = changes.map((change) => showChange(world, change));
  const diff = shown.flatMap((each) => each.diff).slice(0, 2 * most);
  const clause = diff.length === 0 ? '' : ` (${diff.join(' / ')})`;
  return `${receipt.item}: ${shown.map(({ told }) => told).join(', ')} since ${receipt.actor.name} vouched for it on ${receipt.at.slice(0, 10)}${clause}`;
}

const linesOf = (text: string): readonly string[] => text.split('\n');

/** What is left of both once the lines that they begin and end with alike are set aside. */
function between(before: readonly string[], after: readonly string[]) {
  let first = 0;
  while (first < before.length && first < after.length && before[first] === after[first]) first++;
  let [last, lastAfter] = [before.length, after.length];
  while (last > first && lastAfter > first && before[last - 1] === after[lastAfter - 1]) [last, lastAfter] = [last - 1, lastAfter - 1];
  return { first, gone: before.slice(first, last), come: after.slice(first, lastAfter) };
}

function few(lines: readonly string[]): readonly string[] {
  const said = lines.map((line) => decodeUtf8(line as Parameters<typeof decodeUtf8>[0]).trim()).filter((line) => line !== '');
  return said.slice(0, most).map((line) => (line.length > 120 ? `${line.slice(0, 119)}…` : line));
}
