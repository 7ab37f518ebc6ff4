/**
 * What a command prints, as it goes on to where it may be kept, an agent's context or a log: by whole lines, since a
 * secret may come in pieces, and masked.
 */
import type { Mask } from './output-tail.ts';

/** What is kept of a line that does not end: nobody reads longer ones. */
const longestLine = 100_000;

export class MaskedLines {
  readonly #tell: (text: string) => void;
  #begun = '';
  #mask: Mask = (text) => text;

  constructor(tell: (text: string) => void) {
    this.#tell = tell;
  }

  take(output: string, mask: Mask): void {
    this.#mask = mask;
    const text = this.#begun + output;
    const end = text.length > longestLine ? text.length : text.lastIndexOf('\n') + 1;
    this.#begun = text.slice(end);
    if (end > 0) this.#tell(mask(text.slice(0, end)));
  }

  /** The command is over: the rest of it was its last line. */
  end(): void {
    if (this.#begun !== '') this.#tell(this.#mask(this.#begun));
    this.#begun = '';
  }
}
