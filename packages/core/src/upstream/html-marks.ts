/**
 * HTML in the marks of Markdown that say the same: `<b>Status:</b> Draft` as `**Status:** Draft`, the row of a table as
 * `| Status | Draft |`. What stands in the place of an element has as many characters, so that every place stays where it is.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';

const element =
  /<(\/?)(?:(b|strong)|(code)|(li)|(t[dh])|em|i|u|p|[uo]l|span|div|font|small|time|t(?:r|able|body|head|foot))(?=[\s/>])[^<>]{0,1000}>|&nbsp;/gi;
const anchor = /<a\s[^<>]{0,300}?(?<=\s)href\s*=\s*(?:"([^"<>()\s]{0,500})"|'([^'<>()\s]{0,500})')[^<>]{0,300}>([^<>]{0,300})<\/a>/gi;

/** Breaks of lines stay, which stand between the ids of a list. */
export function inMarkdown(text: string): string {
  return text.includes('<') ? text.replace(element, markOf).replace(anchor, linkOf) : text;
}

function markOf(whole: string, ...[close, strong, code, item, cell]: readonly (string | undefined)[]): string {
  const mark = strong === undefined ? (code === undefined ? '' : '`') : '**';
  if (close === '/') return mark.padEnd(whole.length);
  if (item !== undefined) return '-'.padEnd(whole.length);
  return cell === undefined ? mark.padStart(whole.length) : '|'.padEnd(whole.length);
}

/** The blanks that are left stand behind the path, so that the link is as long as it was. */
function linkOf(whole: string, ...[double, single, name = '']: readonly (string | undefined)[]): string {
  return `${`[${name.replace(/[[\]]/g, ' ').trim()}](${double ?? single ?? ''}`.padEnd(whole.length - 1)})`;
}

/** A row of a table in HTML. */
export interface HtmlRow extends Span {
  /** As one line of Markdown without emphasis, character by character. */
  readonly said: ByteString;
  /** Where its table begins. */
  readonly table: number;
}

/** False for a text that surely has none. */
export function mayHoldRows(text: string): boolean {
  return text.includes('<tr') || text.includes('<TR');
}

const edge = /<(\/?)(table|tr)(?=[\s>])/gi;

export function htmlRowsIn(text: ByteString, { start, end }: Span): readonly HtmlRow[] {
  const part = text.slice(start, end);
  if (!mayHoldRows(part)) return [];
  const rows: HtmlRow[] = [];
  let table = start;
  let open = -1;
  for (const { 1: close, 2: name = '', index } of part.matchAll(edge)) {
    if (open >= 0) {
      const said = inMarkdown(part.slice(open, index).replaceAll('|', '/')).replace(/[\r\n*`]/g, ' ') as ByteString;
      rows.push({ start: start + open, end: start + index, said, table });
    }
    const isRow = close === '' && name.toLowerCase() === 'tr';
    open = isRow ? index : -1;
    if (!isRow && close === '') table = start + index;
  }
  return rows;
}
