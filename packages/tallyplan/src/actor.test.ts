import { describe, expect, it } from 'vitest';
import { type ActorClaims, actorOf, agentVariables, type Environment, isRunByAgent, namedActor } from './actor.ts';

const git = () => 'Grace Hopper';
const nobody = () => null;

function actor(claims: ActorClaims, environment: Environment = {}, gitName: () => string | null = git) {
  const outcome = actorOf(claims, environment, gitName);
  if (!outcome.ok) throw new Error(outcome.problems[0]?.message);
  return { ...outcome.value };
}

describe('the name of an actor', () => {
  it('is what --as says, before everything else', () => {
    expect(actor({ name: 'Ada' }, { TALLYPLAN_ACTOR: 'Bob' }).name).toBe('Ada');
  });

  it('is TALLYPLAN_ACTOR where --as is missing', () => {
    expect(actor({}, { TALLYPLAN_ACTOR: 'Bob' }).name).toBe('Bob');
  });

  it("is git's user.name where neither is said", () => {
    expect(actor({}, { TALLYPLAN_ACTOR: ' ' }).name).toBe('Grace Hopper');
  });

  it('is empty where nobody says one', () => {
    expect(actor({}, {}, nobody).name).toBe('');
  });

  it('asks git only when it is read, and once', () => {
    let asked = 0;
    const outcome = actorOf({}, {}, () => `asked ${++asked}`);
    expect(asked).toBe(0);
    if (outcome.ok) expect([outcome.value.name, outcome.value.name]).toEqual(['asked 1', 'asked 1']);
    expect(asked).toBe(1);
  });

  it('is no longer than a name is, and no letter of it is torn', () => {
    expect(actor({ name: `${'a'.repeat(99)}🚧🚧` }).name).toBe(`${'a'.repeat(99)}🚧`);
    expect(actor({}, { TALLYPLAN_SESSION: `${'s'.repeat(99)}🚧🚧` }).session).toBe(`${'s'.repeat(99)}🚧`);
  });

  it('holds no control characters', () => {
    expect(actor({ name: 'Ada\n\u001b[31m' }).name).toBe('Ada [31m');
  });
});

describe('the kind of an actor', () => {
  it('is a person where nothing says otherwise', () => {
    expect(actor({})).toEqual({ name: 'Grace Hopper', kind: 'human' });
  });

  it('is what --kind says, before the environment', () => {
    expect(actor({ kind: 'ci' }, { TALLYPLAN_ACTOR_KIND: 'agent' }).kind).toBe('ci');
    expect(actor({}, { TALLYPLAN_ACTOR_KIND: 'Agent' }).kind).toBe('agent');
  });

  it.each(agentVariables)('is an agent where %s is set', (variable) => {
    expect(actor({}, { [variable]: '1' }).kind).toBe('agent');
  });

  it.each([
    {},
    { CLAUDECODE: '' },
    { CLAUDECODE: '0' },
    { CODEX_HOME: '/home/ada/.codex' },
    { CURSOR_TRACE_ID: 'f00d' },
    { AIDER_MODEL: 'x' },
    { CI: 'true' },
  ])('is no agent in %j', (environment) => {
    expect(isRunByAgent(environment as Environment)).toBe(false);
  });

  it("is recorded as a claim where it contradicts an agent's environment", () => {
    expect(actor({ kind: 'human' }, { CLAUDECODE: '1' })).toMatchObject({ kind: 'agent', claimed: 'human' });
    expect(actor({}, { GEMINI_CLI: '1', TALLYPLAN_ACTOR_KIND: 'human' })).toMatchObject({ kind: 'agent', claimed: 'human' });
  });

  it('is no claim where it agrees', () => {
    expect(actor({ kind: 'agent' }, { CLAUDECODE: '1' })).not.toHaveProperty('claimed');
  });

  it('is refused where the environment names one that does not exist', () => {
    const outcome = actorOf({}, { TALLYPLAN_ACTOR_KIND: 'robot' }, git);
    expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'usage', missing: ['one of human, agent, ci'] }] });
  });
});

describe('an actor that a program names', () => {
  it('is as it is named where no agent is seen, with its session and its claim', () => {
    const robot = { name: 'robot', kind: 'agent', claimed: 'human', session: 's' } as const;
    expect(namedActor(robot, {})).toEqual(robot);
    expect(namedActor({ name: 'Ada', kind: 'human' }, {})).toEqual({ name: 'Ada', kind: 'human' });
  });

  it('makes a claim where one is seen', () => {
    expect(namedActor({ name: 'Ada', kind: 'human' }, { CLAUDECODE: '1' })).toEqual({ name: 'Ada', kind: 'agent', claimed: 'human' });
    expect(namedActor({ name: 'robot', kind: 'agent' }, { CLAUDECODE: '1' })).toEqual({ name: 'robot', kind: 'agent' });
  });
});
