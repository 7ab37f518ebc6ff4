/**
 * Phases: the sections that tasks stand in. Most are headings that say so (`### Phase 2: Data`,
 * `### 2.2 Phase 1: X`); else the nearest heading above the tasks is one, whatever it says.
 */

import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Span } from '../../model/place.ts';
import { unescapeHeading } from '../../text/cell-text.ts';
import type { Heading, Headings } from '../../text/heading.ts';
import { endOfContent, endOfLine } from '../../text/lines.ts';
import { undecorated } from './decoration.ts';

/** What a heading says of its phase. */
export interface PhaseTitle {
  readonly number: string | null;
  readonly name: string;
  /** It is a phase by its own words, also where no task stands in it. */
  readonly isPhase: boolean;
}

const section = /^\d+(?:\.\d+)*\.?[\t ]+(?=\S)/;
/** The form of the reference; the next one has all of them, and costs more. */
const usual = /^phase (\d+(?:\.\d+)*): ([\x20-\x7e]*)$/i;
const numbered =
  /^(?:\p{Extended_Pictographic}\ufe0f?[\t ]*)?phase[\t ]+(\d+(?:\.\d+)*[a-z]?|x\.y|[ivx]{1,5}|[a-z]|nn|n)(?=$|[\t :.–—-])[\t .:–—-]*(.*)$/isu;

export function phaseTitle(heading: string): PhaseTitle {
  const plain = undecorated(heading).replace(section, '');
  const [, number, name = ''] = usual.exec(plain) ?? numbered.exec(plain) ?? [];
  if (number === undefined) return { number: null, name: unescapeHeading(plain), isPhase: false };
  return { number, name: unescapeHeading(undecorated(name)), isPhase: true };
}

export function headingText(text: ByteString, heading: Heading): string {
  return decodeUtf8(text.slice(heading.text.start, heading.text.end) as ByteString);
}

/** The goal that is written under a heading: `**Goal**: …`. */
export function goalBelow(text: ByteString, section: Span): string | null {
  let lines = 0;
  for (let at = endOfLine(text, section.start); at < section.end && lines < 12; at = endOfLine(text, at)) {
    const line = text.slice(at, endOfContent(text, at, endOfLine(text, at))) as ByteString;
    if (/^[\t ]*(?:#|\||```|~~~)/.test(line)) return null;
    const goal = /^[>\t ]*\**goal\**:\**[\t ]*(.*)$/i.exec(line)?.[1];
    if (goal !== undefined) return decodeUtf8(goal as ByteString).trim();
    lines++;
  }
  return null;
}

/** The innermost heading above each place, as a stack that is moved down the document. */
export class Outline {
  private readonly headings: Headings;
  private next = 0;
  private readonly open: number[] = [];

  constructor(headings: Headings) {
    this.headings = headings;
  }

  /** Positions of the headings that a place stands under, the outermost first. Places are asked for in their order. */
  above(place: number): readonly number[] {
    const { headings, open } = this;
    for (; this.next < headings.count && headings.start(this.next) <= place; this.next++) {
      while (open.length > 0 && headings.level(itemAt(open, open.length - 1)) >= headings.level(this.next)) open.pop();
      open.push(this.next);
    }
    return open;
  }
}

/** From a heading to the next one of its level or higher, or the end. */
export function sectionOf(headings: Headings, position: number): Span {
  let next = position + 1;
  while (next < headings.count && headings.level(next) > headings.level(position)) next++;
  return { start: headings.start(position), end: headings.start(next) };
}
