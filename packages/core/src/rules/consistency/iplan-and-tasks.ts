/**
 * An IPLAN held against its TASKS document: it cites no requirement beyond (`iplan-exceeds-tasks`), and picks
 * up every one (`iplan-misses-requirement`).
 *
 * A requirement is picked up by a reference, or by any mention of one of its elements. Where an IPLAN goes into
 * single criteria of a requirement, it has to go into all that its TASKS cites; where it takes the requirement as
 * a whole, it has taken all of them.
 */
import { decodeUtf8 } from '../../model/byte-string.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Span } from '../../model/place.ts';
import type { DocumentKey } from '../../upstream/document-id.ts';
import type { Upstream, UpstreamDocument } from '../../upstream/upstream.ts';
import { someOf } from '../sighting.ts';
import type { Citation } from './citations.ts';
import { citationsOf, citedOf, headingOf } from './citations.ts';
import type { DocumentCheck } from './consistency.ts';
import { beginningOf, contradiction, quoteOf } from './contradiction.ts';
import { mentionedCriteria } from './mentioned-criteria.ts';

export const iplanExceedsTasks: DocumentCheck = ({ upstream }, iplan) => {
  const tasks = parentOf(upstream, iplan);
  if (tasks === null) return [];
  const allowed = requirementsOf(upstream, tasks);
  if (allowed === null) return [];
  return [...citedOf(upstream, iplan, 'REQ')].flatMap(([key, citations]) => {
    const first = citations.find((citation) => !isRelated(citation));
    if (first === undefined || allowed.has(key)) return [];
    return [
      contradiction(quoteOf(first.file, first.reference.span), {
        rule: 'iplan-exceeds-tasks',
        message: `${iplan.id} cites ${first.reference.written}, and its ${tasks.id} does not: it cites ${someOf([...allowed.keys()])}`,
        there: quoteOfFirst(allowed),
        about: [iplan.key, tasks.key, key],
        remedy: `take ${key} out of ${iplan.id}, or into ${tasks.id}`,
      }),
    ];
  });
};

/** What is related need not be fulfilled. */
function isRelated({ file, reference: { name, span } }: Citation): boolean {
  return /^related/i.test(name) || /^[\d.\s]*related\b/i.test(headingOf(file, span));
}

export const iplanMissesRequirement: DocumentCheck = ({ upstream }, iplan) => {
  const tasks = parentOf(upstream, iplan);
  if (tasks === null) return [];
  const picked = pickedUp(upstream, iplan);
  const wanted = [...requirementsMissed(upstream, tasks, picked), ...criteriaMissed(upstream, tasks, picked)];
  if (wanted.length === 0) return [];
  const texts = upstream.filesOf(iplan).map(({ text }) => text);
  const mentioned = new Set(texts.filter((text) => text !== null).flatMap((text) => mentionedCriteria(decodeUtf8(text))));
  return wanted
    .filter(({ id }) => !mentioned.has(id))
    .map(({ id, file, span }) =>
      contradiction(beginningOf(iplan), {
        rule: 'iplan-misses-requirement',
        message: `${tasks.id} cites ${id}, and ${iplan.id} never picks it up`,
        there: quoteOf(file, span),
        about: [iplan.key, tasks.key, id],
        remedy: `say in ${iplan.id} which step fulfils ${id}, or take it out of ${tasks.id}`,
      }),
    );
};

/** The one TASKS document of an IPLAN; null where there is none, or several. */
function parentOf(upstream: Upstream, iplan: UpstreamDocument): UpstreamDocument | null {
  if (iplan.type !== 'IPLAN') return null;
  const parents = [...citedOf(upstream, iplan, 'TASKS').keys()];
  const [key] = parents;
  const found = key === undefined || parents.length > 1 ? [] : upstream.withKey(key);
  const [only] = found;
  return only === undefined || found.length > 1 || !isReadWhole(upstream, only) || !isReadWhole(upstream, iplan) ? null : only;
}

function isReadWhole(upstream: Upstream, document: UpstreamDocument): boolean {
  return upstream.filesOf(document).every(({ rawDigest, facts }) => rawDigest !== null && facts.problems.length === 0);
}

