/**
 * The documents that a task stands on: its own (the TASKS document with its id, the IPLAN that it names), and
 * what these cite. Where the TASKS document cites none of a type, what the IPLAN cites counts.
 */
import type { ReliedOn } from '../model/event.ts';
import type { Task } from '../model/plan.ts';
import { isPlaceholderId } from '../model/task-id.ts';
import { readTarget } from '../upstream/document-id.ts';
import type { Resolution, UpstreamDocument } from '../upstream/upstream.ts';
import type { Citation } from './consistency/citations.ts';
import { upwardOf } from './consistency/citations.ts';
import type { RuleWorld } from './rule-world.ts';

/** A citation, and what it leads to. */
export interface Link {
  readonly citation: Citation;
  readonly resolution: Resolution;
}

/** What somebody reads, or the tool: a document, or some sections of it (none named: all of it). */
export interface Reading {
  readonly document: UpstreamDocument;
  readonly sections: readonly string[];
}

/** The TASKS documents that have the task's id: one as a rule, several where it is ambiguous. */
export function tasksDocumentsOf({ upstream }: RuleWorld, { id }: Task): readonly UpstreamDocument[] {
  const target = readTarget(id, upstream.profile);
  return target?.type === 'TASKS' && target.part === null ? upstream.withKey(target.document) : [];
}

/** The IPLAN documents that the task names. */
export function iplanDocumentsOf({ upstream }: RuleWorld, { implementation: { iplanId } }: Task): readonly UpstreamDocument[] {
  if (iplanId === null || isPlaceholderId(iplanId)) return [];
  const target = readTarget(iplanId, upstream.profile);
  return target?.type === 'IPLAN' ? upstream.withKey(target.document) : [];
}

/** What the task's own documents cite of a type. */
export function linksOf(world: RuleWorld, task: Task, type: string): readonly Link[] {
  const { upstream } = world;
  const cited = (documents: readonly UpstreamDocument[]) =>
    documents.flatMap((document) => upwardOf(upstream, document)).filter(({ reference }) => reference.target.type === type);
  const own = cited(tasksDocumentsOf(world, task));
  const citations = own.length > 0 ? own : cited(iplanDocumentsOf(world, task));
  return citations.map((citation) => ({ citation, resolution: upstream.resolve(citation.reference.target) }));
}

/** What the found ones of some links are, each document once: with the sections that count, unless all of it does. */
export function readingsOf(links: readonly Link[]): readonly Reading[] {
  const readings = new Map<UpstreamDocument, readonly string[]>();
  for (const { resolution } of links) {
    if (resolution.kind !== 'found') continue;
    const { document, sections } = resolution;
    const known = readings.get(document);
    const whole = sections.length === 0 || known?.length === 0;
    readings.set(document, whole ? [] : [...new Set([...(known ?? []), ...sections])].sort());
  }
  return [...readings].map(([document, sections]) => ({ document, sections }));
}

/** The content of a file, or of some sections of it, that somebody relied on. */
export type ReliedContent = Pick<ReliedOn, 'path' | 'digest' | 'sections'>;

/** The content of a reading; of a whole document, that of every file that it consists of. Files that can't be read can't be relied on. */
export function reliedOn({ upstream }: RuleWorld, { document, sections }: Reading): readonly ReliedContent[] {
  const files = sections.length > 0 ? [document] : upstream.filesOf(document);
  return files.flatMap((file) => {
    const digest = file.contentDigest(sections);
    if (digest === null) return [];
    return [{ path: file.path, digest, ...(sections.length > 0 ? { sections } : {}) }];
  });
}

/** The same as a receipt holds it: with what git knows of the file, which costs a process, and which nothing is judged by. */
export function asRecorded({ upstream }: RuleWorld, relied: ReliedContent): ReliedOn {
  return { ...relied, ...(upstream.at(relied.path)?.revision() ?? { blob: null, committed: false }) };
}
