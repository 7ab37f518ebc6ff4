import { expect, it } from 'vitest';
import { planOf } from '../model/testing/plan-of.ts';
import { graphOf } from './graph-of.ts';

/** So many different words that are no ids that they are searched for no longer, but filed. */
it.each([1, 20])('a name is found among %i words that could be names', (count) => {
  const words = Array.from({ length: count }, (_, at) => `Word ${at}`).join(', ');
  const plan = planOf({
    phases: [
      [
        { id: 'TASKS-01', name: 'First', dependents: `${words}, crane ROSTER, berths, moorings and buoys, Berths` },
        { id: 'TASKS-02', name: 'Crane  Roster' },
        { id: 'TASKS-03', name: 'Berths, Moorings and Buoys' },
        { id: 'TASKS-04', name: 'Berths' },
      ],
    ],
  });
  const graph = graphOf(plan);
  const [first, ...others] = plan.tasks.map(({ key }) => key);
  if (first === undefined) throw new Error('no task');
  expect(graph.dependents(first)).toEqual(others);
  expect(graph.components(first)).toEqual(words.split(', '));
});
