/** What one row of the Document Control says; the front matter and YAML documents say the same with keys. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { ControlRow } from './control-rows.ts';
import { isUnfilled, plainValue, readEffort, readStatus } from './declared-values.ts';
import type { Prerequisite } from './document-facts.ts';
import { targetsIn } from './document-id.ts';
import { readIdList } from './id-list.ts';
import type { Reading } from './read-markdown.ts';

/** What a row is about, by its name. */
type RowMeaning = 'id' | 'status' | 'version' | 'effort' | 'references' | 'dependencies' | 'blockers';

const meanings: readonly (readonly [RowMeaning, RegExp])[] = [
  ['id', /^(?:(?:document|artifact|iplan|tasks|req|spec|adr) )?id$/],
  ['status', /^(?:document )?status$/],
  ['version', /^(?:document )?version$/],
  ['effort', /^estimated effort$/],
  ['references', /^(?:parent\b.*|related (?:artifacts?|documents?|adrs?|reqs?|specs?)|source documents?|upstream\b.*)$/],
  ['dependencies', /^(?:dependencies|depends on)$/],
  ['blockers', /^(?:blockers|blocked by)$/],
];
/** Documents of one house have the same rows: what was found out about a name is kept. */
const found = new Map<string, RowMeaning | undefined>();
const mostFound = 2000;

function meaningOf(name: string): RowMeaning | undefined {
  if (found.has(name)) return found.get(name);
  const meaning = meanings.find(([, pattern]) => pattern.test(name))?.[0];
  if (found.size < mostFound) found.set(name, meaning);
  return meaning;
}

/** Rows that a template leaves open and a document must fill in. Those that only the end of the work can fill in are not among them. */
const mustBeFilled: ReadonlySet<RowMeaning> = new Set(['id', 'status', 'version', 'effort', 'references', 'dependencies', 'blockers']);
const orderFields: Readonly<Partial<Record<RowMeaning, Prerequisite['from']>>> = {
  dependencies: 'dependencies-row',
  blockers: 'blockers-row',
};

export function readControlRow(text: ByteString, { name, label, value }: ControlRow, { gathered, options }: Reading): void {
  const meaning = meaningOf(name);
  const { facts } = gathered;
  const { profile } = options;
  const bytes = text.slice(value.start, value.end);
  if (meaning === undefined) return;
  const said = plainValue(decodeUtf8(bytes as ByteString));
  switch (meaning) {
    case 'id':
      for (const { target, written, start, end } of targetsIn(bytes, profile).slice(0, 1)) {
        const span = { start: value.start + start, end: value.start + end };
        gathered.add('ids', { from: 'document-control', written, key: target.document, span });
      }
      break;
    case 'status':
      if (said !== '') facts.status = readStatus(text, value, { from: 'document-control', profile });
      break;
    case 'version':
      if (said !== '' && !isUnfilled(said)) facts.version = said;
      break;
    case 'effort':
      facts.effort = readEffort(text, value);
      break;
    case 'references':
    case 'dependencies':
    case 'blockers': {
      const { ids } = readIdList(bytes, profile);
      gathered.references(ids, { from: 'document-control', name: label, offset: value.start });
      const from = orderFields[meaning];
      if (from !== undefined) gathered.prerequisites(ids, { order: 'before', from, type: options.name.type, offset: value.start });
    }
  }
  const isOpen = meaning === 'status' ? facts.status?.isPlaceholder === true : isUnfilled(said);
  if (mustBeFilled.has(meaning) && isOpen) gathered.add('placeholders', { field: label, written: said, span: value });
}
