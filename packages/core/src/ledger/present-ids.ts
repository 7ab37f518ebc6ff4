/**
 * Renamed tasks. A ledger keeps the name that it began with, because its lines are what they are; the plan
 * knows the task by the id of now. In between stand these two functions: ledgers read as if every task had
 * always had its present id, and events sent to the ledger where the task's story began.
 */
import type { DraftEvent } from '../model/event.ts';
import { onceFor } from '../model/once-for.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { Baseline, Ledgers, PlanHistory } from './history.ts';
import { renamingsIn } from './renames.ts';

/** The ledgers by present ids; the same object where nothing was ever renamed. */
export function underPresentIds(ledgers: Ledgers): Ledgers {
  const first = firstIds(ledgers.plan);
  if (first.size === 0) return ledgers;
  const present = new Map([...first].map(([now, began]) => [began, now]));
  const nowOf = (key: TaskKey) => present.get(key) ?? key;
  let baseline: Baseline | null | undefined;
  return {
    adopted: ledgers.adopted,
    plan: ledgers.plan,
    get baseline() {
      if (baseline === undefined) baseline = ledgers.baseline === null ? null : baselineUnder(ledgers.baseline, nowOf);
      return baseline;
    },
    task: (key) => ({ ...ledgers.task(first.get(key) ?? key), key }),
    adoptedState: (key) => ledgers.adoptedState(first.get(key) ?? key),
    keys: () => ledgers.keys().map(nowOf),
    files: () => ledgers.files(),
  };
}

/** An event with the ledger that it belongs in. */
export function inItsLedger(event: DraftEvent, plan: PlanHistory): DraftEvent {
  const first = event.ledger === 'plan' ? undefined : firstIds(plan).get(event.ledger);
  return first === undefined ? event : { ...event, ledger: first };
}

/** Present key of a renamed task → the key that its ledger began with. */
const firstIds = onceFor((plan: PlanHistory): ReadonlyMap<TaskKey, TaskKey> => {
  const first = new Map<TaskKey, TaskKey>();
  for (const { from, to } of plan.events.flatMap((event) => renamingsIn(event) ?? [])) {
    const began = first.get(from) ?? from;
    first.delete(from);
    if (began === to) first.delete(to);
    else first.set(to, began);
  }
  return first;
});

/** What the baseline says of each task, told of its present id. Who a task waited for then stays as it was. */
function baselineUnder(baseline: Baseline, nowOf: (key: TaskKey) => TaskKey): Baseline {
  // The keys of a baseline are keys of tasks.
  const nowOfText = (text: string) => nowOf(text as TaskKey);
  const keyed = <Value>(record: Readonly<Record<string, Value>>) =>
    Object.fromEntries(Object.entries(record).map(([key, value]) => [nowOfText(key), value]));
  return {
    v: baseline.v,
    tasks: keyed(baseline.tasks),
    prerequisites: keyed(baseline.prerequisites),
    completed: baseline.completed.map(nowOfText),
    underway: baseline.underway.map(nowOfText),
    known: baseline.known.map((finding) => ({ ...finding, task: finding.task === null ? null : nowOfText(finding.task) })),
  };
}
