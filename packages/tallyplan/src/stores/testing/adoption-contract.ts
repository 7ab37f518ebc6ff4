/** What every store must do before a plan is adopted, when it is, and with its configuration. */
import { done } from '@tallyplan/core/model/problem';
import { beforeEach, describe, expect, it } from 'vitest';
import { actor, adopt, decision, eventsOf, first, noted, options, samplePlan, sha256of, valueFrom } from './sample-work.ts';
import type { StoreUnderTest } from './store-under-test.ts';

export function adoptionContract(make: () => StoreUnderTest): void {
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

    it('knows before whether there is a configuration', async () => {
      const isThere = () => subject.another().read((snapshot) => done(snapshot.isThere('configuration')));
      expect(valueFrom(await isThere())).toBe(false);
      subject.saveConfiguration('policy: strict\n');
      expect(valueFrom(await isThere())).toBe(true);
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
