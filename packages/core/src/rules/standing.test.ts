import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Change } from '../model/change.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { log } from '../operations/log.ts';
import { preCheckKeys } from '../operations/testing/plan-text.ts';
import { Stories, type Story, set } from '../operations/testing/story.ts';
import { standingOf } from './standing.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const stories = new Stories(digest);
const three = [{ id: 'TASKS-01' }, { id: 'TASKS-02' }, { id: 'TASKS-03' }];

const without = (id: string, keys: readonly string[]): readonly Change[] => keys.map((key) => set(id, `preCheck.items.${key}`, null));

/** What differs of a task, and how many digests it took to know. */
function seen(story: Story, id: string) {
  const world = story.world();
  const task = world.plan.task(taskKeyOf(id));
  if (task === undefined) throw new Error(`there is no ${id}`);
  let digests = 0;
  const counting = (bytes: Parameters<typeof digest>[0]) => {
    digests++;
    return digest(bytes);
  };
  const { differences, vouched } = standingOf({ ...world, digest: counting }, task);
  return { paths: differences.map(({ path, from, to }) => `${path}: ${String(from)} → ${String(to)}`), vouched, digests };
}

describe('items taken out of a task that nobody had begun when it was adopted', () => {
  it.each([[['checked_gaps']], [['verified_req', 'confirmed_deps']], [preCheckKeys]])('are told: %s', async (keys) => {
    const story = (await stories.of(...three)).byHand(...without('TASKS-02', keys));
    expect(seen(story, 'TASKS-02').paths.sort()).toEqual(keys.map((key) => `preCheck.items.${key}: false → null`).sort());
  });

  it('are told of the first task, the last, and the only one', async () => {
    const story = (await stories.of(...three)).byHand(...without('TASKS-01', ['checked_gaps']), ...without('TASKS-03', ['verified_req']));
    expect(
      [seen(story, 'TASKS-01').paths, seen(story, 'TASKS-02').paths, seen(story, 'TASKS-03').paths].map((paths) => paths.length),
    ).toEqual([1, 0, 1]);
    const alone = (await stories.of({ id: 'TASKS-01' })).byHand(...without('TASKS-01', ['checked_gaps']));
    expect(seen(alone, 'TASKS-01').paths).toEqual(['preCheck.items.checked_gaps: false → null']);
  });

  it('are told beside other edits: a tick, a status, an item more, a prerequisite less', async () => {
    const story = (await stories.of({ id: 'TASKS-01', dependents: 'TASKS-02' }, ...three.slice(1))).byHand(
      ...without('TASKS-02', ['checked_gaps']),
      set('TASKS-02', 'preCheck.items.verified_req', true),
      set('TASKS-02', 'status', 'IN_PROGRESS'),
      set('TASKS-02', 'preCheck.items.checked_budget', false),
      { kind: 'set-field', task: taskKeyOf('TASKS-01'), field: 'dependents', to: '' },
    );
    expect(seen(story, 'TASKS-02').paths.sort()).toEqual([
      'preCheck.items.checked_gaps: false → null',
      'preCheck.items.verified_req: false → true',
      'prerequisites: TASKS-01 → ',
      'status: NOT_STARTED → IN_PROGRESS',
    ]);
  });

  it('are told of an item that was given another name, which is one less and one more', async () => {
    const story = (await stories.of(...three)).byHand(
      ...without('TASKS-02', ['checked_gaps']),
      set('TASKS-02', 'preCheck.items.looked_for_gaps', false),
    );
    expect(seen(story, 'TASKS-02').paths).toEqual(['preCheck.items.checked_gaps: false → null']);
  });

  it('are told of an item of the plan’s own, which a neighbour still has, or had by the ledger', async () => {
    const own = 'checked_budget';
    const extended = (await stories.of(...three)).byHand(...three.map(({ id }) => set(id, `preCheck.items.${own}`, false)));
    const adopted = await stories.adopting(extended.world().plan);
    expect(seen(adopted.byHand(...without('TASKS-02', [own])), 'TASKS-02').paths).toEqual([`preCheck.items.${own}: false → null`]);
    await adopted.does(log, { id: 'TASKS-03', status: 'NOT_STARTED', note: 'talked over' });
    adopted.byHand(...without('TASKS-01', [own]), ...without('TASKS-03', [own]));
    expect(seen(adopted, 'TASKS-02').paths).toEqual([`preCheck.items.${own}: false → null`]);
  });
});

describe('what people plan freely is no difference', () => {
  it.each<[string, readonly Change[]]>([
    ['an item more', [set('TASKS-02', 'preCheck.items.checked_budget', false)]],
    ['an item more in every task', three.map(({ id }) => set(id, 'postCheck.items.told_the_harbour', false))],
    ['another IPLAN', [set('TASKS-02', 'implementation.iplanId', 'IPLAN-99')]],
  ])('%s', async (_what, changes) => {
    expect(seen((await stories.of(...three)).byHand(...changes), 'TASKS-02').paths).toEqual([]);
  });
});

it('costs one digest of a task that is as it was, and few of one that was given other items', async () => {
  const ids = Array.from({ length: 40 }, (_, i) => `TASKS-${i + 10}`);
  const story = await stories.of(...ids.map((id) => ({ id })));
  expect(ids.map((id) => seen(story, id).digests)).toEqual(ids.map(() => 1));
  story.byHand(...ids.map((id, i) => set(id, `preCheck.items.own_${i % 5}`, false)));
  expect(Math.max(...ids.map((id) => seen(story, id).digests))).toBeLessThanOrEqual(20);
});
