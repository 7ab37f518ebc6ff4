/** What rules find where plan, ledger and documents do not fit together as they should: phases that name what is not there, tasks that are gone, documents that can't be read. */
import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { readDocument } from '../document/read.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import { copyTask } from '../model/copy-task.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { check } from '../operations/check.ts';
import { complete } from '../operations/complete.ts';
import { start } from '../operations/start.ts';
import { DataStore } from '../operations/testing/data-store.ts';
import { documentedPlan, filesOf, planTextOf } from '../operations/testing/documented-plan.ts';
import { planText, preCheckKeys } from '../operations/testing/plan-text.ts';
import { textWorld } from '../operations/testing/text-world.ts';
import { verify } from '../operations/verify.ts';
import { waive } from '../operations/waive.ts';
import { standingOf } from './standing.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const read = (text: string, path = 'PLAN.md') => readDocument(encodeUtf8(text), { path, library: () => yaml }).plan;

async function findingsOf(store: DataStore) {
  const outcome = await store.does(check, {});
  if (!outcome.ok) throw new Error('check is never refused');
  return outcome.value.result.findings;
}

describe('a plan in YAML', () => {
  const text = (phases: readonly string[]) => `project: Quay\nphases:\n${phases.join('')}`;
  const phase = ([id, name, dependencies, task]: readonly [id: string | null, name: string, dependencies: string, task: string]) =>
    `  - ${id === null ? '' : `id: "${id}"\n    `}name: "${name}"\n    dependencies: [${dependencies}]\n    tasks:\n      - task_id: "${task}"\n        name: "Work of ${task}"\n        status: "pending"\n`;

  it('says which phase names one that is not there, by its name where it has no id, and which may be meant', () => {
    const plan = text([
      phase(['PHASE-01', 'Core', '', 'TASKS-01']),
      phase([null, 'Ice', '"PHASE-02"', 'TASKS-02']),
      phase(['PHASE-03', 'Winter', '"qqqqqqqqqqqq"', 'TASKS-03']),
      phase(['PHASE-04', 'Spring', '"PHASE-04x"', 'TASKS-04']),
    ]);
    const world = textWorld(plan, { digest, path: 'DEVELOPMENT_PLAN.yaml' });
    const outcome = check.answer(v.parse(check.input, {}), world);
    const found = outcome.ok ? outcome.value.findings.filter(({ rule }) => rule === 'unknown-dependent') : [];
    expect(found.map(({ message, remedy }) => [message, remedy?.split(' correct')[0]])).toEqual([
      ['Ice names PHASE-02 in dependencies, and no phase of the plan has that id', 'did you mean PHASE-01?'],
      ['PHASE-03 names qqqqqqqqqqqq in dependencies, and no phase of the plan has that id', expect.stringContaining('in an editor')],
      ['PHASE-04 names PHASE-04x in dependencies, and no phase of the plan has that id', expect.stringContaining('in an editor')],
    ]);
  });
});

describe('what an adopted plan had', () => {
  it('stays known of a task that was taken out, and comes back with it as such', async () => {
    const words = (entries: readonly { id: string; dependsOn?: string }[]) => read(planText({ phases: [entries] }));
    const both = words([{ id: 'TASKS-01' }, { id: 'TASKS-02', dependsOn: '[TASKS-77]' }]);
    const store = await DataStore.adopted(both, digest);
    expect((await findingsOf(store)).map(({ rule }) => rule)).not.toContain('unknown-dependent');
    store.plan = words([{ id: 'TASKS-01' }]);
    expect((await findingsOf(store)).map(({ rule }) => rule)).toEqual(['policy-not-accepted']);
    store.plan = both;
    expect((await findingsOf(store)).map(({ rule }) => rule)).not.toContain('unknown-dependent');
  });

  it('is not known where the baseline is gone: what never started is taken for never started', () => {
    const world = textWorld(planText({ phases: [[{ id: 'TASKS-01', status: 'COMPLETED' }]] }), { digest });
    const [task] = world.plan.tasks;
    if (task === undefined) throw new Error('it has a task');
    const standing = standingOf({ ...world, ledgers: { ...world.ledgers, adopted: true } }, task);
    expect(standing.vouched).toMatchObject({ status: 'NOT_STARTED', log: [] });
    expect(standing.differences).toContainEqual({ path: 'status', from: 'NOT_STARTED', to: 'COMPLETED' });
  });
});

describe('a waiver', () => {
  it('of a gate of the start is told no more once the task is completed', async () => {
    const store = await DataStore.adopted(read(planText({ phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }]] })), digest);
    await store.does(waive, { id: 'TASKS-02', rule: 'out-of-sequence', reason: 'the crane is here today alone' });
    const active = async () => (await findingsOf(store)).filter(({ rule }) => rule === 'waiver-active').map(({ task }) => task);
    expect(await active()).toEqual(['TASKS-02']);
    const items = Object.fromEntries(preCheckKeys.slice(0, 4).map((item) => [item, `read everything about ${item}`]));
    await store.does(verify, { id: 'TASKS-02', items });
    expect(await store.does(start, { id: 'TASKS-02' })).toMatchObject({ ok: true });
    expect(await store.does(complete, { id: 'TASKS-02', summary: 'Built it and ran its 40 tests' })).toMatchObject({ ok: true });
    expect(await active()).toEqual([]);
  });
});

describe('documents', () => {
  const plan = documentedPlan('reference', 'B', 2);
  async function storeWith(change: (path: string, text: string) => string): Promise<DataStore> {
    const store = await DataStore.adopted(read(planTextOf(plan)), digest);
    store.documents = Object.fromEntries([...filesOf(plan)].map(([path, text]) => [path, change(path, text)]));
    return store;
  }
  const vouched = async (store: DataStore, item: string) => {
    const outcome = await store.does(verify, { id: 'TASKS-01', items: { [item]: 'read it, follows ADR-01, nothing open' } });
    return outcome.ok ? 'done' : outcome.problems.flatMap(({ missing }) => missing).join('\n');
  };

  it('a part that may be numbered otherwise does not keep a requirement from being read', async () => {
    const cites = (part: string) =>
      storeWith((path, text) => (path.includes('TASKS-01') ? text.replace('@req: REQ-01', `@req: ${part}`) : text));
    expect(await vouched(await cites('REQ-01.7.7.7'), 'verified_req')).toBe('done');
    expect(await vouched(await cites('REQ-77'), 'verified_req')).toContain('REQ-77 leads to no document');
  });

  it('say that they are done while the plan says nothing that can be read', async () => {
    const store = await storeWith((path, text) =>
      path.includes('TASKS-01') ? text.replace(/(\| \*\*Status\*\* \| ).* \|/, '$1Completed |') : text,
    );
    store.replaceTask(taskKeyOf('TASKS-01'), (task) => copyTask(task, { status: null, statusText: 'perhaps' }));
    expect((await findingsOf(store)).find(({ rule }) => rule === 'status-ahead')?.message).toContain(
      'TASKS-01 says Completed, and the plan has TASKS-01 as perhaps',
    );
  });
});
