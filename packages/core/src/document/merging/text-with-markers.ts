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
}

export function textWithMarkers(
  pieces: readonly MergedPiece[],
  writing: Writing,
): { readonly text: ByteString; readonly conflicts: number } {
  const written = pieces.flatMap((piece) => (piece.kind === 'text' ? piece.units.map(({ text }) => text) : conflictLines(piece, writing)));
  const last = written.length - 1;
  const lines = written.map((line, index) => (index < last && line !== '' && !line.endsWith('\n') ? `${line}${writing.lineEnding}` : line));
  return { text: lines.join('') as ByteString, conflicts: pieces.filter(({ kind }) => kind === 'conflict').length };
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
