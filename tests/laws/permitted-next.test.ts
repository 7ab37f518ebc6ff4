/**
 * Law 5 of the house: from every reachable state some permitted operation leads on, and every refusal's
 * `next` is permitted in that very state, to that very actor.
 *
 * A walk makes random moves, refused or not. After each refusal every call that it proposes to this actor
 * is really made, on a copy of the plan as it is then, with its `<…>` filled in: as the command line says it, and
 * for agents as the tool and the input that it is told as.
 */

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readDocument } from '@tallyplan/core/document/read';
import { applyChanges } from '@tallyplan/core/model/apply';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { Actor } from '@tallyplan/core/model/event';
import type { NextStep, Problem } from '@tallyplan/core/model/problem';
import { statuses } from '@tallyplan/core/model/status';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import { casesOf } from '@tallyplan/core/model/testing/cases';
import { allOperations } from '@tallyplan/core/operations/index';
import { next } from '@tallyplan/core/operations/next';
import type { Operation } from '@tallyplan/core/operations/operation';
import { agent, DataStore, person } from '@tallyplan/core/operations/testing/data-store';
import { type DocumentedPlan, documentedPlan, filesOf, planTextOf, withDocument } from '@tallyplan/core/operations/testing/documented-plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as YAML from 'yaml';
import { commandOf } from '../../packages/tallyplan/src/cli/command.ts';
import { readArguments } from '../../packages/tallyplan/src/cli/read-arguments.ts';
import { type Call, callTool } from '../../packages/tallyplan/src/mcp/call-tool.ts';
import { ReadAhead } from '../../packages/tallyplan/src/mcp/read-ahead.ts';
import { stepCall } from '../../packages/tallyplan/src/mcp/step-call.ts';
import { tools } from '../../packages/tallyplan/src/mcp/tool-table.ts';

const operations = await allOperations();

/** A second agent, who finds taken what the first has. */
const other: Actor = { name: 'second robot', kind: 'agent', session: 's-2' };

const runs = casesOf(process.env, 40, 60);
const digest = (bytes: ByteString) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const commands = operations.map((operation) => commandOf(operation));
const filled = 'a text that says what was done and how it was checked';

const examples = [
  'a-icon-tables.md',
  'b-reference.md',
  'c-hybrid.md',
  'd-implementation-plan.md',
  'e-master.yaml',
  'f-tasks-document.md',
  'g-tasks-document.yaml',
];
const planOf = (name: string) => {
  const text = readFileSync(new URL(`../../examples/families/${name}`, import.meta.url), 'latin1');
  return readDocument(text as ByteString, { path: name, library: () => YAML }).plan;
};

