import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { taskKeyOf } from '../model/task-id.ts';
import { casesOf } from '../model/testing/cases.ts';
import type { TaskWords } from '../model/testing/plan-of.ts';
import { planOf } from '../model/testing/plan-of.ts';
import { graphOf } from './graph-of.ts';
import { prerequisitesOf } from './prerequisites-of.ts';

/** What the graph says of a key when it is made as a whole: asked for other things first. */
function fromGraph(tasks: readonly TaskWords[], key: ReturnType<typeof taskKeyOf>) {
  const graph = graphOf(planOf({ phases: [tasks] }));
  expect(graph.cycles).toBeDefined();
  return graph.prerequisites(key);
}

const ids = ['TASKS-01', 'TASKS-02', 'TASKS-12', 'TASKS-002', 'tasks-3', 'API-2', 'TASKS-XX', 'SETUP'];
const names = ['Audit Log', 'audit', 'Logs, Traces', 'TASKS-02', 'TASKS-02, TASKS-12', 'FOO-9, TASKS-01', 'Ärger', '', 'Log 12'];
const id = fc.constantFrom(...ids);
const part = fc.oneof(
  { weight: 4, arbitrary: id },
  fc.constantFrom(...names),
  fc.constantFrom(
    'TASKS-2',
    'TASKS-01..03',
    'TASKS-1…2',
    'FOO-9',
    'UTF-8',
    'none',
    '**TASKS-01**',
    'see TASKS-12',
    'All code',
    'AUDIT LOG',
  ),
);
const text = fc
  .tuple(fc.array(part, { maxLength: 3 }), fc.constantFrom(', ', ', ', ', ', ',', '; '))
  .map(([parts, separator]) => parts.join(separator));
const task = fc
  .record({
    id,
    name: fc.oneof(fc.constant('Quay'), fc.constantFrom(...names)),
    dependents: text,
    dependsOn: fc.oneof(fc.constant(''), text),
  })
  .map((words): TaskWords => words);

it('is what the graph says, or nothing', () => {
  fc.assert(
    fc.property(fc.array(task, { maxLength: 6 }), (tasks) => {
      for (const key of new Set([...ids, 'NO-99'].map(taskKeyOf))) {
        const alone = prerequisitesOf(planOf({ phases: [tasks] }), key);
        if (alone !== null) expect(alone, `${key} ${JSON.stringify(tasks)}`).toEqual(fromGraph(tasks, key));
      }
    }),
    { numRuns: casesOf(process.env, 800, 2000) },
  );
});

it('tells the usual at once, and leaves the rest to the graph', () => {
  const tasks: readonly TaskWords[] = [
    { id: 'TASKS-01', name: 'Quay', dependents: 'TASKS-02, TASKS-03' },
    { id: 'TASKS-02', name: 'Crane', dependents: 'All code' },
    { id: 'TASKS-03', name: 'Berth Register', dependsOn: 'TASKS-02, TASKS-01' },
    { id: 'TASKS-04', name: 'Audit', dependents: 'TASKS-05, TASKS-99' },
    { id: 'TASKS-05', name: 'Radio' },
    { id: 'TASKS-06', name: 'Fuel', dependents: 'TASKS-98, TASKS-07' },
    { id: 'TASKS-07', name: 'Pilots' },
  ];
  const of = (id: string) => prerequisitesOf(planOf({ phases: [tasks] }), taskKeyOf(id));
  expect(of('TASKS-01')).toEqual([]);
  expect(of('TASKS-02')).toEqual(['TASKS-01']);
  expect(of('TASKS-03')).toEqual(['TASKS-01', 'TASKS-02']);
  expect(of('TASKS-05')).toEqual(['TASKS-04']);
  expect(of('TASKS-07')).toBeNull();
  expect(of('SETUP')).toBeNull();
});

it.each<[string, readonly TaskWords[]]>([
  [
    'a name that looks like the id of another',
    [
      { id: 'TASKS-03', name: 'TASKS-02' },
      { id: 'TASKS-01', dependents: 'TASKS-02' },
    ],
  ],
  [
    'an id that stands twice, and names it in its second place only',
    [{ id: 'TASKS-01' }, { id: 'TASKS-02', dependents: 'TASKS-03' }, { id: 'TASKS-01', dependents: 'TASKS-03' }, { id: 'TASKS-03' }],
  ],
])('does not decide on %s', (_what, tasks) => {
  const key = taskKeyOf('TASKS-03');
  expect(prerequisitesOf(planOf({ phases: [tasks] }), key)).toBeNull();
  expect(fromGraph(tasks, key)).toContain(taskKeyOf('TASKS-01'));
});
