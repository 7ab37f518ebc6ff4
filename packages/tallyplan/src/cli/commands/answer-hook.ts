/**
 * What the hooks of hosts are answered.
 *
 * A hook never fails its host's turn: what it can't do it says on standard error, and ends well. It only reads,
 * and acts as an agent whatever its environment or its caller says, so nobody becomes a person by it. What it
 * puts into a context comes from documents, and is marked as data.
 */
import { closeSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve, sep } from 'node:path';
import type { Actor } from '@tallyplan/core/model/event';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { worldOf } from '@tallyplan/core/operations/perform';
import { type EditTarget, reasonToGoOn, unloggedSince, warningBeforeEdit } from '@tallyplan/core/rules/agent-conduct';
import { actorOf, type Environment } from '../../actor.ts';
import { gitUserName } from '../../git-user-name.ts';
import type { HookAnswer, HookEvent, TurnEnds } from '../../hosts/hook-dialect.ts';
import { hookDialects } from '../../hosts/hook-dialects.ts';
import type { HostName } from '../../hosts/host-names.ts';
import { momentOf } from '../../moment.ts';
import { realPath } from '../../real-path.ts';
import { errorCode } from '../../stores/file-system.ts';
import { type OpenStore, openStore } from '../../stores/open-store.ts';
import { sha256, sha256OfBytes } from '../../stores/sha256.ts';
import { folderName } from '../../stores/store-folder.ts';
import { usageProblem } from '../../usage-problem.ts';
import type { Answer, Request, SurfaceContext } from '../command.ts';
import { oneLine, plainText } from '../plain-text.ts';
import type { Terminal } from '../terminal.ts';

export async function answerHook({ input }: Request, { terminal }: SurfaceContext): Promise<Outcome<Answer>> {
  const dialect = hookDialects[input.host as HostName];
  if (dialect === undefined) return refused(noHooks(String(input.host)));
  const silence = done<Answer>({ result: null, text: '' });
  try {
    const said = (await terminal.readInputFor(patience)).toString('utf8').replace(/^\ufeff/, '');
    if (said.trim() === '') return tell(terminal, 'the host said nothing on standard input', silence);
    const read = dialect.read(JSON.parse(said));
    if ('wrong' in read) return tell(terminal, `the host's input was not understood (${read.wrong})`, silence);
    if (read.event === null) return silence;
    const answered = await answerTo(read.event, terminal);
    if (!answered.ok) return tell(terminal, answered.problems.map(({ message }) => message).join('; '), silence);
    if (answered.value === null) return silence;
    const answer = dialect.answer(read.event, answered.value);
    return done({ result: answer, text: `${JSON.stringify(answer)}\n` });
  } catch (error) {
    return tell(terminal, error instanceof Error ? error.message : String(error), silence);
  }
}

/** Milliseconds. A host writes at once; one that leaves its end open must not be held up until it loses its patience. */
const patience = 3000;

function noHooks(host: string) {
  return usageProblem(`the hooks of ${host} are not used yet`, {
    have: [host],
    missing: [Object.keys(hookDialects).join(' or ')],
  });
}

function tell<T>(terminal: Terminal, message: string, answer: T): T {
  terminal.writeError(`tallyplan hook: ${oneLine(plainText(message))}\n`);
  return answer;
}

async function answerTo(event: HookEvent, terminal: Terminal): Promise<Outcome<HookAnswer | null>> {
  const opened = await openPlan(event, terminal.environment);
  if (!opened.ok) return opened;
  const actor = actorOfHook(event, opened.value.root, terminal.environment);
  if (!actor.ok) return actor;
  const asked = { event, plan: opened.value, actor: actor.value };
  switch (event.kind) {
    case 'session begins':
      return (await import('./hook-brief.ts')).hookBrief(asked);
    case 'edit comes':
      return warning({ ...asked, targets: event.files.flatMap((file) => targetOf(file, event.folder, opened.value) ?? []) });
    case 'turn ends':
      return event.heldBack ? done(null) : goOn({ ...asked, event });
  }
}

