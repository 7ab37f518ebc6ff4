/**
 * What a YAML document declares (a SPEC, later IPLANs): the same facts as of Markdown, told by keys.
 *
 * Values that begin with a tag are tags wherever they stand; ids count in keys that say what the document stands on.
 */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import { endOfContent, endOfLine } from '../text/lines.ts';
import type { YamlNode, YamlPair } from '../text/yaml/yaml-tree.ts';
import { readControlRow } from './control-facts.ts';
import type { DocumentFacts } from './document-facts.ts';
import { readTarget, targetsIn } from './document-id.ts';
import { readWaiting, scalarsOf, textOf, withoutQuotes } from './front-matter-facts.ts';
import { Gathered } from './gathered.ts';
import { readIdList } from './id-list.ts';
import { outputPath } from './link-reader.ts';
import { gatherNames } from './named-ids.ts';
import { idInTitle, idsOfType, ownId } from './own-id.ts';
import type { ReadOptions } from './read-facts.ts';
import type { Reading } from './read-markdown.ts';
import { isOfNothing, kindOfName, type OutlineSection, plainKind } from './sections.ts';
import { comesBefore, isControlList, isFormerKey, isRemarkKey, sourceOf } from './source-keys.ts';
import { isDependencyTag, tagsIn } from './tags.ts';
import { readYamlTree } from './yaml-tree-of.ts';

/** Mappings whose keys are read as if they stood at the top. */
const controlKey = /^(?:document_control|metadata|custom_fields)$/;
const ownIdKey = /^(?:id|doc_id|document_id|artifact_id|spec_id|iplan_id|tasks_id|req_id|adr_id|ctr_id|title)$/;
/** Beside what a heading of that name would be. */
const downstreamKey = /^(?:code_\w+|test_\w+)$/;
const outputKey = /^(?:file_manifest|code_inventory|code_paths?|test_paths?|outputs?|code_locations?|deliverables)$/;
const scopeKey = /^(?:scope|boundaries|purpose|summary|description|overview)$/;
const acceptanceKey = /^(?:acceptance\w*|success_criteria|definition_of_done|verification|completion_criteria)$/;

export function readYaml(text: ByteString, options: ReadOptions): DocumentFacts {
  const gathered = new Gathered(options.name.key);
  const reading = { gathered, options };
  const { root, problem } = readYamlDocument(text, options);
  if (problem !== null) gathered.add('problems', problem);
  readFirstComment(text, reading);
  if (root?.kind === 'map') {
    for (const [index, pair] of root.pairs.entries()) readTopKey(text, pair, { reading, next: root.pairs[index + 1] });
  }
  gathered.facts.references.sort((a, b) => a.span.start - b.span.start);
  return gathered.facts;
}

/** The document as a tree of YAML. */
export function readYamlDocument(text: ByteString, { library }: ReadOptions): ReturnType<typeof readYamlTree> {
  return readYamlTree(text, { start: startOf(text), end: text.length }, library);
}

function startOf(text: ByteString): number {
  return text.startsWith('\xef\xbb\xbf') ? 3 : 0;
}

