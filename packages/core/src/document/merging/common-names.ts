/**
 * What the three texts call one task. One that a side renamed is found again where somebody tells it (the ledger does),
 * else by its name, where just one task of the base is missing there under that name and just one new one has it.
 */
import type { Plan, Task } from '../../model/plan.ts';
import type { TaskKey } from '../../model/task-id.ts';
import type { Document } from '../document.ts';
import type { PlanSides, Side } from './merge-plans.ts';

/** What a task is called in each of the texts. */
export interface TaskNames {
  /** Its key in the base, or where there is none, in ours. */
  readonly task: TaskKey;
  readonly ours: TaskKey;
  readonly theirs: TaskKey;
}

export class Names {
  /** By key there: the key that the task has in the base. */
  readonly #renamed: Readonly<Record<Side, Renamed>>;

  /** @param told what tasks were renamed to, by the keys that they had before */
  constructor(sides: PlanSides, told: Renamed = new Map()) {
    const renamedIn = (side: Document) => (sides.base === null ? new Map() : renames(sides.base.plan, side.plan, told));
    this.#renamed = { base: new Map(), ours: renamedIn(sides.ours), theirs: renamedIn(sides.theirs) };
  }

  /** Tasks that both sides renamed, each to another id. */
  get inConflict(): readonly TaskNames[] {
    const theirs = new Map([...this.#renamed.theirs].map(([now, task]) => [task, now]));
    return [...this.#renamed.ours].flatMap(([mine, task]) => {
      const others = theirs.get(task);
      return others === undefined || others === mine ? [] : [{ task, ours: mine, theirs: others }];
    });
  }

  /** The key that the task had before whichever side renamed it. */
  before(key: TaskKey): TaskKey {
    return this.#renamed.ours.get(key) ?? this.#renamed.theirs.get(key) ?? key;
  }

  /** What a task of that common key is called in any of the texts. */
  all(key: TaskKey): readonly TaskKey[] {
    const renamed = [...this.#renamed.ours, ...this.#renamed.theirs].filter(([, common]) => common === key);
    return [key, ...renamed.map(([now]) => now)];
  }

  /** The key that stands for a task in all three texts. */
  commonOf(side: Side, { key }: Pick<Task, 'key'>): TaskKey {
    return this.#renamed[side].get(key) ?? key;
  }

  /** The task of that common key in one of the texts. */
  taskIn(side: Side, document: Pick<Document, 'plan'>, key: TaskKey): Task | undefined {
    const renamed = [...this.#renamed[side]].find(([, common]) => common === key);
    return document.plan.task(renamed?.[0] ?? key);
  }
}

/** By the key of a task: that which it had before, or has now. */
export type Renamed = ReadonlyMap<TaskKey, TaskKey>;

function renames(base: Plan, side: Plan, told: Renamed): Renamed {
  const gone = base.tasks.filter(({ key }) => side.task(key) === undefined);
  const fresh = gone.length === 0 ? [] : side.tasks.filter(({ key }) => base.task(key) === undefined);
  const known = new Map(
    gone.flatMap(({ key }) => fresh.filter((task) => task.key === told.get(key)).map((heir) => [heir.key, key] as const)),
  );
  const former = new Set(known.values());
  const byName = namesakes(
    gone.filter(({ key }) => !former.has(key)),
    fresh.filter(({ key }) => !known.has(key)),
  );
  return new Map([...known, ...byName]);
}

/** Pairs of one task that is gone and one that is new, under a name that no other of either has. */
function namesakes(gone: readonly Task[], fresh: readonly Task[]): readonly (readonly [TaskKey, TaskKey])[] {
  return gone.flatMap((task): readonly (readonly [TaskKey, TaskKey])[] => {
    const [heir, ...others] = fresh.filter(({ name }) => name === task.name);
    const isAlone = gone.filter(({ name }) => name === task.name).length === 1;
    return heir !== undefined && others.length === 0 && isAlone ? [[heir.key, task.key]] : [];
  });
}
