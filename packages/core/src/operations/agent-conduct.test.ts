/** What agents are told before an edit and at stop, after real claims, logs and releases. */
import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import type { Actor } from '../model/event.ts';
import type { Outcome } from '../model/problem.ts';
import { done } from '../model/problem.ts';
import { madeUpSession } from '../model/session-name.ts';
import { planOf } from '../model/testing/plan-of.ts';
import { type ChangedFile, reasonToGoOn, unloggedSince, warningBeforeEdit } from '../rules/agent-conduct.ts';
import { release } from './defer.ts';
import { log } from './log.ts';
import { next } from './next.ts';
import type { World } from './operation.ts';
import { worldOf } from './perform.ts';
import { stop } from './stop.ts';
import { DataStore, person } from './testing/data-store.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const agent = (session?: string, name = 'ada'): Actor => ({ name, kind: 'agent', ...(session === undefined ? {} : { session }) });
const later: readonly ChangedFile[] = [{ path: 'src/a.ts', at: '2999-01-01T00:00:00.000Z' }];

let store: DataStore;
beforeEach(async () => {
  store = await DataStore.adopted(planOf({ phases: [[{ id: 'TASKS-01' }, { id: 'TASKS-02' }, { id: 'TASKS-03' }]] }), digest);
});

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join('; '));
  return outcome.value;
}
const claim = async (actor: Actor) => value(await store.does(next, { claim: true }, actor)).result.task?.id ?? '';
async function seen<T>(actor: Actor, look: (world: World) => T): Promise<T> {
  const now = { utc: '2026-03-01T01:00:00.000Z', date: '2026-03-01', local: '2026-03-01T01:00:00' };
  return value(await store.read((snapshot) => done(look(worldOf(snapshot, { actor, digest }, now)))));
}
const unlogged = (actor: Actor) => seen(actor, (world) => unloggedSince(world).map(({ task }) => task.id));

describe('an agent that is about to stop', () => {
  it('has no task to answer for but those that it took itself', async () => {
    expect(await unlogged(agent('h1'))).toEqual([]);
    await claim(person);
    expect(await unlogged({ ...agent('h1'), name: person.name })).toEqual([]);
    const id = await claim(agent('h1'));
    expect(await unlogged(agent('h1'))).toEqual([id]);
    expect(await unlogged(agent('h1', 'bob'))).toEqual([]);
  });

  it('does not answer for another session of the same name', async () => {
    await claim(agent('h1'));
    expect(await unlogged(agent('h2'))).toEqual([]);
    expect(await unlogged(agent())).toEqual(['TASKS-01']);
  });

  it('answers for a session that no host named, as long as there is only one', async () => {
    await claim(agent(madeUpSession('1')));
    expect(await unlogged(agent('h1'))).toEqual(['TASKS-01']);
    value(await store.does(next, { claim: true }, agent(madeUpSession('2'))));
    expect((await unlogged(agent('h1'))).length).toBeLessThanOrEqual(1);
  });

  it('has said enough when it has logged, given the task back, or stopped with a question', async () => {
    const id = await claim(agent('h1'));
    const [before] = await seen(agent('h1'), (world) => unloggedSince(world));
    value(await store.does(log, { id, status: 'IN_PROGRESS', note: 'half of it is there' }, agent('h1')));
    const [after] = await seen(agent('h1'), (world) => unloggedSince(world));
    expect(Date.parse(after?.since ?? '')).toBeGreaterThan(Date.parse(before?.since ?? ''));
    value(await store.does(stop, { id, question: 'Which of the two tide models counts?' }, agent('h1')));
    expect(await unlogged(agent('h1'))).toEqual([]);
    const second = await claim(agent('h1'));
    value(await store.does(release, { ids: [second] }, agent('h1')));
    expect(await unlogged(agent('h1'))).toEqual([]);
  });

  it('is told what changed and what leads on, and nothing where nothing changed since', async () => {
    const id = await claim(agent('h1'));
    const held = await seen(agent('h1'), (world) => unloggedSince(world));
    expect(reasonToGoOn(held, [])).toBeNull();
    expect(reasonToGoOn(held, [{ path: 'src/a.ts', at: '2000-01-01T00:00:00.000Z' }])).toBeNull();
    const reason = reasonToGoOn(held, later) ?? '';
    expect(reason).toContain('1 file was changed');
    expect(reasonToGoOn(held, [...later, { ...later[0], path: 'src/b.ts' } as ChangedFile])).toContain('2 files were changed');
    for (const part of [id, 'src/a.ts', `tallyplan log ${id}`, `tallyplan release ${id}`]) expect(reason).toContain(part);
    expect(reason).not.toContain('tallyplan complete');
    const started = held.map((each) => ({ ...each, task: { ...each.task, status: 'IN_PROGRESS' as const } }));
    expect(reasonToGoOn(started, later)).toContain(`tallyplan complete ${id}`);
    expect(reasonToGoOn([], later)).toBeNull();
  });
});

describe('an agent that is about to edit', () => {
  it('hears of the ledger first, then of the plan, then of a task that nobody claimed', async () => {
    const warned = (actor: Actor, ...targets: Parameters<typeof warningBeforeEdit>[1]) =>
      seen(actor, (world) => warningBeforeEdit(world, targets));
    expect((await warned(agent('h1'), 'other', 'plan', 'ledger'))?.text).toContain('ledger');
    expect((await warned(agent('h1'), 'other', 'plan'))?.text).toContain('kept by Tallyplan');
    expect(await warned(agent('h1'), 'other')).toMatchObject({ text: expect.stringContaining('next --claim'), person: null });
    expect((await warned(agent('h1', ''), 'other'))?.text).toContain('is claimed by you,');
    expect(await warned(agent('h1'))).toBeNull();
    await claim(agent('h1'));
    expect(await warned(agent('h1'), 'other')).toBeNull();
    expect((await warned(agent('h1'), 'plan'))?.person).toContain('by hand');
    store = await DataStore.adopted(planOf({ phases: [[{ id: 'TASKS-01', status: 'COMPLETED' }]] }), digest);
    expect(await warned(agent('h1'), 'other')).toBeNull();
  });

  it('hears nothing of a plan that nobody adopted', async () => {
    store = new DataStore(planOf({ phases: [[{ id: 'TASKS-01' }]] }), digest);
    expect(await seen(agent('h1'), (world) => warningBeforeEdit(world, ['ledger', 'plan', 'other']))).toBeNull();
    expect(await unlogged(agent('h1'))).toEqual([]);
  });
});
