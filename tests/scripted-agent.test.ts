/**
 * An agent without a mind lives a whole plan through the protocol alone, and makes the mistakes that agents make.
 * Every one is refused, or reported, and the refusal itself says what leads on; in the end the plan is true.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TaskJson } from '@tallyplan/core/operations/task-json';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inThread } from './processes/in-thread.ts';
import { type AnsweredProblem, McpClient, type ResultOf } from './processes/mcp-client.ts';
import { environment } from './processes/workbench.ts';

const tasks = 30;
const phases = 3;
const id = (number: number) => `TASKS-${String(number).padStart(2, '0')}`;

/** A plan of the reference format: three phases of ten tasks, each waiting for the one before it. */
function planText(): string {
  const entry = (number: number) => `  - id: ${id(number)}
    service_name: "Part ${number} of the harbour"
    priority: P1
    dependents: "${number % 10 === 0 ? '' : id(number + 1)}"
    workflow:
      pre_check:
        status: NOT_STARTED
        checklist:
          - verified_req: false
          - checked_gaps: false
          - reviewed_upstream: false
          - confirmed_deps: false
      tasks:
        status: NOT_STARTED
        iplan_id: null
        iplan_status: null
      post_check:
        status: NOT_STARTED
        checklist:
          - tests_passing: false
          - session_log_date: false
`;
  const phase = (number: number) => `### Phase ${number}: Part ${number}
**Goal**: ten parts of it.

\`\`\`yaml
phase_${number}_tasks:
${Array.from({ length: tasks / phases }, (_, at) => entry((number - 1) * 10 + at + 1)).join('\n')}\`\`\`
`;
  return `# Harbour

> **Last Updated**: 2026-01-01

## 2. Phase Tracker

${[1, 2, 3].map(phase).join('\n')}
## 3. Session Log

| Date | Task ID | Status | Notes |
|:-----|:--------|:-------|:------|
`;
}

let folder: string;
let robot: McpClient;
let other: McpClient;
const plan = () => join(folder, 'DEVELOPMENT_PLAN.md');
const config = { XDG_CONFIG_HOME: '' };

function person(...args: readonly string[]) {
  const { status, stdout, stderr } = inThread(['--as', 'Ada', '--kind', 'human', ...args], {
    cwd: folder,
    env: { ...environment, ...config },
  });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-agent-'));
  config.XDG_CONFIG_HOME = join(folder, '.config');
  mkdirSync(join(folder, '.tallyplan'));
  mkdirSync(join(folder, 'src'));
  writeFileSync(plan(), planText());
  writeFileSync(
    join(folder, '.tallyplan/config.yaml'),
    'plan: DEVELOPMENT_PLAN.md\nevidence: [tests]\ncommands:\n  tests: echo "API_TOKEN=hunter2222 ACME-99-SECRET"; test -e src/TASKS-01.txt\nsecrets: ["ACME-*"]\n',
  );
  person('init', '--yes');
  person('config', 'trust', '--yes');
  const env = { XDG_CONFIG_HOME: config.XDG_CONFIG_HOME };
  robot = await McpClient.connect({ folder, name: 'robot', env });
  other = await McpClient.connect({ folder, name: 'second robot', era: 'auto', env });
});
afterAll(async () => {
  await robot?.close();
  await other?.close();
  rmSync(folder, { recursive: true, force: true });
});

const words: Readonly<Record<string, string>> = {
  note: 'read the whole document; nothing in it is open',
  'what was done and how it was checked': 'built as its document says, and the tests of it pass',
};

/** The input of a step, with its `<…>` filled in as somebody would who has done the work. */
function filled(input: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(input).replace(
    /<([^>]*)>/g,
    (_, what: string) => words[what] ?? 'for a reason that stands in the protocol of the meeting',
  );
  return JSON.parse(text);
}

