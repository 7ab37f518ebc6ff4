/**
 * What a person wrote as dependents or prerequisites, taken apart: the tasks that are meant, ids that
 * no task has, and everything else. The only place that reads such text.
 *
 *     TASKS-02, TASKS-04..06, Audit Log, All Python Code
 *     an id     a range       a name     a component
 *
 * A part between commas is first taken whole, as an id, a range, or the name of a task compared without
 * case. A part that is none of these is searched for ids as whole tokens: `TASKS-1` is not in `TASKS-10`.
 */
import { composed } from '../model/composed.ts';
import { foldName } from '../model/fold-name.ts';
import type { TaskKey } from '../model/task-id.ts';
import { isPlaceholderId, taskKeyOf } from '../model/task-id.ts';
import type { Names } from './task-names.ts';

export interface Mentions {
  /** Tasks of the plan, as positions in the directory, in the order of the text; may repeat. */
  readonly tasks: readonly number[];
  /** Ids that the plan does not hold, as written. */
  readonly unknown: readonly string[];
  /** What names no task, as written. */
  readonly components: readonly string[];
}

/** Who is meant by an id or a name. Tasks are positions, counted by whoever makes the directory. */
export interface Directory {
  /** By the id that stands there: in whatever width, in the case of its key or of some task that has it; the fast way for nearly all of them. */
  byIdAt(text: string, start: number, end: number): number | undefined;
  byKey(key: TaskKey): number | undefined;
  /** All tasks whose name, folded, begins so, and perhaps others. */
  namesFrom(beginning: string): Names;
  /** True for the type of an id (`TASKS`, upper case) that some task of the plan has. */
  hasType(type: string): boolean;
}

/** Whose text it is, and what it means. */
export interface Reading {
  /** The task whose text it is: its own name in it is a component, its own id a task like any other. */
  readonly of: number;
  /** `depends_on`: nothing but tasks is meant there, so whatever names none is unknown. */
  readonly onlyTasks: boolean;
}

/** Takes a text apart. Linear in its length. */
export function readMentions(text: string, directory: Directory, reading: Reading): Mentions {
  return readPlainIds(text, directory) ?? readAnything(text, directory, reading);
}

/** What nearly all texts are: ids as their tasks write them, with commas between. Worth a way of its own, since every text of a plan is read. */
function readPlainIds(text: string, directory: Directory): Mentions | null {
  const tasks: number[] = [];
  for (let start = 0; start < text.length; ) {
    const comma = text.indexOf(', ', start);
    const end = comma === -1 ? text.length : comma;
    const known = directory.byIdAt(text, start, end);
    if (known === undefined) return null;
    tasks.push(known);
    start = end + 2;
  }
  return { tasks, unknown: nothing, components: nothing };
}
const nothing: readonly string[] = [];

function readAnything(text: string, directory: Directory, reading: Reading): Mentions {
  const parts = text.split(separator).map(undecorated);
  const mentions = new MentionsReader(directory, reading);
  for (let at = 0; at < parts.length; ) at += mentions.take(parts, at);
  return mentions;
}

export const separator = /[,;\n]|<br\s*\/?>/i;

class MentionsReader implements Mentions {
  readonly tasks: number[] = [];
  readonly unknown: string[] = [];
  readonly components: string[] = [];
  readonly #directory: Directory;
  readonly #reading: Reading;

  constructor(directory: Directory, reading: Reading) {
    this.#directory = directory;
    this.#reading = reading;
  }

  /** Takes one part, or as many as make up a name that holds commas. Answers how many. */
  take(parts: readonly string[], at: number): number {
    const part = parts[at] ?? '';
    const known = this.#directory.byIdAt(part, 0, part.length);
    if (known !== undefined) {
      this.tasks.push(known);
      return 1;
    }
    if (none.test(part)) return 1;
    const taken = this.#takeName(parts, at);
    if (taken === 0) this.#takeIds(part);
    return Math.max(taken, 1);
  }

  #takeName(parts: readonly string[], at: number): number {
    const { nodes, longest } = this.#directory.namesFrom(foldName(parts[at] ?? ''));
    for (let length = Math.min(longest, parts.length - at); length > 0; length--) {
      const sharing = nodes.get(foldName(parts.slice(at, at + length).join(', '))) ?? [];
      const others = sharing.length > mostSharing ? [] : sharing.filter((task) => task !== this.#reading.of);
      this.tasks.push(...others);
      if (others.length > 0) return length;
    }
    return 0;
  }

