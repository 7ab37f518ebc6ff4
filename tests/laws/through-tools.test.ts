/**
 * Law 5 as agents meet it: two of them walk through real texts by the tools of a real client, with the slips that
 * agents make, while a person answers and edits by hand. Every refusal leads on: each step that it offers is made, on
 * a copy of the state as it is then; by its tool, or by the person whose it is. The ledger holds together all along.
 */

import { editDocument } from '@tallyplan/core/document/edit';
import { applyEdits } from '@tallyplan/core/document/editing/edits';
import { readDocument } from '@tallyplan/core/document/read';
import { type ByteString, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { Change } from '@tallyplan/core/model/change';
import type { Actor } from '@tallyplan/core/model/event';
import { done } from '@tallyplan/core/model/problem';
import { type Status, statuses } from '@tallyplan/core/model/status';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import { casesOf } from '@tallyplan/core/model/testing/cases';
import { allOperations } from '@tallyplan/core/operations/index';
import { documentedPlan, filesOf, planTextOf, withDocument } from '@tallyplan/core/operations/testing/documented-plan';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandOf } from '../../packages/tallyplan/src/cli/command.ts';
import { readArguments } from '../../packages/tallyplan/src/cli/read-arguments.ts';
import type { OpenSitting } from '../../packages/tallyplan/src/mcp/open-sitting.ts';
import { ReadAhead } from '../../packages/tallyplan/src/mcp/read-ahead.ts';
import { argumentName, fieldsIn, operationOf } from '../../packages/tallyplan/src/mcp/tool-schema.ts';
import { tools } from '../../packages/tallyplan/src/mcp/tool-table.ts';
import { momentOf } from '../../packages/tallyplan/src/moment.ts';
import { MemoryStore } from '../../packages/tallyplan/src/stores/memory-store.ts';
import { sha256 } from '../../packages/tallyplan/src/stores/sha256.ts';
import { yamlLibrary } from '../../packages/tallyplan/src/yaml-library.ts';
import { type AnsweredProblem, type AnsweredStep, McpClient } from '../processes/mcp-client.ts';
import { adoption, families, minutesAfter, performAt, person, planOf, planOfFamily, requestOf, textOfFamily } from './walks.ts';

const runs = casesOf(process.env, 20, 30);
const robot: Actor = { name: 'robot', kind: 'agent', session: 's-1' };
const another: Actor = { name: 'another robot', kind: 'agent', session: 's-2' };
const said = 'said what was done | how: "it was" checked, and #7 holds – by hand';
const commands = (await allOperations()).map((operation) => commandOf(operation));

/** A plan in memory, and the minute that it is. */
class Place {
  readonly store: MemoryStore;
  readonly #file: string;
  minute = 0;

  constructor(text: ByteString, file = 'DEVELOPMENT_PLAN.md') {
    this.store = new MemoryStore(text, file);
    this.#file = file;
  }

