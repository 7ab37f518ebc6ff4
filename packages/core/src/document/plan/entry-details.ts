/** What an entry says beyond the skim: its checklists, its IPLAN, its dates. The same for every way of reading it. */
import type { Checklist, Implementation, ImplementationField } from '../../model/plan.ts';
import { valueAt, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/yaml-tree.ts';
import type { StatusVocabulary } from '../status-words.ts';
import { dateOf } from './dates.ts';

export interface EntryDetails {
  readonly preCheck: Checklist | null;
  readonly implementation: Implementation;
  readonly postCheck: Checklist | null;
}

/** The values that details are made of; a `Value` is a node of a tree, or whatever else can be read. */
export interface DetailValues<Value> {
  readonly preCheck: ChecklistValues<Value> | null;
  readonly postCheck: ChecklistValues<Value> | null;
  readonly implementation: Readonly<Record<ImplementationField, Value | null>>;
  /** The families with an `implementation:` write its dates, also where the entry has left them out. */
  readonly writesDates: boolean;
}
export interface ChecklistValues<Value> {
  readonly status: Value | null;
  readonly items: readonly { readonly key: string; readonly value: Value }[];
}

/** @param read what a value says; null where it is no scalar */
export function detailsOf<Value>(
  values: DetailValues<Value>,
  read: (value: Value) => string | null,
  vocabulary: StatusVocabulary,
): EntryDetails {
  const text = (value: Value | null): string | null => (value === null ? null : read(value));
  const checklist = (list: ChecklistValues<Value> | null): Checklist | null => {
    if (list === null) return null;
    const statusText = text(list.status) ?? '';
    const items = list.items.map(({ key, value }) => ({ key, done: isTicked(read(value)) }));
    return { status: vocabulary.statusOf(statusText), statusText, items };
  };
  const { iplanId, iplanStatus, started, completed } = values.implementation;
  const iplanStatusText = text(iplanStatus);
  const implementation: Implementation = {
    iplanId: emptyAsNull(text(iplanId)),
    iplanStatus: iplanStatusText === null ? null : vocabulary.statusOf(iplanStatusText),
    iplanStatusText,
    started: dateOf(text(started)),
    completed: dateOf(text(completed)),
    holds: implementationFields.filter((field) => values.implementation[field] !== null || (values.writesDates && isDate(field))),
  };
  return { preCheck: checklist(values.preCheck), implementation, postCheck: checklist(values.postCheck) };
}

const implementationFields = ['iplanId', 'iplanStatus', 'started', 'completed'] as const;

function isDate(field: ImplementationField): boolean {
  return field === 'started' || field === 'completed';
}

function isTicked(text: string | null): boolean {
  return text === 'true' || (text !== null && /^(?:true|yes|x|done)$/i.test(text));
}

function emptyAsNull(text: string | null): string | null {
  return text === null || text === '' || text === '~' || text.toLowerCase() === 'null' ? null : text;
}

/** The values of an entry that was read in full. */
export function detailValues(entry: YamlMap): DetailValues<YamlNode> {
  const workflow = valueAt(entry, 'workflow');
  const main = mainOf(entry);
  const holder = main ?? entry;
  return {
    preCheck: checklistOf(valueAt(workflow, 'pre_check')),
    postCheck: checklistOf(valueAt(workflow, 'post_check')) ?? sessionLogged(entry),
    implementation: {
      iplanId: valueAt(holder, 'iplan_id'),
      iplanStatus: valueAt(holder, 'iplan_status'),
      started: valueAt(holder, 'started'),
      completed: valueAt(holder, 'completed'),
    },
    writesDates: main !== null && valueAt(workflow, 'implementation') === main,
  };
}

/** The block that holds the main status; null where the entry holds it itself (family E). */
export function mainOf(entry: YamlMap): YamlMap | null {
  const workflow = valueAt(entry, 'workflow');
  if (workflow?.kind !== 'map') return null;
  const main = workflow.pairs.find(({ key, value }) => (key === 'tasks' || key === 'implementation') && value.kind === 'map')?.value;
  return main?.kind === 'map' ? main : null;
}

/** Items are a list of one-key mappings, or one mapping. The first of two with one name counts. */
function checklistOf(node: YamlNode | null): ChecklistValues<YamlNode> | null {
  if (node === null) return null;
  const list = valueAt(node, 'checklist');
  const maps = list?.kind === 'list' ? list.items : list === null ? [] : [list];
  const items = new Map<string, YamlPair>();
  for (const map of maps) {
    if (map.kind !== 'map') continue;
    for (const pair of map.pairs) if (!items.has(pair.key)) items.set(pair.key, pair);
  }
  return { status: valueAt(node, 'status'), items: [...items.values()] };
}

/** Family E: one item in the entry itself. */
function sessionLogged(entry: YamlMap): ChecklistValues<YamlNode> | null {
  const pair = entry.pairs.find(({ key }) => key === 'session_logged');
  return pair === undefined ? null : { status: null, items: [pair] };
}
