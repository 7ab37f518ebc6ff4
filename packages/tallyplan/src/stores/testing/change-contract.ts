/** What every store must do with a change, one at a time: plan, ledgers and a document together, or nothing. */
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import type { Decision, Snapshot } from '@tallyplan/core/operations/store';
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreProblem } from '../store-problem.ts';
import {
  actor,
  adopt,
  decision,
  eventsOf,
  first,
  noted,
  options,
  samplePlan,
  second,
  sha256of,
  statusOf,
  valueFrom,
} from './sample-work.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function changeContract(make: () => StoreUnderTest): void {
  let subject: StoreUnderTest;
  beforeEach(() => {
    subject = make();
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
}
