/**
 * The write intent: all that a change is going to write, on the disk before any of it is written.
 *
 * Whoever finds one finishes the change. It carries content and digests, no paths: ledgers are named by
 * their keys, documents by their ids, other files by their role, so that no intent can make a process write anywhere else. One
 * that git tracks came with the repository and is nobody's interrupted change; see `recovery.ts`.
 */
import type { Edit } from '@tallyplan/core/document/document';
import type { LedgerName } from '@tallyplan/core/ledger/ledger-file';
import { type ByteString, encodeUtf8, isByteString } from '@tallyplan/core/model/byte-string';
import type { FileSystem, FilesToRead } from './file-system.ts';
import { sha256 } from './sha256.ts';
import type { StoreFolder } from './store-folder.ts';
import { writeNew, writeOver } from './write-file.ts';

const intentVersion = 1;

export interface Intent {
  /** Random, 32 hexadecimal digits; names the temporary file of the plan. */
  readonly id: string;
  /** UTC, ISO 8601, and who: for the report of whoever finishes it. */
  readonly at: string;
  readonly by: string;
  /** SHA-256 (hex) of the plan's bytes, and the splices that lead from one to the other. */
  readonly plan: { readonly before: string; readonly after: string; readonly edits: readonly Edit[] };
  readonly ledgers: readonly Append[];
  /** An upstream document that changes along, by its id: whoever finishes the change looks for it among the documents. */
  readonly document?: DocumentSplice;
  /** Adoption alone: the files that it makes. */
  readonly made: Readonly<Partial<Record<MadeFile, ByteString>>>;
}

/** SHA-256 (hex) of a document's bytes, and the splices that lead from one to the other. */
export interface DocumentSplice {
  readonly key: string;
  readonly before: string;
  readonly after: string;
  readonly edits: readonly Edit[];
}

/** Whole lines that go to the end of one ledger. */
export interface Append {
  readonly ledger: LedgerName;
  /** Bytes that the ledger had before, and their SHA-256 (hex). */
  readonly length: number;
  readonly before: string;
  readonly text: ByteString;
}

export const madeFiles = ['ignore', 'attributes', 'configuration', 'baseline', 'states'] as const;
export type MadeFile = (typeof madeFiles)[number];

/**
 * What the file of the intent holds. `torn`: it was never completed, so nothing of it was carried out.
 * `altered`: it is complete, and not what a store wrote.
 */
export type FoundIntent = { readonly kind: 'none' | 'torn' | 'newer' | 'altered' } | { readonly kind: 'whole'; readonly intent: Intent };

/** Returns when it is on the disk. */
export function writeIntent(files: FileSystem, folder: StoreFolder, intent: Intent): void {
  const body = JSON.stringify(intent);
  writeNew(files, folder.intent, {
    bytes: Buffer.from(`{"v":${intentVersion},"digest":"${sha256(encodeUtf8(body))}","intent":${body}}\n`),
  });
  files.syncFolder(folder.path);
}

const form = /^\{"v":(\d+),"digest":"([0-9a-f]{64})","intent":(\{.*\})\}\n$/s;

export function readIntent(files: FilesToRead, folder: StoreFolder): FoundIntent {
  const read = files.read(folder.intent);
  if (read === null) return { kind: 'none' };
  const [, version, digest, body] = form.exec(read.bytes.toString()) ?? [];
  if (body === undefined) return { kind: 'torn' };
  if (Number(version) > intentVersion) return { kind: 'newer' };
  const intent = sha256(encodeUtf8(body)) === digest ? parsed(body) : null;
  return isIntent(intent) ? { kind: 'whole', intent } : { kind: 'altered' };
}

/** Makes sure that an intent which was found is on the disk: its writer may have died before it was. */
export function keepIntent(files: FileSystem, folder: StoreFolder): void {
  const read = files.read(folder.intent);
  if (read !== null) writeOver(files, folder.intent, { bytes: read.bytes, at: 0 });
  files.syncFolder(folder.path);
}

/** The change is done, or undone. Should a power cut bring the file back, then it says what is there already. */
export function dropIntent(files: FileSystem, folder: StoreFolder): void {
  files.remove(folder.intent);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function isIntent(value: unknown): value is Intent {
  if (!isObject(value) || !isObject(value.plan) || !isObject(value.made)) return false;
  const { id, at, by, plan, ledgers, document, made } = value;
  return (
    /^[0-9a-f]{32}$/.test(String(id)) &&
    [at, by].every((text) => typeof text === 'string') &&
    [plan.before, plan.after].every(isDigest) &&
    isListOf(plan.edits, isEdit) &&
    isListOf(ledgers, isAppend) &&
    (document === undefined || isSplice(document)) &&
    Object.entries(made).every(([name, text]) => (madeFiles as readonly string[]).includes(name) && isBytes(text))
  );
}

function isEdit(value: unknown): boolean {
  return isObject(value) && isOffset(value.start) && isOffset(value.end) && isBytes(value.text);
}

function isSplice(value: unknown): boolean {
  return isObject(value) && typeof value.key === 'string' && [value.before, value.after].every(isDigest) && isListOf(value.edits, isEdit);
}

function isAppend(value: unknown): boolean {
  return isObject(value) && typeof value.ledger === 'string' && isOffset(value.length) && isDigest(value.before) && isBytes(value.text);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null;
const isListOf = (value: unknown, isOne: (item: unknown) => boolean) => Array.isArray(value) && value.every(isOne);
const isBytes = (value: unknown) => typeof value === 'string' && isByteString(value);
const isDigest = (value: unknown) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isOffset = (value: unknown) => Number.isSafeInteger(value) && Number(value) >= 0;
