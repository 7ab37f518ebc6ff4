import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPlaceholderId, isTaskId, taskKeyOf } from './task-id.ts';

describe('the key of an id', () => {
  it.each([
    ['TASKS-01', 'TASKS-01'],
    ['tasks-1', 'TASKS-01'],
    ['TASKS-00017', 'TASKS-17'],
    ['TASKS-000', 'TASKS-00'],
    ['CHG-02.1', 'CHG-02.01'],
    ['SETUP-env', 'SETUP-ENV'],
    [' T2-7 ', 'T02-07'],
    ['äö-7', 'ÄÖ-07'],
    ['äö-7'.normalize('NFD'), 'ÄÖ-07'.normalize('NFC')],
  ])('%s is %s', (id, key) => {
    expect(taskKeyOf(id)).toBe(key);
  });

  it('is its own key, and does not depend on width or case', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('TASKS', 'Setup', 'chg', 'T2', 'Ü', 'ΐ', 'İ', 'ǰ', 'ﬃ'),
        fc.nat(99_999),
        fc.nat(4),
        (type, number, zeros) => {
          const key = taskKeyOf(`${type}-${number}`);
          expect(taskKeyOf(key)).toBe(key);
          expect(taskKeyOf(`${type.toLowerCase()}-${'0'.repeat(zeros)}${number}`)).toBe(key);
        },
      ),
    );
  });
});

describe('a well-formed id', () => {
  it.each(['TASKS-01', 'SETUP-ENV', 'CHG-02.1', 'a-b-c', 'Ärger-7', 'Ärger-7'.normalize('NFD'), 'T-٣'])('%s is one', (id) => {
    expect(isTaskId(id)).toBe(true);
  });

  it.each(['', 'TASKS', '-01', '1-TASKS', 'TASKS-', 'TASKS 01', 'TASKS-01|', 'Ärger', `T-${'1'.repeat(100)}`])('"%s" is none', (id) => {
    expect(isTaskId(id)).toBe(false);
  });
});

describe('a placeholder id', () => {
  it.each(['TASKS-XX', 'CHG-nn', 'PHASE-X.Y', 'TASKS-AAA', 'XX'])('%s is one', (id) => {
    expect(isPlaceholderId(id)).toBe(true);
  });

  it.each(['TASKS-01', 'TASKS-XXL', 'TASKS-AAAA', 'BOXX', 'TASKS-XX-1'])('%s is none', (id) => {
    expect(isPlaceholderId(id)).toBe(false);
  });
});
