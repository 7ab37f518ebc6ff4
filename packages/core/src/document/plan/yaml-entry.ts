/** One task's YAML entry, read in full: its checklists, dates, and where each value stands. */
import type { Checklist, ChecklistItem, Implementation, ImplementationField } from '../../model/plan.ts';
import type { ValueSource } from '../document.ts';
import type { StatusVocabulary } from '../status-words.ts';
import type { YamlBlock } from '../yaml/yaml-block.ts';
import { valueAt, type YamlMap, type YamlNode, type YamlPair, type YamlScalar } from '../yaml/yaml-tree.ts';
import { dateOf } from './dates.ts';

export interface EntryContext {
  readonly block: YamlBlock;
  readonly vocabulary: StatusVocabulary;
}

export class YamlEntry {
  private readonly context: EntryContext;
  private readonly entry: YamlMap;
  private readonly workflow: YamlNode | null;
  /** The block that holds the main status; null where the entry holds it itself (family E). */
  readonly main: YamlMap | null;

  constructor(entry: YamlMap, context: EntryContext) {
    this.context = context;
    this.entry = entry;
    this.workflow = valueAt(entry, 'workflow');
    const mains = this.workflow?.kind === 'map' ? this.workflow.pairs.filter(isMain) : [];
    this.main = (mains[0]?.value as YamlMap | undefined) ?? null;
  }

  get preCheck(): Checklist | null {
    return this.checklist('pre_check');
  }

  get postCheck(): Checklist | null {
    const checklist = this.checklist('post_check');
    if (checklist !== null) return checklist;
    const logged = this.sessionLogged();
    return logged === null ? null : { status: null, statusText: '', items: [this.item(logged)] };
  }

  get implementation(): Implementation {
    const iplanStatusText = this.textAt('implementation.iplanStatus');
    return {
      iplanId: emptyAsNull(this.textAt('implementation.iplanId')),
      iplanStatus: iplanStatusText === null ? null : this.context.vocabulary.statusOf(iplanStatusText),
      iplanStatusText,
      started: dateOf(this.textAt('implementation.started')),
      completed: dateOf(this.textAt('implementation.completed')),
      holds: this.holds,
    };
  }

  private get holds(): readonly ImplementationField[] {
    return implementationFields.filter((field) => this.node(`implementation.${field}`) !== null || this.writesDates(field));
  }

  /** The families with an `implementation:` write its dates, also where the entry has left them out. */
  private writesDates(field: ImplementationField): boolean {
    const isDate = field === 'started' || field === 'completed';
    return isDate && this.main !== null && valueAt(this.workflow, 'implementation') === this.main;
  }

  /** Where the value of a path stands; null where the entry has none. */
  source(path: string): ValueSource | null {
    const node = this.node(path);
    return node === null ? null : sourceOf(node);
  }

  /** End of the last line of the main mapping, and the column of its keys. */
  get mainEnd(): { readonly end: number; readonly column: number } {
    const { end, column } = this.main ?? this.entry;
    return { end, column };
  }

  /** End of the last line of the scalars that stand before the workflow. */
  get keysEnd(): number {
    const before = this.entry.pairs.findIndex((pair) => pair.key === 'workflow');
    const simple = (before < 0 ? this.entry.pairs : this.entry.pairs.slice(0, before)).filter(({ value }) => value.kind === 'scalar');
    const last = simple.at(-1) ?? this.entry.pairs[0];
    return last === undefined ? this.entry.end : Math.max(last.value.end, last.keySpan.end);
  }

  private textAt(path: string): string | null {
    const node = this.node(path);
    return node?.kind === 'scalar' ? this.context.block.textOf(node) : null;
  }

  private node(path: string): YamlNode | null {
    const field = fieldKeys[path];
    if (field !== undefined) return this.first(this.entry, field);
    if (path === 'status') return valueAt(this.main ?? this.entry, 'status');
    const ofMain = mainKeys[path];
    if (ofMain !== undefined) return valueAt(this.main ?? this.entry, ofMain);
    const [, list, item] = /^(pre|post)Check\.(?:status|items\.(.+))$/s.exec(path) ?? [];
    if (list === undefined) return null;
    const name = `${list}_check`;
    if (item === undefined) return valueAt(valueAt(this.workflow, name), 'status');
    const pairs = list === 'post' && this.checklistNode(name) === null ? [this.sessionLogged()] : this.pairs(name);
    return pairs.find((pair) => pair?.key === item)?.value ?? null;
  }

  private first(node: YamlMap, keys: readonly string[]): YamlNode | null {
    return node.pairs.find((pair) => keys.includes(pair.key))?.value ?? null;
  }

  private checklistNode(name: string): YamlNode | null {
    return valueAt(this.workflow, name);
  }

  private checklist(name: 'pre_check' | 'post_check'): Checklist | null {
    const node = this.checklistNode(name);
    if (node === null) return null;
    const status = valueAt(node, 'status');
    const statusText = status?.kind === 'scalar' ? this.context.block.textOf(status) : '';
    return { status: this.context.vocabulary.statusOf(statusText), statusText, items: this.pairs(name).map((pair) => this.item(pair)) };
  }

  /** The items of a checklist: a list of one-key mappings, or one mapping. The first of two with one name counts. */
  private pairs(name: string): YamlPair[] {
    const list = valueAt(valueAt(this.workflow, name), 'checklist');
    const maps = list?.kind === 'list' ? list.items : list === null ? [] : [list];
    const byKey = new Map<string, YamlPair>();
    for (const map of maps) {
      if (map.kind !== 'map') continue;
      for (const pair of map.pairs) if (!byKey.has(pair.key)) byKey.set(pair.key, pair);
    }
    return [...byKey.values()];
  }

  private sessionLogged(): YamlPair | null {
    return this.entry.pairs.find((pair) => pair.key === 'session_logged') ?? null;
  }

  private item({ key, value }: YamlPair): ChecklistItem {
    return { key, done: value.kind === 'scalar' && this.isTrue(value) };
  }

  private isTrue(value: YamlScalar): boolean {
    return /^(?:true|yes|x|done)$/i.test(this.context.block.textOf(value));
  }
}

const fieldKeys: Readonly<Record<string, readonly string[]>> = {
  id: ['id', 'task_id'],
  name: ['service_name', 'name', 'title'],
  priority: ['priority'],
  dependents: ['dependents'],
  depends_on: ['depends_on'],
};
const implementationFields = ['iplanId', 'iplanStatus', 'started', 'completed'] as const;

const mainKeys: Readonly<Record<string, string>> = {
  iplan_id: 'iplan_id',
  'implementation.iplanId': 'iplan_id',
  'implementation.iplanStatus': 'iplan_status',
  'implementation.started': 'started',
  'implementation.completed': 'completed',
};

function isMain({ key, value }: YamlPair): boolean {
  return (key === 'tasks' || key === 'implementation') && value.kind === 'map';
}

function emptyAsNull(text: string | null): string | null {
  return text === null || text === '' || text === '~' || text.toLowerCase() === 'null' ? null : text;
}

export function sourceOf(node: YamlNode): ValueSource {
  const { start, end } = node;
  if (node.kind === 'list') return { start, end, style: node.column < 0 ? 'flow-list' : 'plain', writable: node.column < 0 };
  if (node.kind === 'map') return { start, end, style: 'plain', writable: false };
  const isSimple = node.style !== 'literal' && node.style !== 'other';
  return { start, end, style: isSimple ? node.style : 'plain', writable: isSimple };
}
