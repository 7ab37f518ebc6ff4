/**
 * Every operation that changes something, each with a fault at every call of its commit. `crash.test.ts`
 * tries more faults, on the few kinds of commit that there are; this one makes sure that no operation
 * has a kind of its own.
 */
import { readFileSync } from 'node:fs';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { Actor } from '@tallyplan/core/model/event';
import { done } from '@tallyplan/core/model/problem';
import { allOperations } from '@tallyplan/core/operations/index';
import { perform } from '@tallyplan/core/operations/perform';
import { describe, expect, it } from 'vitest';
import type { FileStore } from './file-store.ts';
import type { FileSystem } from './file-system.ts';
import { sha256 } from './sha256.ts';
import { deathsInWritesOf, deathsOf } from './simulation/deaths.ts';
import { canStrike, type Fault, type FaultKind, faulty } from './simulation/faults.ts';
import type { SimulatedDisk } from './simulation/simulated-disk.ts';
import { folder, newRepository, plan, stateOf, storeOf } from './simulation/simulated-repository.ts';

const operations = await allOperations();

const astrid: Actor = { name: 'Astrid', kind: 'human' };
const robot: Actor = { name: 'robot', kind: 'agent', session: 'the one of that day' };
const note = 'read it and compared it line by line';
const items = ['verified_req', 'verified_tasks', 'confirmed_arch', 'checked_gaps'];
const ran = { exitCode: 0, duration: 12, outputDigest: 'a'.repeat(64), outputTail: 'ok', revision: null, tree: 'b'.repeat(64) };

interface Step {
  readonly operation: string;
  readonly input: unknown;
  /** A person, as a rule. */
  readonly by?: Actor;
  /** Hours since the story began; none, as a rule. */
  readonly hours?: number;
  /** What a person does by hand before. */
  readonly byHand?: (disk: SimulatedDisk) => void;
}

/** A story in which every operation has its turn. */
const story: readonly Step[] = [
  { operation: 'init', input: {} },
  {
    operation: 'config accept',
    input: {},
    byHand: (disk) => disk.put(folder.configuration, 'order: ready\ncommands:\n  tests: npm test\n'),
  },
  { operation: 'log', input: { id: 'TASKS-03', status: 'NOT_STARTED', note } },
  { operation: 'verify', input: { id: 'TASKS-03', items: Object.fromEntries(items.map((item) => [item, `${note}: ${item}`])) } },
  { operation: 'start', input: { id: 'TASKS-03' } },
  { operation: 'evidence', input: { id: 'TASKS-03', run: 'tests', outcome: ran } },
  { operation: 'block', input: { ids: ['TASKS-03', 'TASKS-04'], reason: 'the supplier has not delivered yet' } },
  { operation: 'unblock', input: { id: 'TASKS-03', reason: note } },
  { operation: 'stop', input: { id: 'TASKS-03', question: 'UTC or local time: which of the two?' } },
  { operation: 'instruct', input: { id: 'TASKS-03', text: 'UTC, as everywhere else in this plan' } },
  { operation: 'release', input: { ids: ['TASKS-03'], reason: 'somebody else goes on with it' } },
  { operation: 'start', input: { id: 'TASKS-03' }, by: robot },
  { operation: 'renew', input: {}, by: robot, hours: 1.5 },
  { operation: 'session end', input: {}, by: robot, hours: 2 },
  { operation: 'release', input: { ids: ['TASKS-03'], reason: 'a person goes on with it herself' } },
  { operation: 'start', input: { id: 'TASKS-03' } },
  { operation: 'review', input: { id: 'TASKS-03' }, byHand: writeDocuments },
  { operation: 'iplan tick', input: { id: 'TASKS-03', steps: '1-2' } },
  { operation: 'complete', input: { id: 'TASKS-03', summary: 'Built it, ran all tests, none failed' } },
  { operation: 'reopen', input: { id: 'TASKS-03', reason: 'the night was never tested at all' } },
  { operation: 'undo', input: { id: 'TASKS-03', reason: 'it was tested after all, in May' } },
  { operation: 'defer', input: { ids: ['TASKS-05'], reason: 'not before the next summer comes' } },
  { operation: 'resume', input: { ids: ['TASKS-05'], id: 'TASKS-05', reason: note } },
  { operation: 'waive', input: { id: 'TASKS-05', rule: 'started-before-prerequisite', reason: 'it can be tried without those' } },
  { operation: 'add phase', input: { name: 'Winter', goal: 'Everything runs in the cold, too' } },
  { operation: 'add task', input: { id: 'TASKS-09', phase: '2', name: 'Frost', priority: 'P1' } },
  { operation: 'set', input: { id: 'TASKS-09', field: 'priority', value: 'P0' } },
  { operation: 'fmt', input: { order: true } },
  { operation: 'rename', input: { id: 'TASKS-09', to: 'TASKS-19' } },
  { operation: 'move', input: { id: 'TASKS-19', phase: '1' } },
  { operation: 'remove', input: { id: 'TASKS-19' } },
  {
    operation: 'record',
    input: { ids: [], restore: true },
    byHand: (disk) => disk.put(plan, (disk.text(plan) ?? '').replace('| COMPLETED | **SETUP-02**', '| IN_PROGRESS | **SETUP-02**')),
  },
  { operation: 'audit checkpoint', input: { write: true } },
];

