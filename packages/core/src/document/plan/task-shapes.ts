/**
 * Which keys of a plan's YAML mean what, by family. Tables only; `task-facts.ts` follows them.
 *
 *     phase_1_tasks: [ entry ]                      B C D (any key that ends in `tasks`)
 *     phases: [ { id, name, tasks: [ entry ] } ]    E
 *     tasks_tracking: entry                         F
 *     development_plan_tracking: entry              G, its id and name at the root
 */
import type { ByteString } from '../../model/byte-string.ts';
import { standardItems } from '../../model/standard-items.ts';

/** Columns of the table of facts. A span takes two, start and end; -1 where the entry has no such value. */
export const fact = {
  /** The dash, or the first key of an entry that is no list's. */
  start: 0,
  end: 1,
  /** -1 where the entry is no list's. */
  dashColumn: 2,
  keyColumn: 3,
  id: 4,
  name: 6,
  priority: 8,
  dependents: 10,
  dependsOn: 12,
  status: 14,
  postStatus: 16,
  /** Bits, see `mark`. */
  marks: 18,
  /** Position of the list that holds it. */
  list: 19,
  /** Where its mapping starts. */
  content: 20,
} as const;
export const factWidth = 21;

export const mark = {
  mainIsTasks: 1,
  mainIsImplementation: 2,
  hasPostCheck: 4,
  postItemOpen: 8,
  /** An item that only the short post-check has: family D. */
  shortPostCheck: 16,
} as const;

/** What a collection is. Most are nothing to the skim. */
export type Role =
  | 'nothing'
  | 'checklist'
  | 'item'
  | 'root'
  | 'entry'
  | 'tasks'
  | 'tracking'
  | 'development'
  | 'phases'
  | 'phase'
  | 'log'
  | 'log-row';

/** A kind of mapping or list. */
export interface Shape {
  readonly role: Role;
  /** What a list's entries mean. */
  readonly item: Meaning;
  /** What a mapping's keys mean, by their length; any other key means `otherwise`. */
  readonly keys: readonly (readonly KeyMeaning[] | undefined)[];
  readonly otherwise: Meaning;
}
export interface KeyMeaning {
  readonly key: string;
  readonly meaning: Meaning;
}

/** What the value of a key, or an entry of a list, means. */
export interface Meaning {
  /** Column of the facts that a scalar goes to; -1 for none. */
  readonly field: number;
  /** Bits that the key sets. */
  readonly marks: number;
  /** A scalar that has to be true. */
  readonly isPostItem: boolean;
  /** Name under which the root, a phase or a log row keeps a scalar. */
  readonly value: string | null;
  readonly map: Shape;
  readonly list: Shape;
}

/** The meaning of a key that starts there. Called for every key of a plan: nothing is allocated. */
export function meaningOf(candidates: readonly KeyMeaning[], text: ByteString, start: number): Meaning | null {
  for (let i = 0; i < candidates.length; i++) {
    const candidate = candidates[i];
    if (candidate !== undefined && text.startsWith(candidate.key, start)) return candidate.meaning;
  }
  return null;
}

const nothing: { -readonly [Name in keyof Shape]: Shape[Name] } = {
  role: 'nothing',
  item: undefined as never,
  keys: [],
  otherwise: undefined as never,
};
/** What the skim has no interest in, however deep. */
export const noMeaning: Meaning = { field: -1, marks: 0, isPostItem: false, value: null, map: nothing, list: nothing };
nothing.item = noMeaning;
nothing.otherwise = noMeaning;

function means(parts: Partial<Meaning>): Meaning {
  return { ...noMeaning, ...parts };
}
function mapping(role: Role, keys: Readonly<Record<string, Meaning>>, otherwise: Meaning = noMeaning): Shape {
  const byLength: KeyMeaning[][] = [];
  for (const [key, meaning] of Object.entries(keys)) {
    byLength[key.length] ??= [];
    byLength[key.length]?.push({ key, meaning });
  }
  return { role, item: noMeaning, keys: byLength, otherwise };
}
function listing(role: Role, item: Meaning): Shape {
  return { role, item, keys: [], otherwise: noMeaning };
}
const field = (column: number) => means({ field: column });

