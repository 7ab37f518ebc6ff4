/** Tags: `@req: REQ-01, REQ-02` at the beginning of a line or a cell, or behind another tag. */
import type { WrittenTarget } from './document-id.ts';
import { readIdList, type WrittenText } from './id-list.ts';
import type { Profile } from './profile.ts';

export interface Tag {
  /** In lower case, without `@`. */
  readonly name: string;
  readonly ids: readonly WrittenTarget[];
  readonly placeholders: readonly WrittenText[];
}

/** Marks of lists, quotations, emphasis and code that may stand before a tag. */
const lead = /[\t >]*(?:(?:[-*+]|\d{1,9}[.)])[\t ]+)?(?:\[[ xX]\][\t ]+)?[`*"'|\t ]*(?:<!--[\t ]*)?/y;
const tag = /@([A-Za-z][A-Za-z-]{1,40})[`*]{0,3}[\t ]*:[\t `*]*/y;
/** Behind a value: what separates it from another tag on the same line. */
const another = /[\t `*,;|]@(?=[A-Za-z][A-Za-z-]{1,40}[`*]{0,3}[\t ]*:)/;

/** Positions of ids are those of the line, which is a text of bytes. */
export function tagsIn(line: string, profile: Profile): readonly Tag[] {
  if (!line.includes('@')) return [];
  lead.lastIndex = 0;
  let at = lead.exec(line)?.[0].length ?? 0;
  const tags: Tag[] = [];
  while (at < line.length) {
    tag.lastIndex = at;
    const found = tag.exec(line);
    if (found === null) break;
    const start = at + found[0].length;
    const rest = line.slice(start);
    const next = another.exec(rest);
    const value = next === null ? rest : rest.slice(0, next.index);
    const name = (found[1] ?? '').toLowerCase();
    if (isReferenceTag(name, profile)) tags.push({ name, ...movedBy(start, readIdList(value, profile)) });
    if (next === null) break;
    at = start + next.index + 1;
  }
  return tags;
}

/** The white list: the profile's types, and what depends on or is related to something. */
function isReferenceTag(name: string, { layers }: Profile): boolean {
  if (layers.has(name.toUpperCase())) return true;
  const found = /^(?:depends|related)(?:-(.+))?$/.exec(name);
  return found !== null && (found[1] === undefined || layers.has(found[1].toUpperCase()));
}

/** True of a tag that names what must be finished before. */
export function isDependencyTag(name: string): boolean {
  return name.startsWith('depends');
}

function movedBy(by: number, { ids, placeholders }: Pick<Tag, 'ids' | 'placeholders'>): Pick<Tag, 'ids' | 'placeholders'> {
  const move = <T extends { readonly start: number; readonly end: number }>(one: T): T => ({
    ...one,
    start: one.start + by,
    end: one.end + by,
  });
  return { ids: ids.map(move), placeholders: placeholders.map(move) };
}
