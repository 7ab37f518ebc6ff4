/** Checks of single references: whether each leads to one document, and up. */
import type { Target } from '../../upstream/document-id.ts';
import type { Upstream, UpstreamDocument } from '../../upstream/upstream.ts';
import type { RuleWorld } from '../rule-world.ts';
import { someOf } from '../sighting.ts';
import type { Citation } from './citations.ts';
import { citationsOf, eachTargetOnce, headingOf, isGap, isSideways, layerOf } from './citations.ts';
import type { DocumentCheck } from './consistency.ts';
import type { Contradiction } from './contradiction.ts';
import { contradiction, quoteOf } from './contradiction.ts';
import { taskOfIplan, taskOfKey } from './plan-task-of.ts';

/** `dangling-reference`: a declared reference to what the repository does not hold. */
export const danglingReferences: DocumentCheck = (world, document) =>
  eachTargetOnce([...citationsOf(world.upstream, document), ...prerequisitesOf(world.upstream, document)]).flatMap((citation) =>
    danglingReference(world, document, citation),
  );

/** Tasks that come before, from all six places. Which ones are still to come after is no claim that they are there. */
function prerequisitesOf(upstream: Upstream, document: UpstreamDocument): readonly Citation[] {
  return upstream.filesOf(document).flatMap((file) =>
    file.facts.prerequisites
      .filter((prerequisite) => prerequisite.order === 'before' && !isGap(upstream, prerequisite))
      .map(({ target, written, span }) => ({
        file,
        reference: { target, written, span, from: 'task-list' as const, name: 'depends' },
      })),
  );
}

function danglingReference(world: RuleWorld, document: UpstreamDocument, { file, reference }: Citation): readonly Contradiction[] {
  const { target, written } = reference;
  // Documents are judged type by type: where the repository holds none of a type, a reference to one says nothing.
  if (!world.upstream.holds(target.type) || isPlanned(world, target)) return [];
  const found = world.upstream.resolve(target);
  if (found.kind !== 'missing') return [];
  if (found.document !== null && !isSurelyMissing(world.upstream, found.document, target)) return [];
  const what =
    found.document === null ? `there is no document ${target.document}` : `${found.document.path} has no ${target.part?.kind} of that id`;
  return [
    contradiction(quoteOf(file, reference.span), {
      rule: 'dangling-reference',
      message: `${document.id} refers to ${written}, but ${what}`,
      about: [document.key, written.toUpperCase()],
      remedy:
        found.document === null
          ? `correct the reference, or write ${target.document}`
          : `correct the reference, or write ${written} into ${found.document.path}`,
    }),
  ];
}

/** A task that has no document yet is no reference to one, nor is an IPLAN that a task only names so far. */
function isPlanned(world: RuleWorld, { type, document, part }: Target): boolean {
  if (world.upstream.withKey(document).length > 0) return false;
  if (part?.kind === 'section') return false;
  return type === 'TASKS' ? taskOfKey(world, document) !== undefined : type === 'IPLAN' && taskOfIplan(world, document) !== undefined;
}

/** A part is surely missing where the document numbers its parts the same way and this one is not among them. */
function isSurelyMissing(upstream: Upstream, document: UpstreamDocument, { part }: Target): boolean {
  const files = upstream.filesOf(document);
  if (files.some(({ rawDigest }) => rawDigest === null) || part === null) return false;
  if (part.kind === 'element') {
    const kindOf = (key: string) => key.slice(0, Math.max(key.lastIndexOf('.'), key.lastIndexOf('-')) + 1);
    return files.some(({ facts }) => facts.elements.some(({ key }) => kindOf(key) === kindOf(part.key)));
  }
  const depth = part.number.split('.').length;
  return files.length > 1 || files.some(({ facts }) => facts.sections.some(({ number }) => number.split('.').length === depth));
}

/** `ambiguous-reference`: an id that two documents have. */
export const ambiguousReferences: DocumentCheck = ({ upstream }, document) =>
  eachTargetOnce(citationsOf(upstream, document)).flatMap(({ file, reference }) => {
    const found = upstream.resolve(reference.target);
    if (found.kind !== 'ambiguous') return [];
    const paths = found.documents.map(({ path }) => path).sort();
    return [
      contradiction(quoteOf(file, reference.span), {
        rule: 'ambiguous-reference',
        message: `${document.id} refers to ${reference.written}, and ${paths.length} documents have that id: ${someOf(paths)}`,
        about: [document.key, reference.target.document, ...paths],
        remedy: `give one of them another id, or make it a stub that points to the other`,
      }),
    ];
  });

/** `wrong-layer`: a field that names what a document stands on, and names what stands on it; or an IPLAN whose parent is no TASKS. */
export const wrongLayers: DocumentCheck = ({ upstream }, document) =>
  citationsOf(upstream, document).flatMap((citation) => {
    const { file, reference } = citation;
    const told = tellWrongLayer(upstream, document, citation);
    if (told === null) return [];
    return [
      contradiction(quoteOf(file, reference.span), {
        rule: 'wrong-layer',
        message: `${document.id} ${told}`,
        about: [document.key, reference.name, reference.written.toUpperCase()],
        remedy: `name there what ${document.id} stands on, or take it out`,
      }),
    ];
  });

function tellWrongLayer(upstream: Upstream, document: UpstreamDocument, { file, reference }: Citation): string | null {
  const { target, name, written } = reference;
  if (isSideways(reference) || target.document === document.key) return null;
  if (document.type === 'IPLAN' && isParent(name)) {
    return target.type === 'TASKS' ? null : `has ${written} as its parent, which is no TASKS document`;
  }
  const layer = layerOf(upstream, reference);
  if (!namesUpstream(file, reference) || layer <= document.layer) return null;
  return `(layer ${document.layer}) declares ${written} (layer ${layer}) as something that it stands on`;
}

const isParent = (name: string) => /^parent[_ -]?tasks$/i.test(name);

/** Fields whose name says that they hold what the document stands on. "Related Artifacts" says no such thing, nor do tags below "See Also". */
function namesUpstream(file: UpstreamDocument, { from, name, span }: Citation['reference']): boolean {
  if (from === 'traceability') {
    return /\bupstream\b/i.test(headingOf(file, span));
  }
  if (from === 'tag') return !/^(?:[\d.\s]*see also|implementation\w*)$/i.test(headingOf(file, span));
  return /^parent/i.test(name) || /upstream|source/i.test(name);
}
