/** Where the lines of each phase stand among the units of a text, and the blank lines and rules that part two of them. */
import { grouped } from '../../model/look-ups.ts';
import type { PhaseKey } from './common-phases.ts';
import type { Unit } from './text-units.ts';

/** The three texts of which all are known. */
export interface Three {
  readonly base: readonly Unit[];
  readonly ours: readonly Unit[];
  readonly theirs: readonly Unit[];
}

/** Lines of one phase, from its heading to the last line that says something. */
export interface Block {
  readonly key: PhaseKey;
  readonly start: number;
  readonly end: number;
}

/** What parts two phases is part of neither, so that each stays in one piece where another comes to stand between them. */
export function partedOff(units: readonly Unit[]): readonly Unit[] {
  const own = new Set(runsOf(units).flatMap(({ start, end }) => units.slice(start, end)));
  return units.map((unit) => (own.has(unit) ? unit : { ...unit, phase: null }));
}

/** The phases of a text whose lines stand together, in their order. */
export function blocksOf(units: readonly Unit[]): readonly Block[] {
  const runs = grouped(runsOf(units), ({ key }) => key);
  return [...runs.values()].filter((some) => some.length === 1).flat();
}

/** Where lines of one phase stand one below the other. */
function runsOf(units: readonly Unit[]): readonly Block[] {
  const runs: Block[] = [];
  for (let at = 0; at < units.length; ) {
    const key = units[at]?.phase ?? null;
    let end = at + 1;
    while (end < units.length && units[end]?.phase === key) end++;
    if (key !== null) runs.push({ key, start: at, end: Math.max(at + 1, startOfParting(units, end)) });
    at = end;
  }
  return runs;
}

/** Where the blank lines and rules begin that end there. A line that underlines a heading is no rule. */
function startOfParting(units: readonly Unit[], end: number): number {
  let start = end;
  for (let at = end - 1; at >= 0; at--) {
    const unit = units[at];
    if (unit === undefined || unit.entry !== null) break;
    if (isBlank(unit)) start = at;
    else if (!isRule(unit) || !isBlank(units[at - 1])) break;
  }
  return start;
}

export function isBlank(unit: Unit | undefined): boolean {
  return unit !== undefined && unit.entry === null && unit.text.trim() === '';
}

export function isRule({ text }: Unit): boolean {
  return /^ {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*\r?\n?$/.test(text);
}
