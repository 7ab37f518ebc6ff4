/** What the front matter says: ids, a status, parents. A front matter that is no YAML is a problem of the document, and says nothing. */
import type { ByteString } from '../model/byte-string.ts';
import { decodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { trimSpan } from '../text/lines.ts';
import { scalarText } from '../text/yaml/scalar-text.ts';
import { valueAt, type YamlNode, type YamlPair } from '../text/yaml/yaml-tree.ts';
import { readControlRow } from './control-facts.ts';
import { isUnfilled, readEffort, readStatus } from './declared-values.ts';
import { readIdList } from './id-list.ts';
import { idInTitle, idsOfType, ownId } from './own-id.ts';
import type { Reading } from './read-markdown.ts';
import { isOfNothing, kindOfName } from './sections.ts';
import { comesBefore, isControlList, isFormerKey, isRemarkKey, namesItem, sourceOf } from './source-keys.ts';
import { readYamlTree } from './yaml-tree-of.ts';

const idKeys: ReadonlySet<string> = new Set(['id', 'doc_id', 'document_id', 'artifact_id', 'title']);
const parentKey = /^(?:parent|depends|related|upstream|source)_(?!doc$)[a-z_]+$/;
const effortKey = /^(?:estimated_)?effort(?:_(hours|days|weeks))?$/;

export function readFrontMatter(text: ByteString, span: Span, reading: Reading): void {
  const { gathered, options } = reading;
  const { root, problem } = readYamlTree(text, span, options.library);
  if (problem !== null) gathered.add('problems', problem);
  if (root?.kind !== 'map') return;
  const custom = valueAt(root, 'custom_fields');
  const pairs = [...root.pairs, ...(custom?.kind === 'map' ? custom.pairs : [])];
  for (const pair of pairs) readPair(text, pair, reading);
}

function readPair(text: ByteString, { key, value }: YamlPair, reading: Reading): void {
  const { gathered, options } = reading;
  const { facts } = gathered;
  const { profile, name } = options;
  if (idKeys.has(key)) {
    const bytes = text.slice(value.start, value.end);
    const own = key === 'title' ? idInTitle(bytes, options) : ownId(idsOfType(bytes, options), name.key);
    if (own !== undefined) {
      const span = { start: value.start + own.start, end: value.start + own.end };
      gathered.add('ids', { from: 'front-matter', written: own.written, key: own.target.document, span });
    }
    if (key === 'title' && facts.title === '') facts.title = textOf(text, value);
    if (key !== 'title') readUnfilled(text, value, { field: key, gathered });
  } else if (key === 'status' && value.kind === 'scalar' && value.end > value.start) {
    const status = readStatus(text, withoutQuotes(text, value), { from: 'front-matter', profile });
    if (status.isPlaceholder) gathered.add('placeholders', { field: key, written: status.word, span: status.span });
    facts.status ??= status;
  } else if (key === 'version') {
    if (!readUnfilled(text, value, { field: key, gathered })) facts.version ??= textOf(text, value) || null;
  } else if (effortKey.test(key)) {
    if (value.kind !== 'scalar' || readUnfilled(text, value, { field: key, gathered })) return;
    facts.effort ??= readEffort(text, withoutQuotes(text, value), effortKey.exec(key)?.[1]);
  } else if (key === 'blocks') {
    for (const scalar of scalarsOf(value)) readWaiting(text, scalar, reading);
  } else if (isControlList(key)) {
    for (const scalar of scalarsOf(value)) {
      if (scalar.end > scalar.start)
        readControlRow(text, { name: key, label: key, value: withoutQuotes(text, scalar), line: scalar }, reading);
    }
  } else if (parentKey.test(key) || sourceOf(key, null) !== null) {
    for (const scalar of saidIn(text, value)) {
      const { start: offset, end } = withoutQuotes(text, scalar);
      const { ids, placeholders } = readIdList(text.slice(offset, end), profile);
      gathered.references(ids, { from: 'front-matter', name: key, offset });
      gathered.placeholders(placeholders, { field: key, offset });
      if (comesBefore(key)) gathered.prerequisites(ids, { order: 'before', from: 'dependencies-row', type: name.type, offset });
    }
  }
}

/** All scalars below a key, save for what is said there of others; of the items of a list what they are about. */
function saidIn(text: ByteString, node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'list') return node.items.flatMap((item) => saidInItem(text, item));
  return node.kind === 'map' ? node.pairs.flatMap((pair) => (isSaidOfIt(pair) ? saidIn(text, pair.value) : [])) : [node];
}

/** `- { id: REQ-01, title: REQ-77 in the old tracker }`, and none of one that is not there yet, or not any more. */
function saidInItem(text: ByteString, item: YamlNode): readonly YamlNode[] {
  if (item.kind !== 'map') return saidIn(text, item);
  const state = valueAt(item, 'status') ?? valueAt(item, 'state');
  if (state !== null && isAbsent.test(textOf(text, state))) return [];
  return item.pairs.flatMap((pair) => (namesItem(pair.key) ? saidIn(text, pair.value) : []));
}

const isAbsent = /^(?:planned|to be|tbd|removed|dropped|rejected)\b/i;

/** `blocks: [TASKS-03]`: what waits for this document's task. */
export function readWaiting(text: ByteString, node: YamlNode, { gathered, options }: Reading): void {
  const { start, end } = withoutQuotes(text, node);
  const { ids } = readIdList(text.slice(start, end), options.profile);
  gathered.prerequisites(ids, { order: 'after', from: 'blocks-line', type: options.name.type, offset: start });
}

/** Not what stands on the document: `traceability: { req: REQ-01, downstream: IPLAN-01 }`. */
function isSaidOfIt({ key }: YamlPair): boolean {
  const kind = kindOfName(key.replaceAll('_', ' '));
  return !kind.isDownstream && !isOfNothing(kind) && !isFormerKey(key) && !isRemarkKey(key);
}

/** A template's text in a field; `[Semantic version]` without quotes is a list to YAML. */
function readUnfilled(
  text: ByteString,
  value: YamlNode,
  { field, gathered }: Pick<Reading, 'gathered'> & { readonly field: string },
): boolean {
  const span = withoutQuotes(text, value);
  const written = decodeUtf8(text.slice(span.start, span.end) as ByteString);
  if (value.kind === 'map' || !isUnfilled(written)) return false;
  gathered.add('placeholders', { field, written, span });
  return true;
}

/** A scalar, or those of a list. */
export function scalarsOf(node: YamlNode): readonly YamlNode[] {
  if (node.kind === 'scalar') return [node];
  return node.kind === 'list' ? node.items.flatMap(scalarsOf) : [];
}

/** Of a block (`status: >-`) what stands below its head. */
export function withoutQuotes(text: ByteString, { start, end }: Span): Span {
  const first = text.charAt(start);
  if (first === '|' || first === '>') {
    const head = /^[|>][-+\d]{0,2}[\t ]*(?:#.*)?\r?\n\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
    return trimSpan(text, start + head, end);
  }
  return (first === '"' || first === "'") && end - start > 1 ? { start: start + 1, end: end - 1 } : { start, end };
}

/** What a scalar says; '' for anything else. */
export function textOf(text: ByteString, node: YamlNode): string {
  if (node.kind !== 'scalar') return '';
  if (node.text !== undefined) return node.text;
  const bytes = text.slice(node.start, node.end) as ByteString;
  return node.style === 'other' ? decodeUtf8(bytes) : scalarText(bytes, node.style);
}
