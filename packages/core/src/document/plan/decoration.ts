/** What stands around the text of a cell or a heading: emphasis, code marks, links, comments. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import { unescapeCell } from '../../text/cell-text.ts';
import { withoutComments } from '../status-words.ts';

/** The text of a cell, undecorated and read: `**TASKS-01**`, `` `TASKS-01` `` and `[TASKS-01](url)` are TASKS-01; marks that are escaped are text. */
export function plainCell(cell: ByteString): string {
  return unescapeCell(undecorated(decodeUtf8(cell)));
}

/** A text without the marks that enclose all of it. */
export function undecorated(text: string): string {
  if (!/[*_~`[<]/.test(text)) return text.trim();
  let inner = (text.includes('<!--') ? withoutComments(text) : text).trim();
  for (;;) {
    const match = enclosed.exec(inner) ?? link.exec(inner);
    const content = match?.groups?.content?.trim();
    if (content === undefined || content === '') return inner;
    inner = content;
  }
}

const enclosed = /^(?<mark>\*{1,3}|_{1,3}|~~|`{1,2})(?<content>(?:(?!\k<mark>).)+)\k<mark>$/su;
const link = /^\[(?<content>[^\][]+)\]\([^()\s]*\)$/su;
