/**
 * The consistency of upstream documents: every check once.
 *
 * Precision comes first. A check reports what can't be right, and where that can't be decided surely it reports
 * nothing: a type of document that the repository does not hold, a part of a document that may be numbered
 * otherwise, a field that is still the template's. docs/consistency-checks.md tells what each found in real documents.
 */
import type { RuleName } from '../../model/rule-names.ts';
import type { UpstreamDocument } from '../../upstream/upstream.ts';
import type { RuleWorld } from '../rule-world.ts';
import { adrNotAccepted, isGivenUp, upstreamNotApproved } from './approval.ts';
import type { Contradiction } from './contradiction.ts';
import { orphanDocuments, uncoveredRequirements } from './coverage.ts';
import { idMismatch, placeholderContent } from './document-itself.ts';
import { emptyUpstream } from './empty-upstream.ts';
import { iplanExceedsTasks, iplanMissesRequirement } from './iplan-and-tasks.ts';
import { brokenLinks, effortMissing, statusAhead, targetMissing } from './progress.ts';
import { referenceCycles } from './reference-cycle.ts';
import { ambiguousReferences, danglingReferences, wrongLayers } from './references.ts';

/** Looks at one document (all the files that it consists of) and what it refers to. */
export type DocumentCheck = (world: RuleWorld, document: UpstreamDocument) => readonly Contradiction[];

/** Checks of single documents. */
const documentChecks = {
  'dangling-reference': danglingReferences,
  'ambiguous-reference': ambiguousReferences,
  'wrong-layer': wrongLayers,
  'empty-upstream': emptyUpstream,
  'iplan-exceeds-tasks': iplanExceedsTasks,
  'iplan-misses-requirement': iplanMissesRequirement,
  'upstream-not-approved': upstreamNotApproved,
  'adr-not-accepted': adrNotAccepted,
  'placeholder-content': placeholderContent,
  'id-mismatch': idMismatch,
  'status-ahead': statusAhead,
  'target-missing': targetMissing,
  'effort-missing': effortMissing,
  'broken-link': brokenLinks,
} as const satisfies Partial<Record<RuleName, DocumentCheck>>;

const checks: readonly DocumentCheck[] = Object.values(documentChecks);

/** What is wrong with these documents, and with what they need in turn. */
export function contradictionsIn(world: RuleWorld, documents: readonly UpstreamDocument[]): readonly Contradiction[] {
  const found: Contradiction[] = [];
  const counting = documents.filter((document) => !isGivenUp(world, document));
  for (const document of counting) for (const check of checks) found.push(...check(world, document));
  return [...found, ...referenceCycles(world, counting)];
}

/** What is wrong with all of them, and between them. */
export function allContradictions(world: RuleWorld): readonly Contradiction[] {
  const documents = world.upstream.ofType();
  if (documents.length === 0) return [];
  return [...contradictionsIn(world, documents), ...uncoveredRequirements(world), ...orphanDocuments(world)];
}
