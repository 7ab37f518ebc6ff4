/** What a Markdown document is cut into. */
import type { Span } from '../model/place.ts';

/** One run of text that is one kind of thing. Pieces of a table or of a YAML block are its lines and rows. */
export interface Piece extends Span {
  readonly kind: PieceKind;
}
export type PieceKind =
  | 'bom'
  | 'front-matter'
  | 'heading'
  | 'text'
  | 'comment'
  | 'fence-open'
  | 'fence-close'
  | 'code'
  | 'yaml'
  | 'table-head'
  | 'table-delimiter'
  | 'table-row';

/** By halves: of pieces that follow each other. */
export function firstEndingAfter(spans: readonly Span[], place: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether a place is in running text: not in code, a front matter, a comment or a table. */
export function isInText(pieces: readonly Piece[], place: number): boolean {
  const piece = pieces[firstEndingAfter(pieces, place)];
  return piece?.kind === 'text' && piece.start <= place;
}
