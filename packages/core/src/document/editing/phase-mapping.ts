/** Family E: a phase that is a mapping, where its dash stands, and where its keys. */
import type { Span } from '../../model/place.ts';
import type { Document } from '../document.ts';
import { lineAt } from './entry-line.ts';

export interface MappingColumns {
  readonly dash: number;
  readonly keys: number;
}

/** null where its keys do not stand one a line: `- {id: PHASE-2}`. */
export function mappingColumns({ text }: Document, section: Span): MappingColumns | null {
  const { content, indent, column, end } = lineAt(text, section.start);
  if (/^[ ]*-[ ]+[^{\s#]/.test(content)) return { dash: indent, keys: column };
  // The dash alone: what follows begins with the first key.
  const [, blanks] = /^[ ]*-[ ]*(?:#.*)?$/.test(content)
    ? (/^(?:[ ]*(?:#.*)?\r?\n)*([ ]*)[^{\s]/.exec(text.slice(end, section.end)) ?? [])
    : [];
  return blanks === undefined ? null : { dash: indent, keys: blanks.length };
}

/** Whether a phase is such a mapping, and no section of Markdown. */
export function isMapping({ isYaml, pieces }: Document, { start }: Span): boolean {
  return isYaml || pieces.some((piece) => piece.kind === 'yaml' && piece.start <= start && start < piece.end);
}

export const phasesInBraces =
  'The phases of this list are written in { } or in a form that no line can be added to. Write the keys of the last one a line each first.';
