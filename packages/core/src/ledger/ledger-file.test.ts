import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { ledgerFileOf, ledgerOfFile } from './ledger-file.ts';

const fileOf = (id: string) => ledgerFileOf(taskKeyOf(id));
const ids = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.stringMatching(/^[A-Z]{2,5}-\d{1,4}$/),
  fc.constantFrom('CON', 'PLAN', 'plan', '..', '%', 'A/B'),
);

describe('the name of a ledger', () => {
  it.each([
    ['TASKS-07', 'TASKS-07.jsonl'],
    ['tasks-7', 'TASKS-07.jsonl'],
    ['SETUP_A.1-b', 'SETUP_A.01-B.jsonl'],
    ['PLAN', '%50LAN.jsonl'],
    ['baseline-states', '%42ASELINE-STATES.jsonl'],
    ['PLAN-01', 'PLAN-01.jsonl'],
    ['CON', '%43ON.jsonl'],
    ['nul.x', '%4EUL.X.jsonl'],
    ['LPT-01', 'LPT-01.jsonl'],
    ['.hidden', '%2EHIDDEN.jsonl'],
    ['..', '%2E..jsonl'],
    ['../../etc/passwd', '%2E.%2F..%2FETC%2FPASSWD.jsonl'],
    ['C:\\x', 'C%3A%5CX.jsonl'],
    ['a%41', 'A%2541.jsonl'],
    ['A 1', 'A%2001.jsonl'],
    ['ЗАДАЧА', '%D0%97%D0%90%D0%94%D0%90%D0%A7%D0%90.jsonl'],
    ['', '%.jsonl'],
  ])('of %j is %s', (id, file) => {
    expect(fileOf(id)).toBe(file);
    expect(ledgerOfFile(file)).toBe(taskKeyOf(id));
  });

  it('of the plan as a whole is its own, also where case does not count', () => {
    expect(ledgerFileOf('plan')).toBe('plan.jsonl');
    expect(ledgerOfFile('plan.jsonl')).toBe('plan');
    expect(fileOf('plan').toLowerCase()).not.toBe('plan.jsonl');
  });

  it('leads back to the task, whatever its id', () => {
    fc.assert(fc.property(ids, (id) => ledgerOfFile(fileOf(id)) === taskKeyOf(id)));
  });

  it('stays in the folder, can be written on any file system, and is no device', () => {
    fc.assert(
      fc.property(ids, (id) => {
        expect(fileOf(id)).toMatch(/^(?!\.)[A-Z0-9._%-]*\.jsonl$/);
        expect(fileOf(id)).not.toMatch(/^(?:CON|PRN|AUX|NUL|COM\d|LPT\d)\./);
      }),
    );
  });

  it('is one task’s alone, also where case does not count', () => {
    fc.assert(
      fc.property(ids, ids, (a, b) => {
        expect(fileOf(a).toLowerCase() === fileOf(b).toLowerCase()).toBe(taskKeyOf(a) === taskKeyOf(b));
      }),
    );
  });

  it('tells look-alikes apart', () => {
    expect(new Set(['TASKS-07', 'ТASKS-07', 'TASKS‐07', 'TASKS-07 x', 'TASKS-O7'].map(fileOf)).size).toBe(5);
  });
});

describe('a file', () => {
  it.each([
    'TASKS-7.jsonl',
    'tasks-07.jsonl',
    'PLAN.jsonl',
    '%54ASKS-07.jsonl',
    '%D0%9.jsonl',
    '%ff.jsonl',
    '%FF.jsonl',
    'TASKS-07.json',
    'TASKS-07',
    '.jsonl',
    'CON.jsonl',
    'a b.jsonl',
    '%E2%82.jsonl',
  ])('called %s is no ledger', (name) => {
    expect(ledgerOfFile(name)).toBeNull();
  });
});

it('a key is a key whatever it is called', () => {
  expect(ledgerFileOf('lower' as TaskKey)).toBe('%6C%6F%77%65%72.jsonl');
});
