/**
 * Phases: the sections that tasks stand in. Most are headings that say so (`### Phase 2: Data`,
 * `### 2.2 Phase 1: X`); else the nearest heading above the tasks is one, whatever it says.
 */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import { endOfContent, endOfLine } from '../scan/lines.ts';
import type { Heading } from '../scan/heading.ts';
import { undecorated } from './decoration.ts';

/** What a heading says of its phase. */
export interface PhaseTitle {
  readonly number: string | null;
  readonly name: string;
  /** It is a phase by its own words, also where no task stands in it. */
  readonly isPhase: boolean;
}

const section = /^\d+(?:\.\d+)*\.?[\t ]+(?=\S)/;
const numbered =
  /^(?:\p{Extended_Pictographic}\ufe0f?[\t ]*)?phase[\t ]+(?<number>\d+(?:\.\d+)*[a-z]?|x\.y|[ivx]{1,5}|[a-z]|nn|n)(?=$|[\t :.–—-])[\t .:–—-]*(?<name>.*)$/isu;

export function phaseTitle(heading: string): PhaseTitle {
  const text = undecorated(heading);
  const plain = text.replace(section, '');
  const found = numbered.exec(plain)?.groups;
  if (found === undefined) return { number: null, name: plain, isPhase: false };
  return { number: found.number ?? null, name: undecorated(found.name ?? ''), isPhase: true };
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
  private readonly headings: readonly Heading[];
  private readonly length: number;
  private next = 0;
  private readonly open: number[] = [];

  constructor(headings: readonly Heading[], length: number) {
    this.headings = headings;
    this.length = length;
  }

  /** Positions of the headings that a place stands under, the outermost first. Places are asked for in their order. */
  above(place: number): readonly number[] {
    for (let heading = this.headings[this.next]; heading !== undefined && heading.start <= place; heading = this.headings[++this.next]) {
      while (this.open.length > 0 && this.level(this.open.at(-1)) >= heading.level) this.open.pop();
      this.open.push(this.next);
    }
    return this.open;
  }

  private level(position: number | undefined): number {
    return this.headings[position ?? -1]?.level ?? 0;
  }

  /** From a heading to the next one of its level or higher. */
  section(position: number): Span {
    const heading = this.headings[position];
    if (heading === undefined) return { start: 0, end: this.length };
    for (let i = position + 1; i < this.headings.length; i++) {
      const other = this.headings[i];
      if (other !== undefined && other.level <= heading.level) return { start: heading.start, end: other.start };
    }
    return { start: heading.start, end: this.length };
  }
}
