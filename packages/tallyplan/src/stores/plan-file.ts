/**
 * The plan's file: its bytes as they are now, read again only when they may have changed.
 *
 * A file whose size, identity and times are the same is taken for unchanged, with the caution of git's
 * "racily clean" entries: the clocks of file systems tick, so a file that was changed within a moment of
 * being looked at may be changed again in the same tick, and is compared byte by byte.
 */
import type { Edit } from '@tallyplan/core/document/document';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { byteString, bytesOf } from './bytes.ts';
import type { FileStatus, FilesToRead } from './file-system.ts';
import { sha256Along, type Trail } from './sha256.ts';
import { StoreProblem } from './store-problem.ts';

/** A plan at one moment, or as it is going to be. */
export interface PlanBytes {
  readonly text: ByteString;
  readonly bytes: Buffer;
  /** The same in pieces, for whoever needs them only one after the other. */
  readonly pieces: readonly Buffer[];
  /** SHA-256 (hex); computed when it is first asked for. */
  readonly revision: string;
}

/** The largest plan that is read: 64 MiB is some fifty thousand tasks. */
const largest = 64 * 1024 * 1024;
/** Nanoseconds within which two changes may have the same time: clocks tick in some milliseconds, those of old file systems in two seconds. */
const tick = { fine: 50_000_000n, coarse: 3_000_000_000n };
const second = 1_000_000_000n;

export class PlanFile {
  readonly path: string;
  readonly #files: FilesToRead;
  /** How messages name it. */
  readonly #name: string;
  readonly #last: LastLook;

  constructor(files: FilesToRead, { path, name }: { readonly path: string; readonly name: string }, last: LastLook = { known: null }) {
    this.#files = files;
    this.path = path;
    this.#name = name;
    this.#last = last;
  }

