/** A merged text, with git's conflict markers around what is in conflict. */
import type { ByteString } from '../../model/byte-string.ts';
import type { MergedPiece } from './merge-lines.ts';
import type { Unit } from './text-units.ts';

export interface MarkerStyle {
  /** How many characters a marker has; git's own is 7. */
  readonly size: number;
  /** What stands beside the markers. */
  readonly ours: string;
  readonly theirs: string;
  /** The base is shown, too (git's style `diff3`). */
  readonly showsBase: boolean;
}

export const usualMarkers: MarkerStyle = { size: 7, ours: 'ours', theirs: 'theirs', showsBase: false };

interface Writing {
  readonly markers: MarkerStyle;
  readonly lineEnding: '\n' | '\r\n';
  /** The last line has no end. */
  readonly endsOpen: boolean;
}

export function textWithMarkers(
  pieces: readonly MergedPiece[],
  writing: Writing,
): { readonly text: ByteString; readonly conflicts: number } {
  const written = pieces.flatMap((piece) => (piece.kind === 'text' ? piece.units.map(({ text }) => text) : conflictLines(piece, writing)));
  const lines = written.map((line) => (line === '' || line.endsWith('\n') ? line : `${line}${writing.lineEnding}`)).join('');
  const last = pieces.findLast((piece) => piece.kind === 'conflict' || piece.units.some(({ text }) => text !== ''));
  const isOpen = writing.endsOpen && last?.kind !== 'conflict';
  return {
    text: (isOpen ? lines.replace(/\r?\n$/, '') : lines) as ByteString,
    conflicts: pieces.filter(({ kind }) => kind === 'conflict').length,
  };
}

function conflictLines(
  { ours, base, theirs }: Exclude<MergedPiece, { kind: 'text' }>,
  { markers, lineEnding }: Writing,
): readonly string[] {
  const marker = (sign: string, label: string) => `${sign.repeat(markers.size)}${label === '' ? '' : ` ${label}`}${lineEnding}`;
  const textsOf = (units: readonly Unit[]) => units.map(({ text }) => text);
  return [
    marker('<', markers.ours),
    ...textsOf(ours),
    ...(markers.showsBase && base !== null ? [marker('|', 'base'), ...textsOf(base)] : []),
    marker('=', ''),
    ...textsOf(theirs),
    marker('>', markers.theirs),
  ];
}