  /** Takes the ids and ranges of a part; what else it says is a component. */
  #takeIds(part: string): void {
    let rest = '';
    let end = 0;
    for (const match of idsIn(part)) {
      if (!this.#takeId(match)) continue;
      rest += part.slice(end, match.index);
      end = match.index + match[0].length;
    }
    if (end > 0 && (this.#reading.onlyTasks || connective.test(rest + part.slice(end)))) return;
    this.#takeRest(part);
  }

  /** False for what is written like an id and means something else, such as `UTF-8`. */
  #takeId([written, first = '', last]: RegExpExecArray): boolean {
    if (last !== undefined && this.#directory.hasType(typeOf(first))) return this.#takeRange(written, first, last);
    const known = this.#directory.byKey(taskKeyOf(first));
    if (known !== undefined) this.tasks.push(known);
    else if (this.#looksLikeTask(first)) this.unknown.push(first);
    else return false;
    return true;
  }

  #takeRange(written: string, first: string, last: string): true {
    const [start = ''] = /\d+$/.exec(first) ?? [];
    const length = start === '' ? 0 : Number(last) - Number(start) + 1;
    if (length < 1 || length > longestRange) this.unknown.push(written);
    for (let i = 0; i < length && length <= longestRange; i++) {
      const id = first.slice(0, first.length - start.length) + String(Number(start) + i).padStart(start.length, '0');
      const known = this.#directory.byKey(taskKeyOf(id));
      if (known === undefined) this.unknown.push(id);
      else this.tasks.push(known);
    }
    return true;
  }

  #looksLikeTask(id: string): boolean {
    return this.#directory.hasType(typeOf(id)) && /\d/.test(id) && !isPlaceholderId(id);
  }

  #takeRest(part: string): void {
    if (!this.#reading.onlyTasks) this.components.push(part);
    else if (!isPlaceholderId(part) && !(part.startsWith('[') && part.endsWith(']'))) this.unknown.push(part);
  }
}

/** A name that more tasks share than this tells none of them from the others. */
const mostSharing = 100;

/** Words for "none". */
const none = /^(?:[-–—]*|none|nil|null|n\/a|\[\s*\])$/i;

/** An id as a whole token, not a piece of a longer word or of a path, with the last number of a range where there is one. */
function idsWith(letters: string, digits: string, flags: 'g' | 'gu'): RegExp {
  const inWord = `[${letters}${digits}_]`;
  const id = `([${letters}]${inWord}*(?:-${inWord}+(?:\\.${inWord}+)*)+)`;
  const range = `(?:\\s?(?:\\.\\.|…)\\s?(?:[${letters}]${inWord}*-)?(\\d+))?`;
  return new RegExp(`(?<![${letters}${digits}_./-])${id}${range}(?![${letters}${digits}_/]|[-.]${inWord})`, flags);
}

let ofAllScripts: RegExp | undefined;

/** Ids and ranges in a text of any script. Letters of all scripts take ten milliseconds to compile, so it is made when it is needed. */
export function ids(): RegExp {
  // Accents may stand apart from their letters.
  ofAllScripts ??= idsWith('\\p{L}\\p{M}', '\\p{N}', 'gu');
  return ofAllScripts;
}

/** The same for text of ASCII alone, which is what most is. */
const asciiIds = idsWith('A-Za-z', '0-9', 'g');

/** The ids and ranges of a part. */
function idsIn(part: string): Iterable<RegExpExecArray> {
  if (!part.includes('-')) return [];
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole range of ASCII is meant
  return part.matchAll(/^[\x00-\x7f…]*$/.test(part) ? asciiIds : ids());
}

/** What may stand between and around ids without being a component of its own. */
const connective = /^(?:[\s()[\]*_`"'&+/:.→-]|\b(?:and|or|plus)\b)*$/i;

/** A range of more tasks than this is a slip of the pen. */
export const longestRange = 1000;

function typeOf(id: string): string {
  return composed(id.slice(0, id.indexOf('-')).toUpperCase());
}

/** A part without the emphasis, back-ticks, quotes and list brackets that surround ids in practice. */
export function undecorated(part: string): string {
  let text = part.trim();
  if (text.startsWith('[') && text.indexOf(']') === -1) text = text.slice(1);
  else if (text.endsWith(']') && text.indexOf('[') === -1) text = text.slice(0, -1);
  let start = 0;
  let end = text.length;
  while (start < end && decoration.includes(text.charAt(start))) start++;
  while (end > start && decoration.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}
const decoration = ' *_`"\'';
