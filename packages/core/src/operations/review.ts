/**
 * `review ID`: a task's documents are held against each other.
 *
 * Where they contradict each other, the work stops by itself until a person answers; a second review then has to
 * be clean, or a person waives what it found. Where they agree, the receipt says so.
 */
import * as v from 'valibot';
import type { NextStep, Outcome } from '../model/problem.ts';
import { done } from '../model/problem.ts';
import { admit } from '../rules/alone-gates.ts';
import type { Contradiction, Quotation } from '../rules/consistency/contradiction.ts';
import { afterChange, onward } from '../rules/lead-on.ts';
import { instructSteps, newInstructStep, otherWork, personStep } from '../rules/next-steps.ts';
import type { Review } from '../rules/review.ts';
import { reviewCause, reviewOf } from '../rules/review.ts';
import { someOf } from '../rules/sighting.ts';
import type { Standing } from '../rules/standing.ts';
import { mayBeWaived } from '../rules/waived.ts';
import { taskId } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';
import { holdsFresh, reviewItem, toolReceipts } from './receipts.ts';
import { recorded, statusSets } from './recorded.ts';
import type { Commit, Decision } from './store.ts';
import type { TaskResult } from './task-result.ts';
import { taskResult } from './task-result.ts';

const input = v.object({ id: taskId() });

export interface ReviewResult extends TaskResult {
  /** No error, or none that a person has not waived. */
  readonly passed: boolean;
  /** Whether a STOP is open because of it: raised now, or before. */
  readonly stopped: boolean;
  /** What was held against each other. */
  readonly documents: readonly string[];
  readonly findings: readonly ReviewFinding[];
}

export interface ReviewFinding extends Pick<Contradiction, 'rule' | 'severity' | 'message' | 'remedy'> {
  readonly here: QuotationJson;
  readonly there: QuotationJson | null;
  /** A person lets it stand. */
  readonly waived: boolean;
}

interface QuotationJson {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
}

export const review: ChangeOperation<typeof input, ReviewResult> = {
  kind: 'change',
  name: 'review',
  summary: "Hold a task's documents against each other; stop the work where they disagree.",
  group: 'life',
  input,
  examples: [
    { command: 'review TASKS-03', does: 'finds what the IPLAN, TASKS, SPEC and REQ documents contradict each other in' },
    { command: 'review TASKS-03 --dry-run', does: 'the same, and stops nothing' },
  ],
  decide({ id }, world) {
    const admitted = admit(world, 'review', id);
    if (!admitted.ok) return admitted;
    const standing = admitted.value;
    const found = reviewOf(world, standing.task);
    return found.errors.length === 0 ? agreed(world, standing, found) : contradicted(world, standing, found);
  },
};

function agreed(world: World, standing: Standing, found: Review): Outcome<Decision<ReviewResult>> {
  const { task, history } = standing;
  const item = reviewItem(standing);
  const isKnown = found.documents.length === 0 || holdsFresh(world, standing, item);
  const commit = isKnown
    ? null
    : recorded(world, standing, {
        operation: 'review',
        input: { passed: true, findings: [] },
        sets: {},
        receipts: toolReceipts(world, standing, [item]),
      });
  const message =
    found.documents.length === 0
      ? `${task.id}: no document is linked, so there is nothing to hold against each other`
      : `${task.id}: ${agreement(found)}`;
  const stopped = history.stops.some(({ cause }) => cause === reviewCause);
  return done({
    result: answer({ world, standing, found }, { message, stopped, passed: true, next: afterChange(world, standing) }),
    commit,
  });
}

/** A document that can't be read agrees with nothing. */
function agreement({ documents, unread }: Review): string {
  const read = documents.length - unread.length;
  const agreed = read === 1 ? 'one document, and nothing that contradicts it' : `${read} documents agree with each other`;
  return unread.length === 0 ? agreed : `${agreed}; not compared, since it can't be read: ${someOf(unread.map(({ path }) => path))}`;
}

function contradicted(world: World, standing: Standing, found: Review): Outcome<Decision<ReviewResult>> {
  const { task, history } = standing;
  const isOpen = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED'].includes(String(standing.vouched.status));
  const wasStopped = history.stops.some(({ cause }) => cause === reviewCause);
  const count = `${found.errors.length} ${found.errors.length === 1 ? 'contradiction' : 'contradictions'}`;
  const message = isOpen
    ? `${task.id}: ${count}; the work is stopped until a person answers`
    : `${task.id}: ${count}; it is ${String(standing.vouched.status)}`;
  const next = isOpen
    ? [
        ...(wasStopped ? instructSteps(world, task) : [newInstructStep(world, task)]),
        ...[...new Set(found.errors.map(({ rule }) => rule))]
          .filter((rule) => mayBeWaived(world.policy, rule))
          .map((rule) => personStep(world, `waive ${task.id} ${rule} --reason "<why it is right as it is>"`)),
        otherWork,
      ]
    : onward(world, standing);
  return done({
    result: answer({ world, standing, found }, { message, stopped: isOpen, passed: false, next }),
    commit: isOpen && !wasStopped ? stopCommit(world, standing, found) : null,
  });
}

/** The STOP, with what it asks. */
function stopCommit(world: World, standing: Standing, { errors }: Review): Commit {
  const question = `The documents contradict each other: ${someOf(
    errors.map(({ message }) => message),
    3,
  )}. What shall hold?`;
  const findings = errors.slice(0, mostKept).map(({ rule, message, here }) => ({ rule, message, file: here.file, line: here.place.line }));
  return recorded(world, standing, {
    operation: 'review',
    input: { passed: false, findings, question, cause: reviewCause },
    sets: statusSets('BLOCKED'),
    row: { status: 'BLOCKED', notes: `STOP: ${question}` },
  });
}

/** The ledger keeps so many; the review itself shows all. */
const mostKept = 50;

interface Held {
  readonly world: World;
  readonly standing: Standing;
  readonly found: Review;
}
interface Said {
  readonly message: string;
  readonly stopped: boolean;
  readonly passed: boolean;
  readonly next: readonly NextStep[];
}

function answer({ standing, found }: Held, { message, stopped, passed, next }: Said): ReviewResult {
  const { task } = standing;
  const status = stopped ? 'BLOCKED' : task.status;
  return {
    ...taskResult(task, status, { message, next }),
    passed,
    stopped,
    documents: found.documents.map(({ path }) => path),
    findings: [
      ...[...found.errors, ...found.warnings].map((each) => findingJson(each, false)),
      ...found.waived.map((each) => findingJson(each, true)),
    ],
  };
}

function findingJson({ rule, severity, message, remedy, here, there }: Contradiction, waived: boolean): ReviewFinding {
  return { rule, severity, message, here: quotationJson(here), there: there && quotationJson(there), remedy, waived };
}

function quotationJson({ file, place: { line, column }, text }: Quotation): QuotationJson {
  return { file, line, column, text };
}
