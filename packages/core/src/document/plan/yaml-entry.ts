/** One task's YAML entry, read in full: where each of its values stands. */

import { valueAt, type YamlMap, type YamlNode } from '../../text/yaml/yaml-tree.ts';
import type { ValueSource } from '../document.ts';
import { type DetailValues, detailValues, mainOf } from './entry-details.ts';

export class YamlEntry {
  readonly values: DetailValues<YamlNode>;
  private readonly entry: YamlMap;
  private readonly main: YamlMap | null;

  constructor(entry: YamlMap) {
    this.entry = entry;
    this.main = mainOf(entry);
    this.values = detailValues(entry);
  }

  /** Where the value of a path stands; null where the entry has none. */
  source(path: string): ValueSource | null {
    const node = this.node(path);
    return node === null ? null : sourceOf(node);
  }

  /** What many trackers have instead of a name; null where the entry has none. */
  get description(): YamlNode | null {
    return valueAt(this.entry, 'description');
  }

  /** End of the last line of the main mapping, and the column of its keys. */
  get mainEnd(): { readonly end: number; readonly column: number } {
    const { end, column } = this.main ?? this.entry;
    return { end, column };
  }

  private node(path: string): YamlNode | null {
    const keys = fieldKeys[path];
    if (keys !== undefined) return this.entry.pairs.find((pair) => keys.includes(pair.key))?.value ?? null;
    if (path === 'status') return valueAt(this.main ?? this.entry, 'status');
    const { implementation, preCheck, postCheck } = this.values;
    if (path === 'iplan_id') return implementation.iplanId;
    const [, group, name = ''] = /^(preCheck|postCheck|implementation)\.(.+)$/s.exec(path) ?? [];
    if (group === 'implementation') return implementation[name as keyof typeof implementation] ?? null;
    const list = group === 'preCheck' ? preCheck : group === 'postCheck' ? postCheck : null;
    if (name === 'status') return list?.status ?? null;
    return list?.items.find(({ key }) => `items.${key}` === name)?.value ?? null;
  }
}

const fieldKeys: Readonly<Record<string, readonly string[]>> = {
  id: ['id', 'task_id'],
  name: ['service_name', 'name', 'title'],
  priority: ['priority'],
  dependents: ['dependents'],
  depends_on: ['depends_on', 'dependencies'],
};

export function sourceOf(node: YamlNode): ValueSource {
  const { start, end } = node;
  if (node.kind === 'list') return { start, end, style: node.column < 0 ? 'flow-list' : 'plain', writable: node.column < 0 };
  if (node.kind === 'map') return { start, end, style: 'plain', writable: false };
  const isSimple = node.style !== 'literal' && node.style !== 'other';
  return { start, end, style: isSimple ? node.style : 'plain', writable: isSimple };
}
