/**
 * Every rule, once: its name, what kind of answer it is, how grave, and the exit status that a refusal
 * by it gives. Refusals, findings, docs, JSON, SARIF and the editor take both name and nature from here.
 */
import type { Severity } from './problem.ts';

export interface RuleNature {
  /** One line for lists and headings; the page under docs/rules/ tells the rest. */
  readonly title: string;
  /** Present where `check` reports it. */
  readonly finding?: Severity;
  /** Present where it refuses an operation. Alone: tested first, answers by itself. Gate: told with all others that are shut, in this table's order. Failure: not a rule of the plan; usage, configuration or the machine. */
  readonly refusal?: 'alone' | 'gate' | 'failure';
  /** A person may let one task pass with `waive`. */
  readonly waivable?: true;
}

const rule = (title: string, nature: Omit<RuleNature, 'title'>): RuleNature => ({ title, ...nature });

/** In the order of the specification; for gates that order is the order in which they are told. */
const rules = {
  // Refusals that stand alone, tested first and in this order.
  'not-adopted': rule('the plan has not been adopted yet', { refusal: 'alone' }),
  'unknown-id': rule('no such task', { refusal: 'alone' }),
  'read-only-block': rule('the block around the task cannot be edited', { refusal: 'alone' }),
  'duplicate-id': rule('two tasks have one id', { refusal: 'alone', finding: 'error' }),
  placeholder: rule('a template row that stands for a task to be filled in', { refusal: 'alone', finding: 'note' }),
  'policy-forbids': rule('the accepted policy does not allow it', { refusal: 'alone', finding: 'error' }),
  'unrecorded-change': rule('the file says what the ledger does not', { refusal: 'alone', finding: 'error' }),
  'wrong-status': rule('the task is not in a status that the operation starts from', { refusal: 'alone' }),
  // Gates.
  'started-without-pre-check': rule('work began before the pre-check was complete', { refusal: 'gate', finding: 'error', waivable: true }),
  'missing-receipt': rule('a ticked item that nobody vouches for', { refusal: 'gate', finding: 'error', waivable: true }),
  'suspect-receipt': rule('what an item was verified against has changed', { refusal: 'gate', finding: 'error', waivable: true }),
  'verifier-failed': rule('an item does not hold', { refusal: 'gate', waivable: true }),
  'started-before-prerequisite': rule('work began before a prerequisite was completed', {
    refusal: 'gate',
    finding: 'error',
    waivable: true,
  }),
  'stop-open': rule('the work is stopped until a person answers', { refusal: 'gate', finding: 'note' }),
  'review-missing': rule('the implementation plan has not been reviewed', { refusal: 'gate', waivable: true }),
  'already-started': rule('another has taken the task', { refusal: 'gate' }),
  'unrecorded-completion': rule('a completed task without post-check or log row', { refusal: 'gate', finding: 'error', waivable: true }),
  'phase-not-open': rule('an earlier phase is not finished', { refusal: 'gate', waivable: true }),
  'out-of-sequence': rule('another task comes first', { refusal: 'gate', waivable: true }),
  'note-missing': rule('an attested item needs a note of its own', { refusal: 'gate' }),
  'summary-missing': rule('a completion needs a summary that says something', { refusal: 'gate' }),
  'reason-missing': rule('this needs a reason', { refusal: 'gate' }),
  'attestation-missing': rule('a post-check item needs somebody to vouch for it', { refusal: 'gate' }),
  'iplan-unfinished': rule('the implementation plan has open steps', { refusal: 'gate', waivable: true }),
  'evidence-missing': rule('the policy asks for evidence', { refusal: 'gate', waivable: true }),
  // Findings about the document.
  'invalid-yaml': rule('a YAML block that does not parse', { finding: 'error' }),
  'duplicate-key': rule('a YAML mapping that repeats a key', { finding: 'error' }),
  'unknown-status': rule('a status that is none of the five', { finding: 'error' }),
  'invalid-priority': rule('a priority that is not P and a number', { finding: 'warning' }),
  'id-width': rule('two ids that differ only in width', { finding: 'warning' }),
  'unknown-dependent': rule('a dependent that the plan does not hold', { finding: 'warning' }),
  'dependency-cycle': rule('tasks that wait for each other', { finding: 'error', waivable: true }),
  'priority-order': rule('a phase that does not list its most urgent tasks first', { finding: 'warning', waivable: true }),
  'dependency-order': rule('a task that stands before its prerequisite', { finding: 'warning', waivable: true }),
  'prerequisite-reopened': rule('a prerequisite of started work was reopened', { finding: 'warning', waivable: true }),
  'completed-without-post-check': rule('a completed task whose post-check is not complete', { finding: 'error', waivable: true }),
  'session-log-missing': rule('a completed task without a COMPLETED row in the session log', { finding: 'error', waivable: true }),
  'session-log-unknown-task': rule('a log row that names no task of the plan', { finding: 'warning' }),
  'session-log-order': rule('a log row out of the order of dates', { finding: 'warning' }),
  'session-log-date': rule('a log row whose date is no date', { finding: 'error' }),
  'checklist-status-mismatch': rule('a checklist whose status and ticks disagree', { finding: 'error', waivable: true }),
  'iplan-status-mismatch': rule('an IPLAN status that disagrees with its task', { finding: 'error', waivable: true }),
  'changed-after-completion': rule('what a completed task was verified against has changed', { finding: 'note' }),
  'waiver-active': rule('a waiver is in force', { finding: 'note' }),
  'waiver-expired': rule('a waiver has run out and its gate is shut', { finding: 'error' }),
  'policy-not-accepted': rule('the configuration differs from the accepted policy', { finding: 'warning' }),
  'ledger-broken': rule('a ledger that does not hold together', { refusal: 'alone', finding: 'error' }),
  'ledger-forked': rule('a ledger, or the plan, that two branches continued', { refusal: 'alone', finding: 'error' }),
  'ledger-truncated': rule('a ledger shorter than it was', { finding: 'error' }),
  'unlinked-task': rule('an item was attested with no document to check', { finding: 'warning', waivable: true }),
  'policy-changed': rule('another policy was accepted since a revision', { finding: 'warning' }),
  'merge-driver-missing': rule('the merge driver that the repository asks for is not installed', { finding: 'warning' }),
  // Upstream documents.
  'dangling-reference': rule('a reference that leads to no document', { finding: 'error', waivable: true }),
  'ambiguous-reference': rule('two documents that have one id', { finding: 'error', waivable: true }),
  'wrong-layer': rule('a reference that runs down the layers', { finding: 'error', waivable: true }),
  'reference-cycle': rule('documents that need each other', { finding: 'error', waivable: true }),
  'empty-upstream': rule('a TASKS or IPLAN document that refers to nothing', { finding: 'error', waivable: true }),
  'iplan-exceeds-tasks': rule('an IPLAN that cites a requirement its TASKS does not', { finding: 'error', waivable: true }),
  'iplan-misses-requirement': rule('an IPLAN that never picks up what its TASKS cites', { finding: 'error', waivable: true }),
  'upstream-not-approved': rule('work that stands on a document which is not approved', { finding: 'error', waivable: true }),
  'adr-not-accepted': rule('work that stands on a decision which is not accepted', { finding: 'error', waivable: true }),
  'placeholder-content': rule('template text in a declared field', { finding: 'error', waivable: true }),
  'id-mismatch': rule('a document that has several ids', { finding: 'error', waivable: true }),
  'uncovered-requirement': rule('an approved requirement that no task covers', { finding: 'warning' }),
  'orphan-document': rule('a document that nothing stands on', { finding: 'warning' }),
  'status-ahead': rule('a document and its task that tell different progress', { finding: 'warning', waivable: true }),
  'target-missing': rule('a completed task whose output is not there', { finding: 'warning', waivable: true }),
  'effort-missing': rule('a TASKS document without an estimated effort', { finding: 'warning', waivable: true }),
  'broken-link': rule('a link to a file that is not there', { finding: 'warning', waivable: true }),
  unmapped: rule('something that looks like tracking and cannot be mapped', { finding: 'note' }),
  // Not rules of the plan: how an operation can fail otherwise.
  usage: rule('the command was not understood', { refusal: 'failure' }),
  'config-invalid': rule('the configuration is wrong', { refusal: 'failure' }),
  'plan-not-found': rule('there is no plan, or it cannot be read', { refusal: 'failure' }),
  busy: rule('somebody else is writing', { refusal: 'failure' }),
  conflict: rule('somebody else wrote first, too often', { refusal: 'failure' }),
  internal: rule('an unexpected failure', { refusal: 'failure' }),
} as const satisfies Record<string, RuleNature>;

