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