/** Does what a refusal says leads on; it must be permitted, there and then. */
async function doNext(client: McpClient, problem: AnsweredProblem): Promise<void> {
  const step = problem.next.find(({ tool }) => tool !== undefined);
  if (step?.tool === undefined) throw new Error(`${problem.rule} leads an agent nowhere: ${JSON.stringify(problem.next)}`);
  const answer = await client.call(step.tool, filled(step.input ?? {}));
  expect(answer.problems, `${problem.rule} proposes ${step.command}`).toEqual([]);
}

/** A call that must be refused, by that rule first. */
async function refused(
  client: McpClient,
  rule: string,
  [tool, input]: readonly [string, Readonly<Record<string, unknown>>],
): Promise<AnsweredProblem> {
  const answer = await client.call(tool, input);
  const [problem] = answer.problems;
  expect([answer.isError, problem?.rule], `${tool} ${JSON.stringify(input)}`).toEqual([true, rule]);
  if (problem === undefined) throw new Error('no problem');
  expect(problem.message).not.toBe('');
  return problem;
}

async function done<const Tool extends string, const Input extends Readonly<Record<string, unknown>>>(
  client: McpClient,
  tool: Tool,
  input: Input,
): Promise<ResultOf<Tool, Input>> {
  const answer = await client.call(tool, input);
  expect(answer.problems, `${tool} ${JSON.stringify(input)}`).toEqual([]);
  return answer.result;
}

/** The task that is next, where there must be one. */
async function nextTask(client: McpClient, input: Readonly<Record<string, unknown>> = {}): Promise<TaskJson> {
  const { task, why } = await done(client, 'plan_next', input);
  if (task === null) throw new Error(why);
  return task;
}

const build = (task: string, text = 'built') => writeFileSync(join(folder, `src/${task}.txt`), text);
const statusOf = async (task: string) => (await done(robot, 'plan_read', { view: 'task', id: task, fields: ['status'] })).status;

/** A task, done as it should be. */
async function doProperly(client: McpClient): Promise<string> {
  const task = await nextTask(client, { claim: true });
  await done(client, 'plan_verify', { id: task.id, items: { verified_req: words.note, checked_gaps: words.note } });
  await done(client, 'plan_start', { id: task.id });
  build(task.id);
  await done(client, 'plan_evidence', { id: task.id, run: 'tests' });
  await done(client, 'plan_complete', {
    id: task.id,
    summary: `${task.id} built and tested`,
    attest: { tests_passing: 'the tests ran and passed' },
  });
  return task.id;
}

