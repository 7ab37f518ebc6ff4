/** The text of a list's entry in the place that it moves to. */
import type { Document, YamlTaskSource } from '../document.ts';
import { coreEnd } from './list-gap.ts';

/** The whole lines of an entry, its dash in that column; the last line has an ending. */
export function movedEntry(document: Document, source: YamlTaskSource, indent: number): string {
  const { text, sources } = document;
  const lines = withEnding(text.slice(source.entry.start, coreEnd(text, source)), sources.lineEnding);
  return indented(lines, indent - source.indent);
}

/** Lines that say something stand further in, or out. */
function indented(lines: string, by: number): string {
  if (by === 0) return lines;
  return by > 0 ? lines.replace(/^(?=[^\r\n])/gm, ' '.repeat(by)) : lines.replace(new RegExp(`^ {1,${-by}}`, 'gm'), '');
}

/** Text that ends with a line ending. */
export function withEnding(lines: string, ending: string): string {
  return lines.endsWith('\n') ? lines : lines + ending;
}
