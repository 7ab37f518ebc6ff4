/**
 * What was found in the blocks of a plan's YAML, kept in the person's cache folder by the digest of their bytes: to
 * read a large plan is much of what a change costs, and one change leaves all of its blocks but one as they were.
 *
 *     build, plan, processor     a line; of any other nothing is understood
 *     digest of all that follows a line: a wrong offset would be an edit at a wrong place
 *     blocks, as JSON            a line, in ASCII
 *     rows of their facts        32-bit integers as the processor has them
 *
 * Only ever a gain in time. A plan is read, and its blocks are hashed, before anything is looked up.
 */
import type { Document } from '@tallyplan/core/document/document';
import type { KeptBlock, KeptReading } from '@tallyplan/core/document/plan/kept-block';
import type { StatusWords } from '@tallyplan/core/document/status-words';
import type { Change } from '@tallyplan/core/model/change';
import { openAfter } from '@tallyplan/core/model/open-completions';
import type { Span } from '@tallyplan/core/model/place';
import type { TaskKey } from '@tallyplan/core/model/task-id';
import { asciiJson } from './ascii-json.ts';
import type { CacheEntry } from './file-store.ts';
import { KeptCompletions } from './kept-completions.ts';
import { readOwnBytes, writeOwn } from './own-file.ts';
import type { PlanBytes } from './plan-file.ts';
import { sha256OfBytes } from './sha256.ts';

/** Bytes: a smaller plan is read in the time that it takes to look its blocks up. */
const smallest = 256 * 1024;

interface Listed extends Omit<KeptBlock, 'table'> {
  readonly digest: string;
  /** Of its numbers, which follow those of the block before. */
  readonly length: number;
}

export class KeptBlocksFile {
  readonly #file: string;
  readonly #head: string;
  readonly #entry: CacheEntry;

  constructor(entry: CacheEntry) {
    this.#entry = entry;
    this.#file = entry.file;
    this.#head = `${asciiJson([entry.build, process.arch])}\n`;
  }

  /** null for a plan that is read as quickly without. @param words the statuses that the configuration adds */
  of(plan: PlanBytes, words: StatusWords): PlanReading | null {
    return plan.bytes.length < smallest ? null : new PlanReading(plan, this, new KeptCompletions(this.#entry, words));
  }

  read(): ReadonlyMap<string, KeptBlock> {
    const bytes = readOwnBytes(this.#file);
    return (bytes === null ? null : blocksIn(bytes, this.#head)) ?? new Map();
  }

  write(blocks: readonly (KeptBlock & { readonly digest: string })[]): void {
    const list = blocks.map(({ digest, span, rest, table }): Listed => ({ digest, span, rest, length: table.length }));
    const tables = blocks.map(({ table }) => Buffer.from(table.buffer, table.byteOffset, table.byteLength));
    const body = Buffer.concat([Buffer.from(`${asciiJson(list)}\n`, 'latin1'), ...tables]);
    writeOwn(this.#file, Buffer.concat([Buffer.from(`${this.#head}${sha256OfBytes(body)}\n`, 'latin1'), body]));
  }
}

/** What a commit did to a plan. */
export interface PlanChange {
  readonly changes: readonly Change[];
  readonly after: PlanBytes;
}

/** What is kept of one plan. */
export class PlanReading implements KeptReading {
  readonly plan: PlanBytes;
  readonly #file: KeptBlocksFile;
  readonly #completions: KeptCompletions;
  readonly #digests = new Map<number, string>();
  #known: ReadonlyMap<string, KeptBlock> | undefined;

  constructor(plan: PlanBytes, file: KeptBlocksFile, completions: KeptCompletions) {
    this.plan = plan;
    this.#file = file;
    this.#completions = completions;
  }

  openCompletions(): readonly TaskKey[] | null {
    return this.#completions.of(this.plan);
  }

  find(block: Span): KeptBlock | null {
    this.#known ??= this.#file.read();
    return this.#known.get(this.#digestOf(block)) ?? null;
  }

  /** Writes what was found, if some of it was not known before. */
  save(document: Document): void {
    const blocks = document.blocksToKeep().map((block) => ({ ...block, digest: this.#digestOf(block.span) }));
    if (blocks.some(({ digest }) => this.#known?.has(digest) !== true)) this.#file.write(blocks);
  }

  /** What is known of the plan that changes have made of this one. */
  saveAfter({ changes, after }: PlanChange, document: Document): void {
    const open = document.mayBeOpen();
    const then = open === null ? null : openAfter(open, changes);
    if (then !== null) this.#completions.write(after, then);
  }

  #digestOf({ start, end }: Span): string {
    const known = this.#digests.get(start);
    if (known !== undefined) return known;
    const digest = sha256OfBytes(this.plan.bytes.subarray(start, end));
    this.#digests.set(start, digest);
    return digest;
  }
}

/** null where it is not what this build has written. */
function blocksIn(bytes: Buffer, head: string): ReadonlyMap<string, KeptBlock> | null {
  if (bytes.toString('latin1', 0, head.length) !== head) return null;
  const digestEnd = bytes.indexOf(lineFeed, head.length);
  const body = bytes.subarray(digestEnd + 1);
  if (digestEnd < 0 || bytes.toString('latin1', head.length, digestEnd) !== sha256OfBytes(body)) return null;
  const listEnd = body.indexOf(lineFeed);
  const list = JSON.parse(body.toString('latin1', 0, listEnd)) as readonly Listed[];
  // An array of integers begins at a multiple of their width.
  const numbers = new Int32Array(new Uint8Array(body.subarray(listEnd + 1)).buffer);
  const blocks = new Map<string, KeptBlock>();
  let at = 0;
  for (const { digest, span, rest, length } of list) {
    blocks.set(digest, { span, rest, table: numbers.subarray(at, at + length) });
    at += length;
  }
  return blocks;
}

const lineFeed = 10;
