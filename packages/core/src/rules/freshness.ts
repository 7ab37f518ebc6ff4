/**
 * Whether receipts are fresh: the content of what they relied on is what it was.
 *
 * A receipt is suspect when a document (or the sections of it that count) has another content digest, when it is
 * gone, or when the task's documents by now cite one that nobody read for that item. A file that only moved is
 * no change.
 */
import type { HeldReceipt } from '../ledger/history.ts';
import type { ReliedOn } from '../model/event.ts';
import { versionOf } from '../upstream/content-digest.ts';
import { readDocumentName } from '../upstream/document-name.ts';
import type { Upstream, UpstreamDocument } from '../upstream/upstream.ts';
import { verifierOf } from './checklist-items.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Standing } from './standing.ts';
import { reliedOn } from './task-documents.ts';
import { readingsFor } from './verifiers.ts';

export interface SuspectReceipt {
  readonly receipt: HeldReceipt;
  readonly changes: readonly DocumentChange[];
}

export interface DocumentChange {
  readonly kind: 'changed' | 'gone' | 'not read';
  readonly path: string;
  /** The document as it is now; null where it is gone. */
  readonly document: UpstreamDocument | null;
  /** What the receipt relied on; null for a document that was not read. */
  readonly relied: ReliedOn | null;
  /** The digest as it is now, or what stands in for one. */
  readonly now: string;
}

/** The receipts of ticked pre-check items that are no longer fresh. */
export function suspectReceipts(world: RuleWorld, standing: Standing): readonly SuspectReceipt[] {
  return standing.history.receipts
    .filter(({ item, documents }) => documents.length > 0 && standing.vouched[`preCheck.items.${item}`] === true)
    .map((receipt) => ({ receipt, changes: changesSince(world, standing, receipt) }))
    .filter(({ changes }) => changes.length > 0);
}

/** Those that a person gave. What the tool found it finds again by itself. */
export function suspectAttestations(world: RuleWorld, standing: Standing): readonly SuspectReceipt[] {
  return suspectReceipts(world, standing).filter(({ receipt }) => verifierOf(receipt.item) === 'attested');
}

function changesSince(world: RuleWorld, standing: Standing, { item, documents }: HeldReceipt): readonly DocumentChange[] {
  const changed = documents.flatMap((relied) => changeOf(world.upstream, relied) ?? []);
  const read = new Set(documents.flatMap(({ path }) => [path, standsAt(world.upstream, path)?.path ?? path]));
  const unread = readingsFor(item, world, standing)
    .flatMap((reading) => reliedOn(world, reading))
    .filter(({ path }) => !read.has(path))
    .map(({ path, digest }): DocumentChange => ({ kind: 'not read', path, document: world.upstream.at(path), relied: null, now: digest }));
  return [...changed, ...unread];
}

function changeOf(upstream: Upstream, relied: ReliedOn): DocumentChange | null {
  const { path, digest, sections = [] } = relied;
  const document = standsAt(upstream, path);
  const now = document?.contentDigest(sections, versionOf(digest)) ?? null;
  if (document === null || now === null) return { kind: 'gone', path, document: null, relied, now: 'gone' };
  return now === digest ? null : { kind: 'changed', path: document.path, document, relied, now };
}

/**
 * The document at a path; one that was moved, or got another name, is found by its id, where only one file has it. The stub
 * that may be left where it was leads to it.
 */
function standsAt(upstream: Upstream, path: string): UpstreamDocument | null {
  const there = upstream.at(path);
  if (there !== null && there.role !== 'redirect') return there;
  const name = readDocumentName(path, upstream.profile);
  const [moved, ...others] = upstream.documents.filter(
    ({ key, section, path: other }) => key === name?.key && section === name.section && other !== path,
  );
  return moved === undefined || others.length > 0 ? there : moved;
}

/** What a waiver of `suspect-receipt` is about: the content as it is now. */
export function aboutChanges(suspects: readonly SuspectReceipt[]): readonly string[] {
  return suspects.flatMap(({ receipt, changes }) => changes.map(({ path, now }) => `${receipt.item} ${path} ${now}`));
}
