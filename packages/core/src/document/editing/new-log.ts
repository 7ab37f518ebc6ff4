/** The first row of a Markdown session log, with the table that it stands in, and the section where there is none. */
import { type ByteString, decodeUtf8, encodeUtf8 } from '../../model/byte-string.ts';
import type { AddLogRow } from '../../model/change.ts';
import { escapeCell } from '../../text/cell-text.ts';
import type { Document } from '../document.ts';
import { impossible, type Planned, planned } from './planned.ts';
import { contentEnd, endsOpen, insertApart, neverClosed } from './section-end.ts';
import { underlinedLike, underlineIn } from './underlined-like.ts';

/** A log table at the end of its section, or in a section of its own at the end of the document. */
export function startLog(document: Document, row: AddLogRow): Planned {
  const { text, sources } = document;
  const table = tableWith(row);
  const section = sources.log?.section ?? null;
  if (endsOpen(document, section ?? { start: 0, end: text.length })) return impossible(neverClosed);
  if (section !== null) return planned(insertApart(document, contentEnd(document, section), table));
  return planned(insertApart(document, text.length, [...sectionHeading(document), '', ...table]));
}

function tableWith({ date, task, status, notes }: AddLogRow): readonly string[] {
  const cells = [date, task, status, notes].map((text) => encodeUtf8(escapeCell(text)));
  return ['| Date | Task ID | Status | Notes |', '|:-----|:--------|:-------|:------|', `| ${cells.join(' | ')} |`];
}

/** `## 3. Session Log`, numbered on where the other sections are numbered, and underlined where the last of them is. */
function sectionHeading({ text, pieces }: Document): readonly string[] {
  const sections = pieces.flatMap(({ kind, start, end }) => {
    const heading = kind === 'heading' ? decodeUtf8(text.slice(start, end) as ByteString) : '';
    const isMarked = /^ {0,3}##[ \t]/.test(heading);
    const underline = isMarked ? null : underlineIn(heading);
    const [, number = '0'] = /^(?: {0,3}##[ \t]+)?(\d+)\.[ \t]/.exec(heading) ?? [];
    return isMarked || underline?.startsWith('-') === true ? [{ underline, number: Number(number) }] : [];
  });
  const last = Math.max(0, ...sections.map(({ number }) => number));
  const name = last === 0 ? 'Session Log' : `${last + 1}. Session Log`;
  const underline = sections.at(-1)?.underline ?? null;
  return underline === null ? [`## ${name}`] : underlinedLike(name, underline);
}
