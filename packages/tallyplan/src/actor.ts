/**
 * Who acts, on every surface: a name, and whether that is a person, an agent or a build.
 *
 * Both are claims. What can be seen is whether a known agent runs the process; a kind that is claimed in
 * spite of that is recorded as a claim, and the policy says what it is worth.
 */
import type { Actor, ActorKind } from '@tallyplan/core/model/event';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { oneLine } from './one-line.ts';
import { usageProblem } from './usage-problem.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What the caller says of itself: `--as` and `--kind`. */
export interface ActorClaims {
  readonly name?: string | undefined;
  readonly kind?: ActorKind | undefined;
}

export const actorKinds = ['human', 'agent', 'ci'] as const satisfies readonly ActorKind[];

/**
 * Variables that coding agents set for the commands that they run. Only such are listed here: a variable
 * that configures an agent (`CODEX_HOME`, `AIDER_MODEL`), or that an editor sets in a person's terminal too
 * (`CURSOR_TRACE_ID`), tells nothing of who types.
 */
export const agentVariables = [
  'AI_AGENT', // the common convention
  'AGENT', // Amp, Crush, Goose, opencode
  'CLAUDECODE',
  'CURSOR_AGENT',
  'CODEX_THREAD_ID',
  'CODEX_SANDBOX',
  'CODEX_CI',
  'GEMINI_CLI',
  'COPILOT_CLI',
  'OPENCODE',
  'QWEN_CODE',
  'CLINE_ACTIVE',
  'AUGMENT_AGENT',
  'ANTIGRAVITY_AGENT',
  'AMP_CURRENT_THREAD_ID',
  'GOOSE_TERMINAL',
] as const;

/**
 * The actor that claims and environment make.
 *
 * The name is looked up when it is first read, since asking git costs a process: it is empty where nobody
 * said one, which a change has to refuse.
 *
 * @param gitUserName answers git's `user.name`, or null.
 */
export function actorOf(claims: ActorClaims, environment: Environment, gitUserName: () => string | null): Outcome<Actor> {
  const claimed = claims.kind ?? kindFrom(environment);
  if (claimed !== undefined && !isActorKind(claimed)) return refused(unknownKind(claimed));
  let name: string | undefined;
  return done({
    get name() {
      name ??= nameOf(claims, environment, gitUserName);
      return name;
    },
    ...kindOf(claimed, isRunByAgent(environment)),
    ...sessionIn(environment),
  });
}

/** An actor that a program names: what it says of its kind is a claim, as it is on the command line. */
export function namedActor(actor: Actor, environment: Environment): Actor {
  const { name, kind, session, claimed } = actor;
  return {
    ...(claimed === undefined ? {} : { claimed }),
    ...(session === undefined ? {} : { session }),
    name: plainName(name),
    ...kindOf(kind, isRunByAgent(environment)),
  };
}

/** True where a known agent's environment is seen, or Tallyplan itself runs something for one. */
export function isRunByAgent(environment: Environment): boolean {
  return environment[runBy] === 'agent' || agentVariables.some((name) => isSet(environment[name]));
}

/** Told to the commands that Tallyplan runs as evidence: an agent may have written what they do. */
const runBy = 'TALLYPLAN_RUN_BY';

/** The environment of a command that is run for an actor: nobody becomes a person by what it calls. */
export function environmentFor({ kind }: Pick<Actor, 'kind'>, environment: Environment): Environment {
  return kind === 'agent' ? { ...environment, [runBy]: 'agent' } : environment;
}

function kindOf(claimed: ActorKind | undefined, byAgent: boolean): Pick<Actor, 'kind' | 'claimed'> {
  if (!byAgent) return { kind: claimed ?? 'human' };
  return claimed === undefined || claimed === 'agent' ? { kind: 'agent' } : { kind: 'agent', claimed };
}

/** Where the sitting is named: by `session start`, else by the host that runs the call. */
const sessionVariables = ['TALLYPLAN_SESSION', 'CLAUDE_CODE_SESSION_ID', 'CODEX_THREAD_ID'] as const;

/** The sitting that the call belongs to; undefined where nobody named it. */
export function sessionNamedIn(environment: Environment): string | undefined {
  const said = sessionVariables.map((variable) => nonEmpty(environment[variable])).find((name) => name !== undefined);
  const name = plainName(said ?? '');
  return name === '' ? undefined : name;
}

/** A name in one line, and no longer than a name is: it stands in every event. No letter is torn. */
export function plainName(text: string): string {
  const line = oneLine(text).trim();
  return line.length <= longestName ? line : [...line].slice(0, longestName).join('');
}

const longestName = 100;

function sessionIn(environment: Environment): Pick<Actor, 'session'> {
  const session = sessionNamedIn(environment);
  return session === undefined ? {} : { session };
}

function nameOf(claims: ActorClaims, environment: Environment, gitUserName: () => string | null): string {
  return plainName(claims.name ?? nonEmpty(environment.TALLYPLAN_ACTOR) ?? gitUserName() ?? '');
}

function kindFrom(environment: Environment): string | undefined {
  return nonEmpty(environment.TALLYPLAN_ACTOR_KIND)?.trim().toLowerCase();
}

function isActorKind(text: string): text is ActorKind {
  return (actorKinds as readonly string[]).includes(text);
}

function unknownKind(kind: string) {
  return usageProblem(`TALLYPLAN_ACTOR_KIND is "${kind}", which is no kind of actor`, {
    have: [kind],
    missing: [`one of ${actorKinds.join(', ')}`],
  });
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}

function nonEmpty(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value;
}
