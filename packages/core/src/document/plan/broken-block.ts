/**
 * Tasks of a block that is not valid YAML. They are read-only, but they are there: the lists are taken
 * apart at their dashes, so that only the entry which is broken is read in part.
 */

import type { ByteString } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Span } from '../../model/place.ts';
import { endOfContent, endOfLine, skipSpaces, startOfLine } from '../../text/lines.ts';
import { readBlock } from '../../text/yaml/read-block.ts';
import { readByLibrary, tell, type YamlLibrary } from '../../text/yaml/read-by-library.ts';
import { TreeBuilder, type YamlMap, type YamlNode, type YamlPair } from '../../text/yaml/yaml-tree.ts';
import type { TaskFacts } from './task-facts.ts';
import { TaskFactsReader } from './task-facts-reader.ts';

export interface BrokenReading {
  readonly facts: TaskFacts;
  readonly trees: readonly YamlMap[];
}

/** A list of tasks, as its lines look. */
interface BrokenList {
  readonly key: Span;
  readonly column: number;
  readonly dashes: readonly number[];
  readonly end: number;
}

/** Bytes of broken entries that the library is asked about; of the others only the id is read. */
const libraryBudget = 100_000;

export function readBroken(text: ByteString, span: Span, library: YamlLibrary): BrokenReading {
  const facts = new TaskFactsReader(text, null);
  const reader = new EntryReader(text, library);
  const trees: YamlMap[] = [];
  facts.openMap(span.start, 0);
  for (const { key, column, dashes, end } of listsIn(text, span)) {
    facts.key(key.start, key.end);
    facts.openList(itemAt(dashes, 0), column);
    for (const [i, dash] of dashes.entries()) {
      const next = dashes[i + 1];
      const entry = reader.read({ start: startOfLine(text, dash), end: next === undefined ? end : startOfLine(text, next) });
      facts.item(dash);
      if (entry === null) continue;
      trees.push(entry);
      tell(entry, facts);
    }
    facts.close(end);
  }
  facts.close(span.end);
  return { facts, trees };
}

/** A key that names tasks. */
const listKey = /^ *((?:[\w-]+_)?tasks):(?=[ \t]|$)/;

function listsIn(text: ByteString, span: Span): BrokenList[] {
  const lists: BrokenList[] = [];
  for (let at = span.start; at < span.end; ) {
    const next = endOfLine(text, at);
    const key = listKey.exec(text.slice(at, endOfContent(text, at, next)))?.[1];
    const list =
      key === undefined
        ? null
        : listBelow(text, { start: next, end: span.end }, { start: skipSpaces(text, at), end: skipSpaces(text, at) + key.length });
    if (list !== null && list.dashes.length > 0) lists.push(list);
    at = list?.end ?? next;
  }
  return lists;
}

/** The lines under a key, up to another key in its column or before it. */
function listBelow(text: ByteString, lines: Span, key: Span): BrokenList {
  const keyColumn = key.start - startOfLine(text, key.start);
  const dashes: number[] = [];
  let column = -1;
  let at = lines.start;
  for (; at < lines.end; at = endOfLine(text, at)) {
    const first = skipSpaces(text, at);
    const isDash = text.startsWith('- ', first);
    if (first - at <= keyColumn && /[A-Za-z_]/.test(text.charAt(first))) break;
    if (isDash && column < 0) column = first - at;
    if (isDash && first - at === column) dashes.push(first);
  }
  return { key, column, dashes, end: at };
}

class EntryReader {
  private readonly text: ByteString;
  private readonly library: YamlLibrary;
  private budget = libraryBudget;

  constructor(text: ByteString, library: YamlLibrary) {
    this.text = text;
    this.library = library;
  }

  read(span: Span): YamlMap | null {
    const root = this.root(span);
    const map = root?.kind === 'list' ? root.items[0] : null;
    if (map?.kind === 'map' && map.pairs.some(({ key }) => key === 'id' || key === 'task_id')) return map;
    return idAlone(this.text, span);
  }

  private root(span: Span): YamlNode | null {
    const builder = new TreeBuilder(this.text);
    if (readBlock(this.text, span, builder) < 0) return builder.root;
    this.budget -= span.end - span.start;
    return this.budget < 0 ? null : readByLibrary(this.text, span, this.library).root;
  }
}

/** What is left of an entry that nobody can read: its id. */
function idAlone(text: ByteString, span: Span): YamlMap | null {
  const found = /^( *(?:- +)?)(id|task_id):[ \t]+(["']?)([^\s"'#]+)/m.exec(text.slice(span.start, span.end));
  if (found === null) return null;
  const [whole, indent = '', name = '', , id = ''] = found;
  const start = span.start + found.index + indent.length;
  const end = span.start + found.index + whole.length;
  const value: YamlNode = { kind: 'scalar', start: end - id.length, end, style: 'plain' };
  const pair: YamlPair = { key: name, keySpan: { start, end: start + name.length }, value };
  return { kind: 'map', start, end: span.end, column: indent.length, pairs: [pair] };
}
