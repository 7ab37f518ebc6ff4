/** The regular expressions for entries that look alike are made of these. */
import type { ByteString } from '../../model/byte-string.ts';
import { endOfContent, endOfLine } from '../../text/lines.ts';

/** Blank lines and comments. The look ahead ends it at once where a line says something. */
export const gap = '(?:(?! *[^ #\\r\\n]) *(?:#[^\\n]*)?\\r?\\n)*';
/** What may follow a value on its line. */
export const lineEnd = '(?: +#[^\\n]*| *\\r?)\\n';
const word = '[^\\x00-\\x20\\x7f:#]+';
const plain = `[A-Za-z0-9_](?:${word})?(?: +${word})*`;
/** A plain value of words, or a double-quoted one without escapes: less than the block reader accepts. */
export const value = `(?:"[^"\\\\\\x00-\\x1f\\x7f]*"|${plain})`;

/** A line of an entry that holds a key, and perhaps a value. */
export interface EntryLine {
  /** From the margin to the colon. */
  readonly key: string;
  /** -1 where it has none. */
  readonly valueStart: number;
}

const keyLine = /^( *(?:- +)?[A-Za-z_][A-Za-z0-9_-]*:)( *)(.*)$/;
const simpleValue = new RegExp(`^${value}(?: +#.*| *)$`);

/** The lines with keys from `start` (of a line) to `end`; null where one is not as simple as that. */
export function entryLines(text: ByteString, start: number, end: number): EntryLine[] | null {
  const lines: EntryLine[] = [];
  for (let at = start; at < end; at = endOfLine(text, at)) {
    const line = text.slice(at, endOfContent(text, at, endOfLine(text, at)));
    if (/^ *(?:#.*)?$/.test(line)) continue;
    const [, key, blanks = '', rest = ''] = keyLine.exec(line) ?? [];
    if (key === undefined) return null;
    const hasValue = rest !== '' && !(rest.startsWith('#') && blanks !== '');
    if (hasValue && (blanks === '' || !simpleValue.test(rest))) return null;
    lines.push({ key, valueStart: hasValue ? at + key.length + blanks.length : -1 });
  }
  return lines;
}
