/**
 * A planning value that stands over several lines, said anew. A list with an item a line stays one, and its lines stay
 * where they say the same; a text in a block or in quotes gives way to one line.
 */
import type { ByteString } from '../../model/byte-string.ts';
import { encodeUtf8 } from '../../model/byte-string.ts';
import { scalarText } from '../../text/yaml/scalar-text.ts';
import type { Document, Edit, ValueSource } from '../document.ts';
import { markedEmpty } from './empty-list.ts';
import { type EntryLine, lineAt } from './entry-line.ts';
import { insertLines } from './planned.ts';
import { writeText } from './yaml-scalar.ts';

/** null where that cannot be done safely. */
export function rewriteLines(document: Document, value: ValueSource, to: string): readonly Edit[] | null {
  const written = document.text.slice(value.start, value.end).replace(/[ \t\r\n]+$/, '');
  if (/^[|>"']/.test(written))
    return [{ start: value.start, end: value.start + written.length, text: encodeUtf8(writeText(to, 'double-quoted')) }];
  const items = written.startsWith('- ') ? itemsIn(document, value.start, value.start + written.length) : null;
  const wanted = to === '' ? [] : to.split(', ');
  return items === null || wanted.some((item) => item.trim() !== item || item === '') ? null : listWith(document, items, wanted);
}

interface Item {
  readonly line: EntryLine;
  /** Where its value stands. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly style: 'plain' | 'single-quoted' | 'double-quoted';
}

const itemLine = /^( *- +)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'[\]{}&*!|>%@`-](?:[^\s#]|[ \t]+(?=[^\s#])|#)*)[ \t]*(?:[ \t]#.*)?$/;

/** The items of a list that begins at `start`; null where one takes more than its line. */
function itemsIn({ text }: Document, start: number, end: number): readonly [Item, ...Item[]] | null {
  const first = itemOf(lineAt(text, start));
  if (first === null) return null;
  const items: [Item, ...Item[]] = [first];
  for (let at = first.line.end; at < end; ) {
    const line = lineAt(text, at);
    const item = line.indent === first.line.indent ? itemOf(line) : null;
    if (item !== null) items.push(item);
    else if (!/^[ \t]*(?:#.*)?$/.test(line.content)) return null;
    at = line.end;
  }
  return items;
}

function itemOf(line: EntryLine): Item | null {
  const [, dash = '', value] = itemLine.exec(line.content) ?? [];
  if (value === undefined || /^[^"'].*:(?:[ \t]|$)/.test(value)) return null;
  const start = line.start + dash.length;
  const style = value.startsWith('"') ? 'double-quoted' : value.startsWith("'") ? 'single-quoted' : 'plain';
  return { line, start, end: start + value.length, text: scalarText(value as ByteString, style), style };
}

function listWith(document: Document, items: readonly [Item, ...Item[]], wanted: readonly string[]): readonly Edit[] | null {
  const [first] = items;
  if (wanted.length === 0) return emptied(document, items);
  if (wanted.length === items.length) return wanted.flatMap((item, at) => items.slice(at, at + 1).flatMap((each) => said(each, item)));
  const kept = items.filter((item) => wanted.includes(item.text));
  const isInOrder = kept.every((item, at) => item.text === wanted[at]);
  const gone = items.filter((item) => !isInOrder || !kept.includes(item)).map(withoutLine);
  const added = (isInOrder ? wanted.slice(kept.length) : wanted).map(
    (item) =>
      kept.find(({ text }) => text === item)?.line.content ??
      first.line.content.slice(0, first.start - first.line.start) + like(first, item),
  );
  const last = isInOrder ? kept.at(-1) : undefined;
  return added.length === 0 ? gone : [...gone, insertLines(document, last?.line.end ?? first.line.start, added)];
}

function said(item: Item, to: string): readonly Edit[] {
  return item.text === to ? [] : [{ start: item.start, end: item.end, text: like(item, to) }];
}

function like({ style }: Item, to: string): ByteString {
  return encodeUtf8(writeText(to, style));
}

function emptied(document: Document, items: readonly [Item, ...Item[]]): readonly Edit[] | null {
  const mark = markedEmpty(document, items[0].start);
  return mark === null ? null : [mark, ...items.map(withoutLine)];
}

function withoutLine({ line }: Item): Edit {
  return { start: line.start, end: line.end, text: '' as ByteString };
}
