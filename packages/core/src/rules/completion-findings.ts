/** What `check` reports about the life of a task: what was begun too early, and what was left unfinished behind it. */

import type { Task, TaskPart } from '../model/plan.ts';
import type { RuleName } from '../model/rule-names.ts';
import { verifyStep } from './next-steps.ts';
import type { RuleWorld } from './rule-world.ts';
import type { Sighting, TaskRule } from './sighting.ts';
import { someOf } from './sighting.ts';
import type { Standing } from './standing.ts';
import type { StateFlaw } from './state-flaws.ts';
import { stateFlaws } from './state-flaws.ts';

export const completionRules = {
  'started-without-pre-check': stateRule('started-without-pre-check', {
    part: 'preCheck.status',
    tell: ({ id, status }, about) => `${id} is ${status}, but its pre-check is open: ${someOf(about)}`,
    mend: verifyOrReopen,
  }),
  'completed-without-post-check': stateRule('completed-without-post-check', {
    part: 'postCheck.status',
    tell: ({ id }, about) => `${id} is COMPLETED, but its post-check is open: ${someOf(about)}`,
    mend: recordOrCorrect,
  }),
  'unrecorded-completion': stateRule('unrecorded-completion', {
    part: 'status',
    tell: ({ id }, about) => `${id} is COMPLETED and not fully recorded (${someOf(about)}): no other task can start`,
    mend: recordOrCorrect,
  }),
  'session-log-missing': stateRule('session-log-missing', {
    part: 'status',
    tell: ({ id }) => `${id} is COMPLETED, but the session log has no COMPLETED row for it`,
    mend: (world, standing) =>
      world.ledgers.adopted
        ? recordOrCorrect(world, standing)
        : `add a row to the session log: ${standing.task.id}, COMPLETED, with its date`,
  }),
  'checklist-status-mismatch': stateRule('checklist-status-mismatch', {
    part: (about) => (about[0] === 'postCheck.status' ? 'postCheck.status' : 'preCheck.status'),
    tell: (task, about) => `${task.id}: ${about.map((path) => tellMismatch(task, path)).join('; ')}`,
    mend: recordOrCorrect,
  }),
  'iplan-status-mismatch': stateRule('iplan-status-mismatch', {
    part: 'iplanStatus',
    tell: ({ id, status, implementation }) => `${id} is ${status}, but its ${implementation.iplanId} is ${implementation.iplanStatusText}`,
    mend: recordOrCorrect,
  }),
  'started-before-prerequisite': startedBeforePrerequisite,
  'prerequisite-reopened': prerequisiteReopened,
} as const satisfies Partial<Record<RuleName, TaskRule>>;

interface Telling {
  readonly part: TaskPart | ((about: readonly string[]) => TaskPart);
  tell(task: Task, about: readonly string[]): string;
  mend(world: RuleWorld, standing: Standing, about: readonly string[]): string;
}

/** A rule about the file's own state of a task: `state-flaws.ts` judges, this tells. */
function stateRule(rule: StateFlaw, { part, tell, mend }: Telling): TaskRule {
  return (world, standing) => {
    const about = stateFlaws[rule](standing.file);
    if (about === null) return null;
    const place = () => world.places.ofTask(standing.task, typeof part === 'string' ? part : part(about));
    return { rule, message: tell(standing.task, about), about, place, task: standing.task, remedy: mend(world, standing, about) };
  };
}

/** On a COMPLETED task `verify` only renews receipts: the ticks themselves need it open again. What the hand began comes first. */
function verifyOrReopen(world: RuleWorld, standing: Standing, about: readonly string[]): string {
  const { task, vouched } = standing;
  if (!world.ledgers.adopted) return 'tick what was verified, or leave it: adoption takes the plan as it is';
  if (vouched.status !== task.status) return recordOrCorrect(world, standing);
  if (task.status === 'COMPLETED')
    return `tallyplan reopen ${task.id} --reason "<why>", or tallyplan waive ${task.id} started-without-pre-check --reason "<why>"`;
  const open = about.filter((part) => part !== 'preCheck.status');
  return verifyStep(world, { task }, open).command;
}

