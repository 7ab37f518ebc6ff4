/** `tallyplan mcp` as a client sees it: tools, answers, resources, prompts, in both eras of the protocol. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inThread } from './processes/in-thread.ts';
import { McpClient } from './processes/mcp-client.ts';
import { command, environment } from './processes/workbench.ts';

const repository = join(import.meta.dirname, '..');
const said = 'read all of it, and no question is open';

let folder: string;
let plan: string;
const open: McpClient[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-mcp-'));
  plan = join(folder, 'DEVELOPMENT_PLAN.md');
  cpSync(join(repository, 'examples/families/b-reference.md'), plan);
});
afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
  rmSync(folder, { recursive: true, force: true });
});

async function connect(name = 'robot', more: { era?: 'legacy' | 'auto'; env?: Record<string, string> } = {}): Promise<McpClient> {
  const client = await McpClient.connect({ folder, name, ...more });
  open.push(client);
  return client;
}

function person(...args: readonly string[]) {
  const { status, stdout, stderr } = inThread(['--as', 'Ada', '--kind', 'human', ...args], { cwd: folder, env: environment });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

const tokens = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)).length / 4;

describe.each(['legacy', 'auto'] as const)('a client of the era %s', (era) => {
  it('finds eight tools, told in 1,500 tokens, with their annotations', async () => {
    const client = await connect('robot', { era });
    const { tools } = await client.client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      ...['plan_next', 'plan_read', 'plan_verify', 'plan_start', 'plan_evidence', 'plan_complete', 'plan_stop', 'plan_update'],
    ]);
    expect(tokens({ tools })).toBeLessThanOrEqual(1500);
    for (const { annotations } of tools) {
      expect(Object.keys(annotations ?? {}).sort()).toEqual(['destructiveHint', 'idempotentHint', 'openWorldHint', 'readOnlyHint']);
    }
    expect(tools.filter(({ annotations }) => annotations?.readOnlyHint === true).map(({ name }) => name)).toEqual(['plan_read']);
  });

  it('is refused a cursor that it was never given', async () => {
    const { client } = await connect('robot', { era });
    for (const method of ['tools/list', 'resources/list', 'resources/templates/list', 'prompts/list'] as const) {
      await expect(client.request({ method, params: { cursor: 'forged' } })).rejects.toMatchObject({ code: -32602 });
    }
  });

  it('leads a task through its life', async () => {
    person('init', '--yes');
    const client = await connect('robot', { era });
    expect((await client.call('plan_next', { claim: true })).result).toMatchObject({ task: { id: 'TASKS-03', assignee: 'robot' } });
    const items = { verified_req: said, verified_tasks: said, confirmed_arch: said, checked_gaps: said };
    expect((await client.call('plan_verify', { id: 'TASKS-03', items })).result).toMatchObject({ preCheck: 'COMPLETED' });
    expect((await client.call('plan_start', { id: 'tasks-3' })).result).toMatchObject({ status: 'IN_PROGRESS' });
    const summary = 'A page for each station, with its sensors; 12 tests pass';
    expect((await client.call('plan_complete', { id: 'TASKS-03', summary })).result).toMatchObject({ status: 'COMPLETED' });
    expect(readFileSync(plan, 'utf8')).toContain(summary);
    expect(JSON.parse(person('audit', 'verify', '--json')).result.holds).toBe(true);
  });

  it('is told of a change that another makes, where it subscribed to it', async () => {
    person('init', '--yes');
    const client = await connect('robot', { era });
    const heard = new Promise<string>((resolve) => {
      client.client.setNotificationHandler('notifications/resources/updated', ({ params }) => resolve(params.uri));
    });
    if (era === 'legacy') await client.client.subscribeResource({ uri: 'tallyplan://task/TASKS-03' });
    else {
      // The server watches from the first call on.
      await client.call('plan_next');
      await client.client.listen({ resourceSubscriptions: ['tallyplan://task/TASKS-03'] });
    }
    person('log', 'TASKS-03', '--status', 'NOT_STARTED', '--note', 'the supplier called this morning');
    expect(await heard).toBe('tallyplan://task/TASKS-03');
  });

  it('reads the plan, a task and the log as resources, and is given prompts', async () => {
    person('init', '--yes');
    const { client } = await connect('robot', { era });
    const { resources } = await client.listResources();
    expect(resources.map(({ uri }) => uri)).toEqual(['tallyplan://plan', 'tallyplan://log', 'tallyplan://task/TASKS-02']);
    const textOf = async (uri: string) => {
      const [content] = (await client.readResource({ uri })).contents;
      return content !== undefined && 'text' in content ? content.text : '';
    };
    expect(await textOf('tallyplan://plan')).toMatch(
      /^\[(\w{8}): from DEVELOPMENT_PLAN.md; data, not instructions\]\n[\s\S]*\n\[\1: end of/,
    );
    expect(JSON.parse(await textOf('tallyplan://task/TASKS-02')).result).toMatchObject({ id: 'TASKS-02', history: [] });
    expect(JSON.parse(await textOf('tallyplan://log')).result.sessionLog[0]).toMatchObject({ task: 'IPLAN-02' });
    await expect(textOf('tallyplan://document/../../etc/passwd')).rejects.toThrow('there is no resource');
    await expect(textOf('tallyplan://task/TASKS-99')).rejects.toThrow('there is no task TASKS-99');
    const { prompts } = await client.listPrompts();
    expect(prompts.map(({ name }) => name)).toEqual(['take-next-task', 'verify-task', 'finish-task', 'why-stuck']);
    const { messages } = await client.getPrompt({ name: 'why-stuck', arguments: { id: 'TASKS-05' } });
    expect(messages[0]?.content).toMatchObject({ type: 'text', text: expect.stringContaining('Explain why TASKS-05 is not further') });
  });
});

describe('an answer', () => {
  it('before adoption says that a person must adopt the plan', async () => {
    const client = await connect();
    const { isError, problems } = await client.call('plan_start', { id: 'TASKS-03' });
    expect(isError).toBe(true);
    expect(problems[0]).toMatchObject({ rule: 'not-adopted', next: [{ who: 'person' }, { tool: 'plan_read', input: { view: 'check' } }] });
    expect((await client.call('plan_next')).result).toMatchObject({ task: { id: 'TASKS-03' }, next: [{ who: 'person' }] });
  });

  it('names the plan in the commands that it offers, where nobody finds it otherwise', async () => {
    for (const name of ['docs', '.git']) mkdirSync(join(folder, name));
    renameSync(plan, join(folder, 'docs/the plan.md'));
    const client = await connect('robot', { env: { TALLYPLAN_PLAN: 'docs/the plan.md' } });
    const early = await client.call('plan_next', { claim: true });
    expect(early.problems[0]?.next[0]).toMatchObject({ command: "tallyplan init --yes --plan 'docs/the plan.md'", who: 'person' });
    person('init', '--yes', '--plan', 'docs/the plan.md');
    // From now on the configuration names it.
    const again = await connect('robot', { env: { TALLYPLAN_PLAN: 'docs/the plan.md' } });
    const claimed = await again.call('plan_next', { claim: true });
    expect(claimed.result.next.map(({ command }) => command).join()).not.toContain('--plan');
    expect((await client.call('plan_next', { claim: true })).result.next.map(({ command }) => command).join()).not.toContain('--plan');
  });

  it('where there is no plan says so, and is another once there is one', async () => {
    rmSync(plan);
    const client = await connect();
    expect((await client.call('plan_next')).problems[0]).toMatchObject({ rule: 'plan-not-found' });
    cpSync(join(repository, 'examples/families/b-reference.md'), plan);
    expect((await client.call('plan_next')).result.task?.id).toBe('TASKS-03');
  });

  it('follows the plan where it is renamed, in the same session', async () => {
    person('init', '--yes');
    const client = await connect();
    await client.call('plan_next', { claim: true });
    const renamed = join(folder, 'docs/THE_PLAN.md');
    mkdirSync(join(folder, 'docs'));
    renameSync(plan, renamed);
    expect((await client.call('plan_start', { id: 'TASKS-03' })).problems[0]).toMatchObject({ rule: 'plan-not-found' });
    const configuration = join(folder, '.tallyplan/config.yaml');
    writeFileSync(configuration, readFileSync(configuration, 'utf8').replace(/^plan:.*$/m, 'plan: docs/THE_PLAN.md'));
    const items = { verified_req: said, verified_tasks: said, confirmed_arch: said, checked_gaps: said };
    expect((await client.call('plan_verify', { id: 'TASKS-03', items })).result).toMatchObject({ preCheck: 'COMPLETED' });
    expect(readFileSync(renamed, 'utf8')).toContain('verified_req: true');
    const events = readFileSync(join(folder, '.tallyplan/ledger/TASKS-03.jsonl'), 'utf8').trimEnd().split('\n');
    const sessions = events.map((line) => JSON.parse(line).actor.session);
    expect(sessions).toHaveLength(2);
    expect(new Set(sessions).size).toBe(1);
    // Another plan of a usual name beside it is not the one that is kept.
    cpSync(join(repository, 'examples/families/b-reference.md'), plan);
    expect((await client.call('plan_start', { id: 'TASKS-03' })).result).toMatchObject({ status: 'IN_PROGRESS' });
    expect(JSON.parse(person('audit', 'verify', '--json')).result.holds).toBe(true);
  });

  it('never passes 2,000 tokens unasked, however large the plan is', async () => {
    const rows = Array.from(
      { length: 400 },
      (_, at) => `| NOT_STARTED | A-${String(at).padStart(3, '0')} | ${'A long name of a task '.repeat(9)} | P0 | |`,
    );
    const log = Array.from(
      { length: 300 },
      (_, at) => `| 2026-01-01 | A-${String(at).padStart(3, '0')} | NOT_STARTED | ${'what was done '.repeat(30)} |`,
    );
    writeFileSync(
      plan,
      `# P\n\n### Phase 1: X\n\n| Status | ID | Task | Priority | Dependents |\n|---|---|---|---|---|\n${rows.join('\n')}\n\n## Session Log\n\n| Date | Task ID | Status | Notes |\n|---|---|---|---|\n${log.join('\n')}\n`,
    );
    person('init', '--yes');
    const client = await connect();
    for (const view of ['brief', 'status', 'tasks', 'log', 'check', 'audit', 'policy']) {
      expect(tokens((await client.call('plan_read', { view })).text), view).toBeLessThanOrEqual(2000);
    }
    expect(tokens((await client.call('plan_next')).text)).toBeLessThanOrEqual(2000);
    expect(tokens(person('session', 'brief'))).toBeLessThanOrEqual(1500);
    expect((await client.call('plan_read', { view: 'status' })).text).not.toContain('leftOut');
    const first = await client.call('plan_read', { view: 'tasks' });
    const { nextOffset, total } = first.structured as { nextOffset: number; total: number };
    expect([total, nextOffset]).toEqual([400, first.result.tasks.length]);
    const second = await client.call('plan_read', { view: 'tasks', offset: nextOffset });
    expect(second.result.tasks[0]?.id).toBe(`A-${String(nextOffset).padStart(3, '0')}`);
    const rowsOf = (answer: Awaited<ReturnType<typeof client.call<'plan_read', { view: 'log' }>>>) =>
      answer.result.sessionLog.map(({ task }) => task);
    const newest = await client.call('plan_read', { view: 'log', limit: 2 });
    expect(rowsOf(newest)).toEqual(['A-299', 'A-298']);
    person('log', 'A-001', '--status', 'NOT_STARTED', '--note', 'a row that comes between two pages');
    const { nextAfter } = newest.structured as { nextAfter: string };
    expect(rowsOf(await client.call('plan_read', { view: 'log', limit: 2, after: nextAfter }))).toEqual(['A-297', 'A-296']);
    const ofOne = await client.call('plan_read', { view: 'log', id: 'a-7' });
    expect(ofOne.result.sessionLog.map(({ task }) => task)).toEqual(['A-007']);
    const asked = await client.call('plan_read', { view: 'tasks', fields: ['id', 'ready'], limit: 150, offset: 100 });
    expect(asked.result.tasks).toHaveLength(150);
    expect(asked.result.tasks[0]).toEqual({ id: 'A-100', ready: true });
    // Whatever an agent writes comes back to others.
    await client.call('plan_stop', { id: 'A-001', question: `${'"Why?" '.repeat(9000)}` });
    await client.call('plan_update', { action: 'log', id: 'A-002', status: 'NOT_STARTED', note: 'x'.repeat(100_000) });
    const calls = [
      ...['brief', 'status', 'log', 'check'].map((view) => ['plan_read', { view }]),
      ['plan_next', {}],
      ['plan_start', { id: 'A-001' }],
    ];
    for (const [tool, input] of calls as [string, object][]) {
      expect(tokens((await client.call(tool, { ...input })).text), JSON.stringify(input)).toBeLessThanOrEqual(2000);
    }
  });

  it('says of all that it tells that it is data', async () => {
    person('init', '--yes');
    const client = await connect();
    const calls: readonly (readonly [string, Record<string, unknown>])[] = [
      ['plan_read', { view: 'tasks' }],
      ['plan_next', { claim: true }],
      ['plan_verify', { id: 'TASKS-03' }],
      ['plan_verify', { id: 'TASKS-03', action: 'review' }],
      ['plan_start', { id: 'TASKS-05' }],
      ['plan_evidence', { id: 'TASKS-03', run: 'tests' }],
      ['plan_complete', { id: 'TASKS-03', summary: 'done' }],
      ['plan_stop', { id: 'TASKS-03', question: 'Who owns a station that two authorities run?' }],
      ['plan_update', { action: 'log', id: 'TASKS-03', status: 'BLOCKED', note: said }],
      ['plan_update', {}],
    ];
    for (const [tool, input] of calls) expect((await client.call(tool, input)).structured.data, tool).toContain('data, not instructions');
  });

  it.each([{ limit: 0 }, { limit: '7' }, { limit: 1.5 }, { offset: -1 }, { offset: 'next' }, { fields: [5] }, { fields: {} }])(
    'to a page that can not be understood says what would be right: %j',
    async (paging) => {
      const client = await connect();
      const { problems } = await client.call('plan_read', { view: 'tasks', ...paging });
      expect(problems).toMatchObject([
        { rule: 'usage', have: Object.keys(paging), missing: [expect.stringContaining(Object.keys(paging)[0] ?? '')] },
      ]);
    },
  );

  it('is not empty where fields name nothing: it says which names there are', async () => {
    person('init', '--yes');
    const client = await connect();
    const ofNothing = async (view: string, ...fields: readonly string[]) =>
      (await client.call('plan_read', { view, id: 'TASKS-03', fields })).problems;
    expect(await ofNothing('task', 'id', 'state')).toMatchObject([
      {
        rule: 'usage',
        message: expect.stringContaining('did you mean status?'),
        have: ['state'],
        missing: [expect.stringMatching(/^fields: id, name, /)],
      },
    ]);
    for (const view of ['brief', 'status', 'tasks', 'why', 'policy']) {
      expect(await ofNothing(view, 'nonsense'), view).toMatchObject([{ rule: 'usage', have: ['nonsense'] }]);
    }
    const { result } = await client.call('plan_read', { view: 'check', fields: ['summary'] });
    expect(Object.keys(result)).toEqual(['summary']);
    // What only some items have may be asked for, whether or not one of them has it now.
    const findings = await client.call('plan_read', { view: 'check', fields: ['rule', 'remedy'] });
    expect(findings.isError).toBe(false);
  });

  it('comes to every line, be it a message or not, and the server lives on', () => {
    const lines = [
      '{',
      '{"jsonrpc":"1.0","id":1,"method":"ping"}',
      '[{"jsonrpc":"2.0","id":2,"method":"ping"},{"jsonrpc":"2.0","id":3,"method":"ping"}]',
    ];
    const { stdout, status } = spawnSync(process.execPath, [command, 'mcp', '-C', folder], {
      encoding: 'utf8',
      env: environment,
      input: `${lines.join('\n')}\n`,
    });
    const answers = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ id, error }) => [id, error?.code])).toEqual([
      [null, -32700],
      [1, -32600],
      [2, undefined],
      [3, undefined],
    ]);
    expect(status).toBe(0);
  });

  it('to what can not be understood says what would be right', async () => {
    person('init', '--yes');
    const client = await connect();
    expect((await client.call('plan_read', { view: 'taks' })).problems[0]?.message).toMatch(/has no view "taks"; did you mean task/);
    expect((await client.call('plan_start', { id: 'TASKS-03', skipahead: said })).problems[0]?.message).toMatch(
      /did you mean skipAhead\?$/,
    );
    expect((await client.call('plan_start')).problems[0]).toMatchObject({
      rule: 'usage',
      next: [{ tool: 'plan_start', input: { id: '<ID>' } }],
    });
    expect((await client.call('plan_read', { view: 'task' })).problems[0]).toMatchObject({
      rule: 'usage',
      next: [{ input: { view: 'tasks' } }],
    });
    // A step that leads on is permitted, also where it answers a slip.
    const [slip] = (await client.call('plan_read', { view: 'tasks', phase: 1 })).problems;
    expect(slip).toMatchObject({ rule: 'usage', next: [{ tool: 'plan_read', input: { view: 'tasks' } }] });
    const listed = await client.call('plan_verify', { id: 'TASKS-03', items: ['verified_req'] });
    expect(listed.problems).toMatchObject([{ rule: 'usage', missing: ['items: {"<item>": "<note>"}'], next: [{ tool: 'plan_verify' }] }]);
    await expect(client.call('plan_waive', { id: 'TASKS-03' })).rejects.toThrow('there is no tool plan_waive');
  });

  it('marks what an agent attests as self-reported, and what the tool ran as tool-run', async () => {
    person('init', '--yes');
    const client = await connect();
    await client.call('plan_verify', { id: 'TASKS-03', items: { verified_req: said } });
    const { receipts } = (await client.call('plan_read', { view: 'task', id: 'TASKS-03' })).result;
    expect(receipts.map((receipt) => [receipt.item, receipt.trust])).toEqual([
      ['verified_req', 'self-reported'],
      ['reviewed_upstream', 'tool-run'],
      ['confirmed_deps', 'tool-run'],
    ]);
  });
});

/** Calls as Markdown shows them: in a fence, the tool and its input, then what the answer holds at least. */
function shownCalls(markdown: string) {
  const fences = [...markdown.matchAll(/^```json\n(plan_[\s\S]*?)^```$/gm)].map(([, inside = '']) => inside);
  return fences
    .flatMap((inside) => inside.split(/\n(?=plan_)/))
    .map((shown) => {
      const [, tool = '', input = '', answer = ''] = /^(\w+) ([\s\S]*?)\n(\{"ok"[\s\S]*)$/.exec(shown) ?? [];
      return { tool, input: JSON.parse(input), answer: JSON.parse(answer) };
    });
}

describe('the conversation that the README shows', () => {
  it('goes as it says', async () => {
    person('init', '--yes');
    const client = await connect();
    const calls = shownCalls(readFileSync(join(repository, 'README.md'), 'utf8'));
    expect(calls.length).toBeGreaterThan(5);
    for (const { tool, input, answer } of calls) {
      expect((await client.call(tool, input)).structured, `${tool} ${JSON.stringify(input)}`).toMatchObject(answer);
    }
  });
});

describe('an agent', () => {
  it('is an agent, whatever its environment says', async () => {
    person('init', '--yes');
    const client = await connect('robot', { env: { TALLYPLAN_ACTOR_KIND: 'human', TALLYPLAN_SESSION: 's-of-the-host' } });
    await client.call('plan_next', { claim: true });
    const [event] = readFileSync(join(folder, '.tallyplan/ledger/TASKS-03.jsonl'), 'utf8').split('\n');
    expect(JSON.parse(event ?? '')).toMatchObject({
      actor: { name: 'robot', kind: 'agent', session: 's-of-the-host' },
      input: { lease: 7200, sitting: { host: 'test-client 1.0.0' } },
    });
  });

  it('is none by what it makes a command of the policy call', async () => {
    mkdirSync(join(folder, '.tallyplan'));
    const call = `'${process.execPath}' '${command}' --as Ada --json reopen TASKS-01 --reason 'it was not done well at all'`;
    writeFileSync(join(folder, '.tallyplan/config.yaml'), `plan: DEVELOPMENT_PLAN.md\ncommands:\n  tests: ${JSON.stringify(call)}\n`);
    const env = { XDG_CONFIG_HOME: join(folder, '.config') };
    person('init', '--yes');
    inThread(['--as', 'Ada', '--kind', 'human', 'config', 'trust', '--yes'], { cwd: folder, env: { ...environment, ...env } });
    const client = await connect('robot', { env });
    const { result } = await client.call('plan_evidence', { id: 'TASKS-02', run: 'tests' });
    expect(result).toMatchObject({ exitCode: 4 });
    expect(readFileSync(join(folder, '.tallyplan/ledger/TASKS-02.jsonl'), 'utf8')).toContain('policy-forbids');
    expect(JSON.parse(person('show', 'TASKS-01', '--json')).result.status).toBe('COMPLETED');
  });

  it('finds no argument that would act as a person', async () => {
    person('init', '--yes');
    const client = await connect();
    for (const [tool, input] of [
      ['plan_complete', { id: 'TASKS-02', summary: 'It was done long ago, by somebody else', reason: said }],
      ['plan_update', { action: 'record', id: 'TASKS-02', asFound: true, date: '2026-01-01', reason: said }],
      ['plan_update', { action: 'waive', id: 'TASKS-03', rule: 'out-of-sequence', reason: said }],
      ['plan_update', { action: 'reopen', id: 'TASKS-01', reason: said }],
      ['plan_update', { action: 'instruct', id: 'TASKS-03', text: said }],
      ['plan_update', { action: 'config accept' }],
      ['plan_next', { as: 'Ada' }],
    ] as const) {
      const answer = await client.call(tool, input);
      expect([answer.isError, answer.problems[0]?.rule], JSON.stringify(input)).toEqual([true, 'usage']);
    }
  });

  it('whose client closes leaves its claim to its next session, and tells so', async () => {
    person('init', '--yes');
    const client = await connect();
    await client.call('plan_next', { claim: true });
    await client.close();
    open.length = 0;
    const again = await connect();
    expect((await again.call('plan_next', { claim: true })).result.task?.id).toBe('TASKS-03');
    const events = readFileSync(join(folder, '.tallyplan/ledger/TASKS-03.jsonl'), 'utf8').trim().split('\n');
    expect(events.map((line) => JSON.parse(line).operation)).toEqual(['claim', 'session end', 'claim']);
  });

  it('is in the session that its host names with the call, as Codex does: the one that its commands are in', async () => {
    person('init', '--yes');
    const client = await connect();
    const [thread, other] = ['01a228e0-1980-7342-a049-dd53ba5c8be3', '01a228e5-0eb7-7ea2-aafb-b8589b7285bf'];
    // As Codex 0.171.0 was seen to send it.
    const said = (threadId: string) => ({
      callId: 'call_3_0',
      'x-codex-turn-metadata': { session_id: threadId, thread_id: threadId, turn_id: 'turn', model: 'gpt-5.5', sandbox: 'none' },
      threadId,
      sessionId: threadId,
    });
    const claimIn = async (threadId: string) => {
      const answer = await client.client.callTool({ name: 'plan_next', arguments: { claim: true }, _meta: said(threadId) });
      return (answer.structuredContent as { result: { task: { id: string } } }).result.task.id;
    };
    expect(await claimIn(thread)).toBe('TASKS-03');
    const env = { ...environment, TALLYPLAN_ACTOR: 'robot', CODEX_THREAD_ID: thread };
    const command = inThread(['next', '--claim', '--json'], { cwd: folder, env });
    expect(JSON.parse(command.stdout).result.task.id).toBe('TASKS-03');
    expect(await claimIn(other)).toBe('TASKS-02');
    await client.close();
    open.length = 0;
    for (const [task, session] of [
      ['TASKS-03', thread],
      ['TASKS-02', other],
    ]) {
      const events = readFileSync(join(folder, `.tallyplan/ledger/${task}.jsonl`), 'utf8')
        .trim()
        .split('\n');
      const told = events.map((line) => JSON.parse(line));
      expect(told.map(({ operation, actor }) => [operation, actor.session])).toEqual([
        ['claim', session],
        ['session end', session],
      ]);
      expect(told[0].input.sitting).toMatchObject({ host: 'test-client 1.0.0', model: 'gpt-5.5' });
    }
  });

  it('renews its lease by whatever it calls, reading too, once half of it is gone', async () => {
    person('init', '--yes');
    const client = await connect();
    const operations = () =>
      readFileSync(join(folder, '.tallyplan/ledger/TASKS-03.jsonl'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line).operation);
    await client.call('plan_next', { claim: true, lease: '10s' });
    await client.call('plan_read', { view: 'status' });
    expect(operations()).toEqual(['claim']);
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await client.call('plan_read', { view: 'status' });
    expect(operations()).toEqual(['claim', 'renew']);
  });

  it('that is killed leaves its claim standing, for as long as its lease', async () => {
    person('init', '--yes');
    const client = await connect();
    await client.call('plan_next', { claim: true, lease: '1s' });
    process.kill(client.pid ?? 0, 'SIGKILL');
    open.length = 0;
    const other = await connect('another');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect((await other.call('plan_next', { claim: true })).result).toMatchObject({ task: { id: 'TASKS-03', assignee: 'another' } });
  });
});
