import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import { expect, test } from 'vitest';
import { planBytes } from './plan-file.ts';
import { Readings } from './stored-snapshot.ts';

/** A plan of two tasks; its status and dependents are written out so that a test can change them. */
function planWith({ status = 'NOT_STARTED', dependents = 'TASKS-02' }: { status?: string; dependents?: string } = {}) {
  const entry = (id: string, needs: string) =>
    `  - id: ${id}\n    service_name: "${id}"\n    dependents: "${needs}"\n    workflow:\n      tasks:\n        status: ${status}\n`;
  const text = `## Phase 1: A\n\n\`\`\`yaml\nphase_1_tasks:\n${entry('TASKS-01', dependents)}${entry('TASKS-02', '')}\`\`\`\n`;
  return planBytes(encodeUtf8(text));
}

const [first, second] = [taskKeyOf('TASKS-01'), taskKeyOf('TASKS-02')];

function readings() {
  const kept = new Readings();
  const configuration = kept.configuration(null);
  return (plan: ReturnType<typeof planWith>) => kept.of(plan, 'PLAN.md', configuration);
}

test('a plan that is still the same is not read again', () => {
  const read = readings();
  const plan = planWith();
  expect(read(plan)).toBe(read(plan));
});

test('the links outlive a change of what they do not tell of, and no other', () => {
  const read = readings();
  const before = read(planWith());
  expect(before.graph.prerequisites(second)).toEqual([first]);
  const { cycles } = before.graph;
  const moved = read(planWith({ status: 'IN_PROGRESS' }));
  expect(moved.graph.cycles).toBe(cycles);
  const freed = read(planWith({ status: 'IN_PROGRESS', dependents: '' }));
  expect(freed.graph.prerequisites(second)).toEqual([]);
});

test('the graph tells of the tasks as they are now, however few or many were asked for before', () => {
  for (const asksAll of [false, true]) {
    const read = readings();
    const { graph } = read(planWith());
    expect(asksAll ? graph.cycles : graph.prerequisites(second)).toHaveLength(asksAll ? 0 : 1);
    const moved = read(planWith({ status: 'IN_PROGRESS' }));
    expect(moved.graph.prerequisiteTasks(second)).toEqual([moved.document.plan.task(first)]);
    expect(moved.graph.dependentTasks(first)).toEqual([moved.document.plan.task(second)]);
    expect(moved.graph.hasPrerequisite(second, ({ status }) => status === 'IN_PROGRESS')).toBe(true);
  }
});

test('of the plans that were read, only the last is kept', async () => {
  const read = readings();
  const planReadWith = (status: string) => {
    const { document, graph } = read(planWith({ status }));
    expect(graph.cycles).toEqual([]);
    return document.plan;
  };
  // What links its tasks is found out once, and taken over by all that follow.
  const passing = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'DEFERRED'].map((status) => new WeakRef(planReadWith(status)));
  read(planWith({ status: 'COMPLETED' }));
  setFlagsFromString('--expose-gc');
  const collected = async () => {
    // What a WeakRef was asked for lives to the end of the turn.
    await new Promise(setImmediate);
    runInNewContext('gc')();
    return passing.map((plan) => plan.deref() === undefined);
  };
  // What the engine compiles at this moment holds on to what it looks at, for a while.
  await expect.poll(collected, { timeout: 10_000 }).toEqual([true, true, true, true]);
});