  /** The same state at another place, to try things on. */
  copy(): Place {
    const copy = new Place(this.store.state.plan, this.#file);
    copy.store.save(this.store.state);
    copy.minute = this.minute;
    return copy;
  }

  client(actor: Actor): Promise<McpClient> {
    const now = () => momentOf(minutesAfter(this.minute));
    const tree = async () => sha256(encodeUtf8('the tree'));
    const sitting: OpenSitting = {
      ...{
        store: this.store,
        root: '/',
        file: this.#file,
        named: null,
        environment: {},
        ahead: new ReadAhead(this.store),
        actor: () => actor,
      },
      performance: () => ({ actor, now, dryRun: false, digest: sha256, tree }),
    };
    return McpClient.over(async () => done(sitting));
  }

  /** What is done past every gate, in an editor; nothing where the text has no place for it. */
  edit(changes: readonly Change[]): void {
    const { plan } = this.store.state;
    const edited = editDocument(readDocument(plan, { path: this.#file, library: yamlLibrary }), changes);
    if (edited.ok) this.store.save({ plan: applyEdits(plan, edited.edits) });
  }
}

interface ToolMove {
  readonly kind: 'tool';
  readonly tool: string;
  readonly choice: string;
  readonly actor: Actor;
  readonly id: string;
  /** What is said wherever something is to be said. */
  readonly text: string;
  readonly status: Status;
  /** Arguments that are forgotten, by their places. */
  readonly forgotten: readonly number[];
}
interface PersonMove {
  readonly kind: 'person';
  readonly verb: string;
  readonly id: string;
  readonly other: string;
}
interface HandMove {
  readonly kind: 'hand';
  readonly id: string;
  readonly change:
    | 'dependents'
    | 'depends_on'
    | 'status'
    | 'preCheck.status'
    | 'preCheck.items.verified_req'
    | 'implementation.iplanStatus';
  readonly status: Status;
}
interface DocumentMove {
  readonly kind: 'document';
  readonly id: string;
}
type Move = ToolMove | PersonMove | HandMove | DocumentMove;

function moveOver(ids: readonly string[]): fc.Arbitrary<Move> {
  const id = fc.constantFrom(...ids);
  const chosen = fc
    .constantFrom(...tools)
    .chain(({ name, operations }) => fc.constantFrom(...Object.keys(operations)).map((choice) => ({ tool: name, choice })));
  const status = fc.constantFrom(...statuses);
  return fc.oneof(
    {
      weight: 8,
      arbitrary: fc
        .record({
          chosen,
          actor: fc.constantFrom(robot, robot, another),
          id: fc.oneof({ weight: 12, arbitrary: id }, { weight: 1, arbitrary: fc.constantFrom('TASKS-77', '-') }),
          text: fc.oneof({ weight: 4, arbitrary: fc.constant(said) }, { weight: 1, arbitrary: fc.constant('no') }),
          status,
          forgotten: fc.oneof(
            { weight: 3, arbitrary: fc.constant([]) },
            { weight: 1, arbitrary: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }) },
          ),
        })
        .map(({ chosen: call, ...move }): Move => ({ kind: 'tool', ...call, ...move })),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('person' as const),
        verb: fc.constantFrom('instruct', 'instruct', 'waive', 'reopen', 'start', 'complete', 'verify', 'set', 'rename', 'remove', 'move'),
        id,
        other: id,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('hand' as const),
        id,
        change: fc.constantFrom(
          ...([
            'dependents',
            'depends_on',
            'status',
            'preCheck.status',
            'preCheck.items.verified_req',
            'implementation.iplanStatus',
          ] as const),
        ),
        status,
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('document' as const), id }) },
  );
}

/** The call of a tool, with everything that it may say but what is forgotten. */
async function inputOf(place: Place, { tool: name, choice, id, text, status, forgotten }: ToolMove): Promise<Record<string, unknown>> {
  const tool = tools.find((each) => each.name === name);
  const operation = tool === undefined ? null : await operationOf(tool, choice);
  if (tool === undefined || operation === null) throw new Error(`there is no ${name} ${choice}`);
  const task = (await planOf(place.store)).task(taskKeyOf(id));
  const notes = (items: readonly { readonly key: string }[] = []) =>
    Object.fromEntries(items.map(({ key }, at) => [key, `${text} (${at})`]));
  const known: Readonly<Record<string, unknown>> = {
    ...{ id, status, run: 'tests', steps: '1-2', claim: true, lease: '5m', restore: text !== said },
    ...{ items: notes(task?.preCheck?.items.filter(({ key }) => !key.startsWith('reviewed'))), attest: notes(task?.postCheck?.items) },
    ...Object.fromEntries(['reason', 'summary', 'question', 'note', 'skipAhead'].map((argument) => [argument, text])),
  };
  const told = fieldsIn(tool, operation)
    .map(argumentName)
    .filter(
      (argument, at) => known[argument] !== undefined && !forgotten.includes(at) && !(operation.name === 'verify' && argument === 'note'),
    );
  return {
    ...(tool.chooser === undefined ? {} : { [tool.chooser.name]: choice }),
    ...Object.fromEntries(told.map((argument) => [argument, known[argument]])),
  };
}

const filled = (text: string) =>
  text.replace(/<[^>]*>/g, (what) => (what === '<rule>' ? 'out-of-sequence' : `${'filled in as it asks for'}, told anew`));

/** What refused a step, or nothing. */
async function refusedStep(place: Place, step: AnsweredStep, actor: Actor): Promise<string> {
  if (step.tool !== undefined) {
    const answer = await (await place.client(actor)).call(step.tool, JSON.parse(filled(JSON.stringify(step.input))));
    return answer.isError ? answer.text : '';
  }
  expect(step.who, `${step.command} is neither a tool’s nor a person’s`).toBe('person');
  const words = [...step.command.matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => filled(word.replaceAll('"', ''))).slice(1);
  const read = readArguments(words, commands);
  // Commands of the command line alone are tried elsewhere.
  if (!read.ok || read.value.command.kind !== 'operation') return '';
  const request = { operation: read.value.command.operation, input: read.value.input };
  const outcome = await performAt(place.store, request, { actor: person, at: minutesAfter(place.minute) });
  return outcome.ok ? '' : JSON.stringify(outcome.problems);
}

