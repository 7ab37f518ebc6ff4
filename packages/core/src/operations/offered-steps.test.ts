/** What an answer offers is permitted as soon as it is offered: nothing that is known to be refused is proposed. */
import { createHash } from 'node:crypto';
import { beforeEach, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import type { NextStep, Outcome } from '../model/problem.ts';
import { planOf } from '../model/testing/plan-of.ts';
import { complete } from './complete.ts';
import { remove } from './remove.ts';
import { reopen } from './reopen.ts';
import { start } from './start.ts';
import { instruct, stop } from './stop.ts';
import { agent, DataStore } from './testing/data-store.ts';
import { verify } from './verify.ts';
import { waive } from './waive.ts';

const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const checklist = (...keys: readonly string[]) => ({
  status: 'NOT_STARTED' as const,
  statusText: 'NOT_STARTED',
  items: keys.map((key) => ({ key, done: false })),
});
const reason = 'because it is so';

let store: DataStore;
beforeEach(async () => {
  const task = { preCheck: checklist('verified_req'), postCheck: checklist('tests_passing') };
  store = await DataStore.adopted(
    planOf({
      phases: [
        [
          { id: 'TASKS-01', ...task },
          { id: 'TASKS-02', ...task },
        ],
      ],
    }),
    digest,
  );
});

/** The steps of an answer, and whose they are. */
async function offered(answering: Promise<Outcome<{ readonly result: { readonly next: readonly NextStep[] } }>>) {
  const outcome = await answering;
  const steps = outcome.ok ? outcome.value.result.next : outcome.problems.flatMap(({ next }) => next);
  return steps.map(({ command, who }) => `${command.replace('tallyplan ', '')}${who === undefined ? '' : ` (${who})`}`);
}

it('a pre-check that is complete leads to the start where it is its turn, else to the reasons', async () => {
  const items = { verified_req: 'read, nothing is open' };
  expect(await offered(store.does(verify, { id: 'TASKS-02', items }))).toEqual(['why TASKS-02']);
  expect(await offered(store.does(verify, { id: 'TASKS-01', items }))).toEqual(['start TASKS-01']);
});

it('a completion that names an item which the list does not have is proposed anew to whoever has the task', async () => {
  await store.does(verify, { id: 'TASKS-01', items: { verified_req: 'read, nothing is open' } });
  await store.does(start, { id: 'TASKS-01' });
  const said = { id: 'TASKS-01', summary: 'Built it and ran its 40 tests', attest: { verified_req: reason } };
  expect(await offered(store.does(complete, said, agent))).toEqual(['why TASKS-01']);
  expect(await offered(store.does(complete, said))).toEqual([expect.stringMatching(/^complete TASKS-01 --summary/)]);
});

it('an agent that wants a rule waived is told how a person waives that rule, and only where it is open', async () => {
  const waived = (rule: string) => offered(store.does(waive, { id: 'TASKS-02', rule, reason }, agent));
  expect(await waived('out-of-sequence')).toEqual(['waive TASKS-02 out-of-sequence --reason "<why it may stand open>" (person)', 'next']);
  expect(await waived('suspect-receipt')).toEqual(['why TASKS-02', 'next']);
  expect(await waived('no-such-rule')).toEqual(['why TASKS-02', 'next']);
});

it('an agent that wants to answer or to reopen is shown to a person where there is something to answer or to reopen', async () => {
  const answer = () => offered(store.does(instruct, { id: 'TASKS-01', text: reason }, agent));
  expect(await answer()).toEqual(['why TASKS-01', 'next']);
  await store.does(stop, { id: 'TASKS-01', question: 'Which of the two cranes is meant?' }, agent);
  expect(await answer()).toEqual(['instruct TASKS-01 --text "<answer>" (person)', 'next']);
  expect(await offered(store.does(reopen, { id: 'TASKS-02', reason }, agent))).toEqual(['verify TASKS-02 verified_req=<note>']);
});

it('work that is under way and unwanted is put off, not completed', async () => {
  await store.does(verify, { id: 'TASKS-01', items: { verified_req: 'read, nothing is open' } });
  await store.does(start, { id: 'TASKS-01' });
  expect(await offered(store.does(remove, { id: 'TASKS-01' }))).toEqual(['defer TASKS-01 --reason "<why it can wait>"']);
});
