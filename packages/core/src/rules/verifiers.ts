/**
 * Rule 3, item by item: what must hold before an item can be ticked, and what its receipt relies on.
 *
 * Documents are judged type by type: where the repository holds none of a type, an item about it can be attested,
 * and its receipt says that no document was linked. Where it holds some, a declared reference must lead to one.
 */
import type { Task } from '../model/plan.ts';
import type { UpstreamDocument } from '../upstream/upstream.ts';
import { contradictionsIn } from './consistency/consistency.ts';
import { prerequisiteTasksOf } from './prerequisites.ts';
import { reliedOnByReview, reviewOf } from './review.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Standing } from './standing.ts';
import { standingOf } from './standing.ts';
import type { Link, Reading, ReliedContent } from './task-documents.ts';
import { linksOf, readingsOf, reliedOn, tasksDocumentsOf } from './task-documents.ts';

/** What a verifier found: it holds, and on what it relied; or what does not. */
export type Verdict =
  | { readonly holds: true; readonly documents: readonly ReliedContent[]; readonly remark?: string }
  | { readonly holds: false; readonly message: string; readonly missing: readonly string[] };

type Verifier = (world: RuleWorld, standing: Standing) => Verdict;

/** Where no document of a kind is linked, there is nothing to contradict; the receipt says so. */
export const nothingLinked = 'no document linked';

/** What a person reads for an item, and what keeps it from being ticked although they did. */
interface Material {
  readonly readings: readonly Reading[];
  readonly flaws: readonly string[];
}
type MaterialOf = (world: RuleWorld, standing: Standing) => Material;

/** The items that are about documents. Any other, whatever its name, has nothing to be read for it. */
const materials: ReadonlyMap<string, MaterialOf> = new Map<string, MaterialOf>([
  ['verified_req', (world, standing) => cited(world, standing, { type: 'REQ', flawOf: notApprovedFlaw })],
  ['verified_spec', (world, standing) => withPurpose(world, cited(world, standing, { type: 'SPEC', flawOf: notApprovedFlaw }))],
  ['confirmed_arch', (world, standing) => cited(world, standing, { type: 'ADR', flawOf: notAcceptedFlaw })],
  ['verified_tasks', (world, standing) => withPurpose(world, own(world, standing))],
  ['checked_gaps', (world, standing) => withoutGaps(world, own(world, standing))],
]);

/** True for items that somebody reads documents for. */
export function isAboutDocuments(item: string): boolean {
  return materials.has(item);
}

const toolVerifiers: ReadonlyMap<string, Verifier> = new Map([
  ['reviewed_upstream', documentsAgree],
  ['mandatory_review', documentsAgree],
  ['confirmed_deps', prerequisitesCompleted],
  ['checked_deps', prerequisitesCompleted],
]);

/** The verdict on one pre-check item: an attested one holds as far as the tool can tell. */
export function verdictOn(item: string, world: RuleWorld, standing: Standing): Verdict {
  const tool = toolVerifiers.get(item);
  if (tool !== undefined) return tool(world, standing);
  const material = materials.get(item)?.(world, standing);
  if (material === undefined) return { holds: true, documents: [], remark: nothingLinked };
  const { readings, flaws } = material;
  if (flaws.length > 0) return { holds: false, message: 'the documents do not bear it out', missing: flaws };
  if (readings.length > 0) return { holds: true, documents: readings.flatMap((reading) => reliedOn(world, reading)) };
  if (world.policy.upstream === 'required') {
    return {
      holds: false,
      message: `the ${world.policy.name} policy asks for documents`,
      missing: [`a document to check ${item} against`],
    };
  }
  return { holds: true, documents: [], remark: nothingLinked };
}

/** What to read before one vouches for an item; nothing where no document is linked. */
export function readingsFor(item: string, world: RuleWorld, standing: Standing): readonly Reading[] {
  return materials.get(item)?.(world, standing).readings ?? [];
}

type FlawOf = (world: RuleWorld, document: UpstreamDocument) => string | null;

/** What the task's documents cite of a type. */
function cited(world: RuleWorld, { task }: Standing, { type, flawOf }: { readonly type: string; readonly flawOf: FlawOf }): Material {
  if (!world.upstream.holds(type)) return { readings: [], flaws: [] };
  const links = linksOf(world, task, type);
  const readings = readingsOf(links);
  const flaws = [
    ...links.map((link) => leadsNowhere(link)),
    ...readings.map(({ document }) => unreadable(document) ?? flawOf(world, document)),
  ].filter((flaw) => flaw !== null);
  return { readings, flaws: [...new Set(flaws)] };
}

