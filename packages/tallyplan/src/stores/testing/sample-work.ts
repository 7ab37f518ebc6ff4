/** A small plan, and work on it, for tests of stores: changes to record, the adoption, and what was written. */
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { Change } from '@tallyplan/core/model/change';
import type { Actor, DraftEvent, LedgerEvent } from '@tallyplan/core/model/event';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { type TaskKey, taskKeyOf } from '@tallyplan/core/model/task-id';
import { init } from '@tallyplan/core/operations/init';
import { perform } from '@tallyplan/core/operations/perform';
import type { ChangeOptions, Decision, Store } from '@tallyplan/core/operations/store';
import { sha256 } from '../sha256.ts';

export const samplePlan = `# A plan

> **Last Updated**: 2026-01-01

### Phase 1: Foundation

| ID | Name | Priority | Status |
|---|---|---|---|
| SETUP-01 | Repository | P0 | NOT_STARTED |
| SETUP-02 | Größe messen | P0 | NOT_STARTED |
| SETUP-03 | Third | P1 | NOT_STARTED |

## 3. Session Log

| Date | Task ID | Status | Notes |
|---|---|---|---|
`;

export const actor: Actor = { name: 'Ada', kind: 'human' };
const now = () => new Date('2026-05-04T10:20:30.400Z');
export const options: ChangeOptions = { actor, dryRun: false, now };
export const first = taskKeyOf('SETUP-01');
export const second = taskKeyOf('SETUP-02');

export interface Recorded {
  readonly changes: readonly Change[];
  readonly event: DraftEvent;
}

export function decision(...recorded: readonly Recorded[]): Outcome<Decision<string>> {
  const commit = { changes: recorded.flatMap(({ changes }) => changes), events: recorded.map(({ event }) => event) };
  return done({ result: 'decided', commit });
}

export function statusOf(task: TaskKey, to: string): Recorded {
  return {
    changes: [{ kind: 'set-tracked', task, path: 'status', to }],
    event: { ...noted(task).event, operation: 'start', changes: [{ path: 'status', from: 'NOT_STARTED', to }] },
  };
}

export function noted(task: TaskKey): Recorded {
  return { changes: [], event: { ledger: task, task, operation: 'log', input: {}, changes: [] } };
}

export async function adopt(store: Store): Promise<void> {
  const moment = { utc: now().toISOString(), date: '2026-05-04', local: '2026-05-04T10:20:30' };
  valueFrom(await perform(store, { operation: init, input: {} }, { actor, now: () => moment, dryRun: false, digest: sha256 }));
}

export function eventsOf(ledger: string): readonly LedgerEvent[] {
  return ledger
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
}

export function valueFrom<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value;
}

export const sha256of = (text: string): string => sha256(encodeUtf8(text));
