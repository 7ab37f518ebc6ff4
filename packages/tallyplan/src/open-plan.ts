/**
 * The library: a plan on disk, with the operations as methods.
 *
 *     const plan = await openPlan({ folder: '.' });
 *     const started = await plan.start({ id: 'TASKS-03' });
 *     if (!started.ok) console.error(started.problems[0]?.message);
 *
 * It walks the very way of the command line, so gates, ledger and crash safety are the same.
 */
import type { Actor } from '@tallyplan/core/model/event';
import { done, type Problem, refused } from '@tallyplan/core/model/problem';
import { operationsByMethod } from '@tallyplan/core/operations/index';
import type { Operation } from '@tallyplan/core/operations/operation';
import { perform } from '@tallyplan/core/operations/perform';
import { actorOf, namedActor } from './actor.ts';
import { treeDigest } from './evidence/tree-digest.ts';
import { isTrusted } from './evidence/trusted-commands.ts';
import { gitUserName } from './git-user-name.ts';
import { misusedCall, misusedOptions } from './misused-library.ts';
import { momentOf } from './moment.ts';
import type { CallOptions, PlanMethods } from './plan-methods.ts';
import type { Notice } from './stores/notice.ts';
import { openStore } from './stores/open-store.ts';
import { sha256 } from './stores/sha256.ts';

export interface OpenPlanOptions {
  /** Where to look for the plan; the working folder where it is left out. */
  readonly folder?: string;
  /** The plan itself, where it is not found by its name: relative to the folder. */
  readonly plan?: string;
  /** Who acts; found as the command line finds it where it is left out. */
  readonly actor?: Actor;
  /** Milliseconds that a change waits for others at most; 10,000 where it is left out. */
  readonly wait?: number;
  /** The clock; the machine's where it is left out. */
  readonly now?: () => Date;
  /** Told of what an interrupted process had left, when it is mended. */
  readonly notify?: (notice: Notice) => void;
}

export interface OpenPlan extends PlanMethods {
  /** Absolute path of the folder that has `.tallyplan/`. */
  readonly root: string;
  /** The plan, from the root. */
  readonly file: string;
  readonly actor: Actor;
}

/** What kept a plan from being opened: no plan, a wrong configuration, nobody who acts. */
export class PlanNotOpened extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(({ message }) => message).join('\n'));
    this.name = 'PlanNotOpened';
    this.problems = problems;
  }
}

/** Opens the plan of a folder. Rejects with `PlanNotOpened`; what its methods can be refused, they answer as a value. */
export async function openPlan(options: OpenPlanOptions = {}): Promise<OpenPlan> {
  const misused = misusedOptions(options);
  if (misused.length > 0) throw new PlanNotOpened(misused);
  const folder = options.folder ?? process.cwd();
  const actor =
    options.actor === undefined ? actorOf({}, process.env, () => gitUserName(folder)) : done(namedActor(options.actor, process.env));
  if (!actor.ok) throw new PlanNotOpened(actor.problems);
  const opened = await openStore({ folder, plan: options.plan, wait: options.wait ?? 10_000, notify: options.notify ?? (() => undefined) });
  if (!opened.ok) throw new PlanNotOpened(opened.problems);
  const { store, root, file } = opened.value;
  const now = options.now ?? (() => new Date());
  const method =
    (name: string, load: () => Promise<Operation>) =>
    async (input: unknown, call: CallOptions = {}) => {
      const wrong = misusedCall(name, call);
      if (wrong.length > 0) return refused(...wrong);
      return perform(
        store,
        { operation: await load(), input },
        {
          actor: actor.value,
          now: () => momentOf(now(), call.date),
          dryRun: call.dryRun ?? false,
          digest: sha256,
          tree: async () => treeDigest(root, file),
          mayRun: (command) => isTrusted({ root, ...command }, process.env),
        },
      );
    };
  const methods = Object.fromEntries(Object.entries(operationsByMethod).map(([name, load]) => [name, method(name, load)]));
  // The methods are made from the same table that their types are taken from.
  return { ...(methods as unknown as PlanMethods), root, file, actor: actor.value };
}
