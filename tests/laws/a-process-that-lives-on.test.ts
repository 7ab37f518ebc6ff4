/**
 * A process that lives on (an agent's server, a program that uses the library) keeps what it has read and reads again
 * only what moved. It answers what one that has just begun would answer, whoever changed the files and how.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { statuses } from '@tallyplan/core/model/status';
import { allOperations } from '@tallyplan/core/operations/index';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FileStore } from '../../packages/tallyplan/src/stores/file-store.ts';
import { MemoryStore } from '../../packages/tallyplan/src/stores/memory-store.ts';
import { adoption, families, minutesAfter, performAt, person, planOf, type Request, requestOf, textOfFamily, walkOver } from './walks.ts';

const runs = Number(process.env.FUZZ_RUNS ?? 42);
const operations = await allOperations();
const questions = ['next', 'status', 'check', 'graph', 'show'].map((name): Request => {
  const operation = operations.find((each) => each.name === name);
  if (operation === undefined) throw new Error(`there is no operation ${name}`);
  return { operation, input: {} };
});

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
});
