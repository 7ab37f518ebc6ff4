import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskWords } from '../model/testing/plan-of.ts';
import { planOf } from '../model/testing/plan-of.ts';
import { criticalPath } from './critical-path.ts';
import { graphOf } from './graph-of.ts';

function pathOf(tasks: readonly TaskWords[], weigh?: (id: string) => number) {
  const plan = planOf({ phases: [tasks] });
  const keys = plan.tasks.map(({ key }) => key);
  return criticalPath(keys, graphOf(plan), weigh);
}

describe('the critical path', () => {
  const diamond = [
    { id: 'A-01', dependents: 'A-02, A-03' },
    { id: 'A-02', dependents: 'A-05' },
    { id: 'A-03', dependents: 'A-04' },
    { id: 'A-04', dependents: 'A-05' },
    { id: 'A-05' },
  ];

  it('is the longest chain', () => {
    expect(pathOf(diamond)).toMatchObject({ steps: ['A-01', 'A-03', 'A-04', 'A-05'], length: 4 });
  });

  it('is the heaviest chain where tasks have weights', () => {
    expect(pathOf(diamond, (id) => (id === 'A-02' ? 10 : 1))).toMatchObject({ steps: ['A-01', 'A-02', 'A-05'], length: 12 });
  });

  it('takes the earlier tasks among chains of one length', () => {
    expect(pathOf([{ id: 'A-01', dependents: 'A-03' }, { id: 'A-02', dependents: 'A-03' }, { id: 'A-03' }]).steps).toEqual([
      'A-01',
      'A-03',
    ]);
  });

  it('is empty where no task needs another', () => {
    expect(pathOf([{ id: 'A-01' }, { id: 'A-02' }])).toMatchObject({ steps: [], length: 0 });
  });

  it('leaves out cycles and what waits for them', () => {
    const tasks = [
      { id: 'A-01', dependents: 'A-02' },
      { id: 'A-02', dependents: 'A-01, A-03' },
      { id: 'A-03', dependents: 'A-04' },
      { id: 'A-04' },
      { id: 'A-05', dependents: 'A-06' },
      { id: 'A-06' },
    ];
    expect(pathOf(tasks).steps).toEqual(['A-05', 'A-06']);
  });

  it('is a chain that no other chain exceeds', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(9), { maxLength: 3 }), { maxLength: 10 }), (lists) => {
        const id = (i: number) => `A-${String(i).padStart(2, '0')}`;
        const later = lists.map((list, i) => list.filter((j) => j > i && j < lists.length));
        const { steps } = pathOf(later.map((list, i) => ({ id: id(i), dependents: list.map(id).join(', ') })));
        const longestFrom = (i: number): number => 1 + Math.max(0, ...(later[i] ?? []).map(longestFrom));
        const longest = Math.max(0, ...later.map((_, i) => longestFrom(i)));
        expect(steps.length).toBe(longest < 2 ? 0 : longest);
        for (const [i, step] of steps.entries()) {
          if (i > 0) expect(later[lists.findIndex((_, j) => id(j) === steps[i - 1])]?.map(id)).toContain(step);
        }
      }),
    );
  });
});
