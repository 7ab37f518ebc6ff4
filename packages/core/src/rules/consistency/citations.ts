/** What documents cite: the references of all the files that one document consists of, and which way they run. */

import type { Span } from '../../model/place.ts';
import { valueIn } from '../../model/value-in.ts';
import type { Reference, WrittenId } from '../../upstream/document-facts.ts';
import { type DocumentKey, targetsIn } from '../../upstream/document-id.ts';
import type { Upstream, UpstreamDocument } from '../../upstream/upstream.ts';

/** A reference, and the file that it stands in. */
export interface Citation {
  readonly file: UpstreamDocument;
  readonly reference: Reference;
}

/** What is gathered of a document once, for the many checks that ask for it. */
interface Gathered {
  readonly all: readonly Citation[];
  readonly upward: readonly Citation[];
  readonly byType: Map<string, ReadonlyMap<DocumentKey, readonly Citation[]>>;
}

const made = new WeakMap<UpstreamDocument, Gathered>();

/** A document belongs to one look at a repository, and so does what is gathered of it. */
function gatheredOf(upstream: Upstream, document: UpstreamDocument): Gathered {
  const known = made.get(document) ?? gather(upstream, document);
  made.set(document, known);
  return known;
}

function gather(upstream: Upstream, document: UpstreamDocument): Gathered {
  const all = upstream
    .filesOf(document)
    .flatMap((file) =>
      file.facts.references
        .filter((reference) => !leadsElsewhere(reference) && !isGap(upstream, reference))
        .map((reference): Citation => ({ file, reference: ledOn(upstream, reference) })),
    );
  const upward = all.filter(
    ({ reference }) =>
      reference.target.document !== document.key && layerOf(upstream, reference) < document.layer && !isSideways(reference),
  );
  return { all, upward, byType: new Map() };
}

/** Where the id is that of a stub which points to a document of another id, that one is meant. */
function ledOn(upstream: Upstream, reference: Reference): Reference {
  const { document } = reference.target;
  if (upstream.withKey(document).length > 0) return reference;
  const found = upstream.resolve({ ...reference.target, part: null });
  if (found.kind !== 'found' || found.document.key === document) return reference;
  return { ...reference, target: { type: found.document.type, document: found.document.key, part: null } };
}

/** Every reference that a document declares, whichever way it runs. */
export function citationsOf(upstream: Upstream, document: UpstreamDocument): readonly Citation[] {
  return gatheredOf(upstream, document).all;
}

/** Those that a document stands on: they run up the layers. */
export function upwardOf(upstream: Upstream, document: UpstreamDocument): readonly Citation[] {
  return gatheredOf(upstream, document).upward;
}

/** The documents of one type that a document stands on, each with the citations that name it. */
export function citedOf(upstream: Upstream, document: UpstreamDocument, type: string): ReadonlyMap<DocumentKey, readonly Citation[]> {
  const { upward, byType } = gatheredOf(upstream, document);
  const known = byType.get(type) ?? citedAmong(upward, type);
  byType.set(type, known);
  return known;
}

function citedAmong(upward: readonly Citation[], type: string): ReadonlyMap<DocumentKey, readonly Citation[]> {
  const cited = new Map<DocumentKey, Citation[]>();
  for (const citation of upward) {
    const { target } = citation.reference;
    if (target.type !== type) continue;
    const known = cited.get(target.document);
    if (known === undefined) cited.set(target.document, [citation]);
    else known.push(citation);
  }
  return cited;
}

/** `[REQ-77](https://…)`: the id of something that another place holds, where nobody can look. */
export function leadsElsewhere({ written }: Reference): boolean {
  return /\]\(\s*<?(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(written);
}

/** `REQ-01 to REQ-09`: between the ends of a range a number may have been given up. */
export function isGap(upstream: Upstream, { target, written }: WrittenId): boolean {
  const { document } = target;
  if (upstream.withKey(document).length > 0 || Number(/\d+$/.exec(written)?.[0]) === Number(/\d+$/.exec(document)?.[0])) return false;
  return !targetsIn(written, upstream.profile).some((named) => named.target.document === document);
}

/** Documents that a file links to. */
export function linkedFrom(upstream: Upstream, { facts }: UpstreamDocument): readonly UpstreamDocument[] {
  return facts.links.flatMap(({ path, document }) => {
    if (document !== undefined) return upstream.withKey(document);
    return path === null ? [] : (upstream.at(path) ?? []);
  });
}

/** Of the innermost section that a place stands in; '' where it stands in none. */
export function headingOf({ facts }: UpstreamDocument, { start, end }: Span): string {
  return facts.sections.findLast((section) => section.span.start <= start && end <= section.span.end)?.heading ?? '';
}

/** Neither up nor down: what is related, and who waits for whom. */
export function isSideways({ from, name }: Reference): boolean {
  if (from === 'task-list' || from === 'blocks-line') return true;
  return /^(?:related-|depends|dependencies|blockers|blocks|blocked)/i.test(name);
}

/** The layer that a reference leads to: what has a type that the profile lacks is read as none. */
export function layerOf({ profile }: Upstream, { target }: Reference): number {
  return valueIn(profile.layers, target.type);
}

/** One citation of each target, the first; a document that names the same thing in five fields says it once. */
export function eachTargetOnce(citations: readonly Citation[]): readonly Citation[] {
  if (citations.length < 2) return citations;
  const seen = new Set<string>();
  return citations.filter(({ reference: { target } }) => {
    const name = `${target.document} ${target.part?.kind === 'element' ? target.part.key : (target.part?.number ?? '')}`;
    return !seen.has(name) && seen.add(name);
  });
}