/** Ways to go wrong with the task that is next; each leaves it in a state that `doProperly` goes on from. */
const mistakes: Readonly<Record<string, (task: string) => Promise<void>>> = {
  'starts early': async (task) => {
    const problem = await refused(robot, 'started-without-pre-check', ['plan_start', { id: task }]);
    expect(problem.missing).toEqual(['verified_req', 'checked_gaps']);
    await doNext(robot, problem);
  },
  'ticks in bulk': async (task) => {
    const items = { verified_req: 'ok', checked_gaps: 'ok' };
    await doNext(robot, await refused(robot, 'note-missing', ['plan_verify', { id: task, items }]));
    await refused(robot, 'note-missing', ['plan_verify', { id: task, items: { verified_req: '', checked_gaps: '' } }]);
  },
  'starts the one after it': async (task) => {
    const after = id(Number(task.slice(-2)) + 1);
    const { problems } = await robot.call('plan_start', { id: after });
    expect(problems.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['started-without-pre-check', 'started-before-prerequisite']));
  },
  'edits the status by hand': async (task) => {
    writeFileSync(
      plan(),
      readFileSync(plan(), 'utf8').replace(
        new RegExp(`(- id: ${task}\\n[\\s\\S]*?      tasks:\\n        status: )NOT_STARTED`),
        '$1COMPLETED',
      ),
    );
    const { findings } = await done(robot, 'plan_read', { view: 'check', id: task });
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['unrecorded-change', 'session-log-missing']));
    const problem = await refused(robot, 'unrecorded-change', [
      'plan_update',
      { action: 'block', id: task, reason: 'it is done, I would say' },
    ]);
    await doNext(robot, problem);
    expect(await statusOf(task)).toBe('NOT_STARTED');
  },
  'ticks a box by hand': async (task) => {
    writeFileSync(plan(), readFileSync(plan(), 'utf8').replace(new RegExp(`(- id: ${task}\\n[\\s\\S]*?verified_req: )false`), '$1true'));
    await doNext(robot, await refused(robot, 'unrecorded-change', ['plan_start', { id: task }]));
  },
  'names a task that is not there': async (task) => {
    const problem = await refused(robot, 'unknown-id', ['plan_start', { id: `${task}9` }]);
    await doNext(robot, problem);
  },
  'completes what it has not started': async (task) => {
    await doNext(robot, await refused(robot, 'wrong-status', ['plan_complete', { id: task, summary: 'It was easier than it looked' }]));
  },
  'logs a completion that did not happen': async (task) => {
    await doNext(
      robot,
      await refused(robot, 'wrong-status', ['plan_update', { action: 'log', id: task, status: 'COMPLETED', note: 'all of it is done' }]),
    );
  },
  'takes what another has': async (task) => {
    const claimed = await nextTask(other, { claim: true });
    expect(claimed.id).toBe(task);
    const problem = await refused(other, 'reason-missing', ['plan_update', { action: 'defer', id: task, reason: 'no' }]);
    await doNext(other, problem);
    await done(robot, 'plan_update', { action: 'resume', id: task });
  },
};

/** And ways to go wrong with one that is under way. */
const lateMistakes: Readonly<Record<string, (task: string) => Promise<void>>> = {
  'completes without evidence, attestation or summary': async (task) => {
    const { problems } = await robot.call('plan_complete', { id: task, summary: 'done' });
    expect(problems.map(({ rule }) => rule)).toEqual(['summary-missing', 'attestation-missing', 'evidence-missing']);
    build(task);
    await doNext(robot, problems[2] as AnsweredProblem);
    const after = await robot.call('plan_complete', { id: task, summary: 'done' });
    expect(after.problems.map(({ rule }) => rule)).toEqual(['summary-missing', 'attestation-missing']);
    await doNext(robot, after.problems[0] as AnsweredProblem);
  },
  'changes the code after its evidence': async (task) => {
    build(task);
    await done(robot, 'plan_evidence', { id: task, run: 'tests' });
    build(task, 'built, and then made a little better');
    const said = { summary: 'Built, tested, and then made better', attest: { tests_passing: 'they passed before' } };
    await doNext(robot, await refused(robot, 'evidence-missing', ['plan_complete', { id: task, ...said }]));
    await done(robot, 'plan_complete', { id: task, ...said });
  },
  'works at what another has started': async (task) => {
    const said = { summary: 'Built and tested by both of us', attest: { tests_passing: 'the tests ran and passed' } };
    const { problems } = await other.call('plan_complete', { id: task, ...said });
    expect(problems.map(({ rule }) => rule)).toContain('already-started');
    await refused(other, 'already-started', ['plan_start', { id: task }]);
    await finish(task);
  },
  'goes on although it has asked': async (task) => {
    await done(robot, 'plan_stop', { id: task, question: 'Is the tide counted from the mean or from the lowest water?' });
    const problem = await refused(robot, 'stop-open', ['plan_complete', { id: task, summary: 'Counted from the mean; nobody answered' }]);
    expect(problem.next[0]).toMatchObject({ who: 'person' });
    expect((await done(robot, 'plan_read', { view: 'brief' })).stops[0]).toMatchObject({ task, by: 'robot' });
    person('instruct', task, '--text', 'From the lowest water, as the charts have it.');
    await finish(task);
  },
  'forgets the log': async (task) => {
    // Done by hand, in the file alone: statuses and boxes, but no row in the log.
    const before = readFileSync(plan(), 'utf8');
    const entry = new RegExp(`- id: ${task}\\n[\\s\\S]*?session_log_date: false`);
    const edited = before.replace(entry, (text) =>
      text.replace('status: IN_PROGRESS', 'status: COMPLETED').replace('tests_passing: false', 'tests_passing: true'),
    );
    writeFileSync(plan(), edited);
    const { findings } = await done(robot, 'plan_read', { view: 'check', id: task });
    expect(findings.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['unrecorded-change', 'session-log-missing']));
    const problem = await refused(robot, 'unrecorded-completion', ['plan_start', { id: await nextReady() }]);
    await doNext(robot, problem);
    expect(readFileSync(plan(), 'utf8')).toContain(before.slice(before.indexOf('## 2.'), before.indexOf('### Phase 1')));
    await finish(task);
  },
};