/** The documents of TASKS-03, in the middle of its life. */
function writeDocuments(disk: SimulatedDisk): void {
  const document = (id: string, ...lines: readonly string[]) =>
    disk.put(`/repo/docs/${id}_frost.md`, [`# ${id}: Frost`, '', ...lines, ''].join('\n'));
  document('TASKS-03', '@req: REQ-03', '', '## 1. Scope', '', 'All of it.');
  document('REQ-03', '## 1. Scope', '', 'It works in the cold.');
  const name = planIplan(disk);
  document(name, '@tasks: TASKS-03', '@req: REQ-03', '', '## 1. Task List', '', '- [ ] Heat it', '- [ ] Try it in January');
}

/** The id that the plan gives to the IPLAN of TASKS-03. */
function planIplan(disk: SimulatedDisk): string {
  return /id: TASKS-03[\s\S]*?iplan_id: (\S+)/.exec(disk.text(plan) ?? '')?.[1] ?? 'IPLAN-03';
}

async function makes(store: FileStore, { operation, input, by: actor = astrid, hours = 0 }: Step): Promise<boolean> {
  const found = operations.find(({ name }) => name === operation);
  if (found === undefined) throw new Error(`there is no operation ${operation}`);
  const utc = new Date(Date.UTC(2026, 4, 4, 10, 20, 30, 400) + hours * 3_600_000).toISOString();
  const now = () => ({ utc, date: utc.slice(0, 10), local: utc.slice(0, 19) });
  const outcome = await perform(store, { operation: found, input }, { actor, now, dryRun: false, digest: sha256 });
  if (!outcome.ok && outcome.problems[0]?.rule !== 'internal') throw new Error(JSON.stringify(outcome.problems));
  return outcome.ok;
}

const failures: readonly Omit<Fault, 'at'>[] = [{ kind: 'failed-sync' }, { kind: 'EIO', lasting: true }, { kind: 'ENOSPC' }];

describe('every operation', () => {
  it('that changes something has its turn', () => {
    const changing = operations.filter(({ kind }) => kind === 'change').map(({ name }) => name);
    expect(changing.filter((name) => !story.some(({ operation }) => operation === name))).toEqual([]);
  });

  const disk = newRepository(
    readFileSync(new URL('../../../../examples/families/b-reference.md', import.meta.url), 'latin1') as ByteString,
  );
  it.each(story.map((step, index) => [step.operation, index, step] as const))(
    '%s (step %i) is made whole or not at all',
    async (_, __, step) => {
      step.byHand?.(disk);
      const whole = disk.copy();
      const counting = faulty(whole, null);
      expect(await makes(storeOf(counting, 2), step)).toBe(true);
      const [before, after] = [stateOf(disk), stateOf(whole)];
      expect(after).not.toBe(before);

      await expectWholeAfterDeaths(disk, step, [before, after]);
      for (const failure of failures) {
        for (const [at, call] of counting.calls.entries()) {
          if (!canStrike(failure.kind, call)) continue;
          const left = disk.copy();
          const isAcknowledged = await tries(left, step, { ...failure, at });
          if (isAcknowledged === null) continue;
          await expectWhole(left, isAcknowledged ? [after] : [before, after], `${failure.kind} at call ${at}, ${call}`);
        }
      }
      expect(await makes(storeOf(disk, 2), step)).toBe(true);
    },
  );
});

/** Killed at any call and in the middle of any write, whether or not the power goes with it. */
async function expectWholeAfterDeaths(disk: SimulatedDisk, step: Step, ends: readonly [before: string, after: string]): Promise<void> {
  const life = (files: FileSystem) => makes(storeOf(files, 2), step);
  const deaths = [...(await deathsOf(disk.copy(), life)), ...(await deathsInWritesOf(disk.copy(), life, 0.5))];
  for (const { disk: left, when, calls } of deaths) {
    const possible = calls.length === 0 ? [ends[1]] : ends;
    const without = left.copy();
    without.cutPower('nothing');
    await expectWhole(without, possible, `killed ${when}, and the power went`);
    await expectWhole(left, possible, `killed ${when}`);
  }
}

/** What the next process makes of the disk is one of these states. */
async function expectWhole(disk: SimulatedDisk, ends: readonly string[], where: string): Promise<void> {
  await storeOf(disk, 3).read(() => done(null));
  const left = stateOf(disk);
  // To tell how long texts differ takes time, where they do not, too.
  if (!ends.includes(left)) expect(ends, where).toContain(left);
}

/** Whether the change was acknowledged; null where the failure did not take place. */
async function tries(disk: SimulatedDisk, step: Step, fault: Fault & { readonly kind: FaultKind }): Promise<boolean | null> {
  const files = faulty(disk, fault);
  const isAcknowledged = await makes(storeOf(files, 2), step);
  return files.struck() ? isAcknowledged : null;
}
