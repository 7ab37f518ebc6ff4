/**
 * Whatever the operations do, and whatever hands do to the plan in between, the ledgers that they write
 * hold together: `audit verify` raises no alarm on an honest history, nor against a checkpoint or a
 * revision of any moment before.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readDocument } from '@tallyplan/core/document/read';
import { applyChanges } from '@tallyplan/core/model/apply';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { statuses } from '@tallyplan/core/model/status';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import { casesOf } from '@tallyplan/core/model/testing/cases';
import { auditVerify } from '@tallyplan/core/operations/audit-verify';
import { allOperations } from '@tallyplan/core/operations/index';
import { agent, DataStore, person } from '@tallyplan/core/operations/testing/data-store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as YAML from 'yaml';

const operations = await allOperations();

const runs = casesOf(process.env, 60);
const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const said = 'a text that says what was done and how it was checked';

const planOf = (name: string) => {
  const text = readFileSync(new URL(`../../examples/families/${name}`, import.meta.url), 'latin1');
  return readDocument(text as ByteString, { path: name, library: () => YAML }).plan;
};

/** Input that fits most operations; each takes from it what it knows. */
const inputOf = (id: string, other: string, status: string) => ({
  id,
  ids: [id],
  items: Object.fromEntries(
    ['verified_req', 'verified_tasks', 'verified_spec', 'confirmed_arch', 'checked_gaps'].map((item) => [item, said]),
  ),
  attest: Object.fromEntries(['tests_passing', 'coverage_met', 'docs_updated'].map((item) => [item, said])),
  to: other,
  rule: 'out-of-sequence',
  reason: said,
  summary: said,
  question: said,
  text: said,
  note: said,
  status,
  field: 'dependents',
  value: other,
  skipAhead: said,
  write: true,
  claim: true,
});

const verbs = [
  ...['verify', 'start', 'complete', 'block', 'unblock', 'stop', 'instruct', 'defer', 'resume', 'release', 'reopen', 'undo', 'waive'],
  ...['log', 'record', 'restore', 'rename', 'set', 'remove', 'audit checkpoint', 'config accept', 'next', 'renew', 'by hand', 'look'],
];

describe('honest ledgers', () => {
  it.each(['a-icon-tables.md', 'b-reference.md', 'd-implementation-plan.md', 'e-master.yaml'])(
    'raise no alarm, in plans such as %s',
    async (name) => {
      const plan = planOf(name);
      const id = fc.constantFrom(...plan.tasks.filter(({ placeholder }) => !placeholder).map((task) => task.id));
      const move = fc.tuple(
        fc.constantFrom(...verbs),
        fc.tuple(id, fc.oneof(id, fc.constantFrom('NEW-01', 'NEW-02')), fc.constantFrom(...statuses)),
      );
      const walk = fc.array(fc.tuple(move, fc.constantFrom(person, person, agent)), { minLength: 5, maxLength: 20 });
      let recorded = 0;
      await fc.assert(
        fc.asyncProperty(walk, async (moves) => {
          const store = await DataStore.adopted(plan, digest);
          const then: { readonly older: unknown; readonly checkpointText: string }[] = [];
          for (const [[verb, [task, other, status]], actor] of moves) {
            if (verb === 'look') then.push(await seen(store));
            else if (verb === 'by hand') editByHand(store, task, status);
            else
              await store.does(
                operationOf(verb),
                { ...inputOf(task, other, status), ...(verb === 'restore' ? { restore: true } : {}) },
                actor,
              );
          }
          recorded += store
            .ledgers()
            .keys()
            .flatMap((key) => store.events(key)).length;
          for (const known of [{}, ...then]) {
            const outcome = await store.does(auditVerify, known);
            expect(outcome.ok ? outcome.value.result : outcome).toMatchObject({ holds: true, faults: [], notes: [] });
          }
        }),
        { numRuns: Math.ceil(runs / 4) },
      );
      // Refusals record nothing: the walks must not be made of them alone. Chance has to have some room.
      expect(recorded).toBeGreaterThan(runs / 12);
    },
  );
});

function operationOf(verb: string) {
  const operation = operations.find(({ name }) => name === (verb === 'restore' ? 'record' : verb));
  if (operation === undefined) throw new Error(verb);
  return operation;
}

/** What stands there now, as an auditor would keep it. */
async function seen(store: DataStore) {
  const outcome = await store.does(operationOf('audit checkpoint'), {});
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return { older: store.snapshot().ledgers.files(), checkpointText: JSON.stringify(outcome.value) };
}

/** An edit in an editor, past every gate. */
function editByHand(store: DataStore, id: string, status: string): void {
  const task = store.plan.task(taskKeyOf(id));
  if (task !== undefined) store.plan = applyChanges(store.plan, [{ kind: 'set-tracked', task: task.key, path: 'status', to: status }]);
}
