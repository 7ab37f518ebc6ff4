/**
 * A baseline whose text is vouched for, as its text: a change asks it for one task, `check` for all of them.
 *
 * The text is canonical JSON, so its parts stand in one order, and what stands between two of them can't
 * stand inside a string. Each is parsed when somebody asks for it. What a text holds that has the recorded
 * digest, and still is no baseline, vouches for nothing; `audit verify` reads all of it and says so.
 */
import { type ByteString, decodeUtf8, encodeUtf8 } from '../model/byte-string.ts';
import { itemAt } from '../model/item-at.ts';
import type { TaskKey } from '../model/task-id.ts';
import { areKnownFindings, areTexts, isRecordOf, isText } from './baseline-shape.ts';
import { parsedJson } from './canonical-json.ts';
import type { Baseline, KnownFinding } from './history.ts';

/** What the parts stand between, in the order of the text. */
const marks = ['{"completed":[', '],"known":[', '],"prerequisites":{', '},"tasks":{', '},"underway":[', '],"v":1}\n'] as const;

/** How many tasks are looked for one by one before all of them are parsed. */
const searches = 16;

export class BaselineText implements Baseline {
  readonly v = 1;
  private readonly text: ByteString;
  /** Where each mark starts, and where the part after it does. */
  private readonly places: readonly { readonly start: number; readonly end: number }[];
  private readonly parsed: { -readonly [Part in keyof Baseline]?: Baseline[Part] } = {};
  private searched = 0;

  private constructor(text: ByteString, places: BaselineText['places']) {
    this.text = text;
    this.places = places;
  }

  /** null for a text of another form, which only a full reading can tell more of. */
  static of(text: ByteString): BaselineText | null {
    const places: { start: number; end: number }[] = [];
    for (const mark of marks) {
      const from = places.at(-1)?.end ?? 0;
      const start = text.indexOf(mark, from);
      if (start < 0) return null;
      places.push({ start, end: start + mark.length });
    }
    return places[0]?.start === 0 && places.at(-1)?.end === text.length ? new BaselineText(text, places) : null;
  }

  get completed(): readonly string[] {
    this.parsed.completed ??= this.parse(0, areTexts) ?? [];
    return this.parsed.completed;
  }
  get known(): readonly KnownFinding[] {
    this.parsed.known ??= this.parse(1, areKnownFindings) ?? [];
    return this.parsed.known;
  }
  get prerequisites(): Readonly<Record<string, readonly string[]>> {
    this.parsed.prerequisites ??= this.parse(2, isRecordOf(areTexts)) ?? {};
    return this.parsed.prerequisites;
  }
  get tasks(): Readonly<Record<string, string>> {
    this.parsed.tasks ??= this.parse(3, isRecordOf(isText)) ?? {};
    return this.parsed.tasks;
  }
  get underway(): readonly string[] {
    this.parsed.underway ??= this.parse(4, areTexts) ?? [];
    return this.parsed.underway;
  }

  /** The digest of one task's state; undefined where it has none. */
  digestOf(key: TaskKey): string | undefined {
    if (this.parsed.tasks !== undefined || this.searched === searches) return this.tasks[key];
    const found = this.search(key, 3, '"');
    return isText(found) ? found : undefined;
  }

  /** What one task waited for. */
  prerequisitesOf(key: TaskKey): readonly string[] {
    if (this.parsed.prerequisites !== undefined || this.searched === searches) return this.allPrerequisitesOf(key);
    const found = this.search(key, 2, ']');
    // An id that holds a bracket ends the search too soon.
    if (found === null) return [];
    return areTexts(found) ? found : this.allPrerequisitesOf(key);
  }

  private allPrerequisitesOf(key: TaskKey): readonly string[] {
    return this.prerequisites[key] ?? [];
  }

  /** What a part has under a key, up to the first character that may close it; null where it has no such key. */
  private search(key: TaskKey, part: number, close: '"' | ']'): unknown {
    this.searched++;
    const name = `${encodeUtf8(JSON.stringify(key))}:${close === ']' ? '[' : close}`;
    let at = this.text.indexOf(name, this.places[part]?.end);
    // A quote that is escaped is a part of a longer key.
    while (at >= 0 && this.text.charAt(at - 1) === '\\') at = this.text.indexOf(name, at + 1);
    if (at < 0 || at >= itemAt(this.places, part + 1).start) return null;
    const start = at + name.length - 1;
    return parsedJson(decodeUtf8(this.text.slice(start, this.text.indexOf(close, start + 1) + 1) as ByteString));
  }

  /** What stands between two marks, with its brackets; null where that is something else. */
  private parse<Value>(part: number, isIt: (value: unknown) => value is Value): Value | null {
    const [before, after] = [itemAt(this.places, part), itemAt(this.places, part + 1)];
    const text = this.text.slice(before.end - 1, after.start + 1) as ByteString;
    const value = parsedJson(decodeUtf8(text));
    return isIt(value) ? value : null;
  }
}

/** The digest of one task's state in a baseline; undefined where it has none. */
export function adoptedDigestOf(baseline: Baseline, key: TaskKey): string | undefined {
  return baseline instanceof BaselineText ? baseline.digestOf(key) : baseline.tasks[key];
}

/** What one task waited for when it was adopted. */
export function adoptedPrerequisitesOf(baseline: Baseline, key: TaskKey): readonly string[] {
  return baseline instanceof BaselineText ? baseline.prerequisitesOf(key) : (baseline.prerequisites[key] ?? []);
}
