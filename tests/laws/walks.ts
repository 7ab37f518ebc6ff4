/** Walks through a plan: random moves of the operations' table, over the real text of each family. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readDocument } from '@tallyplan/core/document/read';
import { type ByteString, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { Actor } from '@tallyplan/core/model/event';
import type { Plan } from '@tallyplan/core/model/plan';
import { done } from '@tallyplan/core/model/problem';
import { statuses } from '@tallyplan/core/model/status';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import { fieldsOf } from '@tallyplan/core/operations/fields';
import { allOperations } from '@tallyplan/core/operations/index';
import type { Operation } from '@tallyplan/core/operations/operation';
import { perform } from '@tallyplan/core/operations/perform';
import type { Store } from '@tallyplan/core/operations/store';
import { verifierOf } from '@tallyplan/core/rules/checklist-items';
import fc from 'fast-check';
import { momentOf } from '../../packages/tallyplan/src/moment.ts';
import { sha256 } from '../../packages/tallyplan/src/stores/sha256.ts';
import { yamlLibrary } from '../../packages/tallyplan/src/yaml-library.ts';

const operations = await allOperations();

export const families = [
  'a-icon-tables.md',
  'b-reference.md',
  'c-hybrid.md',
  'd-implementation-plan.md',
  'e-master.yaml',
  'f-tasks-document.md',
  'g-tasks-document.yaml',
];

export const person: Actor = { name: 'Astrid', kind: 'human' };
const agent: Actor = { name: 'robot', kind: 'agent' };

export function pathOfFamily(family: string): string {
  return fileURLToPath(new URL(`../../examples/families/${family}`, import.meta.url));
}

export function textOfFamily(family: string): ByteString {
  return readFileSync(pathOfFamily(family), 'latin1') as ByteString;
}

/** One try to move; whether it is permitted depends on where it comes. */
export interface Move {
  readonly verb: string;
  readonly id: string;
  readonly other: string;
  readonly status: string;
  readonly actor: Actor;
}

const verbs = [
  ...['verify', 'start', 'complete', 'verify', 'start', 'complete', 'block', 'unblock', 'stop', 'instruct', 'defer', 'resume'],
  ...['release', 'reopen', 'undo', 'waive', 'log', 'record', 'rename', 'set', 'move', 'remove', 'add task', 'add phase', 'next', 'check'],
];

export function walkOver(ids: readonly string[]): fc.Arbitrary<readonly Move[]> {
  const move = fc.record({
    verb: fc.constantFrom(...verbs),
    id: fc.constantFrom(...ids),
    other: fc.constantFrom(...ids, 'NEW-01', 'NEW-02'),
    status: fc.constantFrom(...statuses),
    actor: fc.constantFrom(person, person, agent),
  });
  return fc.array(move, { minLength: 5, maxLength: 15 });
}

/** A text that breaks no rule by being short, and holds what tables and YAML have to escape. */
const said = 'said what was done | how: "it was" checked, and #7 holds – by hand';

export interface Request {
  readonly operation: Operation;
  readonly input: Readonly<Record<string, unknown>>;
}

/** The move as a call of its operation, with every text that it asks for. */
export function requestOf({ verb, id, other, status }: Omit<Move, 'actor'>, plan: Plan): Request {
  const operation = operations.find(({ name }) => name === verb);
  if (operation === undefined) throw new Error(`there is no operation ${verb}`);
  const task = plan.task(taskKeyOf(id));
  const attested = (task?.preCheck?.items ?? []).filter(({ key }) => verifierOf(key) === 'attested');
  const notes = (items: readonly { readonly key: string }[]) => Object.fromEntries(items.map(({ key }) => [key, said]));
  const known: Readonly<Record<string, unknown>> = {
    id: verb.startsWith('add') ? other : id,
    ids: [id],
    items: notes(attested),
    attest: notes(task?.postCheck?.items ?? []),
    to: other,
    rule: 'out-of-sequence',
    phase: plan.phases.at(-1)?.name,
    name: 'Heated sensors, and their cables',
    goal: said,
    priority: 'P1',
    field: 'dependents',
    value: other,
    status,
    skipAhead: said,
    claim: true,
    ...Object.fromEntries(['reason', 'summary', 'question', 'text', 'note'].map((field) => [field, said])),
  };
  const fields = fieldsOf(operation).filter(({ name }) => known[name] !== undefined && verb !== 'check');
  return { operation, input: Object.fromEntries(fields.map(({ name }) => [name, known[name]])) };
}

/** The same call as a command line, without the program's name. */
export function argumentsOf({ operation, input }: Request): readonly string[] {
  const flagOf = (name: string) => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const words = fieldsOf(operation).flatMap(({ name, position }) => {
    const given = input[name];
    if (given === undefined) return [];
    const values = typeof given === 'string' ? [given] : Array.isArray(given) ? given.map(String) : pairsOf(given);
    if (given === true) return [flagOf(name)];
    return position === undefined ? values.flatMap((value) => [flagOf(name), value]) : values;
  });
  return [...operation.name.split(' '), ...words];
}

function pairsOf(given: unknown): readonly string[] {
  return typeof given === 'object' && given !== null ? Object.entries(given).map(([key, value]) => `${key}=${value}`) : [];
}

/** The plan as the store has it now. */
export async function planOf(store: Store): Promise<Plan> {
  const plan = await store.read((snapshot) => done(snapshot.plan));
  if (!plan.ok) throw new Error(JSON.stringify(plan.problems));
  return plan.value;
}

/** Some minutes after noon of a certain day. */
export function minutesAfter(minutes: number): Date {
  return new Date(Date.UTC(2026, 4, 4, 12, minutes));
}

interface Circumstances {
  readonly actor: Actor;
  readonly at: Date;
  readonly dryRun?: boolean;
}

/** Performs it at that moment. */
export function performAt(store: Store, request: Request, { actor, at, dryRun = false }: Circumstances) {
  const now = () => momentOf(at);
  return perform(store, request, { actor, now, dryRun, digest: sha256, tree: async () => sha256(encodeUtf8('the tree')) });
}

export const adoption: Omit<Move, 'actor'> = { verb: 'init', id: '', other: '', status: '' };

/** The plan that the text of a family says. */
export function planOfFamily(family: string): Plan {
  return readDocument(textOfFamily(family), { path: family, library: yamlLibrary }).plan;
}
