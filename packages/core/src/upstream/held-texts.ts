/** Texts of documents that were read, as many as fit: what a repository has of documents may be more than memory has room for. */
import type { ByteString } from '../model/byte-string.ts';
import type { ReadingProblem } from './document-facts.ts';

/** Bytes of texts that are held at once; one alone may be larger. */
const most = 128 * 1024 * 1024;

export class HeldTexts {
  readonly #read: (path: string) => ByteString | ReadingProblem;
  readonly #held = new Map<string, ByteString | ReadingProblem>();
  #size = 0;
  #hasLetGo = false;

  constructor(read: (path: string) => ByteString | ReadingProblem) {
    this.#read = read;
  }

  of(path: string): ByteString | ReadingProblem {
    const held = this.#held.get(path);
    if (held !== undefined) return held;
    const text = this.#read(path);
    this.#size += sizeOf(text);
    this.#held.set(path, text);
    for (const [oldest, old] of this.#held) {
      if (this.#size <= most || oldest === path) break;
      this.#held.delete(oldest);
      this.#size -= sizeOf(old);
      this.#hasLetGo = true;
    }
    return text;
  }

  /** Some had to go: then what was read of them should not keep their bytes alive. */
  get isCrowded(): boolean {
    return this.#hasLetGo;
  }
}

function sizeOf(text: ByteString | ReadingProblem): number {
  return typeof text === 'string' ? text.length : 0;
}
