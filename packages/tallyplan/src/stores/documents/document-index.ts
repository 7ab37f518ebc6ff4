/**
 * What was read of documents before, kept in the person's cache folder, so that an answer reads again only what changed.
 *
 * A line for each document: its path, what its file was like (`stampOf`), and what it declares, in ASCII. Lines are taken
 * apart when somebody asks for that document. It is only ever a gain in time: decisions don't use it, a file that another may
 * have written is no index, and neither is one of another build.
 */
import type { KnownDocument } from '@tallyplan/core/upstream/document-source';
import { readOwn, writeOwn } from '../own-file.ts';

/** Characters; what takes longer to read than the documents is not kept. */
const largest = 256_000_000;

interface Line {
  readonly stamp: string;
  /** What is known; as JSON where it was read, or was written. */
  readonly known: KnownDocument | string;
}

export class DocumentIndex {
  readonly #file: string;
  readonly #head: string;
  #lines: Map<string, Line> | null = null;
  #wanted: ReadonlySet<string> | null = null;
  #isChanged = false;

  /**
   * @param file where it is kept: a file of this repository's own
   * @param build what wrote it must be the same to be understood: the build, and the profile that documents were read by
   */
  constructor(file: string, build: string) {
    this.#file = file;
    this.#head = `${asciiJson(build)}\n`;
  }

  /** Whether anything is known of the document, as it is or as it was. */
  has(path: string): boolean {
    return this.#all().has(path);
  }

  /** null where it must be read. */
  find(path: string, stamp: string): KnownDocument | null {
    const line = this.#all().get(path);
    if (line?.stamp !== stamp) return null;
    // This very build has written it, whole, into a file that is nobody else's.
    return typeof line.known === 'string' ? (JSON.parse(line.known) as KnownDocument) : line.known;
  }

  learn(path: string, stamp: string, known: KnownDocument): void {
    this.#all().set(path, { stamp, known });
    this.#isChanged = true;
  }

  /** Those that there are: all others are forgotten. */
  keepOnly(paths: readonly string[]): void {
    this.#wanted = new Set(paths);
  }

  /** Writes it, if anything was learned. */
  save(): void {
    if (!this.#isChanged) return;
    this.#isChanged = false;
    const lines = this.#all();
    const text = [this.#head];
    let length = 0;
    for (const [path, { stamp, known }] of lines) {
      if (this.#wanted?.has(path) === false) continue;
      const json = typeof known === 'string' ? known : asciiJson(known);
      // What is known keeps the texts alive that it was cut out of; its JSON does not.
      lines.set(path, { stamp, known: json });
      text.push(asciiJson(path), '\t', stamp, '\t', json, '\n');
      length += json.length;
    }
    if (length <= largest) writeOwn(this.#file, text.join(''), 'latin1');
  }

  #all(): Map<string, Line> {
    this.#lines ??= linesOf(readOwn(this.#file, 'latin1'), this.#head);
    return this.#lines;
  }
}

function linesOf(text: string | null, head: string): Map<string, Line> {
  const lines = new Map<string, Line>();
  if (text?.startsWith(head) !== true) return lines;
  for (let at = head.length; at < text.length; ) {
    const end = text.indexOf('\n', at);
    const first = text.indexOf('\t', at);
    const second = text.indexOf('\t', first + 1);
    if (end < 0 || second < 0) break;
    const path = JSON.parse(text.slice(at, first)) as string;
    lines.set(path, { stamp: text.slice(first + 1, second), known: text.slice(second + 1, end) });
    at = end + 1;
  }
  return lines;
}

/** ASCII alone is read several times as fast. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
