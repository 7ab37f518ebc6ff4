/**
 * A process that lives on (an agent's server, a program that uses the library) keeps what it has read and reads again
 * only what moved. It answers what one that has just begun would answer, whoever changed the files and how.
 */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Actor } from '@tallyplan/core/model/event';
import { done } from '@tallyplan/core/model/problem';
import { statuses } from '@tallyplan/core/model/status';
import { casesOf } from '@tallyplan/core/model/testing/cases';
import { allOperations } from '@tallyplan/core/operations/index';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileStore } from '../../packages/tallyplan/src/stores/file-store.ts';
import { MemoryStore } from '../../packages/tallyplan/src/stores/memory-store.ts';
import { adoption, families, minutesAfter, performAt, person, planOf, type Request, requestOf, textOfFamily, walkOver } from './walks.ts';

const runs = casesOf(process.env, 28, 42);
const operations = await allOperations();
const asked = (name: string, input: Request['input'] = {}): Request => {
  const operation = operations.find((each) => each.name === name);
  if (operation === undefined) throw new Error(`there is no operation ${name}`);
  return { operation, input };
};
const questions = ['next', 'status', 'check', 'graph', 'show'].map((name) => asked(name));

/** A status written over another by hand, or an id of a list taken out or put in. */
interface HandEdit {
  readonly at: number;
  readonly status: string;
  readonly id: string;
}

function edited(text: string, { at, status, id }: HandEdit): string {
  const words = [...text.matchAll(/\b(?:NOT_STARTED|IN_PROGRESS|BLOCKED|COMPLETED|DEFERRED)\b|(?<=dependents: ")[^"\n]*/g)];
  const found = words[at % words.length];
  if (found === undefined) return text;
  const other = statuses.some((each) => each === found[0]) ? status : found[0] === '' ? id : '';
  return text.slice(0, found.index) + other + text.slice(found.index + found[0].length);
}

/** A folder with that plan; it is gone when the work is done. */
async function inFolderOf(family: string, work: (place: { root: string; file: string; plan: string }) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'tallyplan-lives-on-'));
  const file = `DEVELOPMENT_PLAN${extname(family)}`;
  const plan = join(root, file);
  writeFileSync(plan, textOfFamily(family), 'latin1');
  try {
    await work({ root, file, plan });
  } finally {
    rmSync(root, { recursive: true });
  }
}

const harbour = fileURLToPath(new URL('../../examples/harbour', import.meta.url));

/** The example with its documents and its ledger, to be spoiled. */
async function inHarbour(work: (place: { root: string; file: string; plan: string }) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'tallyplan-lives-on-'));
  const file = 'docs/DEVELOPMENT_PLAN.md';
  cpSync(harbour, root, { recursive: true });
  try {
    await work({ root, file, plan: join(root, file) });
  } finally {
    rmSync(root, { recursive: true });
  }
}

type FileChange = (root: string) => void;

/** Words of a document, and what somebody puts in their place. */
const documentEdits: readonly (readonly [RegExp, string])[] = [
  [/Approved|Accepted|Ready for Implementation/, 'Draft'],
  [/Draft/, 'Approved'],
  [/REQ-0\d/, 'REQ-09'],
  [/SPEC-0\d/, 'SPEC-77'],
  [/- \[ \]/, '- [x]'],
  [/\d+ hours/, 'TBD'],
  [/$/, '\nOne more rule.\n'],
];

const configurations = [
  'policy: strict\n',
  'documents: ["docs/07_REQ/**"]\n',
  'document_status_words:\n  draft: [Approved]\n',
  'layers: {REQ: 1, SPEC: 2, TASKS: 3}\n',
  'status_words:\n  NOT_STARTED: [afloat]\n',
  'policy: none of them\n',
];

/** A document is edited, taken away or put back; the configuration, the plan or a ledger becomes another. */
const anyChange: fc.Arbitrary<FileChange> = fc.oneof(
  fc.tuple(fc.nat(99), fc.constantFrom(...documentEdits)).map(
    ([at, [from, to]]): FileChange =>
      (root) => {
        const path = pathAt(root, 'docs', at);
        writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
      },
  ),
  fc.nat(99).map(
    (at): FileChange =>
      (root) =>
        rmSync(pathAt(root, 'docs', at)),
  ),
  fc.constant<FileChange>((root) => cpSync(join(harbour, 'docs'), join(root, 'docs'), { recursive: true })),
  fc.constantFrom(...configurations).map(
    (text): FileChange =>
      (root) => {
        writeFileSync(join(root, '.tallyplan/config.yaml'), `plan: docs/DEVELOPMENT_PLAN.md\n${text}`);
      },
  ),
  fc.constant<FileChange>((root) => cpSync(join(harbour, '.tallyplan'), join(root, '.tallyplan'), { recursive: true })),
  fc.nat(99).map(
    (at): FileChange =>
      (root) =>
        rmSync(pathAt(root, '.tallyplan/ledger', at)),
  ),
);

