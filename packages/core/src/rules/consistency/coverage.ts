/** Warnings about the documents as a whole: requirements that no task covers, documents that nothing stands on. */
import type { DocumentKey } from '../../upstream/document-id.ts';
import type { UpstreamDocument } from '../../upstream/upstream.ts';
import type { RuleWorld } from '../rule-world.ts';
import { isWithdrawn } from './approval.ts';
import { citationsOf, citedOf, linkedFrom } from './citations.ts';
import type { Contradiction } from './contradiction.ts';
import { beginningOf, contradiction, quoteOf } from './contradiction.ts';
import { planTaskOf } from './plan-task-of.ts';

/** The TASKS documents that take a requirement on, by requirement: directly, or through the specification that they build. */
export function coverageOf(world: RuleWorld): ReadonlyMap<DocumentKey, readonly UpstreamDocument[]> {
  const covering = new Map<DocumentKey, UpstreamDocument[]>();
  for (const tasks of world.upstream.ofType('TASKS')) {
    const specs = [...citedOf(world.upstream, tasks, 'SPEC').keys()].flatMap((key) => world.upstream.withKey(key));
    const own = citedOf(world.upstream, tasks, 'REQ');
    // One that names its own requirements takes on those, and not all that its specification is for.
    const cited = own.size > 0 ? [own] : specs.map((spec) => citedOf(world.upstream, spec, 'REQ'));
    for (const key of new Set(cited.flatMap((each) => [...each.keys()]))) covering.set(key, [...(covering.get(key) ?? []), tasks]);
  }
  return covering;
}

/** `uncovered-requirement`: approved, and no task of the plan takes it on. Where there are no TASKS documents at all, nothing can be said. */
export function uncoveredRequirements(world: RuleWorld): readonly Contradiction[] {
  if (world.upstream.ofType('TASKS').length === 0) return [];
  const covering = coverageOf(world);
  return world.upstream.ofType('REQ').flatMap((requirement) => {
    const { status } = requirement.facts;
    if (status?.means !== 'approved' || status.approval !== 'approved' || (covering.get(requirement.key) ?? []).length > 0) return [];
    return [
      contradiction(quoteOf(requirement, status.span), {
        rule: 'uncovered-requirement',
        message: `${requirement.id} is ${status.word}, and no TASKS document takes it on`,
        about: [requirement.key],
        remedy: `write the task that fulfils ${requirement.id}, or say in the TASKS document that does`,
      }),
    ];
  });
}

/** `orphan-document`: a SPEC, TASKS or IPLAN document that no other document cites, links to or names as its downstream, and that no task of the plan belongs to. */
export function orphanDocuments(world: RuleWorld): readonly Contradiction[] {
  const { upstream } = world;
  const cited = new Set<DocumentKey>();
  for (const document of upstream.ofType()) {
    for (const { reference } of citationsOf(upstream, document)) {
      if (reference.target.document !== document.key) cited.add(reference.target.document);
    }
    for (const file of upstream.filesOf(document)) {
      for (const { target } of [...file.facts.prerequisites, ...file.facts.downstream]) cited.add(target.document);
      for (const linked of linkedFrom(upstream, file)) if (linked.key !== document.key) cited.add(linked.key);
    }
  }
  return ['SPEC', 'TASKS', 'IPLAN'].flatMap((type) =>
    upstream.ofType(type).flatMap((document) => {
      if (isWithdrawn(document) || cited.has(document.key) || planTaskOf(world, document) !== undefined) return [];
      return [
        contradiction(beginningOf(document), {
          rule: 'orphan-document',
          message: `${document.id}: no task of the plan belongs to it, and no document refers to it`,
          about: [document.key],
          remedy: `add its task to the plan, refer to it, or retire it`,
        }),
      ];
    }),
  );
}
