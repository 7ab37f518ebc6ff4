/**
 * Law 3 of the house: replaying the ledgers from the baseline gives the plan's tracked state. After any walk,
 * over the text of every family, what the ledger says of a task is what the plan's own text, read anew, says.
 */

import { done } from '@tallyplan/core/model/problem';
import { casesOf } from '@tallyplan/core/model/testing/cases';
import { sameValue, type TrackedState } from '@tallyplan/core/model/tracked-state';
import { worldOf } from '@tallyplan/core/operations/perform';
import { standingOf } from '@tallyplan/core/rules/standing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { momentOf } from '../../packages/tallyplan/src/moment.ts';
import { MemoryStore } from '../../packages/tallyplan/src/stores/memory-store.ts';
import { sha256 } from '../../packages/tallyplan/src/stores/sha256.ts';
import { adoption, families, minutesAfter, performAt, person, planOf, requestOf, textOfFamily, walkOver } from './walks.ts';

const runs = casesOf(process.env, 49, 70);

/** A store that has read nothing yet: only the bytes are taken over. */
function readAnew(store: MemoryStore, family: string): MemoryStore {
  const anew = new MemoryStore(store.state.plan, family);
  anew.save(store.state);
  return anew;
}

async function standings(store: MemoryStore) {
  const outcome = await store.read((snapshot) => {
    const world = worldOf(snapshot, { actor: person, digest: sha256 }, momentOf(new Date(0)));
    return done(world.plan.tasks.filter(({ placeholder }) => !placeholder).map((task) => standingOf(world, task)));
  });
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

/** Paths at which the two are not the same, save where a checklist was planned and says nothing yet. */
function unlike(replayed: TrackedState, file: TrackedState): readonly string[] {
  const paths = new Set([...Object.keys(replayed), ...Object.keys(file)]);
  return [...paths].filter((path) => path !== 'prerequisites' && !sameValue(listed(replayed[path] ?? null), listed(file[path] ?? null)));
}

/** The order of log rows is the file's. */
function listed(value: unknown): unknown {
  return Array.isArray(value) ? value.map((item) => JSON.stringify(item)).sort() : value;
}

describe('the ledgers, replayed, are the state of the plan', () => {
  it.each(families)('in %s', async (family) => {
    const text = textOfFamily(family);
    const { tasks } = await planOf(new MemoryStore(text, family));
    const ids = tasks.filter(({ placeholder }) => !placeholder).map(({ id }) => id);
    let recorded = 0;
    await fc.assert(
      fc.asyncProperty(walkOver(ids), async (moves) => {
        const store = new MemoryStore(text, family);
        expect(await performAt(store, requestOf(adoption, await planOf(store)), { actor: person, at: minutesAfter(0) })).toMatchObject({
          ok: true,
        });
        for (const [minutes, move] of moves.entries()) {
          await performAt(store, requestOf(move, await planOf(store)), { actor: move.actor, at: minutesAfter(minutes + 1) });
        }
        for (const { task, history, file, differences } of await standings(readAnew(store, family))) {
          expect({ task: task.id, differences, faults: history.faults }).toEqual({ task: task.id, differences: [], faults: [] });
          if (history.state === null) continue;
          recorded += 1;
          expect(unlike(history.state, file), task.id).toEqual([]);
        }
      }),
      { numRuns: Math.ceil(runs / families.length) },
    );
    // Refusals record nothing: the walks must not be made of them alone.
    expect(recorded).toBeGreaterThan(0);
  });
});