const postItem = means({ isPostItem: true });
const shortItem = means({ isPostItem: true, marks: mark.shortPostCheck });
const postItems = mapping('item', Object.fromEntries(standardItems.D.postCheck.map((key) => [key, shortItem])), postItem);
const postCheck = mapping('nothing', {
  status: field(fact.postStatus),
  // As a mapping its keys are keys, and the reader finds those that stand twice.
  checklist: means({ map: { ...postItems, role: 'nothing' }, list: listing('checklist', means({ isPostItem: true, map: postItems })) }),
});
const preCheck = mapping('nothing', { checklist: means({ list: listing('checklist', means({ map: mapping('item', {}) })) }) });
const main = mapping('nothing', { status: field(fact.status) });
const workflow = mapping('nothing', {
  pre_check: means({ map: preCheck }),
  tasks: means({ marks: mark.mainIsTasks, map: main }),
  implementation: means({ marks: mark.mainIsImplementation, map: main }),
  post_check: means({ marks: mark.hasPostCheck, map: postCheck }),
});
const entry = mapping('entry', {
  id: field(fact.id),
  task_id: field(fact.id),
  service_name: field(fact.name),
  name: field(fact.name),
  title: field(fact.name),
  priority: field(fact.priority),
  dependents: field(fact.dependents),
  depends_on: field(fact.dependsOn),
  dependencies: field(fact.dependsOn),
  status: field(fact.status),
  workflow: means({ map: workflow }),
  session_logged: means({ isPostItem: true, marks: mark.hasPostCheck }),
});
const tasks = listing('tasks', means({ map: entry }));
const trackingEntry: Shape = { ...entry, role: 'tracking' };
const developmentEntry: Shape = { ...entry, role: 'development' };

const phase = mapping('phase', {
  id: means({ value: 'id' }),
  name: means({ value: 'name' }),
  priority: means({ value: 'priority' }),
  goal: means({ value: 'goal' }),
  description: means({ value: 'description' }),
  dependencies: means({ value: 'dependencies', list: listing('nothing', means({ value: 'dependencies' })) }),
  tasks: means({ list: tasks }),
});
const phases = listing('phases', means({ map: phase }));

const logRow = mapping(
  'log-row',
  Object.fromEntries(
    ['date', 'task', 'task_id', 'id', 'status', 'notes', 'summary', 'progress_summary'].map((key) => [key, means({ value: key })]),
  ),
);
const log = listing('log', means({ map: logRow }));

const rootValues = ['id', 'service_name', 'priority', 'dependents', 'depends_on', 'project', 'plan_id', 'title', 'name', 'last_updated'];
const rootMeanings: Readonly<Record<string, Meaning>> = {
  ...Object.fromEntries(rootValues.map((key) => [key, means({ value: key })])),
  document_control: means({ map: mapping('nothing', { last_updated: means({ value: 'document_control.last_updated' }) }) }),
  phases: means({ list: phases }),
  tasks_tracking: means({ map: trackingEntry, list: tasks }),
  development_plan_tracking: means({ map: developmentEntry }),
};

/** The root is a mapping whose keys are told by their form. */
export const rootMeaning = means({ map: { ...mapping('root', {}), role: 'root' } });
export function meaningOfRootKey(key: string): Meaning {
  const known = Object.hasOwn(rootMeanings, key) ? rootMeanings[key] : undefined;
  if (known !== undefined) return known;
  if (/(?:^|_)tasks$/.test(key)) return means({ list: tasks });
  if (/(?:^|_)session_log$/.test(key))
    return means({ list: log, map: mapping('nothing', { progress: means({ list: log }), entries: means({ list: log }) }) });
  return noMeaning;
}