/** A task of another phase, verified and ready, that could be started now. */
async function nextReady(): Promise<string> {
  const { queue } = await done(robot, 'plan_next', {});
  const [ready = ''] = queue;
  await done(robot, 'plan_verify', { id: ready, items: { verified_req: words.note, checked_gaps: words.note } });
  return ready;
}

async function finish(task: string): Promise<void> {
  build(task);
  await done(robot, 'plan_evidence', { id: task, run: 'tests' });
  await done(robot, 'plan_complete', {
    id: task,
    summary: `${task} built and tested in the end`,
    attest: { tests_passing: 'the tests ran and passed' },
  });
}

async function startNext(): Promise<string> {
  const task = await nextTask(robot, { claim: true });
  await done(robot, 'plan_verify', { id: task.id, items: { verified_req: words.note, checked_gaps: words.note } });
  await done(robot, 'plan_start', { id: task.id });
  return task.id;
}

describe('an agent that lives a plan of thirty tasks through the protocol alone', () => {
  it('finishes the first one as it should be', async () => {
    expect(await doProperly(robot)).toBe(id(1));
  });

  it.each(Object.entries(mistakes))('%s, and is led back', async (_, mistake) => {
    const task = await nextTask(robot);
    await mistake(task.id);
    await doProperly(robot);
    expect(await statusOf(task.id)).toBe('COMPLETED');
  });

  it.each(Object.entries(lateMistakes))('%s, and is led back', async (_, mistake) => {
    const task = await startNext();
    await mistake(task);
    expect(await statusOf(task)).toBe('COMPLETED');
  });

  it('shares the rest with another', async () => {
    while ((await done(robot, 'plan_next', {})).counts.COMPLETED < tasks) {
      await doProperly(robot);
      if ((await done(other, 'plan_next', {})).task !== null) await doProperly(other);
    }
  });

  it('leaves a plan that is true', async () => {
    expect(JSON.parse(person('check', '--json')).result.summary).toMatchObject({ errors: 0 });
    expect(JSON.parse(person('audit', 'verify', '--json')).result).toMatchObject({ holds: true, faults: [] });
    const log = (await done(robot, 'plan_read', { view: 'log', limit: 100 })).sessionLog;
    const completed = log.filter(({ status }) => status === 'COMPLETED').map(({ task }) => task);
    expect(completed.sort()).toEqual(Array.from({ length: tasks }, (_, at) => id(at + 1)));
    for (let number = 1; number <= tasks; number++) {
      const task = await done(robot, 'plan_read', { view: 'task', id: id(number) });
      expect(task, id(number)).toMatchObject({ status: 'COMPLETED', verified: true });
      const last = task.evidence.at(-1);
      expect(last, id(number)).toMatchObject({ name: 'tests', exitCode: 0 });
      expect(last?.outputTail).toBe('API_TOKEN=*** ***\n');
    }
  });
});
