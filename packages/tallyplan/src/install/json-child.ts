/** A further property or item at the end of a JSON object or list, written as its neighbours are. */
import { type ByteString, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { createScanner, type Node } from 'jsonc-parser';
import { lineEndOf } from '../line-end.ts';
import type { Splice } from './splice.ts';

interface Child {
  /** Absent for an item of a list. */
  readonly key?: string;
  readonly value: unknown;
}

/** The content of a file that has none yet. */
export function newJson(value: unknown, like: ByteString): string {
  const lineEnd = lineEndOf(like);
  return written({ value }, { unit: usualUnit, indent: '', lineEnd }) + lineEnd;
}

const usualUnit = '  ';

export function appendChild(text: ByteString, container: Node, child: Child): Splice {
  const close = container.offset + container.length - 1;
  const children = container.children ?? [];
  const last = children.at(-1);
  const from = last === undefined ? container.offset + 1 : last.offset + last.length;
  const between = text.slice(from, close);
  const style = styleOf(text, container);
  const comma = last === undefined || hasComma(between) ? '' : ',';
  if (last !== undefined && !style.overLines) {
    const written = `${comma === '' ? '' : comma} ${compact(child)}`;
    const start = comma === '' ? from + between.trimEnd().length : from;
    return { start, removed: '' as ByteString, inserted: encodeUtf8(written) };
  }
  // What people wrote behind the last child stays with it; the comma has to go before that.
  const told = between.trimEnd();
  const start = comma === '' ? from + told.length : from;
  const { lineEnd, indent, unit } = style;
  const line = `${lineEnd}${style.childIndent}${written(child, { unit, indent: style.childIndent, lineEnd })}${lineEnd}${indent}`;
  const inserted = (comma === '' ? encodeUtf8(line) : comma + told + encodeUtf8(line)) as ByteString;
  return { start, removed: text.slice(start, close) as ByteString, inserted };
}

interface Manner {
  readonly unit: string;
  readonly indent: string;
  readonly lineEnd: string;
}

function written({ key, value }: Child, { unit, indent, lineEnd }: Manner): string {
  const told = JSON.stringify(value, null, unit).replaceAll('\n', `${lineEnd}${indent}`);
  return key === undefined ? told : `${JSON.stringify(key)}: ${told}`;
}

function compact({ key, value }: Child): string {
  return key === undefined ? JSON.stringify(value) : `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
}

function styleOf(text: ByteString, container: Node) {
  const [first] = container.children ?? [];
  const indent = indentAt(text, container.parent?.type === 'property' ? container.parent.offset : container.offset);
  const unit = /^([ \t]+)"/m.exec(text)?.[1] ?? usualUnit;
  const startsLine = first !== undefined && text.slice(container.offset, first.offset).includes('\n');
  return {
    indent,
    unit,
    lineEnd: lineEndOf(text),
    overLines: startsLine,
    childIndent: first !== undefined && startsLine ? indentAt(text, first.offset) : indent + unit,
  };
}

/** Blanks at the beginning of the line that a place is in. */
function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** Whether a comma follows, comments aside. */
function hasComma(between: string): boolean {
  return commaIn(between) !== null;
}

/** Where the first comma stands that is no part of a comment; null where there is none. */
export function commaIn(between: string): number | null {
  const scanner = createScanner(between, true);
  return scanner.scan() === commaToken ? scanner.getTokenOffset() : null;
}

/** `SyntaxKind.CommaToken`, which the library declares in a way that single files can't use. */
const commaToken = 5;