/** One of the files below a folder; never the plan. */
function pathAt(root: string, folder: string, at: number): string {
  const found = readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = found.map((entry) => join(entry.parentPath, entry.name)).filter((path) => !path.endsWith('DEVELOPMENT_PLAN.md'));
  return paths.sort()[at % paths.length] ?? '';
}

describe('a process that lives on', () => {
  it.each(families)('answers as one that has just begun, in %s', async (family) => {
    const { tasks } = await planOf(new MemoryStore(textOfFamily(family), family));
    const ids = tasks.filter(({ placeholder }) => !placeholder).map(({ id }) => id);
    const byHand = fc.record({ at: fc.nat(200), status: fc.constantFrom(...statuses), id: fc.constantFrom(...ids) });
    const steps = fc.tuple(fc.boolean(), walkOver(ids), fc.array(fc.option(byHand), { minLength: 3, maxLength: 8 }));
    await fc.assert(
      fc.asyncProperty(steps, ([isAdopted, moves, edits]) =>
        inFolderOf(family, async (place) => {
          const open = () => new FileStore(place, { wait: 1000, notify: () => undefined });
          const living = open();
          if (isAdopted) await performAt(living, requestOf(adoption, await planOf(living)), { actor: person, at: minutesAfter(0) });
          for (const [step, edit] of edits.entries()) {
            const move = moves[step % moves.length];
            const at = { actor: move?.actor ?? person, at: minutesAfter(step + 1) };
            if (edit !== null) writeFileSync(place.plan, edited(readFileSync(place.plan, 'latin1'), edit), 'latin1');
            else if (move !== undefined) await performAt(living, requestOf(move, await planOf(living)), at);
            const fresh = open();
            for (const question of questions) {
              expect(await performAt(living, question, at), question.operation.name).toEqual(await performAt(fresh, question, at));
            }
          }
        }),
      ),
      { numRuns: Math.ceil(runs / families.length) },
    );
  });

  it('answers so of documents and of the configuration, too, and decides so', async () => {
    const steps = fc.tuple(
      walkOver(['TASKS-03', 'TASKS-04', 'TASKS-06', 'TASKS-07']),
      fc.array(fc.option(anyChange), { minLength: 3, maxLength: 6 }),
    );
    await fc.assert(
      fc.asyncProperty(steps, ([moves, changes]) =>
        inHarbour(async (place) => {
          const open = () => new FileStore(place, { wait: 1000, notify: () => undefined });
          const living = open();
          for (const [step, change] of changes.entries()) {
            const move = moves[step % moves.length];
            if (move === undefined) continue;
            // Past the day to which the waivers of the walk hold, in the end.
            const at = { actor: move.actor, at: daysLater(step) };
            const plan = await living.read((snapshot) => done(snapshot.plan));
            if (change !== null) change(place.root);
            else if (plan.ok) await performAt(living, withEnd(requestOf(move, plan.value)), at);
            // The other one is asked the other way round: what a question leaves behind must not show in the next answer.
            const all = [...questions, ...questionsAbout(move.id)];
            const answers = await answersOf(living, all, at);
            expect(answers).toEqual((await answersOf(open(), all.toReversed(), at)).toReversed());
          }
        }),
      ),
      { numRuns: Math.ceil(runs / 20) },
    );
  });
});

/** Each question with what is answered to it, one after the other. */
async function answersOf(store: FileStore, questions: readonly Request[], at: { readonly actor: Actor; readonly at: Date }) {
  const answers: (readonly [question: string, answer: unknown])[] = [];
  for (const question of questions) answers.push([question.operation.name, await toldAt(store, question, at)]);
  return answers;
}

/** What is answered, and what would be written. */
async function toldAt(store: FileStore, request: Request, at: { readonly actor: Actor; readonly at: Date }): Promise<unknown> {
  const outcome = await performAt(store, request, { ...at, dryRun: true });
  return outcome.ok ? { result: outcome.value.result, diffs: outcome.value.changed.map((changed) => changed.diff()) } : outcome;
}

/** A task, what it stands on, and what would be decided of it. */
function questionsAbout(id: string): readonly Request[] {
  const documents = ['REQ-03', 'SPEC-04', 'ADR-01'];
  return [
    ...[asked('why', { id }), asked('show', { ids: [id] }), asked('trace'), asked('audit show'), asked('audit verify'), asked('config')],
    ...[asked('session brief'), ...documents.flatMap((document) => [asked('trace', { of: document }), asked('impact', { id: document })])],
    ...['start', 'verify', 'review', 'undo', 'record'].map((name) => asked(name, withText(name, id))),
  ];
}

function withText(name: string, id: string): Request['input'] {
  return name === 'record' ? { ids: [id] } : name === 'undo' ? { id, reason: 'it was a mistake' } : { id };
}

/** A waiver has an end, so that it can run out. */
function withEnd({ operation, input }: Request): Request {
  return { operation, input: operation.name === 'waive' ? { ...input, until: daysLater(2).toISOString().slice(0, 10) } : input };
}

function daysLater(days: number): Date {
  return minutesAfter((365 + days) * 24 * 60);
}