  /** The same file seen through other eyes. */
  through(files: FilesToRead): PlanFile {
    return new PlanFile(files, { path: this.path, name: this.#name }, this.#last);
  }

  /** @throws StoreProblem where there is none, or none that can be read as a plan. */
  current(): PlanBytes {
    const { known } = this.#last;
    const status = this.#files.status(this.path);
    if (known !== null && status !== null && isSame(known.status, status) && isSettled(status, known.seen)) return known.plan;
    const seen = BigInt(Date.now()) * 1_000_000n;
    if (known !== null && status?.size === known.status.size && this.#files.holds(this.path, known.plan.bytes)) {
      this.#last.known = { ...known, status, seen };
      return known.plan;
    }
    checkStatus(status, this.#name);
    const read = this.#files.read(this.path);
    if (read === null) throw missing(this.#name);
    checkContent(read.bytes, this.#name);
    const plan = planOf(read.bytes);
    this.#last.known = { plan, status: read.status, seen };
    return plan;
  }

  /** False where the file was surely changed since; a quick look, for what `current` makes sure of later. */
  isLike(plan: PlanBytes): boolean {
    const status = this.#files.status(this.path);
    const { known } = this.#last;
    return known?.plan === plan && status !== null && isSame(known.status, status);
  }

  /** Permissions and owner, for the file that takes its place. */
  status(): FileStatus {
    const status = this.#files.status(this.path);
    if (status === null) throw missing(this.#name);
    return status;
  }

  /** The store itself has put this text there. */
  replaced(plan: PlanBytes): void {
    this.#last.known = { plan, status: this.status(), seen: 0n };
  }
}

/** What was read last, and when that was seen to be there. */
interface LastLook {
  known: { readonly plan: PlanBytes; readonly status: FileStatus; readonly seen: bigint } | null;
}

/** A plan that was read. */
function planOf(bytes: Buffer): PlanBytes {
  return new LazyPlan({ bytes });
}

/** A plan as it is kept in memory. */
export function planBytes(text: ByteString): PlanBytes {
  return new LazyPlan({ text });
}

/** A plan that is going to be written: another, with edits that are in order. What stands between them is not copied. */
export function editedPlan(before: PlanBytes, edits: readonly Edit[]): PlanBytes {
  const { bytes } = before;
  const parts: Buffer[] = [];
  let at = 0;
  for (const edit of edits) {
    parts.push(bytes.subarray(at, edit.start), bytesOf(edit.text));
    at = edit.end;
  }
  parts.push(bytes.subarray(at));
  const beginning = before instanceof LazyPlan ? { of: before, length: edits[0]?.start ?? bytes.length } : null;
  return new LazyPlan({ pieces: joined(parts) }, beginning);
}

/** From this length on (bytes) it takes less time to write a piece by itself than to copy it. */
const large = 64 * 1024;

/** The same in fewer pieces: small ones that follow each other are one. */
function joined(parts: readonly Buffer[]): readonly Buffer[] {
  const pieces: Buffer[] = [];
  let small: Buffer[] = [];
  const flush = () => {
    if (small.length > 0) pieces.push(Buffer.concat(small));
    small = [];
  };
  for (const part of parts) {
    if (part.length < large) small.push(part);
    else {
      flush();
      pieces.push(part);
    }
  }
  flush();
  return pieces;
}

interface Beginning {
  readonly of: LazyPlan;
  /** Bytes. */
  readonly length: number;
}

/** Text, bytes and pieces are made of each other, and hashed, once somebody asks: a large plan is not copied for nothing. */
class LazyPlan implements PlanBytes {
  #text: ByteString | undefined;
  #bytes: Buffer | undefined;
  #pieces: readonly Buffer[] | undefined;
  #revision: string | undefined;
  #trail: Trail = [];
  /** What it has in common with the plan that it was made of, until it was digested. */
  #beginning: Beginning | null;

  constructor(
    given: { readonly text: ByteString } | { readonly bytes: Buffer } | { readonly pieces: readonly Buffer[] },
    beginning: Beginning | null = null,
  ) {
    this.#beginning = beginning;
    if ('text' in given) this.#text = given.text;
    else if ('bytes' in given) this.#bytes = given.bytes;
    else this.#pieces = given.pieces;
  }

  get text(): ByteString {
    this.#text ??= byteString(this.bytes);
    return this.#text;
  }

  get bytes(): Buffer {
    if (this.#bytes !== undefined) return this.#bytes;
    this.#bytes = this.#pieces === undefined ? bytesOf(this.text) : Buffer.concat(this.#pieces);
    // They hold on to the bytes of the plan before.
    this.#pieces = undefined;
    return this.#bytes;
  }

  get pieces(): readonly Buffer[] {
    return this.#pieces ?? [this.bytes];
  }

  get revision(): string {
    if (this.#revision !== undefined) return this.#revision;
    const { of, length } = this.#beginning ?? { of: null, length: 0 };
    const { digest, trail } = sha256Along(this.pieces, of === null ? [] : of.#trail.filter(({ at }) => at <= length));
    this.#revision = digest;
    this.#trail = trail;
    this.#beginning = null;
    return digest;
  }
}

export function isSame(a: FileStatus, b: FileStatus): boolean {
  return a.identity === b.identity && a.size === b.size && a.modified === b.modified && a.changed === b.changed;
}

/** Whether a look at that moment tells the file from any later one. */
export function isSettled({ modified }: Pick<FileStatus, 'modified'>, seen: bigint): boolean {
  return seen - modified > (modified % second === 0n ? tick.coarse : tick.fine);
}

function checkStatus(status: FileStatus | null, name: string): void {
  if (status === null) throw missing(name);
  if (status.kind === 'folder') {
    throw new StoreProblem('plan-not-found', `${name} is a folder; a plan is one file. Name the file: --plan ${name}/PLAN.md`, {
      file: name,
    });
  }
  if (status.kind !== 'file') throw new StoreProblem('plan-not-found', `${name} is no regular file; a plan is one`, { file: name });
  if (status.size <= largest) return;
  const size = `${Math.round(status.size / 1024 / 1024)} MiB`;
  throw new StoreProblem('plan-not-found', `${name} has ${size}; a plan has ${largest / 1024 / 1024} MiB at most. Is it the right file?`, {
    file: name,
    have: [size],
  });
}

function missing(name: string): StoreProblem {
  return new StoreProblem('plan-not-found', `There is no ${name}`, {
    file: name,
    next: [{ command: 'tallyplan init --title <title>' }, { command: 'tallyplan status --plan <file>' }],
  });
}

/** A plan is UTF-8, or something that holds ASCII where it matters. Anything else would be edited to pieces. */
function checkContent(bytes: Buffer, name: string): void {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new StoreProblem('plan-not-found', `${name} is UTF-16; a plan is UTF-8. Save it as UTF-8 in your editor, then try again`, {
      file: name,
      line: 1,
      column: 1,
    });
  }
  const nul = bytes.indexOf(0);
  if (nul === -1) return;
  const before = bytes.subarray(0, nul);
  const lineStart = before.lastIndexOf(10) + 1;
  const line = 1 + before.reduce((lines, byte) => lines + Number(byte === 10), 0);
  const place = { file: name, line, column: nul - lineStart + 1 };
  throw new StoreProblem(
    'plan-not-found',
    `${name}:${line}:${place.column} holds a NUL byte, so this is no text. Restore it, or remove the byte`,
    place,
  );
}
