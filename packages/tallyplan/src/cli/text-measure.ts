/**
 * How many columns a text takes on a terminal.
 *
 * Nearly all text is Latin, Greek, Cyrillic, punctuation and line drawing: one column a character. For the
 * rest (CJK, emoji, combining marks) `string-width` knows, but loading it takes as long as a whole command,
 * so it is loaded only where a text needs it: draw, look at `isUnsure`, and if so `load()` and draw again.
 */
export class TextMeasure {
  #exact: ((text: string) => number) | null = null;
  #unsure = false;

  /** True once a text was met that could only be guessed at. */
  get isUnsure(): boolean {
    return this.#unsure && this.#exact === null;
  }

  async load(): Promise<void> {
    const { default: stringWidth } = await import('string-width');
    this.#exact = (text) => stringWidth(text);
  }

  /** Columns of one line. Painted text counts as what is seen. */
  width(text: string): number {
    const seen = text.includes('\u001b') ? text.replace(paintCodes, '') : text;
    if (oneColumnEach.test(seen)) return seen.length;
    if (this.#exact !== null) return this.#exact(seen);
    this.#unsure = true;
    return seen.length;
  }

  /** The longest beginning of an unpainted text that fits, with `ellipsis` where something was cut. */
  fit(text: string, columns: number, ellipsis: string): string {
    if (columns === Number.POSITIVE_INFINITY || this.width(text) <= columns) return text;
    const room = columns - this.width(ellipsis);
    if (room <= 0) return ellipsis.slice(0, Math.max(columns, 0));
    return this.beginning(text, room).trimEnd() + ellipsis;
  }

  /** The longest beginning of an unpainted text of at most so many columns; never splits a character that people see as one. */
  beginning(text: string, columns: number): string {
    if (oneColumnEach.test(text)) return text.slice(0, columns);
    let taken = '';
    let used = 0;
    for (const { segment } of graphemes().segment(text)) {
      used += this.width(segment);
      if (used > columns) break;
      taken += segment;
    }
    return taken;
  }

  /** The longest end of an unpainted text of at most so many columns, likewise. */
  ending(text: string, columns: number): string {
    if (oneColumnEach.test(text)) return text.slice(Math.max(text.length - columns, 0));
    const seen = text.slice(-columns * mostUnits);
    let from = seen.length;
    let used = 0;
    for (const { segment, index } of [...graphemes().segment(seen)].reverse()) {
      used += this.width(segment);
      if (used > columns) break;
      from = index;
    }
    return seen.slice(from);
  }
}

/** Code units that a column may take: families of emoji have a dozen for two. */
const mostUnits = 16;

/** Printable ASCII; Latin without combining marks; Greek and Cyrillic; general punctuation; arrows; lines, blocks and shapes without emoji. */
const oneColumnEach =
  /^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u2193\u2500-\u25a9\u25b2-\u25b5\u25c7-\u25fa\u2713\u2717]*$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character opens a paint code
const paintCodes = /\x1b\[\d+m/g;

let segmenter: Intl.Segmenter | null = null;
function graphemes(): Intl.Segmenter {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter;
}