interface Move {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The command line of a step, made into a move as the command line would. */
function moveOf({ command }: NextStep): Move {
  const words = [
    ...command
      .replace(/"([^"<]*)<[^>]*>"|<[^>]*>/g, (_, before = '') => `"${before}${filled}, told anew"`)
      .matchAll(/(?:[^\s"]|"[^"]*")+/g),
  ].map(([word]) => word.replaceAll('"', ''));
  const read = readArguments(words.slice(1), commands);
  if (!read.ok) throw new Error(`${command}: ${JSON.stringify(read.problems)}`);
  const { command: found, input } = read.value;
  if (found.kind !== 'operation') throw new Error(`${command} is no operation`);
  return { operation: found.operation, input };
}

/** The same step as an agent's tool has it, with its `<…>` filled in; null where no tool can take it. */
async function callOf(step: NextStep): Promise<Pick<Call, 'tool' | 'given'> | null> {
  const { tool: name, input = {}, who } = await stepCall(step);
  if (name === undefined) {
    // What no tool can do is a person's, and says so.
    expect(who, step.command).toBe('person');
    return null;
  }
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`${step.command}: there is no tool ${name}`);
  return { tool, given: JSON.parse(JSON.stringify(input).replace(/<[^>]*>/g, `${filled}, told anew`)) };
}

/** Makes the call, as the server makes it. */
async function permittedAsCall(store: DataStore, step: NextStep, actor: Actor): Promise<string> {
  const call = await callOf(step);
  if (call === null) return 'permitted';
  const sitting = {
    ...{ store, root: '/', file: 'PLAN.md', named: null, environment: {}, ahead: new ReadAhead(store) },
    ...{ actor: () => actor, performance: () => store.performance(actor) },
  };
  const { isError, structured } = await callTool(sitting, { ...call, client: undefined, hear: () => undefined });
  return isError ? JSON.stringify(structured) : 'permitted';
}

const perform = (store: DataStore, { operation, input }: Move, actor: Actor) => store.does(operation, input, actor);

/** Every step that the refusal offers to this actor is permitted. */
async function checkSteps(store: DataStore, { problems, actor, move }: { problems: readonly Problem[]; actor: Actor; move: Move }) {
  for (const problem of problems) {
    expect(problem.next.length, `${problem.rule} leads nowhere`).toBeGreaterThan(0);
    for (const step of problem.next) {
      if (step.who === 'person' || step.command.endsWith('--help')) continue;
      const outcome = await perform(store.copy(), moveOf(step), actor);
      const told = outcome.ok ? 'permitted' : outcome.problems.map(({ message }) => message).join('; ');
      expect(told, `after ${move.operation.name} ${JSON.stringify(move.input)} (${problem.rule}): ${step.command}`).toBe('permitted');
      if (actor.kind === 'human') continue;
      expect(await permittedAsCall(store.copy(), step, actor), `${problem.rule}, as a call: ${step.command}`).toBe('permitted');
    }
  }
}

const arbitraryMove = (ids: readonly string[]) => {
  const id = fc.constantFrom(...ids);
  const reason = fc.constantFrom(filled, 'no');
  const pick = <T extends object>(name: string, input: fc.Arbitrary<T>) => input.map((given) => ({ name, input: given }));
  return fc.oneof(
    pick('verify', fc.record({ id })),
    pick('verify all', fc.record({ id })),
    pick('next', fc.record({ claim: fc.constant(true), lease: fc.constantFrom('1m', '5m', '2h') })),
    pick('renew', fc.record({})),
    pick('start', fc.oneof(fc.record({ id }), fc.record({ id, skipAhead: reason }))),
    pick('complete', fc.record({ id, summary: reason })),
    pick('complete all', fc.record({ id, summary: fc.constant(filled) })),
    pick('block', fc.record({ ids: fc.tuple(id), reason })),
    pick('unblock', fc.record({ id })),
    pick('defer', fc.record({ ids: fc.tuple(id), reason })),
    pick('resume', fc.record({ id })),
    pick('release', fc.record({ ids: fc.tuple(id), reason })),
    pick('reopen', fc.record({ id, reason })),
    pick('stop', fc.record({ id, question: reason })),
    pick('instruct', fc.record({ id, text: reason })),
    pick('undo', fc.record({ id, reason })),
    pick('log', fc.record({ id, status: fc.constantFrom(...statuses), note: reason })),
    pick('record', fc.record({ ids: fc.tuple(id) })),
    pick('remove', fc.record({ id, reason })),
    pick(
      'by hand',
      fc.record({
        id,
        path: fc.constantFrom('status', 'preCheck.status', 'postCheck.status', 'implementation.iplanStatus'),
        to: fc.constantFrom(...statuses),
      }),
    ),
    pick(
      'by hand',
      fc.record({ id, path: fc.constantFrom('preCheck.items.verified_req', 'postCheck.items.session_logged'), to: fc.boolean() }),
    ),
  );
};

/** An edit in an editor, past every gate. */
function editByHand(store: DataStore, { id, path, to }: { id: string; path: string; to: string | boolean }): void {
  const task = store.plan.task(taskKeyOf(id));
  if (task !== undefined) store.plan = applyChanges(store.plan, [{ kind: 'set-tracked', task: task.key, path, to }]);
}

/** What `next` offers to an actor is permitted, and something leads on. */
async function checkNext(store: DataStore, actor: Actor) {
  const outcome = await store.does(next, {}, actor);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  for (const step of outcome.value.result.next) {
    if (step.who === 'person' || step.command.includes('tallyplan check') || step.command.endsWith('--help')) continue;
    const tried = await perform(store.copy(), moveOf(step), actor);
    expect(tried.ok ? 'permitted' : tried.problems.map(({ message }) => message).join('; '), `next offers ${step.command}`).toBe(
      'permitted',
    );
  }
}

/** `verify all` and `complete all` say what the task asks for; everything else is taken as it is. */
function moveFrom(store: DataStore, { name, input }: { name: string; input: object }): Move {
  const [verb] = name.split(' ');
  const operation = operations.find((each) => each.name === verb);
  if (operation === undefined) throw new Error(name);
  if (!name.endsWith(' all')) return { operation, input: { ...input } };
  const task = 'id' in input ? store.plan.tasks.find(({ id }) => id === input.id) : undefined;
  const notes = (items: readonly { key: string }[]) => Object.fromEntries(items.map(({ key }) => [key, filled]));
  const tool = ['reviewed_upstream', 'confirmed_deps', 'checked_deps'];
  const attested = (task?.preCheck?.items ?? []).filter(({ key }) => !tool.includes(key));
  return {
    operation,
    input: verb === 'verify' ? { ...input, items: notes(attested) } : { ...input, attest: notes(task?.postCheck?.items ?? []) },
  };
}

describe('every refusal leads on', () => {
  it.each(examples)('in plans such as %s', async (name) => {
    const plan = planOf(name);
    const ids = plan.tasks.filter(({ placeholder }) => !placeholder).map(({ id }) => id);
    const walk = fc.array(fc.tuple(arbitraryMove([...ids, 'TASKS-77']), fc.constantFrom(person, person, agent, other)), {
      minLength: 5,
      maxLength: 25,
    });
    await fc.assert(
      fc.asyncProperty(walk, async (moves) => {
        const store = await DataStore.adopted(plan, digest);
        for (const [told, actor] of moves) {
          if (told.name === 'by hand') {
            editByHand(store, told.input as { id: string; path: string; to: string | boolean });
            continue;
          }
          const move = moveFrom(store, told);
          const outcome = await perform(store, move, actor);
          if (!outcome.ok) await checkSteps(store, { problems: outcome.problems, actor, move });
        }
        await checkNext(store, person);
        await checkNext(store, agent);
        await checkNext(store, other);
      }),
      { numRuns: Math.ceil(runs / examples.length) },
    );
  });
});

/** What somebody does to documents beside the plan: a requirement moves, an IPLAN forgets a criterion, a decision falls. */
const documentEdits: readonly ((plan: DocumentedPlan, number: string) => DocumentedPlan)[] = [
  (plan, number) => withDocument(plan, `REQ-${number}`, (words) => ({ ...words, rules: [...words.rules, 'And for ten years.'] })),
  (plan, number) => withDocument(plan, `IPLAN-${number}`, (words) => ({ ...words, criteria: words.criteria.slice(0, 2) })),
  (plan, number) => withDocument(plan, `IPLAN-${number}`, (words) => ({ ...words, steps: ['\u2713 Done'], criteria: [] })),
  (plan, number) => withDocument(plan, `TASKS-${number}`, (words) => ({ ...words, cites: [...words.cites, 'REQ-77'] })),
  (plan) => withDocument(plan, 'ADR-01', (words) => ({ ...words, status: 'Superseded' })),
];

describe('every refusal leads on where there are documents', () => {
  const documented = documentedPlan('reference', 'B', 3);
  const id = fc.constantFrom(...documented.tasks);
  const documentMove = fc.oneof(
    fc.record({ id }).map((input) => ({ name: 'review', input })),
    fc.record({ id, steps: fc.constantFrom('1', '1-2', '9') }).map((input) => ({ name: 'iplan tick', input })),
    fc
      .record({ id, rule: fc.constantFrom('dangling-reference', 'suspect-receipt') })
      .map((input) => ({ name: 'waive', input: { ...input, reason: filled } })),
    fc.record({ id, edit: fc.nat({ max: documentEdits.length - 1 }) }).map((input) => ({ name: 'a document', input })),
  );
  const move = fc.oneof({ weight: 2, arbitrary: arbitraryMove(documented.tasks) }, { weight: 1, arbitrary: documentMove });

  it('whatever becomes of them', async () => {
    const text = planTextOf(documented) as ByteString;
    const { plan } = readDocument(text, { path: 'PLAN.md', library: () => YAML });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(move, fc.constantFrom(person, person, agent)), { minLength: 5, maxLength: 20 }), async (moves) => {
        const store = await DataStore.adopted(plan, digest);
        let now = documented;
        store.documents = Object.fromEntries(filesOf(now));
        for (const [told, actor] of moves) {
          if (told.name === 'a document') {
            const { id: edited, edit } = told.input as { id: string; edit: number };
            now = documentEdits[edit]?.(now, edited.slice(-2)) ?? now;
            store.documents = Object.fromEntries(filesOf(now));
            continue;
          }
          if (told.name === 'by hand') {
            editByHand(store, told.input as { id: string; path: string; to: string | boolean });
            continue;
          }
          const made =
            told.name === 'iplan tick' ? { operation: operationNamed('iplan tick'), input: { ...told.input } } : moveFrom(store, told);
          const outcome = await perform(store, made, actor);
          if (!outcome.ok) await checkSteps(store, { problems: outcome.problems, actor, move: made });
        }
        await checkNext(store, person);
        await checkNext(store, agent);
      }),
      { numRuns: Math.ceil(runs / 4) },
    );
  });
});

function operationNamed(name: string): Operation {
  const operation = operations.find((each) => each.name === name);
  if (operation === undefined) throw new Error(name);
  return operation;
}