export type RuleName = keyof typeof rules;

/** The exit status of the process for a refusal by these rules; spec 5. */
export function exitStatusOf(names: readonly RuleName[]): number {
  const failure = names.find((name) => name in failureExits);
  if (failure !== undefined) return failureExits[failure as keyof typeof failureExits];
  return names.includes('stop-open') ? 5 : 4;
}

/** 0 done, 3 `check` found errors or the ledger is broken, 4 and 5 refused; the rest stands here. */
const failureExits = {
  internal: 1,
  usage: 2,
  'config-invalid': 2,
  'plan-not-found': 2,
  busy: 6,
  conflict: 6,
} as const;
export const foundErrors = 3;

/** The nature of a rule, seen without its literal type. */
export function natureOf(name: RuleName): RuleNature {
  return rules[name];
}
export const ruleNames = Object.keys(rules) as readonly RuleName[];

/** How grave a finding of a rule is, where nothing is said of it. */
export function severityOf(name: RuleName): Severity {
  return natureOf(name).finding ?? 'error';
}

/** Which of two rules stands first in the table: in that order refusals are told. Negative for `a`, as `Array.sort` has it. */
export function byRank(a: RuleName, b: RuleName): number {
  ranks ??= new Map(ruleNames.map((name, rank) => [name, rank]));
  return (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0);
}
let ranks: ReadonlyMap<RuleName, number> | undefined;
