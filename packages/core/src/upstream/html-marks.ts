/**
 * HTML in the marks of Markdown that say the same: `<b>Status:</b> Draft` as `**Status:** Draft`, the row of a table as
 * `| Status | Draft |`. What stands in the place of an element has as many characters, so that every place stays where it is.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';

/** Code stays as it is. */
const element =
  /`[^`\n]*`|<(\/?)(?:(b|strong)|(code)|(li)|(t[dh])|em|i|u|p|[uo]l|span|div|font|small|time|t(?:r|able|body|head|foot))(?=[\s/>])[^<>]{0,1000}>|&nbsp;/gi;
const anchor =
  /`[^`\n]*`|<a\s[^<>]{0,300}?(?<=\s)href\s*=\s*(?:"([^"<>()\s]{0,500})"|'([^'<>()\s]{0,500})')[^<>]{0,300}>([^<>]{0,300})<\/a>/gi;

/** Breaks of lines stay, which stand between the ids of a list. */
export function inMarkdown(text: string): string {
  return text.includes('<') ? text.replace(element, markOf).replace(anchor, linkOf) : text;
}

function markOf(whole: string, ...[close, strong, code, item, cell]: readonly (string | undefined)[]): string {
  if (whole.startsWith('`')) return whole;
  const mark = strong === undefined ? (code === undefined ? '' : '`') : '**';
  if (close === '/') return mark.padEnd(whole.length);
  if (item !== undefined) return '-'.padEnd(whole.length);
  return cell === undefined ? mark.padStart(whole.length) : '|'.padEnd(whole.length);
}

/** The blanks that are left stand behind the path, so that the link is as long as it was. */
function linkOf(whole: string, ...[double, single, name = '']: readonly (string | undefined)[]): string {
  if (whole.startsWith('`')) return whole;
  return `${`[${name.replace(/[[\]]/g, ' ').trim()}](${double ?? single ?? ''}`.padEnd(whole.length - 1)})`;
}

/** A row of a table in HTML. */
export interface HtmlRow extends Span {
  /** As one line of Markdown without emphasis, character by character. */
  readonly said: ByteString;
  /** Where its table begins. */
  readonly table: number;
  /** All its cells are heads. */
  readonly isHead: boolean;
}

/** False for a text that surely has none. */
export function mayHoldRows(text: string): boolean {
  return text.includes('<') && (text.includes('<tr') || text.includes('<TR'));
}

const edge = /`[^`\n]*`|<(\/?)(table|tr|pre)(?=[\s>])/gi;

export function htmlRowsIn(text: ByteString, { start, end }: Span): readonly HtmlRow[] {
  const part = text.slice(start, end);
  if (!mayHoldRows(part)) return [];
  const rows: HtmlRow[] = [];
  let table = start;
  let open = -1;
  let isCode = false;
  let isShown = false;
  for (const { 1: close, 2: name = '', index } of part.matchAll(edge)) {
    // Code has no name, and in a row it is a cell's.
    const kind = name.toLowerCase();
    if (kind === '' || (kind === 'pre' && open >= 0)) continue;
    if (open >= 0) {
      const written = part.slice(open, index);
      const said = inMarkdown(written.replaceAll('|', '/')).replace(/[\r\n*`]/g, ' ') as ByteString;
      rows.push({ start: start + open, end: start + index, said, table, isHead: !/<td[\s>]/i.test(written) });
    }
    if (kind === 'pre') isCode = close === '';
    else if (kind === 'table') isShown = close === '' && isQuoted(part, index);
    const isRow = close === '' && kind === 'tr' && !isCode && !isShown;
    open = isRow ? index : -1;
    if (kind === 'table' && close === '') table = start + index;
  }
  return rows;
}

/** Bytes before a table that tell where it stands. */
const nearby = 200;

/** Whether a table stands in a quotation, or in lines that are indented as code: both show what another document holds. */
function isQuoted(text: string, table: number): boolean {
  const near = text.slice(Math.max(0, table - nearby), table);
  const line = near.lastIndexOf('\n') + 1;
  if (line === 0 && near.length === nearby) return false;
  const lead = near.slice(line);
  return /^[\t ]*>/.test(lead) || (/^(?: {4}| {0,3}\t)/.test(lead) && /(?:^|\n)[\t \r]*(?:\n|^)$/.test(near.slice(0, line)));
}
