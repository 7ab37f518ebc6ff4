/** The runs of a scanned text: consecutive, kept as two columns of numbers, since there can be many. */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { endOfLine } from './lines.ts';
import type { Piece, PieceKind } from './piece.ts';

const kinds = [
  'bom',
  'front-matter',
  'heading',
  'text',
  'comment',
  'fence-open',
  'fence-close',
  'code',
  'yaml',
  'table-head',
  'table-delimiter',
  'table-row',
] as const satisfies readonly PieceKind[];

const kindCodes = new Map<PieceKind, number>(kinds.map((kind, code) => [kind, code]));

export class Runs {
  private readonly codes: number[] = [];
  private readonly starts: number[] = [];

  /** Where the last run begins; -1 before the first. */
  get lastStart(): number {
    return this.starts.at(-1) ?? -1;
  }

  /** Begins a run at `start`, the end of the one before; lines of text, and rows of a table, make one run. */
  add(kind: PieceKind, start: number): void {
    const code = kindCodes.get(kind) ?? 0;
    if ((kind === 'text' || kind === 'table-row') && this.codes.at(-1) === code) return;
    this.codes.push(code);
    this.starts.push(start);
  }

  /** Gives the last bytes of the last run, from `start` on, to a run of another kind. */
  cut(kind: PieceKind, start: number): void {
    if (this.starts.at(-1) === start) {
      this.codes.pop();
      this.starts.pop();
    }
    this.add(kind, start);
  }

  /** The runs of one kind, in the order of the text. */
  spansOf(kind: PieceKind, text: ByteString): Span[] {
    const code = kindCodes.get(kind);
    return this.starts.flatMap((start, i) => (this.codes[i] === code ? [{ start, end: this.starts[i + 1] ?? text.length }] : []));
  }

  /** The runs as pieces; a run of YAML or of rows gives one piece a line. */
  pieces(text: ByteString): Piece[] {
    const pieces: Piece[] = [];
    for (const [i, start] of this.starts.entries()) {
      const kind = kinds[this.codes[i] ?? 0] ?? 'text';
      const end = this.starts[i + 1] ?? text.length;
      if (kind !== 'yaml' && kind !== 'table-row') pieces.push({ kind, start, end });
      else for (let at = start; at < end; at = pieces.at(-1)?.end ?? end) pieces.push({ kind, start: at, end: endOfLine(text, at) });
    }
    return pieces;
  }
}
