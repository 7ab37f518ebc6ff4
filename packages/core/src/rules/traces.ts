/** What stands on what, across documents and the plan: the matrix, coverage, and walks up and down. */
import type { Task } from '../model/plan.ts';
import type { Status } from '../model/status.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { DocumentKey } from '../upstream/document-id.ts';
import type { Approval } from '../upstream/profile.ts';
import type { UpstreamDocument } from '../upstream/upstream.ts';
import { citedOf, upwardOf } from './consistency/citations.ts';
import { coverageOf } from './consistency/coverage.ts';
import { taskOfKey } from './consistency/plan-task-of.ts';
import type { RuleWorld } from './rule-world.ts';
import { isCompleted } from './sequence.ts';
import { iplanDocumentsOf } from './task-documents.ts';

/** One line of the matrix: a requirement, and one task that takes it on. */
export interface TraceRow {
  readonly requirement: UpstreamDocument;
  readonly specs: readonly string[];
  /** null for a requirement that no task takes on. */
  readonly tasks: UpstreamDocument | null;
  readonly iplans: readonly string[];
  /** The plan's task; undefined where the plan has none with that id. */
  readonly task: Task | undefined;
}

export type Coverage = 'uncovered' | 'open' | 'completed';

export interface CoveredRequirement {
  readonly requirement: UpstreamDocument;
  readonly approval: Approval | null;
  readonly coverage: Coverage;
  readonly tasks: readonly { readonly id: string; readonly status: Status | null }[];
  /** Criteria that the requirement defines, and those of them that a TASKS document names. */
  readonly criteria: { readonly all: number; readonly named: number };
}

export function traceRows(world: RuleWorld): readonly TraceRow[] {
  const covering = coverageOf(world);
  const specs = specsByRequirement(world);
  const specsFor = (requirement: UpstreamDocument, tasks: UpstreamDocument | null) =>
    builtBy(world, specs.get(requirement.key) ?? [], tasks).map(({ id }) => id);
  return world.upstream.ofType('REQ').flatMap((requirement): readonly TraceRow[] => {
    const documents = covering.get(requirement.key) ?? [];
    if (documents.length === 0) return [{ requirement, specs: specsFor(requirement, null), tasks: null, iplans: [], task: undefined }];
    return documents.map((tasks) => {
      const task = taskOfKey(world, tasks.key);
      const iplans = task === undefined ? [] : iplanDocumentsOf(world, task).map(({ id }) => id);
      return { requirement, specs: specsFor(requirement, tasks), tasks, iplans, task };
    });
  });
}

/** All at once: of a hundred thousand documents nobody looks through the specifications for each requirement. */
function specsByRequirement({ upstream }: RuleWorld): ReadonlyMap<DocumentKey, readonly UpstreamDocument[]> {
  const specs = new Map<DocumentKey, UpstreamDocument[]>();
  for (const spec of upstream.ofType('SPEC')) for (const key of citedOf(upstream, spec, 'REQ').keys()) listed(specs, key).push(spec);
  return specs;
}

/** The specifications of a requirement that a task builds. */
function builtBy({ upstream }: RuleWorld, specs: readonly UpstreamDocument[], tasks: UpstreamDocument | null): readonly UpstreamDocument[] {
  const built = tasks === null ? null : citedOf(upstream, tasks, 'SPEC');
  return specs.filter(({ key }) => built === null || built.size === 0 || built.has(key));
}

function listed<Key, Item>(lists: Map<Key, Item[]>, key: Key): Item[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

export function coveredRequirements(world: RuleWorld): readonly CoveredRequirement[] {
  const covering = coverageOf(world);
  return world.upstream.ofType('REQ').map((requirement) => {
    const documents = covering.get(requirement.key) ?? [];
    const tasks = documents.map(({ key, id }) => ({ id, task: taskOfKey(world, key) }));
    const done = tasks.length > 0 && tasks.every(({ task }) => task !== undefined && isCompleted(world, task));
    return {
      requirement,
      approval: requirement.facts.status?.approval ?? null,
      coverage: documents.length === 0 ? 'uncovered' : done ? 'completed' : 'open',
      tasks: tasks.map(({ id, task }) => ({ id, status: task?.status ?? null })),
      criteria: criteriaOf(world, requirement, documents),
    };
  });
}

function criteriaOf({ upstream }: RuleWorld, requirement: UpstreamDocument, documents: readonly UpstreamDocument[]) {
  const named = new Set(
    documents.flatMap((document) => upstream.filesOf(document)).flatMap(({ facts }) => facts.criteria.map(({ id }) => id)),
  );
  const own = upstream.filesOf(requirement).flatMap(({ facts }) => facts.criteria);
  const all = new Set(own.filter(({ target, isAcceptance }) => isAcceptance && target?.document === requirement.key).map(({ id }) => id));
  return { all: all.size, named: [...all].filter((key) => named.has(key)).length };
}

/** A document on a walk, and the one that led there. */
export interface Step {
  readonly document: UpstreamDocument;
  readonly from: UpstreamDocument | null;
  readonly depth: number;
}

/** What a document stands on, and what that stands on in turn; each once, nearest first. */
export function stepsUp(world: RuleWorld, document: UpstreamDocument): readonly Step[] {
  return walk(document, (each) =>
    upwardOf(world.upstream, each).flatMap(({ reference }) => world.upstream.withKey(reference.target.document)),
  );
}

/** What stands on a document, and on that in turn; each once, nearest first. */
export function stepsDown(world: RuleWorld, document: UpstreamDocument): readonly Step[] {
  const standing = new Map<DocumentKey, UpstreamDocument[]>();
  for (const each of world.upstream.ofType()) {
    for (const key of new Set(upwardOf(world.upstream, each).map(({ reference }) => reference.target.document))) {
      listed(standing, key).push(each);
    }
  }
  return walk(document, ({ key }) => standing.get(key) ?? []);
}

function walk(root: UpstreamDocument, next: (document: UpstreamDocument) => readonly UpstreamDocument[]): readonly Step[] {
  const seen = new Set([root]);
  const steps: Step[] = [];
  const open: Step[] = [{ document: root, from: null, depth: 0 }];
  for (const { document, depth } of open) {
    for (const reached of next(document)) {
      if (seen.has(reached)) continue;
      seen.add(reached);
      const step = { document: reached, from: document, depth: depth + 1 };
      steps.push(step);
      open.push(step);
    }
  }
  return steps;
}

/** The plan's tasks that belong to some documents: by their TASKS, or by the IPLAN that they name. */
export function tasksAmong(world: RuleWorld, documents: readonly UpstreamDocument[]): readonly Task[] {
  const keys = new Set<string>(documents.map(({ key }) => taskKeyOf(key)));
  return world.plan.tasks.filter(
    (task) =>
      !task.placeholder &&
      (keys.has(task.key) || (task.implementation.iplanId !== null && keys.has(taskKeyOf(task.implementation.iplanId)))),
  );
}
