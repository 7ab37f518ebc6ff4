/**
 * A planning value that stands over several lines, said anew. A list with an item a line stays one, and its lines stay
 * where they say the same; a text in a block or in quotes gives way to one line.
 */
import type { ByteString } from '../../model/byte-string.ts';
import { encodeUtf8 } from '../../model/byte-string.ts';
import { scalarText, styleOf } from '../../text/yaml/scalar-text.ts';
import type { Document, Edit, ValueSource } from '../document.ts';
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
}

const itemLine = /^( *- +)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s#"'[\]{}&*!|>%@`-](?:[^\s#]|[ \t]+(?=[^\s#])|#)*)[ \t]*(?:[ \t]#.*)?$/;

/** The items of a list; null where one takes more than its line. */
function itemsIn({ text }: Document, start: number, end: number): readonly Item[] | null {
  const items: Item[] = [];
  const { indent } = lineAt(text, start);
  for (let at = lineAt(text, start).start; at < end; ) {
    const line = lineAt(text, at);
    const [, dash = '', value] = itemLine.exec(line.content) ?? [];
    const isMapping = value !== undefined && /^[^"'].*:(?:[ \t]|$)/.test(value);
    if (value !== undefined && !isMapping && line.indent === indent) {
      const from = line.start + dash.length;
      const said = scalarText(value as ByteString, styleOf(value as ByteString, 0, value.length));
      items.push({ line, start: from, end: from + value.length, text: said });
    } else if (!/^[ \t]*(?:#.*)?$/.test(line.content)) return null;
    at = line.end;
  }
  return items;
}

function listWith(document: Document, items: readonly Item[], wanted: readonly string[]): readonly Edit[] | null {
  const { text } = document;
  const [first] = items;
  const last = items.at(-1);
  if (first === undefined || last === undefined) return null;
  if (wanted.length === items.length)
    return items.map((item, at) => ({
      start: item.start,
      end: item.end,
      text: item.text === wanted[at] ? sliceOf(document, item) : like(document, item, wanted[at] ?? ''),
    }));
  if (wanted.length === 0) return emptied(document, items);
  const kept = items.filter((item) => wanted.includes(item.text));
  const isInOrder = kept.every((item, at) => item.text === wanted[at]);
  const gone = items.filter((item) => !isInOrder || !kept.includes(item)).map(withoutLine);
  const added = (isInOrder ? wanted.slice(kept.length) : wanted).map(
    (item) =>
      kept.find(({ text: said }) => said === item)?.line.content ?? text.slice(first.line.start, first.start) + like(document, first, item),
  );
  return added.length === 0 ? gone : [...gone, insertLines(document, last.line.end, added)];
}

function like({ text }: Document, { start, end }: Item, to: string): ByteString {
  const style = styleOf(text, start, end);
  return encodeUtf8(writeText(to, style === 'literal' ? 'plain' : style));
}

/** `depends_on: []` */
function emptied({ text }: Document, items: readonly Item[]): readonly Edit[] | null {
  const above = text.slice(0, items[0]?.line.start ?? 0);
  const [, key = '', rest = ''] = /((?:^|\n)[^\n#]*:)([ \t]*(?:#[^\n]*)?\r?\n(?:[ \t]*(?:#[^\n]*)?\r?\n)*)$/.exec(above) ?? [];
  const end = above.length - rest.length;
  return key === '' ? null : [{ start: end, end, text: ' []' as ByteString }, ...items.map(withoutLine)];
}

function withoutLine({ line }: Item): Edit {
  return { start: line.start, end: line.end, text: '' as ByteString };
}

function sliceOf({ text }: Document, { start, end }: Item): ByteString {
  return text.slice(start, end) as ByteString;
}
