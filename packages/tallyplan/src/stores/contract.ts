/** What every store must do, as tests. `memory-store.test.ts` and `file-store.test.ts` run it. */

import type { LedgerName } from '@tallyplan/core/ledger/ledger-file';
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { Change } from '@tallyplan/core/model/change';
import type { Actor, DraftEvent, LedgerEvent } from '@tallyplan/core/model/event';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { type TaskKey, taskKeyOf } from '@tallyplan/core/model/task-id';
import { init } from '@tallyplan/core/operations/init';
import { perform } from '@tallyplan/core/operations/perform';
import type { ChangeOptions, Decision, Snapshot, Store } from '@tallyplan/core/operations/store';
import { beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from './sha256.ts';
import { StoreProblem } from './store-problem.ts';

/** One store, and the hands of a person on what it keeps. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Another store on the same plan, as another process would have. */
  another(): Store;
  plan(): string;
  savePlan(text: string): void;
  /** The text of a ledger; empty where there is none. */
  ledger(name: LedgerName): string;
  saveLedger(name: LedgerName, text: string): void;
  saveConfiguration(text: string): void;
  /** An upstream document, by its path from the root. */
  document(path: string): string;
  saveDocument(path: string, text: string): void;
}

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

const actor: Actor = { name: 'Ada', kind: 'human' };
const now = () => new Date('2026-05-04T10:20:30.400Z');
const options: ChangeOptions = { actor, dryRun: false, now };
const first = taskKeyOf('SETUP-01');
const second = taskKeyOf('SETUP-02');

