/** What every store must do where others write meanwhile: an editor, other changes, other processes. */
import { done } from '@tallyplan/core/model/problem';
import { beforeEach, describe, expect, it } from 'vitest';
import { adopt, decision, eventsOf, first, noted, options, samplePlan, sha256of, statusOf, valueFrom } from './sample-work.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function meanwhileContract(make: () => StoreUnderTest): void {
  let subject: StoreUnderTest;
  beforeEach(() => {
    subject = make();
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
}
