/**
 * The review of one task's documents: its own and those that they cite, held against each other.
 *
 * It is mandatory before a task with an IPLAN document starts; families C and D know no IPLAN and review the TASKS
 * document. Deterministic: the same documents give the same answer.
 */
import type { Task } from '../model/plan.ts';
import type { UpstreamDocument } from '../upstream/upstream.ts';
import { citedOf, upwardOf } from './consistency/citations.ts';
import { contradictionsIn } from './consistency/consistency.ts';
import type { Contradiction } from './consistency/contradiction.ts';
import { beginningOf, contradiction, quoteOf } from './consistency/contradiction.ts';
import { taskOfKey } from './consistency/plan-task-of.ts';
import type { RuleWorld } from './rule-world.ts';
import type { ReliedContent } from './task-documents.ts';
import { iplanDocumentsOf, reliedOn, tasksDocumentsOf } from './task-documents.ts';
import { isWaived } from './waived.ts';

export interface Review {
  /** All that was held against each other. Empty where no document is linked: then there is nothing to contradict. */
  readonly documents: readonly UpstreamDocument[];
  /** Those of them that can't be read, as a whole or in part: nobody knows what they contradict. */
  readonly unread: readonly UpstreamDocument[];
  /** What stands in the way. */
  readonly errors: readonly Contradiction[];
  readonly warnings: readonly Contradiction[];
  /** What a person lets stand. */
  readonly waived: readonly Contradiction[];
}

/** The cause of a STOP that a review raises: one at a time. */
export const reviewCause = 'review';

/** Whether the task starts only after a review of its documents. */
export function reviewIsMandatory(world: RuleWorld, task: Task): boolean {
  const knowsNoIplan = task.family === 'C' || task.family === 'D';
  return iplanDocumentsOf(world, task).length > 0 || (knowsNoIplan && tasksDocumentsOf(world, task).length > 0);
}

const made = new WeakMap<RuleWorld, Map<Task, Review>>();

export function reviewOf(world: RuleWorld, task: Task): Review {
  const reviews = made.get(world) ?? new Map<Task, Review>();
  made.set(world, reviews);
  const review = reviews.get(task) ?? hold(world, task);
  reviews.set(task, review);
  return review;
}

function hold(world: RuleWorld, task: Task): Review {
  const documents = reviewedDocuments(world, task);
  const found = [...ofTask(world, task), ...contradictionsIn(world, documents)];
  const history = world.ledgers.task(task.key);
  const waived = found.filter((each) => isWaived(world, history, each));
  const standing = found.filter((each) => !waived.includes(each));
  const unread = documents.filter((document) => world.upstream.filesOf(document).some(({ facts }) => facts.problems.length > 0));
  return {
    documents,
    unread,
    errors: standing.filter(({ severity }) => severity === 'error'),
    warnings: [...standing.filter(({ severity }) => severity === 'warning'), ...unread.flatMap((document) => unreadIn(world, document))],
    waived,
  };
}

/** What nobody could hold against anything: a document that can't be read, or whose YAML can't. */
function unreadIn({ upstream }: RuleWorld, document: UpstreamDocument): readonly Contradiction[] {
  return upstream.filesOf(document).flatMap((file) =>
    file.facts.problems.map(({ kind, message, span }) =>
      contradiction(kind === 'invalid-yaml' ? quoteOf(file, span) : beginningOf(file), {
        rule: kind === 'invalid-yaml' ? 'invalid-yaml' : 'unmapped',
        severity: 'warning',
        message: `${file.path} was not compared with anything: ${message}`,
        about: [file.path, message],
        remedy: `make ${file.path} readable, and review again`,
      }),
    ),
  );
}

/** The task's own documents, what they cite, and what the specifications among that cite; each once. */
export function reviewedDocuments(world: RuleWorld, task: Task): readonly UpstreamDocument[] {
  const own = [...tasksDocumentsOf(world, task), ...iplanDocumentsOf(world, task)];
  const cited = own.flatMap((document) => citedBy(world, document));
  return [...new Set([...own, ...cited, ...cited.filter(({ type }) => type === 'SPEC').flatMap((spec) => citedBy(world, spec))])];
}

function citedBy({ upstream }: RuleWorld, document: UpstreamDocument): readonly UpstreamDocument[] {
  return upwardOf(upstream, document).flatMap(({ reference }) => upstream.withKey(reference.target.document));
}

/** What can be wrong between the plan and a task's own documents. */
export function ofTask(world: RuleWorld, task: Task): readonly Contradiction[] {
  return [...twoOfOneId(world, task), ...iplanOfAnother(world, task)];
}

function twoOfOneId(world: RuleWorld, task: Task): readonly Contradiction[] {
  return [tasksDocumentsOf(world, task), iplanDocumentsOf(world, task)].flatMap((documents) => {
    const [first, second] = documents;
    if (first === undefined || second === undefined) return [];
    const paths = documents.map(({ path }) => path).sort();
    return [
      contradiction(inPlan(world, task), {
        rule: 'ambiguous-reference',
        message: `${task.id} has ${paths.length} ${first.type} documents with one id: ${paths.join(', ')}`,
        there: beginningOf(second),
        about: [task.key, ...paths],
        remedy: 'give one of them another id, or make it a stub that points to the other',
      }),
    ];
  });
}

/** The plan gives the task an IPLAN whose parent is another task. */
function iplanOfAnother(world: RuleWorld, task: Task): readonly Contradiction[] {
  const [iplan, ...twins] = iplanDocumentsOf(world, task);
  if (iplan === undefined || twins.length > 0) return [];
  const parents = [...citedOf(world.upstream, iplan, 'TASKS')];
  const [[key, [citation]] = [undefined, []]] = parents;
  if (parents.length !== 1 || key === undefined || citation === undefined || !task.key.startsWith('TASKS-')) return [];
  const parent = taskOfKey(world, key);
  if (parent === undefined || parent.key === task.key) return [];
  return [
    contradiction(inPlan(world, task), {
      rule: 'id-mismatch',
      message: `the plan gives ${iplan.id} to ${task.id}, and ${iplan.id} belongs to ${parent.id}`,
      there: {
        file: citation.file.path,
        place: citation.file.placeOf(citation.reference.span),
        text: citation.file.quote(citation.reference.span),
      },
      about: [task.key, iplan.key, parent.key],
      remedy: `tallyplan set ${task.id} iplan_id "<the IPLAN of ${task.id}>", or correct the parent in ${iplan.path}`,
    }),
  ];
}

function inPlan(world: RuleWorld, task: Task) {
  return { file: world.file, place: world.places.ofTask(task, 'entry'), text: task.id };
}

/** What a review that passed relied on, for its receipt. */
export function reliedOnByReview(world: RuleWorld, { documents }: Review): readonly ReliedContent[] {
  return documents.flatMap((document) => reliedOn(world, { document, sections: [] }));
}