async function expectLeadingOn(place: Place, steps: readonly AnsweredStep[], { actor, about }: { actor: Actor; about: string }) {
  expect(steps, `${about} leads nowhere`).not.toEqual([]);
  for (const step of steps) {
    // The form of a call is shown where one was not understood; what it asks for, only the caller knows.
    if (step.command.endsWith('--help')) continue;
    expect(await refusedStep(place.copy(), step, actor), `${about} offers ${step.command}`).toBe('');
  }
}

async function callTool(place: Place, move: ToolMove): Promise<void> {
  const input = await inputOf(place, move);
  const answer = await (await place.client(move.actor)).call(move.tool, input);
  expect(answer.text.length, `${move.tool} ${JSON.stringify(input)}`).toBeLessThan(9000);
  for (const { rule, message, next, ...problem } of answer.problems as readonly AnsweredProblem[]) {
    const about = `${move.tool} ${JSON.stringify(input)}: ${rule} (${message})`;
    expect([...problem.have, ...problem.missing], about).not.toEqual([]);
    await expectLeadingOn(place, next, { actor: move.actor, about });
  }
}

function editByHand(place: Place, { id, change, status }: HandMove): void {
  const task = taskKeyOf(id);
  if (change === 'dependents' || change === 'depends_on') place.edit([{ kind: 'set-field', task, field: change, to: '' }]);
  else place.edit([{ kind: 'set-tracked', task, path: change, to: change.startsWith('preCheck.items') ? status === 'COMPLETED' : status }]);
}

async function walk(place: Place, moves: readonly Move[], documentMoves: (id: string) => void): Promise<void> {
  await performAt(place.store, requestOf(adoption, await planOf(place.store)), { actor: person, at: minutesAfter(0) });
  for (const move of moves) {
    place.minute += 2;
    switch (move.kind) {
      case 'tool':
        await callTool(place, move);
        break;
      case 'person': {
        const request = requestOf({ ...move, status: 'IN_PROGRESS' }, await planOf(place.store));
        await performAt(place.store, request, { actor: person, at: minutesAfter(place.minute) });
        break;
      }
      case 'hand':
        editByHand(place, move);
        break;
      case 'document':
        documentMoves(move.id);
    }
  }
  place.minute += 2;
  for (const actor of [robot, another]) {
    const client = await place.client(actor);
    const { result } = await client.call('plan_next');
    await expectLeadingOn(place, result.next, { actor, about: `plan_next of ${actor.name} (${result.why})` });
    expect((await client.call('plan_read', { view: 'audit' })).result).toMatchObject({ holds: true });
  }
}

const settings = (share: number) => ({ numRuns: Math.ceil(runs / share) });

describe('whoever works through tools is led on', () => {
  it.each(families)('in plans such as %s', async (family) => {
    const text = textOfFamily(family);
    const ids = planOfFamily(family)
      .tasks.filter(({ placeholder }) => !placeholder)
      .map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(fc.array(moveOver(ids), { minLength: 5, maxLength: 24 }), async (moves) => {
        await walk(new Place(text, family), moves, () => undefined);
      }),
      settings(families.length),
    );
  });

  it('where tasks stand on documents, whatever becomes of them', async () => {
    const documented = documentedPlan('reference', 'B', 3);
    await fc.assert(
      fc.asyncProperty(fc.array(moveOver(documented.tasks), { minLength: 5, maxLength: 24 }), async (moves) => {
        const place = new Place(encodeUtf8(planTextOf(documented)));
        place.store.save({ documents: Object.fromEntries(filesOf(documented)) });
        await walk(place, moves, (id) => {
          const changed = withDocument(documented, id.replace('TASKS', 'REQ'), (words) => ({
            ...words,
            rules: [...words.rules, `And more, ${place.minute}.`],
          }));
          const another = withDocument(changed, id, (words) => ({
            ...words,
            cites: place.minute % 4 === 0 ? [...words.cites, 'REQ-77'] : words.cites,
          }));
          place.store.save({ documents: { ...place.store.state.documents, ...Object.fromEntries(filesOf(another)) } });
        });
      }),
      settings(3),
    );
  });
});