export function storeContract(make: () => StoreUnderTest): void {
  let subject: StoreUnderTest;
  beforeEach(() => {
    subject = make();
  });

  describe('before adoption', () => {
    it('answers about the plan', async () => {
      const answer = await subject.store.read(({ plan, ledgers, file }) =>
        done({ ids: plan.tasks.map(({ id }) => id), adopted: ledgers.adopted, baseline: ledgers.baseline, file }),
      );
      expect(valueFrom(answer)).toEqual({
        ids: ['SETUP-01', 'SETUP-02', 'SETUP-03'],
        adopted: false,
        baseline: null,
        file: 'docs/DEVELOPMENT_PLAN.md',
      });
    });

    it('has empty ledgers of all tasks', async () => {
      const answer = await subject.store.read(({ ledgers }) => done([ledgers.keys(), ledgers.task(first).events, ledgers.files().ledgers]));
      expect(valueFrom(answer)).toEqual([[], [], []]);
    });
  });

  describe('adoption', () => {
    it('writes the baseline, the configuration and the first event, and leaves the plan alone', async () => {
      await adopt(subject.store);
      expect(subject.plan()).toBe(samplePlan);
      const [event, ...more] = eventsOf(subject.ledger('plan'));
      expect(more).toEqual([]);
      expect(event).toMatchObject({
        operation: 'init',
        prev: [],
        actor,
        plan: { before: sha256of(samplePlan), after: sha256of(samplePlan) },
      });
      const answer = await subject.another().read(({ ledgers, configuration }) =>
        done({
          adopted: ledgers.adopted,
          tasks: Object.keys(ledgers.baseline?.tasks ?? {}),
          plan: configuration.settings.plan,
          faults: ledgers.plan.faults,
        }),
      );
      expect(valueFrom(answer)).toEqual({
        adopted: true,
        tasks: ['SETUP-01', 'SETUP-02', 'SETUP-03'],
        plan: 'docs/DEVELOPMENT_PLAN.md',
        faults: [],
      });
    });

    it('leaves a configuration that is there already', async () => {
      subject.saveConfiguration('policy: strict\n');
      await adopt(subject.store);
      const answer = await subject.another().read(({ configuration, ledgers }) => done([configuration.digest, ledgers.plan.policy?.name]));
      expect(valueFrom(answer)).toEqual([sha256of('policy: strict\n'), 'strict']);
    });
  });

  describe('a change', () => {
    beforeEach(() => adopt(subject.store));

    it('writes plan and ledger together', async () => {
      const written = valueFrom(await subject.store.change(() => decision(statusOf(first, 'IN_PROGRESS')), options));
      expect(written.result).toBe('decided');
      expect(subject.plan()).toBe(samplePlan.replace('P0 | NOT_STARTED', 'P0 | IN_PROGRESS'));
      const [event] = eventsOf(subject.ledger(first));
      expect(event).toMatchObject({
        prev: [],
        at: '2026-05-04T10:20:30.400Z',
        actor,
        plan: { before: sha256of(samplePlan), after: sha256of(subject.plan()) },
      });
    });

    describe('that takes a document along', () => {
      const path = 'docs/IPLAN-01_größe.md';
      const before = '# IPLAN-01: Größe\n\n## Task List\n\n- [ ] one\n- [ ] two\n';
      /** Ticks the first box that is open in the document as the snapshot has it. */
      const ticking = ({ upstream }: Snapshot): Outcome<Decision<string>> => {
        const at = (upstream.at(path)?.text ?? '').indexOf('[ ]') + 1;
        const { changes, event } = noted(first);
        return done({
          result: 'ticked',
          commit: { changes, events: [event], document: { path, edits: [{ start: at, end: at + 1, text: encodeUtf8('x') }] } },
        });
      };
      beforeEach(() => subject.saveDocument(path, before));

      it('writes it together with the ledger, and shows what it did', async () => {
        const { changed } = valueFrom(await subject.store.change(ticking, options));
        expect(subject.document(path)).toBe(before.replace('[ ]', '[x]'));
        expect(eventsOf(subject.ledger(first)).length).toBe(1);
        expect(subject.plan()).toBe(samplePlan);
        expect(changed.map((each) => [each.file, each.diff().includes('+- [x] one')])).toEqual([[path, true]]);
      });

      it('writes nothing where it is only tried', async () => {
        valueFrom(await subject.store.change(ticking, { ...options, dryRun: true }));
        expect([subject.document(path), subject.ledger(first)]).toEqual([before, '']);
      });

      it('is decided anew where somebody saves it meanwhile', async () => {
        let decisions = 0;
        const meanwhile = (snapshot: Snapshot) => {
          const decided = ticking(snapshot);
          if (decisions++ === 0) subject.saveDocument(path, `A line more.\n${before}`);
          return decided;
        };
        valueFrom(await subject.store.change(meanwhile, options));
        expect([decisions, subject.document(path)]).toEqual([2, `A line more.\n${before.replace('[ ]', '[x]')}`]);
        expect(eventsOf(subject.ledger(first)).length).toBe(1);
      });
    });

    it('makes nothing anew that it does not touch', async () => {
      const parts = ({ graph, configuration }: Snapshot) => done({ cycles: graph.cycles, settings: configuration.settings });
      const before = valueFrom(await subject.store.read(parts));
      await subject.store.change(() => decision(statusOf(first, 'IN_PROGRESS')), options);
      const after = valueFrom(await subject.store.read(parts));
      expect(after.cycles).toBe(before.cycles);
      expect(after.settings).toBe(before.settings);
    });

    it('is seen by the next one, by the next reader, and by other processes', async () => {
      await subject.store.change(() => decision(statusOf(first, 'IN_PROGRESS')), options);
      const status = ({ plan, ledgers, revision }: Snapshot) =>
        done([plan.task(first)?.status, ledgers.task(first).events.length, revision === sha256of(subject.plan())]);
      const expected = ['IN_PROGRESS', 1, true];
      expect(valueFrom(await subject.store.read(status))).toEqual(expected);
      expect(valueFrom(await subject.another().read(status))).toEqual(expected);
      const decided = await subject.store.change((snapshot) => done({ result: valueFrom(status(snapshot)), commit: null }), options);
      expect(valueFrom(decided).result).toEqual(expected);
    });

    it('without edits still has its event, with the same plan before and after', async () => {
      await subject.store.change(() => decision(noted(first)), options);
      const [event] = eventsOf(subject.ledger(first));
      expect([event?.plan.before, event?.plan.after]).toEqual([sha256of(samplePlan), sha256of(samplePlan)]);
      expect(subject.plan()).toBe(samplePlan);
    });

    it('chains the events of one ledger, and writes those of several', async () => {
      await subject.store.change(() => decision(noted(first), noted(second), noted(first)), options);
      await subject.store.change(() => decision(noted(first)), options);
      const chain = eventsOf(subject.ledger(first));
      expect(chain.map(({ prev }) => prev)).toEqual([[], [chain[0]?.id], [chain[1]?.id]]);
      expect(eventsOf(subject.ledger(second))).toHaveLength(1);
      expect(valueFrom(await subject.another().read(({ ledgers }) => done([ledgers.keys(), ledgers.task(first).faults])))).toEqual([
        [first, second],
        [],
      ]);
    });

    it('that is refused writes nothing', async () => {
      const problem = new StoreProblem('busy', 'no').problem;
      const outcome = await subject.store.change(() => refused(problem), options);
      expect(outcome).toEqual({ ok: false, problems: [problem] });
      expect([subject.plan(), subject.ledger(first)]).toEqual([samplePlan, '']);
    });

    it('that the document cannot hold writes nothing, and says where', async () => {
      const nobody = taskKeyOf('SETUP-77');
      const outcome = await subject.store.change(() => decision(statusOf(nobody, 'BLOCKED')), options);
      expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'read-only-block', file: 'docs/DEVELOPMENT_PLAN.md' }] });
      expect([subject.plan(), subject.ledger(nobody)]).toEqual([samplePlan, '']);
    });

    it('whose decision fails unexpectedly writes nothing, and holds up nobody', async () => {
      const failing = subject.store.change(() => {
        throw new Error('a bug');
      }, options);
      const following = subject.store.change(() => decision(noted(second)), options);
      await expect(failing).rejects.toThrow('a bug');
      expect((await following).ok).toBe(true);
      expect(eventsOf(subject.ledger(second))).toHaveLength(1);
    });

    it('tells what it changed in the plan', async () => {
      const { changed } = valueFrom(await subject.store.change(() => decision(statusOf(first, 'BLOCKED')), options));
      expect(changed.map(({ file }) => file)).toEqual(['docs/DEVELOPMENT_PLAN.md']);
      expect(changed[0]?.diff()).toContain('-| SETUP-01 | Repository | P0 | NOT_STARTED |\n+| SETUP-01 | Repository | P0 | BLOCKED |\n');
      expect(changed[0]?.diff()).toContain('Größe');
    });

    it('that is only tried writes nothing, and tells the same', async () => {
      const tried = valueFrom(await subject.store.change(() => decision(statusOf(first, 'BLOCKED')), { ...options, dryRun: true }));
      expect([subject.plan(), subject.ledger(first)]).toEqual([samplePlan, '']);
      const real = valueFrom(await subject.store.change(() => decision(statusOf(first, 'BLOCKED')), options));
      expect(tried.changed.map((file) => file.diff())).toEqual(real.changed.map((file) => file.diff()));
    });

    it('never glues its event to a line that was torn, or lost its end', async () => {
      await subject.store.change(() => decision(noted(first)), options);
      const whole = subject.ledger(first);
      subject.saveLedger(first, `${whole}{"torn":`);
      await subject.store.change(() => decision(noted(first)), options);
      expect(subject.ledger(first).startsWith(`${whole}{"torn":\n{`)).toBe(true);
      subject.saveLedger(second, whole.trimEnd());
      await subject.store.change(() => decision(noted(second)), options);
      expect(subject.ledger(second).startsWith(`${whole}{`)).toBe(true);
    });
  });

  describe('a plan that somebody saves meanwhile', () => {
    beforeEach(() => adopt(subject.store));
    const edited = samplePlan.replace('Third', 'Third, renamed by hand');

    it('is decided on anew', async () => {
      const seen: string[] = [];
      const outcome = await subject.store.change(({ plan }) => {
        seen.push(plan.tasks[2]?.name ?? '');
        if (seen.length === 1) subject.savePlan(edited);
        return decision(statusOf(first, 'IN_PROGRESS'));
      }, options);
      expect(outcome.ok).toBe(true);
      expect(seen).toEqual(['Third', 'Third, renamed by hand']);
      expect(subject.plan()).toBe(edited.replace('P0 | NOT_STARTED', 'P0 | IN_PROGRESS'));
      expect(eventsOf(subject.ledger(first)).map(({ plan }) => plan.before)).toEqual([sha256of(edited)]);
    });

    it('again and again ends in a conflict, with all that was saved', async () => {
      let saves = 0;
      const outcome = await subject.store.change(() => {
        subject.savePlan(`${samplePlan}\nsaved ${++saves} times\n`);
        return decision(statusOf(first, 'IN_PROGRESS'));
      }, options);
      expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'conflict', file: 'docs/DEVELOPMENT_PLAN.md' }] });
      expect(saves).toBeGreaterThan(2);
      expect([subject.plan(), subject.ledger(first)]).toEqual([`${samplePlan}\nsaved ${saves} times\n`, '']);
    });

    it('does not mix with what was read before', async () => {
      subject.savePlan(edited);
      expect(valueFrom(await subject.store.read(({ plan }) => done(plan.tasks[2]?.name)))).toBe('Third, renamed by hand');
    });
  });

  describe('many changes at once', () => {
    beforeEach(() => adopt(subject.store));

    it('of one store are made in the order in which they were asked for', async () => {
      const order: number[] = [];
      const change = (number: number) =>
        subject.store.change(() => {
          order.push(number);
          return decision(noted(first));
        }, options);
      await Promise.all(Array.from({ length: 20 }, (_, number) => change(number)));
      expect(order).toEqual(Array.from({ length: 20 }, (_, number) => number));
      expect(eventsOf(subject.ledger(first))).toHaveLength(20);
    });

    it('of several stores are all there, each decided on the one before', async () => {
      const stores = [subject.store, subject.another(), subject.another(), subject.another()];
      const results = await Promise.all(
        stores.flatMap((store) =>
          Array.from({ length: 8 }, () =>
            store.change(({ ledgers }) => {
              const count = ledgers.task(first).events.length;
              return done({ result: count, commit: { changes: [], events: [noted(first).event] } });
            }, options),
          ),
        ),
      );
      expect(results.map((result) => valueFrom(result).result).sort((a, b) => a - b)).toEqual(
        Array.from({ length: 32 }, (_, index) => index),
      );
      expect(eventsOf(subject.ledger(first))).toHaveLength(32);
    });
  });

  describe('a configuration that is wrong', () => {
    it.each([
      ['a key that is none', 'polcy: strict\n', '.tallyplan/config.yaml:1:1: polcy is no key of the configuration; did you mean policy?'],
      ['a value that is none', '# mine\npolicy: lax\n', '.tallyplan/config.yaml:2:1: policy: expected'],
      ['text that is no YAML', 'policy: [strict\n', '.tallyplan/config.yaml:2:1: '],
      ['a key twice', 'policy: strict\npolicy: strict\n', '.tallyplan/config.yaml:2:1: '],
    ])('refuses everything: %s', async (_, text, message) => {
      subject.saveConfiguration(text);
      const reading = await subject.store.read(() => done('read'));
      const changing = await subject.store.change(() => decision(noted(first)), options);
      for (const outcome of [reading, changing]) {
        expect(outcome).toMatchObject({ ok: false, problems: [{ rule: 'config-invalid', file: '.tallyplan/config.yaml' }] });
        expect(outcome.ok ? '' : outcome.problems[0]?.message).toContain(message);
      }
      expect([subject.plan(), subject.ledger('plan')]).toEqual([samplePlan, '']);
    });

    it('is none that only looks unusual', async () => {
      subject.saveConfiguration(
        'policy: "strict"\nphase_gate: True\nnote_length: 0x10\ncommands: { tests: npm test }\nstatus_words:\n  COMPLETED: [fertig]\n',
      );
      const { settings } = valueFrom(await subject.store.read(({ configuration }) => done(configuration)));
      expect([settings.policy.phaseGate, settings.policy.noteLength, settings.policy.commands.tests?.run, settings.statusWords]).toEqual([
        true,
        16,
        'npm test',
        { fertig: 'COMPLETED' },
      ]);
    });
  });
}

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

const sha256of = (text: string): string => sha256(encodeUtf8(text));