/**
 * What a TASKS document says that it fulfils, or else what its SPEC does. null where that is not sure: none is
 * named, or one is still the template's.
 */
function requirementsOf(upstream: Upstream, tasks: UpstreamDocument): ReadonlyMap<DocumentKey, readonly Citation[]> | null {
  const unfilled = upstream.filesOf(tasks).some(({ facts }) => facts.placeholders.some(({ field }) => /req|related|upstream/i.test(field)));
  if (unfilled) return null;
  const own = citedOf(upstream, tasks, 'REQ');
  if (own.size > 0) return own;
  const specs = [...citedOf(upstream, tasks, 'SPEC').keys()].map((key) => upstream.withKey(key));
  if (specs.length === 0 || specs.some((found) => found.length !== 1)) return null;
  const through = specs.flat().flatMap((spec) => [...citedOf(upstream, spec, 'REQ')]);
  return through.length === 0 ? null : new Map(through);
}

function quoteOfFirst(cited: ReadonlyMap<DocumentKey, readonly Citation[]>) {
  const { file, reference } = itemAt([...cited.values()].flat(), 0);
  return quoteOf(file, reference.span);
}

interface PickedUp {
  readonly documents: ReadonlySet<string>;
  /** Elements and criteria by name. */
  readonly parts: ReadonlySet<string>;
}

function pickedUp(upstream: Upstream, iplan: UpstreamDocument): PickedUp {
  const documents = new Set<string>();
  const parts = new Set<string>();
  for (const { reference } of citationsOf(upstream, iplan)) {
    documents.add(reference.target.document);
    if (reference.target.part?.kind === 'element') parts.add(reference.target.part.key);
  }
  for (const { facts } of upstream.filesOf(iplan)) {
    for (const { id, target, isAcceptance } of facts.criteria) {
      // Its own criteria are numbered from 1 as those of its TASKS are.
      if (target === null && isAcceptance) continue;
      parts.add(id);
      if (target !== null) documents.add(target.document);
    }
  }
  return { documents, parts };
}

interface Missed {
  readonly id: string;
  readonly file: UpstreamDocument;
  readonly span: Span;
}

function requirementsMissed(upstream: Upstream, tasks: UpstreamDocument, { documents }: PickedUp): readonly Missed[] {
  return [...citedOf(upstream, tasks, 'REQ')].flatMap(([key, citations]) => {
    const first = citations.find((citation) => !isRelated(citation));
    return first === undefined || documents.has(key) ? [] : [{ id: key, file: first.file, span: first.reference.span }];
  });
}

function criteriaMissed(upstream: Upstream, tasks: UpstreamDocument, picked: PickedUp): readonly Missed[] {
  const wanted = criteriaOf(upstream, tasks);
  const groups = new Set(wanted.filter(({ id }) => picked.parts.has(id)).map(({ id }) => groupOf(id)));
  return wanted.filter(({ id }) => groups.has(groupOf(id)) && !picked.parts.has(id));
}

/** Criteria that the TASKS document cites: in its declared fields, and in its section of acceptance criteria. */
function criteriaOf(upstream: Upstream, tasks: UpstreamDocument): readonly Missed[] {
  const wanted = new Map<string, Missed>();
  const want = (missed: Missed) => void (wanted.has(missed.id) || wanted.set(missed.id, missed));
  for (const [, citations] of citedOf(upstream, tasks, 'REQ')) {
    for (const { file, reference } of citations) {
      if (reference.target.part?.kind === 'element') want({ id: reference.target.part.key, file, span: reference.span });
    }
  }
  for (const file of upstream.filesOf(tasks)) {
    for (const { id, target, isAcceptance, span } of file.facts.criteria) {
      if (isAcceptance && (target === null || target.type === 'REQ')) want({ id, file, span });
    }
  }
  return [...wanted.values()];
}

/** What criteria are counted together by: the requirement and kind of an element; all that are legacy, together. */
function groupOf(id: string): string {
  return id.includes('.') ? id.slice(0, id.lastIndexOf('.')) : id.slice(0, id.lastIndexOf('-'));
}
