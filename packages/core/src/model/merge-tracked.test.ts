import { describe, expect, it } from 'vitest';
import { mergeBags, mergeTracked } from './merge-tracked.ts';
import type { TrackedState } from './tracked-state.ts';

const base: TrackedState = {
  status: 'NOT_STARTED',
  'preCheck.status': 'IN_PROGRESS',
  'preCheck.items.a': false,
  'preCheck.items.b': false,
  'implementation.started': null,
  log: [],
};
const merge = (ours: TrackedState, theirs: TrackedState) =>
  mergeTracked({ base, ours: { ...base, ...ours }, theirs: { ...base, ...theirs } });

describe('a value', () => {
  it('is that of the side that moved it', () => {
    expect(merge({ status: 'BLOCKED' }, { 'implementation.started': '2026-03-01' })).toMatchObject({
      state: { status: 'BLOCKED', 'implementation.started': '2026-03-01' },
      conflicts: [],
    });
  });

  it('is nothing where one side took it away', () => {
    const started = { ...base, 'implementation.started': '2026-03-01' };
    expect(mergeTracked({ base: started, ours: started, theirs: base }).state['implementation.started']).toBeNull();
  });

  it('is in conflict where both moved it differently, and stays ours', () => {
    expect(merge({ 'preCheck.status': 'COMPLETED' }, { 'preCheck.status': 'NOT_STARTED' })).toMatchObject({
      state: { 'preCheck.status': 'COMPLETED' },
      conflicts: ['preCheck.status'],
    });
  });

  it('that tells when both began is the earlier day', () => {
    const both = merge({ 'implementation.started': '2026-03-02' }, { 'implementation.started': '2026-03-01' });
    expect(both).toMatchObject({ state: { 'implementation.started': '2026-03-01' }, conflicts: [] });
  });
});

it('a status in conflict takes along all that tells how far the task has come', () => {
  const { conflicts } = merge(
    { status: 'BLOCKED' },
    { status: 'IN_PROGRESS', 'implementation.started': '2026-03-01', 'preCheck.items.a': true },
  );
  expect(conflicts).toEqual(['status', 'implementation.started']);
});

it('a checklist whose items both sides ticked together is complete', () => {
  expect(merge({ 'preCheck.items.a': true }, { 'preCheck.items.b': true }).state['preCheck.status']).toBe('COMPLETED');
  expect(merge({ 'preCheck.items.a': true }, {}).state['preCheck.status']).toBe('IN_PROGRESS');
});

it.each([
  { has: 'what each added', bags: [['x'], ['x', 'o'], ['x', 't']], together: ['x', 'o', 't'] },
  { has: 'what both added once', bags: [['x'], ['x', 'n'], ['x', 'n']], together: ['x', 'n'] },
  { has: 'twice what one side added twice', bags: [[], ['n', 'n'], ['n']], together: ['n', 'n'] },
  { has: 'nothing that one side took out', bags: [['x', 'y'], ['x'], ['x', 'y', 't']], together: ['x', 't'] },
])('a bag of lines has $has', ({ bags: [before = [], ours = [], theirs = []], together }) => {
  expect(mergeBags(before, ours, theirs)).toEqual(together);
});
