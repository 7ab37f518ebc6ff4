/**
 * Reads one block of YAML that holds tasks: by the block reader; an entry that it does not understand by the
 * library; and if that is not enough, all of the block by the library.
 *
 * An entry can be read apart from the rest: it ends where the next line stands no deeper than its dash,
 * whatever is in it, or it is not valid. What refers to other entries (an alias) is not valid alone, so then
 * the library reads the whole.
 */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';
import type { Flaw } from '../../model/plan.ts';
import { endOfContent, endOfLine, skipSpaces, startOfLine } from '../../text/lines.ts';
import { refusedByLibrary } from '../../text/yaml/library-limits.ts';
import { readBlock } from '../../text/yaml/read-block.ts';
import { readByLibrary, tell } from '../../text/yaml/read-by-library.ts';
import { type ReadingContext, YamlBlock } from '../../text/yaml/yaml-block.ts';
import type { YamlMap } from '../../text/yaml/yaml-tree.ts';
import { BlockMemory } from './block-memory.ts';
import { readBroken } from './broken-block.ts';
import type { EntryTemplates } from './entry-templates.ts';
import { identified, movedFacts, type TaskFacts } from './task-facts.ts';
import { type OpenEntry, TaskFactsReader } from './task-facts-reader.ts';

export interface TaskBlock {
  readonly span: Span;
  /** The same for the same bytes, wherever a later reading finds them. */
  readonly memory: BlockMemory;
  readonly block: YamlBlock;
  readonly facts: TaskFacts;
}

export interface BlockContext extends ReadingContext {
  readonly text: ByteString;
  readonly templates: EntryTemplates;
}

/** Each entry that is read apart costs another pass over the block. */
const maximalApart = 8;

export function readTaskBlock(context: BlockContext, span: Span): TaskBlock {
  const { text, templates } = context;
  const apart = new Map<number, YamlMap>();
  for (;;) {
    const facts = new TaskFactsReader(text, { templates, apart, end: span.end });
    const stop = readBlock(text, span, facts);
    if (stop < 0) {
      const flaws = facts.duplicates.map(([start, end]) => repeatedKey(text, { start, end }));
      return { span, memory: new BlockMemory(), facts, block: new YamlBlock(text, { context, flaws, trees: [...apart.values()] }) };
    }
    const entry = apart.size < maximalApart ? readApart(context, span, facts.openEntry) : null;
    if (entry === null || apart.has(entry.dash)) return readWhole(context, span, stop);
    apart.set(entry.dash, entry.map);
  }
}

/** A block that was read before, of the same bytes, where it stands now; null where the library had a part in it. */
export function movedBlock(context: BlockContext, { span, memory, facts, block }: TaskBlock, start: number): TaskBlock | null {
  const by = start - span.start;
  const moved = block.moved(context, by);
  return moved === null ? null : { span: { start, end: span.end + by }, memory, facts: movedFacts(facts, by), block: moved };
}

function readApart(context: BlockContext, span: Span, entry: OpenEntry | null): { dash: number; map: YamlMap } | null {
  if (entry === null || entry.column < 0) return null;
  const { text } = context;
  const chunk = { start: startOfLine(text, entry.dash), end: endOfEntry(text, span, entry) };
  context.effort.blocksParsedByLibrary++;
  const { root, errors, duplicates } = readByLibrary(text, chunk, context.library());
  const map = root?.kind === 'list' && root.items.length === 1 ? root.items[0] : undefined;
  const isWhole = errors.length === 0 && duplicates.length === 0 && root?.kind === 'list' && root.dashes[0] === entry.dash;
  return isWhole && map?.kind === 'map' ? { dash: entry.dash, map } : null;
}

/** The next line that says something in the column of the dash or before it. */
function endOfEntry(text: ByteString, span: Span, { dash, column }: OpenEntry): number {
  for (let at = endOfLine(text, dash); at < span.end; at = endOfLine(text, at)) {
    const first = skipSpaces(text, at);
    if (first - at <= column && first < endOfContent(text, at, endOfLine(text, at)) && text.charAt(first) !== '#') return at;
  }
  return span.end;
}

/** @param stop where the block reader stopped to understand */
function readWhole(context: BlockContext, span: Span, stop: number): TaskBlock {
  const { text } = context;
  const library = context.library();
  const limit = refusedByLibrary(text, span);
  if (limit !== null) return refused(context, span, { stop, reason: limit.message });
  context.effort.blocksParsedByLibrary++;
  const { root, errors, duplicates } = readByLibrary(text, span, library);
  const facts = new TaskFactsReader(text, null);
  if (root !== null) tell(root, facts);
  const trees = root === null ? [] : [root];
  const [error] = errors;
  if (error === undefined) {
    const items = facts.duplicates.map(([start, end]) => ({ start, end }));
    const flaws = [...duplicates, ...items].map((key) => repeatedKey(text, key));
    return { span, memory: new BlockMemory(), facts, block: new YamlBlock(text, { context, flaws, trees }) };
  }
  const broken = readBroken(text, span, library);
  const flaws = [invalid(error)];
  if (identified(broken.facts) > identified(facts))
    return { span, memory: new BlockMemory(), facts: broken.facts, block: new YamlBlock(text, { context, flaws, trees: broken.trees }) };
  return { span, memory: new BlockMemory(), facts, block: new YamlBlock(text, { context, flaws, trees }) };
}

/** What is too large or too deep for the library is read as a broken block is. */
function refused(context: BlockContext, span: Span, { stop, reason }: { readonly stop: number; readonly reason: string }): TaskBlock {
  const { text } = context;
  const { facts, trees } = readBroken(text, span, context.library());
  const place = { start: stop, end: Math.max(stop, endOfContent(text, stop, endOfLine(text, stop))) };
  const flaw: Flaw = { rule: 'invalid-yaml', message: `This YAML cannot be read from here on: ${reason}.`, span: place };
  return { span, memory: new BlockMemory(), facts, block: new YamlBlock(text, { context, flaws: [flaw], trees }) };
}

/** The first error stands for all: the others mostly follow from it. */
function invalid({ start, end, message }: Span & { readonly message: string }): Flaw {
  return { rule: 'invalid-yaml', message: `This is not valid YAML: ${message}.`, span: { start, end } };
}

function repeatedKey(text: ByteString, span: Span): Flaw {
  const key = decodeUtf8(text.slice(span.start, span.end) as ByteString);
  return { rule: 'duplicate-key', message: `The key ${key} stands twice in one mapping or checklist.`, span };
}
