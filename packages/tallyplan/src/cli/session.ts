/** What a command works with: the plan that is meant, who acts, and when. */
import type { Actor } from '@tallyplan/core/model/event';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import type { Store } from '@tallyplan/core/operations/store';
import { actorOf } from '../actor.ts';
import { gitUserName } from '../git-user-name.ts';
import { isByNameAlone } from '../stores/locate-plan.ts';
import { openStore } from '../stores/open-store.ts';
import type { StoreOnDemand } from '../stores/store-on-demand.ts';
import { cacheEntry } from './cache-file.ts';
import type { CommonOptions } from './common-options.ts';
import { documentsAbout } from './documents-about.ts';
import { folderOf } from './folder-of.ts';
import { oneLine, plainText } from './plain-text.ts';
import { tellNotice } from './tell-notice.ts';
import type { Terminal } from './terminal.ts';

export interface Session<Kept extends Store = Store> {
  readonly store: Kept;
  /** Absolute path of the folder that files are told from. */
  readonly root: string;
  /** The plan, from the root. */
  readonly file: string;
  readonly actor: Actor;
  /** How the command line names the plan, where it is not found without. */
  readonly named?: string;
}

/** Seconds that a change queues behind others where nothing else is said. */
const usualWait = 10;

export async function openSession(common: CommonOptions, terminal: Terminal): Promise<Outcome<Session<StoreOnDemand>>> {
  const folder = folderOf(common, terminal);
  if (!folder.ok) return folder;
  const actor = actorIn(folder.value, common, terminal);
  if (!actor.ok) return actor;
  const opened = await openStore({
    folder: folder.value,
    plan: common.plan ?? terminal.environment.TALLYPLAN_PLAN,
    wait: (common.wait ?? usualWait) * 1000,
    notify: (notice) => tellNotice(notice, terminal),
    blocksFor: (location) => cacheEntry('blocks', location, terminal.environment),
    documentIndexFor: (location, profile, use) => documentsAbout({ location, profile, use }, terminal.environment),
    answersFor: async (location) => (await import('./answers-about.ts')).answersAbout(location, terminal.environment),
  });
  if (!opened.ok) return opened;
  const { store, root, file, others, nearer } = opened.value;
  if (others.length > 0 && !common.quiet) terminal.writeError(tellOthers(file, others));
  if (nearer !== null && !common.quiet) terminal.writeError(tellNearer(file, nearer));
  const named = common.plan !== undefined && isByNameAlone(opened.value, folder.value) ? { named: common.plan } : {};
  return done({ store, root, file, actor: actor.value, ...named });
}

/** One of several plans is taken by its name; that is better said. */
function tellOthers(file: string, others: readonly string[]): string {
  const names = others.map((other) => oneLine(plainText(other)));
  return `tallyplan: this is about ${oneLine(plainText(file))}; for ${names.join(' or ')} say --plan\n`;
}

/** Who stands beside another plan takes that for the one that is meant. */
function tellNearer(file: string, nearer: string): string {
  const [meant, other] = [file, nearer].map((name) => oneLine(plainText(name)));
  return `tallyplan: this is about ${meant}, as .tallyplan/config.yaml says; ${other} is another plan, and wants a repository of its own\n`;
}

/** Who acts in a folder: git may know another name there than elsewhere. */
export function actorIn(folder: string, { as: name, kind }: CommonOptions, terminal: Terminal): Outcome<Actor> {
  return actorOf({ name, kind }, terminal.environment, () => gitUserName(folder));
}
