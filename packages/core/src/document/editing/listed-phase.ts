/** Family E: a new phase is a mapping at the end of the `phases:` list. */

import { oneLine } from '../../model/apply.ts';
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { AddPhase } from '../../model/change.ts';
import type { Phase } from '../../model/plan.ts';
import { endOfLine } from '../../text/lines.ts';
import type { Document, ValueStyle } from '../document.ts';
import { mappingColumns, phasesInBraces } from './phase-mapping.ts';
import { blankLinesAbove, impossible, insertLines, type Planned, planned } from './planned.ts';
import { writeText, writeWord } from './yaml-scalar.ts';

export function addListedPhase(document: Document, change: AddPhase): Planned {
  const { phases } = document.plan;
  const last = phases.at(-1);
  if (last === undefined) return firstPhase(document, change);
  const { section } = document.sources.phase(last);
  const columns = mappingColumns(document, section);
  if (columns === null) return impossible(phasesInBraces);
  const { dash, keys } = columns;
  const gap = phases.length > 1 ? blankLinesAbove(document.text, section.start) : [''];
  const lines = phaseLines(change, shapeOf(document, last)).map(
    (line, at) => (at === 0 ? `${' '.repeat(dash)}-`.padEnd(keys) : ' '.repeat(keys)) + line,
  );
  return planned(insertLines(document, section.end, [...gap, ...lines]));
}

interface PhaseShape {
  readonly goalKey: 'goal' | 'description';
  readonly style: ValueStyle;
}

/** How the values of a phase are quoted, and what its goal is called. */
function shapeOf({ text, sources }: Document, phase: Phase): PhaseShape {
  const { section } = sources.phase(phase);
  const own = text.slice(section.start, section.end);
  const quote = /^[ ]*(?:-[ ]+)?(?:id|name):[ ]*(["']?)/m.exec(own)?.[1];
  return {
    goalKey: /^[ ]*goal:/m.test(own) ? 'goal' : 'description',
    style: quote === "'" ? 'single-quoted' : quote === '"' ? 'double-quoted' : 'plain',
  };
}

function phaseLines({ number, name, goal }: AddPhase, { goalKey, style }: PhaseShape): readonly string[] {
  const lines = [
    `id: ${writeWord(`PHASE-${number}`, style)}`,
    `name: ${writeText(oneLine(name), style)}`,
    ...(oneLine(goal) === '' ? [] : [`${goalKey}: ${writeText(oneLine(goal), style)}`]),
    'dependencies: []',
    'tasks: []',
  ];
  return lines.map(encodeUtf8);
}

function firstPhase(document: Document, change: AddPhase): Planned {
  const { text } = document;
  const key = /^phases:([ \t]*\[[ \t]*\])?[ \t]*(?:#.*)?\r?$/m.exec(text);
  if (key === null) return impossible('The file has no list of phases. Add a line `phases: []` first.');
  const lines = phaseLines(change, { goalKey: 'description', style: 'double-quoted' }).map((line, at) =>
    at === 0 ? `  - ${line}` : `    ${line}`,
  );
  const colon = key.index + 'phases:'.length;
  const [, empty = ''] = key;
  return planned(
    { start: colon, end: colon + empty.length, text: encodeUtf8('') },
    insertLines(document, endOfLine(text, key.index), lines),
  );
}
