/**
 * Law 4 of the house: an operation gives the same outcome through every store and every surface.
 *
 * Memory and files walk side by side, with one clock: outcomes, plan and ledgers are the same to the byte.
 * The command line has the machine's clock, so times and hashes are left out of what is compared with it.
 */

import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { casesOf } from '@tallyplan/core/model/testing/cases';
import type { Store } from '@tallyplan/core/operations/store';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { FileStore } from '../../packages/tallyplan/src/stores/file-store.ts';
import { MemoryStore } from '../../packages/tallyplan/src/stores/memory-store.ts';
import { inThread } from '../processes/in-thread.ts';
import { sharedCache } from '../processes/workbench.ts';
import {
  adoption,
  argumentsOf,
  families,
  type Move,
  minutesAfter,
  pathOfFamily,
  performAt,
  person,
  planOf,
  type Request,
  requestOf,
  textOfFamily,
  walkOver,
} from './walks.ts';

const runs = casesOf(process.env, 14);

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder with that plan, under a usual name. */
function folderOf(family: string) {
  const root = mkdtempSync(join(tmpdir(), 'tallyplan-stores-'));
  folders.push(root);
  const file = `DEVELOPMENT_PLAN${extname(family)}`;
  cpSync(pathOfFamily(family), join(root, file));
  return { root, file, plan: join(root, file) };
}

/** What came of a call: result or problems, and the diffs; as JSON has it. */
async function outcomeOf(store: Store, request: Request, at: Parameters<typeof performAt>[2]): Promise<unknown> {
  const outcome = await performAt(store, request, at);
  if (!outcome.ok) return JSON.parse(JSON.stringify(outcome));
  const { result, changed } = outcome.value;
  return JSON.parse(JSON.stringify({ ok: true, result, changed: changed.map((each) => [each.file, each.diff()]) }));
}

function ledgersIn(root: string): ReadonlyMap<string, string> {
  const folder = join(root, '.tallyplan/ledger');
  const names = readdirSync(folder).filter((name) => !name.startsWith('baseline'));
  return new Map(names.sort().map((name) => [name, readFileSync(join(folder, name), 'latin1')]));
}

const sorted = (ledgers: ReadonlyMap<string, string>) => new Map([...ledgers].sort(([a], [b]) => (a < b ? -1 : 1)));

describe('memory and files', () => {
  it.each(families)('answer alike and keep the same bytes, in %s', async (family) => {
    const text = textOfFamily(family);
    const { tasks } = await planOf(new MemoryStore(text, family));
    const ids = tasks.filter(({ placeholder }) => !placeholder).map(({ id }) => id);
    await fc.assert(
      fc.asyncProperty(walkOver(ids), async (moves) => {
        const place = folderOf(family);
        const memory = new MemoryStore(text, place.file);
        const files = new FileStore(place, { wait: 1000, notify: () => undefined });
        const walk: readonly Move[] = [{ ...adoption, actor: person }, ...moves];
        for (const [minutes, move] of walk.entries()) {
          const request = requestOf(move, await planOf(memory));
          const at = { actor: move.actor, at: minutesAfter(minutes) };
          expect(await outcomeOf(files, request, at), move.verb).toEqual(await outcomeOf(memory, request, at));
          expect(readFileSync(place.plan, 'latin1') === memory.state.plan, `the plan after ${move.verb}`).toBe(true);
        }
        expect(ledgersIn(place.root)).toEqual(sorted(memory.state.ledgers));
      }),
      { numRuns: Math.ceil(runs / families.length) },
    );
  });
});

/** A text without what depends on the moment. */
function timeless(text: string): string {
  return text.replace(/\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?Z?)?)?/g, '<date>').replace(/\b[0-9a-f]{64}\b/g, '<hash>');
}

function answerOf(root: string, request: Request): { readonly answer: unknown; readonly status: number | null } {
  const claims = { TALLYPLAN_ACTOR: person.name, TALLYPLAN_ACTOR_KIND: person.kind };
  const env = { PATH: process.env.PATH, HOME: root, ...sharedCache, TZ: 'UTC', LANG: 'C.UTF-8', ...claims };
  const confirmed = request.operation.name === 'init' ? ['--yes'] : [];
  const { stdout, status } = inThread([...argumentsOf(request), ...confirmed, '--json'], { cwd: root, env });
  return { answer: JSON.parse(timeless(stdout)), status };
}

describe('memory and the command line', () => {
  it.each(families)('answer alike and keep the same plan, in %s', async (family) => {
    const { root, file, plan } = folderOf(family);
    const memory = new MemoryStore(textOfFamily(family), file);
    const { tasks } = await planOf(memory);
    const open = tasks.filter(({ status, placeholder }) => status === 'NOT_STARTED' && !placeholder);
    const [first, last] = [open[0]?.id ?? '', open.at(-1)?.id ?? ''];
    const step = (verb: string, id = first) => ({ verb, id, other: last, status: 'IN_PROGRESS' });
    const steps = [
      adoption,
      step('start', last),
      step('verify'),
      step('start'),
      step('log'),
      step('complete'),
      step('undo'),
      step('check'),
    ];
    for (const each of steps) {
      const request = requestOf(each, await planOf(memory));
      const outcome = await performAt(memory, request, { actor: person, at: new Date() });
      const told = outcome.ok ? { ok: true, result: outcome.value.result } : outcome;
      const { answer, status } = answerOf(root, request);
      expect(answer, each.verb).toEqual(JSON.parse(timeless(JSON.stringify(told))));
      expect(status === 0 || each.verb === 'check', each.verb).toBe(outcome.ok);
      expect(timeless(readFileSync(plan, 'latin1')), `the plan after ${each.verb}`).toBe(timeless(memory.state.plan));
    }
  });
});