/** `# SPEC-01: the registers`, before anything else. */
function readFirstComment(text: ByteString, { gathered, options }: Reading): void {
  const start = startOf(text);
  const line = text.slice(start, endOfContent(text, start, endOfLine(text, start)));
  if (!line.startsWith('#')) return;
  const [own] = targetsIn(line, options.profile).filter(({ target, start: at }) => target.type === options.name.type && at < 8);
  if (own === undefined) return;
  gathered.facts.title = decodeUtf8(line.replace(/^#\s*/, '') as ByteString);
  const span = { start: start + own.start, end: start + own.end };
  gathered.add('ids', { from: 'title', written: own.written, key: own.target.document, span });
}

function readTopKey(
  text: ByteString,
  pair: YamlPair,
  { reading, next }: { readonly reading: Reading; readonly next: YamlPair | undefined },
): void {
  const { facts } = reading.gathered;
  const { key, value, keySpan } = pair;
  const section: OutlineSection = {
    number: key,
    heading: key,
    span: { start: keySpan.start, end: next?.keySpan.start ?? text.length },
    level: 1,
    isTitle: false,
    kind: { ...plainKind, isAcceptance: acceptanceKey.test(key) },
  };
  reading.gathered.add('sections', { number: section.number, heading: section.heading, span: section.span });
  facts.hasScope ||= scopeKey.test(key) && value.end > value.start;
  facts.hasAcceptanceCriteria ||= acceptanceKey.test(key) && value.end > value.start;
  gatherNames(text, section.span, { section, reading });
  readControl(text, pair, reading);
  if (controlKey.test(key) && value.kind === 'map') for (const inner of value.pairs) readControl(text, inner, reading);
  readPair(text, pair, { reading, source: null, isOutput: false, isDownstream: false });
}

function readControl(text: ByteString, { key, value, keySpan }: YamlPair, reading: Reading): void {
  const { gathered, options } = reading;
  if (ownIdKey.test(key)) {
    const bytes = text.slice(value.start, value.end);
    const own = key === 'title' ? idInTitle(bytes, options) : ownId(idsOfType(bytes, options), options.name.key);
    if (own !== undefined && value.kind === 'scalar') {
      const span = { start: value.start + own.start, end: value.start + own.end };
      gathered.add('ids', { from: 'document-control', written: own.written, key: own.target.document, span });
    }
    if (key === 'title') gathered.facts.title = textOf(text, value) || gathered.facts.title;
    return;
  }
  const name = key.replaceAll('_', ' ').replace(/ (hours|days|weeks)$/, ' ($1)');
  if (/^(?:estimated )?effort(?: estimate)?$/.test(name) && value.kind === 'map') {
    // `estimated_effort: { hours: 16 }`
    for (const inner of value.pairs.filter((one) => /^(?:hours|days|weeks)$/.test(one.key)))
      readControl(text, { ...inner, key: `${key}_${inner.key}` }, reading);
    return;
  }
  const isList = isControlList(name);
  if (!isList && !/^(?:status|version|(?:estimated )?effort(?: estimate)?(?: \(\w+\))?)$/.test(name)) return;
  for (const written of isList ? scalarsOf(value) : [value]) {
    // `[Semantic version]` without quotes is a list to YAML.
    if (written.end <= written.start || !(written.kind === 'scalar' || text.charAt(written.start) === '[')) continue;
    readControlRow(text, { name, label: key, value: withoutQuotes(text, written), line: keySpan }, reading);
  }
}

interface Within {
  readonly reading: Reading;
  /** The key that says what the values below it are to the document; null where none does. */
  readonly source: string | null;
  readonly isOutput: boolean;
  readonly isDownstream: boolean;
}

function readPair(text: ByteString, pair: YamlPair, within: Within): void {
  const { key, value } = pair;
  const { gathered, options } = within.reading;
  const kind = kindOfName(key.replaceAll('_', ' '));
  if (/^session_\w+$/.test(key) || isOfNothing(kind) || isFormerKey(key)) return;
  const isOutput = within.isOutput || outputKey.test(key);
  const isDownstream = within.isDownstream || kind.isDownstream || downstreamKey.test(key);
  if (key === 'blocks') for (const scalar of scalarsOf(value)) readWaiting(text, scalar, within.reading);
  const source = isDownstream || isRemarkKey(key) ? null : sourceOf(key, within.source);
  if (within.source !== null && source !== null) readKeyedSource(pair, { ...within.reading, text, source });
  if (source !== null && value.kind !== 'map') {
    for (const scalar of scalarsOf(value)) readSource(text, scalar, { key: source, gathered, options });
  }
  if (isOutput && (key === 'path' || key === 'file' || /_paths?$/.test(key))) {
    for (const scalar of scalarsOf(value)) readOutput(text, scalar, gathered);
  }
  readNode(text, value, { ...within, source, isOutput, isDownstream });
}

function readNode(text: ByteString, node: YamlNode, within: Within): void {
  if (node.kind === 'map') for (const pair of node.pairs) readPair(text, pair, within);
  else if (node.kind === 'list') for (const item of node.items) readNode(text, item, within);
  else if (within.isDownstream) readDownstream(text, node, within.reading);
  else readTags(text, node, within.reading);
}

function readDownstream(text: ByteString, { start, end }: YamlNode, { gathered, options }: Reading): void {
  gathered.downstream(targetsIn(text.slice(start, end), options.profile), start);
}

function readTags(text: ByteString, node: YamlNode, { gathered, options }: Reading): void {
  const { start, end } = withoutQuotes(text, node);
  if (text.charAt(start) !== '@') return;
  for (const { name, ids, placeholders } of tagsIn(text.slice(start, end), options.profile)) {
    gathered.references(ids, { from: 'tag', name, offset: start });
    gathered.placeholders(placeholders, { field: `@${name}`, offset: start });
    if (isDependencyTag(name)) gathered.prerequisites(ids, { order: 'before', from: 'tag', type: options.name.type, offset: start });
  }
}

function readSource(text: ByteString, node: YamlNode, { key, gathered, options }: Reading & { readonly key: string }): void {
  const { start, end } = withoutQuotes(text, node);
  if (text.charAt(start) === '@') return;
  const { ids, placeholders } = readIdList(text.slice(start, end), options.profile);
  gathered.references(ids, { from: 'yaml', name: key, offset: start });
  gathered.placeholders(placeholders, { field: key, offset: start });
  if (comesBefore(key)) gathered.prerequisites(ids, { order: 'before', from: 'dependencies-row', type: options.name.type, offset: start });
}

/** `REQ-01: the limits`, below `requirements`: the key is the id. */
function readKeyedSource(
  { key, keySpan }: YamlPair,
  { gathered, options, text, source }: Reading & { readonly text: ByteString; readonly source: string },
): void {
  const { start, end } = withoutQuotes(text, keySpan);
  const target = readTarget(key, options.profile);
  if (target !== null)
    gathered.references([{ target, written: key, start: 0, end: end - start }], { from: 'yaml', name: source, offset: start });
}

function readOutput(text: ByteString, node: YamlNode, gathered: Gathered): void {
  const written = textOf(text, node).replace(/^@(?:code|tests):\s*/, '');
  const path = outputPath(written);
  if (path !== null) gathered.add('outputs', { path, span: withoutQuotes(text, node) });
}