/** A moment, with the plan that it is about and who is in it. */
export interface Asked {
  readonly event: HookEvent;
  readonly plan: OpenStore;
  readonly actor: Actor;
}

/** The plan of where the agent works; where that is elsewhere, the one of the project that the host was started in. */
async function openPlan({ folder }: HookEvent, environment: Environment): Promise<Outcome<OpenStore>> {
  const options = { plan: environment.TALLYPLAN_PLAN, wait: 0, notify: () => undefined };
  const opened = await openStore({ folder, ...options });
  const project = environment.CLAUDE_PROJECT_DIR;
  return opened.ok || project === undefined || project === '' ? opened : openStore({ folder: project, ...options });
}

/** An agent, in the host's session. */
function actorOfHook({ session }: HookEvent, root: string, environment: Environment): Outcome<Actor> {
  const said = { TALLYPLAN_ACTOR: environment.TALLYPLAN_ACTOR, TALLYPLAN_SESSION: environment.TALLYPLAN_SESSION ?? session ?? undefined };
  return actorOf({ kind: 'agent' }, said, () => gitUserName(root));
}

async function warning({
  plan: { store },
  actor,
  targets,
}: Asked & { readonly targets: readonly EditTarget[] }): Promise<Outcome<HookAnswer | null>> {
  return store.read((snapshot) => {
    const said = warningBeforeEdit(worldOf(snapshot, { actor, digest: sha256 }, now()), targets);
    return done(said === null ? null : { kind: 'warning', ...said });
  });
}

/** What a file is to the plan; null for one outside the repository, or among what only git or Tallyplan's machine writes. */
function targetOf(file: string, folder: string, { root, plan }: OpenStore): EditTarget | null {
  const path = realPath(resolve(folder, file));
  if (path === plan) return 'plan';
  const inside = relative(root, path).split(sep);
  if (inside[0] === '..' || inside[0] === '' || inside[0] === '.git') return null;
  return inside[0] === folderName && inside[1] === 'ledger' ? 'ledger' : 'other';
}

async function goOn({
  plan: { store, root, file },
  actor,
  event,
}: Asked & { readonly event: TurnEnds }): Promise<Outcome<HookAnswer | null>> {
  const unlogged = await store.read((snapshot) => done(unloggedSince(worldOf(snapshot, { actor, digest: sha256 }, now()))));
  if (!unlogged.ok || unlogged.value.length === 0) return unlogged.ok ? done(null) : unlogged;
  const { changedFiles } = await import('../../hosts/changed-files.ts');
  const [earliest = ''] = unlogged.value.map(({ since }) => since).sort();
  const seen = changedFiles(root, earliest);
  if (seen === null) return refused(withoutGit(root));
  const changed = seen.filter(({ path }) => path !== file && !path.startsWith(`${folderName}/`));
  const reason = reasonToGoOn(unlogged.value, changed);
  const isNew = reason !== null && isFirst([root, event.session ?? '', ...unlogged.value.map(({ task, since }) => `${task.id} ${since}`)]);
  return done(isNew ? { kind: 'hold back', reason: plainText(reason) } : null);
}

function withoutGit(root: string) {
  return usageProblem(`git tells nothing of ${root}, so it is not seen whether files have changed`, {
    missing: ['a repository that git reads'],
  });
}

/**
 * True the first time that it is asked on this machine: an agent that did not follow is not asked again for the
 * same, in any later turn. A machine without a place for that still has the host's own word (`heldBack`).
 */
function isFirst(about: readonly string[]): boolean {
  try {
    closeSync(openSync(join(tmpdir(), `tallyplan-held-back-${sha256OfBytes(about.join('\0')).slice(0, 32)}`), 'wx', 0o600));
    return true;
  } catch (error) {
    return errorCode(error) !== 'EEXIST';
  }
}

function now() {
  return momentOf(new Date());
}
