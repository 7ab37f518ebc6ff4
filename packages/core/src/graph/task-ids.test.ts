import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { taskKeyOf } from '../model/task-id.ts';
import { TaskIds } from './task-ids.ts';

const id = fc.oneof(
  fc
    .tuple(fc.constantFrom('TASKS', 'SETUP', 'A'), fc.nat(30), fc.nat(4))
    .map(([type, number, width]) => `${type}-${String(number).padStart(width, '0')}`),
  fc.constantFrom(
    'tasks-3',
    'Tasks-03',
    'TASKS-1.2',
    'TASKS-A',
    'TASKS',
    '-3',
    'TASKS-',
    'ÄGIR-01',
    'TASKS-00000000000000000000007',
    'T2-04',
    '',
  ),
);

it('files ids as a map of their keys would', () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 30 }), fc.array(id, { maxLength: 10 }), (filed, asked) => {
      const ids = new TaskIds();
      const byKey = new Map<string, number>();
      filed.forEach((each, node) => {
        const known = byKey.get(taskKeyOf(each));
        expect(ids.add(each, node)).toBe(known ?? node);
        if (known === undefined) byKey.set(taskKeyOf(each), node);
      });
      for (const each of filed) expect(ids.at(`, ${each},`, 2, 2 + each.length)).toBe(byKey.get(taskKeyOf(each)));
      for (const each of asked) expect(ids.ofKey(taskKeyOf(each))).toBe(byKey.get(taskKeyOf(each)));
    }),
    { numRuns: 2000 },
  );
});

it('finds an id in any width, but another case only as some task writes it', () => {
  const ids = new TaskIds();
  ids.add('TASKS-03', 0);
  ids.add('setup-1', 1);
  const find = (text: string) => ids.at(text, 0, text.length);
  expect(['TASKS-3', 'TASKS-003', 'tasks-03', 'setup-1', 'SETUP-01', 'setup-01'].map(find)).toEqual([0, 0, undefined, 1, 1, undefined]);
});
