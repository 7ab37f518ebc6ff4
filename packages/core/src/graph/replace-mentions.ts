/**
 * Text of dependents and prerequisites in which a task is called otherwise from now on. Only the mention
 * itself changes; separators, emphasis and all other parts stay as they were written.
 */
import { foldName } from '../model/fold-name.ts';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { ids, longestRange, separator, undecorated } from './dependents-text.ts';

/** Each part that is the name `from` (compared as names are) says `to` instead. */
export function replaceName(text: string, from: string, to: string): string {
  const wanted = foldName(from);
  const length = wanted.split(',').length;
  const { parts, separators } = takenApart(text);
  let replaced = '';
  for (let at = 0; at < parts.length; ) {
    const mention = parts.slice(at, at + length);
    const isIt = wanted !== '' && foldName(mention.map(undecorated).join(', ')) === wanted;
    replaced += isIt ? withinDecoration(mention, to) : (parts[at] ?? '');
    at += isIt ? length : 1;
    replaced += separators[at - 1] ?? '';
  }
  return replaced;
}

/** What stands before the first part's own text and after the last one's stays. */
function withinDecoration(mention: readonly string[], to: string): string {
  const [first = ''] = mention;
  const last = mention.at(-1) ?? '';
  const [opening, closing] = [undecorated(first), undecorated(last)];
  return first.slice(0, first.indexOf(opening)) + to + last.slice(last.indexOf(closing) + closing.length);
}

/** Each id that is `from`, whatever its width, says `to` instead; a range around it is spelled out. Parts that are names stay. */
export function replaceId(
  text: string,
  { from, to, isName }: { readonly from: TaskKey; readonly to: string; readonly isName: (name: string) => boolean },
): string {
  const { parts, separators } = takenApart(text);
  const replaced = parts.map((part) => (isName(foldName(undecorated(part))) ? part : replaceIdIn(part, from, to)));
  return replaced.map((part, at) => part + (separators[at] ?? '')).join('');
}

function replaceIdIn(part: string, from: TaskKey, to: string): string {
  return part.replace(ids(), (written: string, first: string, last: string | undefined) => {
    if (last === undefined) return taskKeyOf(first) === from ? to : written;
    const members = membersOf(first, last);
    return members.some((id) => taskKeyOf(id) === from) ? members.map((id) => (taskKeyOf(id) === from ? to : id)).join(', ') : written;
  });
}

/** The ids of a range; none where it is not understood as one. */
function membersOf(first: string, last: string): readonly string[] {
  const [start = ''] = /\d+$/.exec(first) ?? [];
  const length = start === '' ? 0 : Number(last) - Number(start) + 1;
  if (length < 1 || length > longestRange) return [];
  const stem = first.slice(0, first.length - start.length);
  return Array.from({ length }, (_, at) => stem + String(Number(start) + at).padStart(start.length, '0'));
}

function takenApart(text: string): { readonly parts: readonly string[]; readonly separators: readonly string[] } {
  const pieces = text.split(new RegExp(`(${separator.source})`, separator.flags));
  return { parts: pieces.filter((_, at) => at % 2 === 0), separators: pieces.filter((_, at) => at % 2 === 1) };
}