function leadsNowhere({ citation: { reference }, resolution }: Link): string | null {
  switch (resolution.kind) {
    case 'found':
      return null;
    case 'missing':
      // A part that is not found may be numbered otherwise; whether it is surely missing, `dangling-reference` says.
      return resolution.document === null ? `${reference.written} leads to no document` : null;
    case 'ambiguous':
      return `${reference.written} is the id of ${resolution.documents.map(({ path }) => path).join(' and ')}`;
  }
}

function unreadable({ path, text }: UpstreamDocument): string | null {
  return text === null ? `${path} can't be read` : null;
}

function notApprovedFlaw({ policy }: RuleWorld, { path, facts: { status } }: UpstreamDocument): string | null {
  if (status === null) return null;
  if (status.isPlaceholder) return `${path} still has the template's status`;
  if (status.approval === 'withdrawn') return `${path} is ${status.word}`;
  return status.approval === 'pending' && policy.approval === 'required' ? `${path} is ${status.word}, not approved` : null;
}

function notAcceptedFlaw(_world: RuleWorld, { path, facts: { status } }: UpstreamDocument): string | null {
  if (status === null) return null;
  if (status.isPlaceholder) return `${path} still has the template's status`;
  return status.approval === 'approved' || status.approval === null ? null : `${path} is ${status.word}, not accepted`;
}

/** The TASKS document with the task's id. Its own status is no matter of approval: the plan says how far it is. */
function own(world: RuleWorld, { task }: Standing): Material {
  const documents = tasksDocumentsOf(world, task);
  const paths = documents.map(({ path }) => path);
  const flaws = [
    documents.length > 1 ? `${task.id} is the id of ${paths.join(' and ')}` : null,
    ...documents.map(unreadable),
    ...documents.flatMap(({ path, facts }) =>
      facts.ids.filter(({ key }) => key !== documents[0]?.key).map(({ written }) => `${path} calls itself ${written}`),
    ),
  ].filter((flaw) => flaw !== null);
  return { readings: documents.map((document) => ({ document, sections: [] })), flaws };
}

/** Of a document in sections, these may stand in any of its files. */
function withPurpose({ upstream }: RuleWorld, material: Material): Material {
  const flaws = material.readings.flatMap(({ document }) => {
    const files = upstream.withKey(document.key).map((each) => upstream.filesOf(each));
    const facts = files.filter((all) => all.includes(document)).flatMap((all) => all.map((file) => file.facts));
    return [
      ...(facts.some(({ hasScope }) => hasScope) ? [] : [`${document.path} has no scope`]),
      ...(facts.some(({ hasAcceptanceCriteria }) => hasAcceptanceCriteria) ? [] : [`${document.path} has no acceptance criteria`]),
    ];
  });
  return { ...material, flaws: [...material.flaws, ...flaws] };
}

function withoutGaps(world: RuleWorld, material: Material): Material {
  const gaps = contradictionsIn(
    world,
    material.readings.map(({ document }) => document),
  ).filter(({ rule }) => rule === 'placeholder-content');
  return { ...material, flaws: [...material.flaws, ...gaps.map(({ message }) => message)] };
}

/** The consistency checks give no error. */
function documentsAgree(world: RuleWorld, { task }: Standing): Verdict {
  const review = reviewOf(world, task);
  if (review.errors.length === 0) {
    const documents = reliedOnByReview(world, review);
    return { holds: true, documents, ...(documents.length === 0 ? { remark: nothingLinked } : {}) };
  }
  return { holds: false, message: 'the documents contradict each other', missing: review.errors.map(({ message }) => message) };
}

function prerequisitesCompleted(world: RuleWorld, standing: Standing): Verdict {
  const missing = incompletePrerequisites(world, standing.task);
  if (missing.length === 0) return { holds: true, documents: [] };
  return {
    holds: false,
    message: `not every prerequisite is COMPLETED`,
    missing: missing.map(({ task, vouched }) => `${task.id} is ${String(vouched.status)}`),
  };
}

/** Prerequisites that the ledger does not vouch for as COMPLETED. */
export function incompletePrerequisites(world: RuleWorld, task: Task): readonly Standing[] {
  return prerequisiteTasksOf(world, task)
    .map((prerequisite) => standingOf(world, prerequisite))
    .filter(({ vouched }) => vouched.status !== 'COMPLETED');
}
