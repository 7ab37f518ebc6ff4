/** What a server works with: the plan, the agent that it acts for, and the session that its calls belong to. */
import { relative, resolve, sep } from 'node:path';
import type { Actor } from '@tallyplan/core/model/event';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { madeUpSession } from '@tallyplan/core/model/session-name';
import type { Sitting as SittingNotes } from '@tallyplan/core/operations/operation';
import type { Performance } from '@tallyplan/core/operations/perform';
import type { Store } from '@tallyplan/core/operations/store';
import { type Environment, plainName, sessionNamedIn } from '../actor.ts';
import { isTrusted } from '../evidence/trusted-commands.ts';
import { gitUserName } from '../git-user-name.ts';
import { momentOf } from '../moment.ts';
import { realPath } from '../real-path.ts';
import { sittingIn } from '../sitting.ts';
import { isByNameAlone, type PlanLocation } from '../stores/locate-plan.ts';
import type { Notice } from '../stores/notice.ts';
import { type OpenStore, openStore } from '../stores/open-store.ts';
import { randomToken } from '../stores/random-token.ts';
import { sha256 } from '../stores/sha256.ts';
import { Whereabouts } from '../stores/whereabouts.ts';
import { ReadAhead } from './read-ahead.ts';

export interface SittingOptions {
  readonly folder: string;
  readonly plan: string | undefined;
  /** Who acts; else TALLYPLAN_ACTOR, git's user.name, the name of the client. */
  readonly name: string | undefined;
  /** Milliseconds that a change waits for others at most. */
  readonly wait: number;
  readonly environment: Environment;
  readonly notify: (notice: Notice) => void;
}

/** The client at the other end, as it tells of itself. */
export interface Client {
  /** Undefined where it does not say it. */
  readonly name?: string | undefined;
  readonly version?: string | undefined;
  /** What it tells with a call of the conversation that makes it, as variables would have it. */
  readonly told: Told;
}
/** By the names that commands of such a host find it under in their environment. */
export type Told = Partial<Record<'CODEX_THREAD_ID' | 'TALLYPLAN_MODEL', string>>;

export interface OpenSitting {
  readonly store: Store;
  readonly root: string;
  /** The plan, from the root. */
  readonly file: string;
  /** The same from the folder of the server, where it is found by its name alone: commands have to name it, too. */
  readonly named: string | null;
  readonly environment: Environment;
  readonly ahead: ReadAhead;
  actor(client: Client | undefined): Actor;
  performance(client: Client | undefined): Performance;
}

/** Opens the plan; asked with every request, since a plan may come later than its server, and be renamed while it lives. */
export type Opening = () => Promise<Outcome<OpenSitting>>;

/** The sitting of one server. It stays the same, and so does its store, for as long as the plan stays where it is. */
export function sittingAt(options: SittingOptions): Opening {
  const caller = callerIn(options);
  let current: { readonly sitting: OpenSitting; readonly location: PlanLocation; readonly whereabouts: Whereabouts } | null = null;
  let opening: Promise<Outcome<OpenSitting>> | null = null;
  const open = async (): Promise<Outcome<OpenSitting>> => {
    const { folder, environment, wait, notify } = options;
    const opened = await openStore({ folder, plan: options.plan ?? environment.TALLYPLAN_PLAN, wait, notify });
    if (!opened.ok) return opened;
    const known = current !== null && isSamePlan(current.location, opened.value) ? current.sitting : null;
    const named = namedFrom(folder, opened.value);
    const sitting = known?.named === named ? known : { ...(known ?? sittingOver(opened.value, caller, environment)), named };
    current = { sitting, location: opened.value, whereabouts: new Whereabouts(opened.value) };
    return done(sitting);
  };
  return async () => {
    if (current?.whereabouts.hold) return done(current.sitting);
    opening ??= open().finally(() => {
      opening = null;
    });
    return opening;
  };
}

function isSamePlan(one: PlanLocation, other: PlanLocation): boolean {
  return one.root === other.root && one.plan === other.plan && one.file === other.file;
}

type Caller = (client: Client | undefined) => Actor;

/** Whoever calls through the protocol acts as an agent: there is no claim to be a person here. */
function callerIn({ name, folder, environment }: SittingOptions): Caller {
  const madeUp = madeUpSession(randomToken().slice(0, 16));
  // Asking git costs a process; so once, and only where a call is made.
  let known: string | undefined;
  const nameFor = (client: Client | undefined) => {
    known ??= plain(name) ?? plain(environment.TALLYPLAN_ACTOR) ?? plain(gitUserName(folder) ?? undefined);
    return known ?? plain(client?.name) ?? 'agent';
  };
  return (client) => ({ name: nameFor(client), kind: 'agent', session: sessionNamedIn({ ...client?.told, ...environment }) ?? madeUp });
}

/** How a plan is named that is not found otherwise. */
function namedFrom(folder: string, { root, plan }: PlanLocation): string | null {
  return isByNameAlone({ root, plan }, folder)
    ? relative(realPath(resolve(folder)), plan)
        .split(sep)
        .join('/')
    : null;
}

function sittingOver({ store, root, file }: OpenStore, actor: Caller, environment: Environment): Omit<OpenSitting, 'named'> {
  return {
    store,
    root,
    file,
    environment,
    ahead: new ReadAhead(store),
    actor,
    performance: (client) => ({
      actor: actor(client),
      now: () => momentOf(new Date()),
      dryRun: false,
      digest: sha256,
      tree: async () => (await import('../evidence/tree-digest.ts')).treeDigest(root, file),
      mayRun: (command) => isTrusted({ root, ...command }, environment),
      sitting: () => sittingOf(environment, root, client),
    }),
  };
}

function sittingOf(environment: Environment, root: string, client: Client | undefined): SittingNotes {
  const host = plain(`${client?.name ?? ''} ${client?.version ?? ''}`);
  return { ...(host === undefined ? {} : { host }), ...sittingIn({ ...client?.told, ...environment }, root) };
}

/** A name in one line; undefined for one that says nothing. */
function plain(text: string | undefined): string | undefined {
  const line = plainName(text ?? '');
  return line === '' ? undefined : line;
}
