/** The library on real files: the honest path of a task through every family, and what stands in the file then. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Actor } from '@tallyplan/core/model/event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openPlan } from '../packages/tallyplan/src/index.ts';

const actor: Actor = { name: 'Astrid', kind: 'human' };
const note = 'read it and compared it line by line';
const summary = 'Built it, ran all tests, none failed';
const folders: string[] = [];
afterEach(() => {
  vi.unstubAllEnvs();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function planFolder(example: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'tallyplan-library-'));
  folders.push(folder);
  const name = `DEVELOPMENT_PLAN${extname(example)}`;
  cpSync(new URL(`../examples/families/${example}`, import.meta.url), join(folder, name));
  return folder;
}

const examples = [
  'a-icon-tables.md',
  'b-reference.md',
  'c-hybrid.md',
  'd-implementation-plan.md',
  'e-master.yaml',
  'f-tasks-document.md',
  'g-tasks-document.yaml',
];

describe('a task lives its whole life through the library', () => {
  it.each(examples)('in %s', async (example) => {
    const folder = planFolder(example);
    const plan = await openPlan({ folder, actor });
    const before = readFileSync(join(folder, plan.file), 'latin1');
    expect(await plan.init({})).toMatchObject({ ok: true });
    expect(readFileSync(join(folder, plan.file), 'latin1')).toBe(before);
    const offered = await plan.next({});
    if (!offered.ok) throw new Error(JSON.stringify(offered.problems));
    const task = offered.value.result.task;
    if (task === null) throw new Error('nothing to do');
    if (task.status === 'NOT_STARTED') {
      const attested = (task.preCheck?.items ?? [])
        .map(({ key }) => key)
        .filter((key) => !['reviewed_upstream', 'confirmed_deps', 'checked_deps'].includes(key));
      if (attested.length > 0) {
        expect(await plan.verify({ id: task.id, items: Object.fromEntries(attested.map((key) => [key, note])) })).toMatchObject({
          ok: true,
        });
      }
      expect(await plan.start({ id: task.id })).toMatchObject({ ok: true });
    }
    const attest = Object.fromEntries((task.postCheck?.items ?? []).map(({ key }) => [key, note]));
    expect(await plan.complete({ id: task.id, summary, attest })).toMatchObject({ ok: true, value: { result: { status: 'COMPLETED' } } });
    expect(await plan.show({ ids: [task.id] })).toMatchObject({ ok: true });
    const checked = await plan.check({});
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    expect(checked.value.result.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(await plan.auditVerify({})).toMatchObject({ ok: true });
    expect(readFileSync(join(folder, plan.file), 'utf8')).toContain(summary);
  });
});

describe('whoever opens a plan as a person', () => {
  it('makes a claim in the environment of an agent, which the ledger keeps', async () => {
    vi.stubEnv('CLAUDECODE', '1');
    const folder = planFolder('b-reference.md');
    const plan = await openPlan({ folder, actor });
    expect(await plan.init({})).toMatchObject({ ok: true });
    const [event = ''] = readFileSync(join(folder, '.tallyplan/ledger/plan.jsonl'), 'utf8').split('\n');
    expect(JSON.parse(event).actor).toEqual({ name: 'Astrid', kind: 'agent', claimed: 'human' });
  });
});

describe('what no compiler has looked at', () => {
  const folder = () => planFolder('b-reference.md');

  it.each<[string, object]>([
    ['a folder', { folder: 5 }],
    ['a kind of actor', { actor: { name: 'Astrid', kind: 'god' } }],
    ['a name', { actor: { name: ' ', kind: 'human' } }],
    ['an actor', { actor: 'Astrid' }],
    ['a clock', { now: 5 }],
    ['a time to wait', { wait: -1 }],
  ])('opens no plan where %s is none', async (_what, options) => {
    const opening = openPlan({ folder: folder(), ...options });
    await expect(opening).rejects.toMatchObject({ name: 'PlanNotOpened', problems: [{ rule: 'usage' }] });
  });

  it('is refused as usage where it is said with a call, and writes nothing', async () => {
    const plan = await openPlan({ folder: folder(), actor });
    await plan.init({});
    const text = () => readFileSync(join(plan.root, plan.file), 'latin1');
    const before = text();
    for (const options of [{ date: '2026-02-30' }, { date: '' }, { date: 5 }, { dryRun: 'no' }, null] as object[]) {
      const outcome = await plan.log({ id: '-', status: 'IN_PROGRESS', note }, options);
      expect(outcome, JSON.stringify(options)).toMatchObject({ ok: false, problems: [{ rule: 'usage' }] });
    }
    expect(text()).toBe(before);
  });
});

it('a change that nobody is said to make is refused, and what only asks is not', async () => {
  vi.stubEnv('TALLYPLAN_ACTOR', '');
  vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
  vi.stubEnv('GIT_CONFIG_SYSTEM', '/dev/null');
  const plan = await openPlan({ folder: planFolder('b-reference.md') });
  expect(await plan.next({})).toMatchObject({ ok: true });
  expect(await plan.init({})).toMatchObject({ ok: false, problems: [{ rule: 'usage', message: expect.stringContaining('nobody') }] });
});
