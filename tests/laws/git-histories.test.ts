/**
 * Merging by meaning, over random histories of a real repository: no event is lost or doubled, no ledger is
 * dead, nothing is in conflict that is none, and what is in conflict is told.
 *
 *     FUZZ_RUNS=500 npx vitest run tests/laws/git-histories.test.ts
 */
import { casesOf, seedOf } from '@tallyplan/core/model/testing/cases';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Branch, type History, liveThrough, swapPhases, type Tally } from './git-histories.ts';
import { families, type Move, person, planOfFamily } from './walks.ts';

const runs = casesOf(process.env, 4);

const lifeVerbs = [
  'verify',
  'start',
  'complete',
  'verify',
  'start',
  'complete',
  'block',
  'unblock',
  'stop',
  'instruct',
  'defer',
  'resume',
  'release',
  'reopen',
  'undo',
  'waive',
  'log',
  'log',
];

const histories: fc.Arbitrary<History> = fc
  .record({ family: fc.constantFrom(...families), crowd: fc.constantFrom(2, 4, 7) })
  .chain(({ family, crowd }) => {
    const ids = planOfFamily(family)
      .tasks.filter(({ placeholder }) => !placeholder)
      .map(({ id }) => id);
    // The fewer tasks they share, the more often they meet.
    const shared = ids.slice(-crowd - 4).slice(0, crowd);
    const move: fc.Arbitrary<Move> = fc.record({
      verb: fc.constantFrom(...lifeVerbs),
      id: fc.constantFrom(...shared),
      other: fc.constantFrom(...shared),
      status: fc.constantFrom('NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'COMPLETED'),
      actor: fc.constantFrom(person, { name: 'Bjarne', kind: 'human' as const }),
    });
    /**
     * What a branch plans, of tasks that no other branch plans anything of. One alone puts phases into another order; and
     * one alone adds some where phases have ids, since a second one would be given the same.
     */
    const planning = (index: number): fc.Arbitrary<Move> => {
      const own = ids.filter((_, position) => position % 4 === index);
      const ofPhases = [...(index === 0 || !family.startsWith('e-') ? ['add phase'] : []), ...(index === 1 ? [swapPhases] : [])];
      return fc.record({
        verb: fc.constantFrom('set', 'rename', 'add task', 'move', ...ofPhases, ...ofPhases),
        id: fc.constantFrom(...(own.length > 0 ? own : ids.slice(0, 1))),
        other: fc.constant(`NEW-${50 + index}`),
        status: fc.constant('NOT_STARTED'),
        actor: fc.constant(person),
      });
    };
    const branch = (index: number): fc.Arbitrary<Branch> =>
      fc.record({
        from: fc.nat(6),
        moves: fc
          .tuple(fc.array(move, { minLength: 1, maxLength: 7 }), fc.array(planning(index), { maxLength: ids.length < 4 ? 0 : 2 }))
          .map(([life, plans]) => [...life, ...plans]),
        takesIn: fc.option(fc.nat(3), { freq: 3 }),
        laterMoves: fc.array(move, { maxLength: 3 }),
      });
    return fc.record({
      family: fc.constant(family),
      windows: fc.constantFrom(false, false, true),
      before: fc.array(move, { maxLength: 8 }),
      branches: fc.integer({ min: 2, max: 4 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => branch(index)))),
      crosswise: fc.constantFrom(false, false, true),
      order: fc.array(fc.nat(23), { minLength: 4, maxLength: 4 }),
      manner: fc.constantFrom('driver', 'plain'),
      style: fc.constantFrom('merge', 'diff3', 'zdiff3'),
      take: fc.constantFrom('ours', 'theirs'),
    });
  });

it(
  'branches that are merged lose nothing, double nothing, and are in conflict only where both moved one task',
  async () => {
    const tally: Tally = { merges: 0, conflicts: 0, undecidable: 0, recorded: 0 };
    const seed = seedOf(process.env, 7) ?? Math.floor(Math.random() * 2 ** 31);
    const from = Number(process.env.FUZZ_FROM ?? 0);
    // Sampled and not shrunk: a history takes seconds, and its branches can be read as they are.
    const faults: string[] = [];
    for (const [index, history] of fc
      .sample(histories, { numRuns: from + runs, seed })
      .slice(from)
      .entries()) {
      await liveThrough(history, tally).catch((error: Error) => {
        faults.push(`history ${from + index} of seed ${seed}: ${error.message}\n${JSON.stringify(history)}`);
        if (process.env.FUZZ_RUNS !== undefined) console.log(faults.at(-1));
      });
      if (process.env.FUZZ_RUNS !== undefined && index % 10 === 9) console.log(index + 1, JSON.stringify(tally), faults.length);
    }
    expect(faults).toEqual([]);
    expect(tally.merges).toBeGreaterThan(runs);
    expect(tally.recorded).toBeGreaterThan(runs);
  },
  120_000 + runs * 60_000,
);
