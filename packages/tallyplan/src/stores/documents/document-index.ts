/**
 * What was read of documents before, kept in the person's cache folder, so that they are taken apart again only where
 * they changed.
 *
 * A line for each document: its path, what its file was like (`stampOf`), the digest of its bytes, and what it declares,
 * in ASCII. Lines are taken apart when somebody asks for that document. It is only ever a gain in time: a file that
 * another may have written is no index, and neither is one of another build.
 */
import type { KnownDocument } from '@tallyplan/core/upstream/document-source';
import { asciiJson } from '../ascii-json.ts';
import { readOwn, writeOwn } from '../own-file.ts';

/** Characters; what takes longer to read than the documents is not kept. */
const largest = 256_000_000;

interface Line {
  readonly stamp: string;
  readonly rawDigest: string;
  /** As JSON where it was read, or was written. */
  readonly known: KnownDocument | string;
}

export interface IndexOptions {
  /** A file of this repository's own. */
  readonly file: string;
  /** What wrote it must be the same to be understood: the build, and the profile that documents were read by. */
  readonly build: string;
  /** How many documents are kept: those that were asked for last. All of them, where it is not said. */
  readonly most?: number;
}

export class DocumentIndex {
  readonly #file: string;
  readonly #head: string;
  readonly #most: number;
  /** Those that were asked for last stand last. */
  #lines: Map<string, Line> | null = null;
  #wanted: ReadonlySet<string> | null = null;
  #isChanged = false;

  constructor({ file, build, most = Number.POSITIVE_INFINITY }: IndexOptions) {
    this.#file = file;
    this.#head = `${asciiJson(build)}\n`;
    this.#most = most;
  }

  /** Whether anything is known of the document, as it is or as it was. */
  has(path: string): boolean {
    return this.#all().has(path);
  }

  /** null where it must be read. */
  find(path: string, stamp: string): KnownDocument | null {
    const line = this.#all().get(path);
    return line?.stamp === stamp ? this.#use(path, line) : null;
  }

  /** null where nothing is known of just these bytes. From now on they are found by the stamp as well. */
  findBytes(path: string, rawDigest: string, stamp: string): KnownDocument | null {
    const line = this.#all().get(path);
    if (line?.rawDigest !== rawDigest) return null;
    this.#isChanged ||= line.stamp !== stamp;
    return this.#use(path, { ...line, stamp });
  }

  learn(path: string, stamp: string, known: KnownDocument): void {
    this.#put(path, { stamp, rawDigest: known.rawDigest, known });
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
    const wanted = [...this.#all()].filter(([path]) => this.#wanted?.has(path) !== false).slice(-this.#most);
    const text = [this.#head];
    this.#lines = new Map();
    for (const [path, { stamp, rawDigest, known }] of wanted) {
      const json = typeof known === 'string' ? known : asciiJson(known);
      // What is known keeps the text alive that it was cut out of; its JSON does not.
      this.#lines.set(path, { stamp, rawDigest, known: json });
      text.push(asciiJson(path), '\t', stamp, '\t', rawDigest, '\t', json, '\n');
    }
    if (text.reduce((length, part) => length + part.length, 0) <= largest) writeOwn(this.#file, text.join(''), 'latin1');
  }

  /** This very build has written it, whole, into a file that is nobody else's. */
  #use(path: string, line: Line): KnownDocument {
    this.#put(path, line);
    return typeof line.known === 'string' ? (JSON.parse(line.known) as KnownDocument) : line.known;
  }

  #put(path: string, line: Line): void {
    const lines = this.#all();
    if (this.#most < Number.POSITIVE_INFINITY) lines.delete(path);
    lines.set(path, line);
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
    const third = text.indexOf('\t', second + 1);
    if (end < 0 || third < 0) break;
    const path = JSON.parse(text.slice(at, first)) as string;
    lines.set(path, { stamp: text.slice(first + 1, second), rawDigest: text.slice(second + 1, third), known: text.slice(third + 1, end) });
    at = end + 1;
  }
  return lines;
}
