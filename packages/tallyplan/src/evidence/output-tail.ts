/**
 * The end of what a command prints, with its secrets masked.
 *
 * A secret may come in pieces, with a line of the other stream between them, and lie across the place where the tail is
 * cut. So lines are put together stream by stream, more is kept than is told, and it is masked before it is cut.
 */
export type Mask = (text: string) => string;

/** How much is told, in bytes. */
const tailLength = 4000;
/** How much is kept. The longest of usual secrets, a private key, has 13,000 bytes. */
const keptLength = 5 * tailLength;

export class OutputTail {
  readonly #mask: Mask;
  /** Of each stream the line that is not ended yet. */
  readonly #begun = new Map<string, Buffer>();
  #lines: Buffer = Buffer.alloc(0);
  #isCut = false;

  constructor(mask: Mask) {
    this.#mask = mask;
  }

  take(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    const bytes = Buffer.concat([this.#begun.get(stream) ?? Buffer.alloc(0), chunk]);
    const end = bytes.lastIndexOf(0x0a) + 1;
    this.#lines = this.#kept(Buffer.concat([this.#lines, bytes.subarray(0, end)]));
    // The stream that printed last comes last.
    this.#begun.delete(stream);
    if (end < bytes.length) this.#begun.set(stream, this.#kept(bytes.subarray(end)));
  }

  /** At most so many bytes of it. */
  get text(): string {
    const bytes = Buffer.from(this.#masked());
    const from = Math.max(0, bytes.length - tailLength);
    // No letter is torn.
    return bytes
      .subarray(from)
      .toString('utf8')
      .replace(/^\ufffd+/, '');
  }

  get lastLine(): string {
    return (
      this.#masked()
        .trimEnd()
        .split(/[\r\n]/)
        .at(-1) ?? ''
    );
  }

  #masked(): string {
    const begun = [...this.#begun.values()].map((bytes) => bytes.toString('utf8'));
    const text = this.#lines.toString('utf8') + begun.join('\n');
    // What is left of a word may be the end of a secret.
    return this.#mask(this.#isCut ? text.replace(/^\S*/, '') : text);
  }

  #kept(bytes: Buffer): Buffer {
    if (bytes.length <= keptLength) return bytes;
    this.#isCut = true;
    return bytes.subarray(-keptLength);
  }
}
