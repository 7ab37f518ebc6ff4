import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Task } from '../model/plan.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { TrackedState } from '../model/tracked-state.ts';
import { canonicalJson } from './canonical-json.ts';
import { finished, fresh } from './testing/honest-ledgers.ts';
import { differences, digestOfState, neverStarted, trackedStateOf } from './tracked-state.ts';

const sha256: Digest = (bytes) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const keys = (...ids: string[]) => ids as TaskKey[];

const task: Task = {
  id: 'TASKS-01',
  key: 'TASKS-01' as TaskKey,
  name: 'Berth store',
  priority: 'P0',
  phase: 0,
  family: 'B',
  status: 'IN_PROGRESS',
  statusText: 'IN_PROGRESS',
  dependentsText: '',
  dependsOnText: '',
  takesPriority: true,
  takesDependsOn: true,
  takesDependents: true,
  placeholder: false,
  writable: true,
  line: 1,
  preCheck: { status: 'COMPLETED', statusText: 'COMPLETED', items: [{ key: 'verified_req', done: true }] },
  implementation: {
    iplanId: 'IPLAN-01',
    iplanStatus: 'IN_PROGRESS',
    iplanStatusText: 'IN_PROGRESS',
    started: '2026-01-02',
    completed: null,
    holds: ['iplanId', 'iplanStatus', 'started', 'completed'],
  },
  postCheck: { status: 'NOT_STARTED', statusText: 'NOT_STARTED', items: [{ key: 'docs_updated', done: false }] },
  postCheckComplete: false,
};
const alone = { prerequisites: [], completedRows: [] };

describe('the tracked state of a task', () => {
  it('is one record from path to value', () => {
    const rows = [
      { date: '2026-01-03', notes: 'b' },
      { date: '2026-01-02', notes: 'a' },
    ];
    expect(trackedStateOf(task, { prerequisites: keys('TASKS-03', 'SETUP-01'), completedRows: rows })).toEqual({
      status: 'IN_PROGRESS',
      'preCheck.status': 'COMPLETED',
      'preCheck.items.verified_req': true,
      'implementation.iplanId': 'IPLAN-01',
      'implementation.iplanStatus': 'IN_PROGRESS',
      'implementation.started': '2026-01-02',
      'implementation.completed': null,
      'postCheck.status': 'NOT_STARTED',
      'postCheck.items.docs_updated': false,
      prerequisites: ['SETUP-01', 'TASKS-03'],
      log: [
        { date: '2026-01-02', notes: 'a' },
        { date: '2026-01-03', notes: 'b' },
      ],
    });
  });

  it('has no path for what the entry can’t hold', () => {
    const bare = { ...task, preCheck: null, postCheck: null, implementation: { ...task.implementation, holds: [] } };
    expect(trackedStateOf(bare, alone)).toEqual({ status: 'IN_PROGRESS', prerequisites: [], log: [] });
  });

  it('has words that can’t be mapped as they are written', () => {
    const odd: Task = {
      ...task,
      status: null,
      statusText: 'half done',
      preCheck: { status: null, statusText: 'soon', items: [] },
      postCheck: { status: null, statusText: '', items: [] },
      implementation: { ...task.implementation, iplanStatus: null, iplanStatusText: 'drafted' },
    };
    const state = trackedStateOf(odd, alone);
    expect(state).toMatchObject({ status: 'half done', 'preCheck.status': 'soon', 'implementation.iplanStatus': 'drafted' });
    expect(state).not.toHaveProperty('postCheck.status');
  });
});

