/** Ledgers read as if every task had always had its present id. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { eventLine } from './event-line.ts';
import type { Baseline, Ledgers } from './history.ts';
import { inItsLedger, underPresentIds } from './present-ids.ts';
import { replayPlan, replayTask } from './replay.ts';
import { sealEvent } from './seal-event.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const [old, now] = [taskKeyOf('TASKS-01'), taskKeyOf('TASKS-09')];

/** Ledgers whose plan was told of some renamings. */
function ledgersOf(baseline: Baseline | null, ...renamings: readonly object[]): Ledgers {
  let prev: readonly string[] = [];
  const lines = renamings.map((input, at) => {
    const link = {
      prev,
      at: `2026-03-01T10:0${at}:00.000Z`,
      actor: { name: 'Astrid', kind: 'human' } as const,
      before: '0'.repeat(64),
      after: '1'.repeat(64),
    };
    const event = sealEvent({ ledger: 'plan', operation: 'rename', input: { ...input }, changes: [] }, link, digest);
    prev = [event.id];
    return eventLine(event);
  });
  return {
    adopted: true,
    baseline,
    plan: replayPlan(lines.join('') as ByteString, digest),
    task: (key) => replayTask(key, encodeUtf8(''), digest),
    adoptedState: () => null,
    keys: () => [old],
    files: () => ({ ledgers: [], baseline: null, states: null }),
  };
}

it('the baseline is told of present ids, and findings that are of no task stay so', () => {
  const known = { rule: 'stop-open', severity: 'note', value: 'x' } as const;
  const baseline = {
    v: 1,
    tasks: { [old]: 'd' },
    prerequisites: { [old]: [] },
    completed: [old],
    underway: [],
    known: [
      { ...known, task: old },
      { ...known, task: null },
    ],
  } as const;
  const read = underPresentIds(ledgersOf(baseline, { from: 'TASKS-01', to: 'TASKS-09' })).baseline;
  expect(read).toMatchObject({ tasks: { [now]: 'd' }, completed: [now], known: [{ task: now }, { task: null }] });
});

it('a baseline that is gone is none under any id', () => {
  const ledgers = underPresentIds(ledgersOf(null, { from: 'TASKS-01', to: 'TASKS-09' }));
  expect(ledgers.baseline).toBeNull();
  expect(ledgers.keys()).toEqual([now]);
});

it('a renaming that names nothing, as another program may write it, renames nothing', () => {
  const ledgers = ledgersOf(null, { name: 'TASKS-09' });
  expect(underPresentIds(ledgers)).toBe(ledgers);
  expect(ledgers.plan.faults).toMatchObject([{ line: 1 }]);
  const event = { ledger: now, operation: 'log', input: {}, changes: [] };
  expect(inItsLedger(event, ledgers.plan)).toBe(event);
});
