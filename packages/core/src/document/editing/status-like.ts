/** A status, written where another stands and in its style. */
import { decodeUtf8 } from '../../model/byte-string.ts';
import { isStatus, type Status } from '../../model/status.ts';
import { escapeCell, unescapeCell } from '../../text/cell-text.ts';
import { scalarText } from '../../text/yaml/scalar-text.ts';
import type { Document, ValueSource } from '../document.ts';
import { statusInStyleOf } from '../status-style.ts';
import { withoutComments } from '../status-words.ts';
import { withWords } from './cell-words.ts';
import { sliceOf } from './planned.ts';
import { writeWord } from './yaml-scalar.ts';

/** What to write at `source`, quotes or decoration included. */
export function statusLike(document: Document, source: ValueSource, status: Status): string {
  const slice = sliceOf(document, source);
  if (source.style === 'cell') return withWords(decodeUtf8(slice), (words) => statusCellLike(document, words, status));
  if (source.style === 'flow-list') return status;
  return writeWord(statusWordLike(document, scalarText(slice, source.style), status), source.style);
}

/** The cell of a status that looks like another one. */
export function statusCellLike(document: Document, cell: string, status: Status): string {
  return escapeCell(statusWordLike(document, unescapeCell(withoutComments(cell).trim()), status));
}

/** The words of the specification are answered in kind, without a look at the rest of the document. */
export function statusWordLike({ sources }: Document, written: string, status: Status): string {
  return written === '' || isStatus(written) ? status : statusInStyleOf(written, status, sources.vocabulary);
}