describe('the digest of a state', () => {
  const lone: TrackedState = {
    status: 'BLOCKED',
    'preCheck.items.a"b': true,
    prerequisites: ['A-01', 'B-02'],
    log: [{ date: 'd', notes: 'n' }],
  };

  it('is that of its canonical JSON', () => {
    expect(digestOfState(lone, sha256)).toBe(sha256(encodeUtf8(canonicalJson(lone))));
  });

  it('does not depend on the order of paths, prerequisites and rows, nor on paths without a value', () => {
    const rows = [
      { date: '2', notes: 'x' },
      { date: '1', notes: 'y' },
    ];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(Object.entries(finished), { minLength: Object.keys(finished).length }),
        fc.boolean(),
        (entries, turned) => {
          const state = {
            ...Object.fromEntries(entries),
            prerequisites: turned ? ['B', 'A'] : ['A', 'B'],
            log: turned ? rows : rows.toReversed(),
            'implementation.started': null,
          };
          expect(digestOfState(state, sha256)).toBe(digestOfState({ ...finished, prerequisites: ['A', 'B'], log: rows }, sha256));
        },
      ),
    );
  });

  it('is another for another value anywhere', () => {
    const others = Object.keys(finished).map((path) => digestOfState({ ...finished, [path]: 'other' }, sha256));
    expect(new Set([digestOfState(finished, sha256), ...others]).size).toBe(Object.keys(finished).length + 1);
  });

  it('takes what canonical JSON refuses, too: a file may hold anything', () => {
    expect(digestOfState({ status: '\ud800' }, (bytes: ByteString) => bytes)).toBe('{"status":"\\ud800"}');
  });
});

describe('differences between ledger and file', () => {
  it('are none between a state and itself, in whatever order', () => {
    const log = [
      { date: '1', notes: 'a' },
      { date: '2', notes: 'b' },
    ];
    expect(
      differences({ ...fresh, prerequisites: ['A', 'B'], log }, { ...fresh, prerequisites: ['B', 'A'], log: log.toReversed() }),
    ).toEqual([]);
  });

  it.each<readonly [string, TrackedState, TrackedState]>([
    ['a prerequisite more', { prerequisites: ['A'] }, { prerequisites: ['B', 'A'] }],
    ['an item more that is not ticked', {}, { 'preCheck.items.new': false }],
    ['a checklist more that nobody began', {}, { 'postCheck.status': 'NOT_STARTED', 'postCheck.items.new': false }],
    ['a value that is absent instead of null', { 'implementation.started': null }, {}],
  ])('are none for %s', (_, ledger, file) => {
    expect(differences({ ...fresh, ...ledger }, { ...fresh, ...file })).toEqual([]);
  });

  it.each<readonly [string, string, ...(readonly [unknown, unknown])]>([
    ['a prerequisite less', 'prerequisites', ['A', 'B'], ['A']],
    ['a prerequisite for another', 'prerequisites', ['A'], ['B']],
    ['a prerequisites cell that holds a word', 'prerequisites', 'A', ['A']],
    ['a tick', 'preCheck.items.verified_req', false, true],
    ['an item more that is ticked', 'preCheck.items.new', null, true],
    ['an item less', 'preCheck.items.new', false, null],
    ['a checklist more that somebody began', 'postCheck.status', null, 'IN_PROGRESS'],
    ['a status', 'status', 'NOT_STARTED', 'COMPLETED'],
    ['an IPLAN more', 'implementation.iplanId', null, 'IPLAN-01'],
    ['a date', 'implementation.completed', '2026-01-01', '2026-01-02'],
    ['a row', 'log', [], [{ date: '1', notes: 'a' }]],
    [
      'the same row twice',
      'log',
      [{ date: '1', notes: 'a' }],
      [
        { date: '1', notes: 'a' },
        { date: '1', notes: 'a' },
      ],
    ],
    ['the words of a row', 'log', [{ date: '1', notes: 'a' }], [{ date: '1', notes: 'b' }]],
    ['prerequisites that were none', 'prerequisites', null, ['A']],
  ])('are told for %s', (_, path, ...[from, to]) => {
    const { [path]: __, ...rest } = fresh;
    const side = (value: unknown) => (value === null ? rest : { ...rest, [path]: value }) as TrackedState;
    expect(differences(side(from), side(to))).toEqual([{ path, from, to }]);
  });
});

describe('a task as if nobody had begun it', () => {
  it('has the same fields and no progress', () => {
    expect(neverStarted({ ...finished, 'implementation.started': '2026-01-01', prerequisites: ['A'] })).toEqual({
      ...fresh,
      'implementation.started': null,
      prerequisites: ['A'],
    });
  });

  it('is what it is already', () => {
    expect(neverStarted(fresh)).toEqual(fresh);
  });
});