function recordOrCorrect({ ledgers }: RuleWorld, { task, differences, vouched }: Standing): string {
  if (!ledgers.adopted) return `correct it in an editor (line ${task.line}), or leave it: adoption takes the plan as it is`;
  if (vouched.status === 'IN_PROGRESS' && task.status === 'COMPLETED')
    return `tallyplan complete ${task.id} --summary "<what was done and how it was checked>"`;
  if (differences.length > 0) return `tallyplan record ${task.id}, or tallyplan record ${task.id} --restore`;
  return `correct it in an editor (line ${task.line}), then tallyplan record ${task.id} --reason "<why>"`;
}

function tellMismatch(task: Task, path: string): string {
  const checklist = path === 'preCheck.status' ? task.preCheck : task.postCheck;
  const done = checklist?.items.filter((item) => item.done);
  return `${path === 'preCheck.status' ? 'pre-check' : 'post-check'} is ${checklist?.status} with ${done?.length} of ${checklist?.items.length} items ticked`;
}

/** A prerequisite that was reopened after the work began is told as that, and is no error. */
function startedBeforePrerequisite(world: RuleWorld, standing: Standing): Sighting | null {
  const { task } = standing;
  const open = openPrerequisitesOfStarted(world, standing).filter((prerequisite) => !wasReopenedSince(world, standing, prerequisite));
  const [first] = open;
  if (first === undefined) return null;
  return {
    rule: 'started-before-prerequisite',
    message: `${task.id} is ${task.status}, but needs ${someOf(open.map(tellStatus))}`,
    about: open.map(({ key }) => key),
    place: () => world.places.ofTask(task, 'status'),
    task,
    remedy: remedyFor(first),
  };
}

function prerequisiteReopened(world: RuleWorld, standing: Standing): Sighting | null {
  const { task } = standing;
  const reopened = openPrerequisitesOfStarted(world, standing).filter((prerequisite) => wasReopenedSince(world, standing, prerequisite));
  const [first] = reopened;
  if (first === undefined) return null;
  return {
    rule: 'prerequisite-reopened',
    message: `${task.id} is ${task.status}, and was begun before ${someOf(reopened.map(({ id }) => id))} was reopened`,
    about: reopened.map(({ key }) => key),
    place: () => world.places.ofTask(task, 'status'),
    task,
    remedy: remedyFor(first),
  };
}

/** Prerequisites that are not COMPLETED in the file, of a task whose work surely began. */
function openPrerequisitesOfStarted({ graph, plan }: RuleWorld, { task }: Standing): readonly Task[] {
  if (task.status !== 'IN_PROGRESS' && task.status !== 'COMPLETED') return [];
  return graph
    .prerequisites(task.key)
    .map((key) => plan.task(key))
    .filter((prerequisite) => prerequisite !== undefined)
    .filter(({ status }) => status !== 'COMPLETED');
}

/** True where the prerequisite was COMPLETED by its ledger until a `reopen` that came after this task's last start. */
function wasReopenedSince(world: RuleWorld, { history }: Standing, prerequisite: Task): boolean {
  const reopened = world.ledgers.task(prerequisite.key).events.findLast(({ operation }) => operation === 'reopen');
  if (reopened === undefined) return false;
  const started = history.events.findLast(({ changes }) => changes.some(({ path, to }) => path === 'status' && to === 'IN_PROGRESS'));
  return started === undefined || started.at <= reopened.at;
}

function remedyFor({ id, status }: Task): string {
  return status === 'DEFERRED' ? `tallyplan resume ${id}` : `tallyplan why ${id}, and complete it first`;
}

const tellStatus = ({ id, status, statusText }: Task) => `${id} (${status ?? statusText})`;
