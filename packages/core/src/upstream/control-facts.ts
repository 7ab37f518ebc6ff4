/** What one row of the Document Control says; the front matter and YAML documents say the same with keys. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { ControlRow } from './control-rows.ts';
import { isUnfilled, plainValue, readEffort, readStatus } from './declared-values.ts';
import type { Prerequisite } from './document-facts.ts';
import { targetsIn, type WrittenTarget } from './document-id.ts';
import { readIdList } from './id-list.ts';
import type { LabelledLine } from './labels.ts';
import { isStatusRow } from './other-languages.ts';
import { ownId } from './own-id.ts';
import type { Reading } from './read-markdown.ts';

/** What a row is about, by its name. */
type RowMeaning = 'id' | 'status' | 'version' | 'effort' | 'references' | 'dependencies' | 'blockers';

const meanings: readonly (readonly [RowMeaning, RegExp])[] = [
  ['id', /^(?:(?:document|artifact) )?id$/],
  ['status', /^(?:document )?status$/],
  ['version', /^(?:document )?version$/],
  [
    'effort',
    /^(?:(?:(?:estimated|est\.) )?effort(?: estimate)?|(?:(?:effort|time) )?estimat(?:e|ion)|estimated (?:hours|days|weeks|time|duration))(?: \((?:in )?(?:hours?|days?|weeks?|person[- ]days?|h|d)\))?$/,
  ],
  [
    'references',
    /^(?:parent\b.*|related (?:artifacts?|documents?|adrs?|decisions?|reqs?|specs?)|sources?(?: documents?)?|upstream\b.*|requirements?|reqs?|specs?|specifications?|adrs?|decisions?|implements|satisfies|based on|derived from|references)$/,
  ],
  ['dependencies', /^(?:dependencies|depends on)$/],
  ['blockers', /^(?:blockers|blocked by)$/],
];
/** Documents of one house have the same rows: what was found out about a name is kept. */
const found = new Map<string, RowMeaning | undefined>();
const mostFound = 2000;

/** `TASKS ID`: of a document of that type its own, of another the one that it stands on. */
function meaningIn(name: string, { options: { name: own, profile } }: Reading): RowMeaning | undefined {
  const type = /^(\S+) id$/.exec(name)?.[1]?.toUpperCase();
  if (type === undefined || !profile.layers.has(type)) return meaningOf(name);
  return type === own.type ? 'id' : 'references';
}

function meaningOf(name: string): RowMeaning | undefined {
  if (found.has(name)) return found.get(name);
  const meaning = meanings.find(([, pattern]) => pattern.test(name))?.[0] ?? (isStatusRow(name) ? 'status' : undefined);
  if (found.size < mostFound) found.set(name, meaning);
  return meaning;
}

/** Rows that a template leaves open and a document must fill in. Those that only the end of the work can fill in are not among them. */
const mustBeFilled: ReadonlySet<RowMeaning> = new Set(['id', 'status', 'version', 'effort', 'references', 'dependencies', 'blockers']);
const orderFields: Readonly<Partial<Record<RowMeaning, Prerequisite['from']>>> = {
  dependencies: 'dependencies-row',
  blockers: 'blockers-row',
};

/** An id of another type is one, too. */
function readId(bytes: string, offset: number, { gathered, options }: Reading): void {
  const own = ownId(targetsIn(bytes, options.profile), options.name.key);
  if (own === undefined) return;
  const span = { start: offset + own.start, end: offset + own.end };
  gathered.add('ids', { from: 'document-control', written: own.written, key: own.target.document, span });
}

/** `Dependencies: TASKS-03 depends on this`: the other way round. */
const waitsForThis =
  /\b(?:depends? on|waits? for|needs?|requires?|blocked by|follows?|(?:builds?|stands?) (?:up)?on|(?:comes?|starts?) after) (?:this|it)\b/i;

/** A line `**Requirements**: REQ-02` of the head or the Document Control: what a row of that name says that the document stands on. */
export function readLabelledLine(text: ByteString, { name, value }: LabelledLine, reading: Reading): void {
  const meaning = meaningIn(name, reading);
  if (meaning !== 'references' && meaning !== 'dependencies' && meaning !== 'blockers') return;
  const said = text.slice(value.start, value.end);
  if (waitsForThis.test(said)) return;
  const { ids, placeholders } = readIdList(said, reading.options.profile);
  readSources(ids, { meaning, name, offset: value.start }, reading);
  reading.gathered.placeholders(placeholders, { field: name, offset: value.start });
}

function readSources(
  ids: readonly WrittenTarget[],
  { meaning, name, offset }: { readonly meaning: RowMeaning; readonly name: string; readonly offset: number },
  { gathered, options }: Reading,
): void {
  gathered.references(ids, { from: 'document-control', name, offset });
  const from = orderFields[meaning];
  if (from !== undefined) gathered.prerequisites(ids, { order: 'before', from, type: options.name.type, offset });
}

export function readControlRow(text: ByteString, { name, label, value }: ControlRow, reading: Reading): void {
  const meaning = meaningIn(name, reading);
  const { gathered, options } = reading;
  const { facts } = gathered;
  const { profile } = options;
  const bytes = text.slice(value.start, value.end);
  if (meaning === undefined) return;
  const said = plainValue(decodeUtf8(bytes as ByteString));
  switch (meaning) {
    case 'id':
      readId(bytes, value.start, { gathered, options });
      break;
    case 'status':
      if (said !== '') facts.status = readStatus(text, value, { from: 'document-control', profile });
      break;
    case 'version':
      if (said !== '' && !isUnfilled(said)) facts.version = said;
      break;
    case 'effort':
      // The unit may stand in the name: `Estimated Effort (hours)`, `Estimated Hours`.
      facts.effort ??= readEffort(text, value, /\((?:in )?(.+)\)$| (hours|days|weeks)$/.exec(name)?.slice(1).join(''));
      break;
    case 'references':
    case 'dependencies':
    case 'blockers': {
      const { ids, placeholders } = readIdList(bytes, profile);
      readSources(ids, { meaning, name: label, offset: value.start }, reading);
      // All of it is told below.
      if (!isUnfilled(said)) gathered.placeholders(placeholders, { field: label, offset: value.start });
    }
  }
  const isOpen = meaning === 'status' ? facts.status?.isPlaceholder === true : isUnfilled(said);
  if (mustBeFilled.has(meaning) && isOpen) gathered.add('placeholders', { field: label, written: said, span: value });
}
