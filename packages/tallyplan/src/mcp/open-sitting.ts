/** What a server works with: the plan, the agent that it acts for, and the session that its calls belong to. */
import type { Actor } from '@tallyplan/core/model/event';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { madeUpSession } from '@tallyplan/core/model/session-name';
import type { Sitting as SittingNotes } from '@tallyplan/core/operations/operation';
import type { Performance } from '@tallyplan/core/operations/perform';
import type { Store } from '@tallyplan/core/operations/store';
import { type Environment, sessionNamedIn } from '../actor.ts';
import { isTrusted } from '../evidence/trusted-commands.ts';
import { gitUserName } from '../git-user-name.ts';
import { momentOf } from '../moment.ts';
import { sittingIn } from '../sitting.ts';
import type { Notice } from '../stores/notice.ts';
import { openStore } from '../stores/open-store.ts';
import { randomToken } from '../stores/random-token.ts';
import { sha256 } from '../stores/sha256.ts';

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

/** The client at the other end, as it names itself. */
export interface Client {
  readonly name: string;
  readonly version: string;
}

export interface OpenSitting {
  readonly store: Store;
  readonly root: string;
  /** The plan, from the root. */
  readonly file: string;
  readonly environment: Environment;
  actor(client: Client | undefined): Actor;
  performance(client: Client | undefined): Performance;
}

/** Whoever calls through the protocol acts as an agent: there is no claim to be a person here. */
export async function openSitting(options: SittingOptions): Promise<Outcome<OpenSitting>> {
  const { folder, environment } = options;
  const opened = await openStore({
    folder,
    plan: options.plan ?? environment.TALLYPLAN_PLAN,
    wait: options.wait,
    notify: options.notify,
  });
  if (!opened.ok) return opened;
  const { store, root, file } = opened.value;
  const session = sessionNamedIn(environment) ?? madeUpSession(randomToken().slice(0, 16));
  // Asking git costs a process; so once, and only where a call is made.
  let known: string | undefined;
  const nameFor = (client: Client | undefined) => {
    known ??= plain(options.name) ?? plain(environment.TALLYPLAN_ACTOR) ?? plain(gitUserName(folder) ?? undefined);
    return known ?? plain(client?.name) ?? 'agent';
  };
  const actor = (client: Client | undefined): Actor => ({ name: nameFor(client), kind: 'agent', session });
  return done({
    store,
    root,
    file,
    environment,
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
  });
}

function sittingOf(environment: Environment, root: string, client: Client | undefined): SittingNotes {
  const host = plain(client === undefined ? undefined : `${client.name} ${client.version}`);
  return { ...(host === undefined ? {} : { host }), ...sittingIn(environment, root) };
}

/** A name in one line; undefined for one that says nothing. */
function plain(text: string | undefined): string | undefined {
  const line = (text ?? '').replace(/\p{Cc}+/gu, ' ').trim();
  return line === '' ? undefined : line.slice(0, 100);
}
