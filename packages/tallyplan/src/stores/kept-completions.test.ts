/** What is kept of a plan's completions is what a look at all of it finds, whoever changed the plan, and how. */
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { done } from '@tallyplan/core/model/problem';
import { type TaskKey, taskKeyOf } from '@tallyplan/core/model/task-id';
import type { Snapshot } from '@tallyplan/core/operations/store';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { byteString } from './bytes.ts';
import { FileStore } from './file-store.ts';
import { KeptCompletions } from './kept-completions.ts';
import { planBytes } from './plan-file.ts';
import { adopt, decision, noted, options, statusOf, valueFrom } from './testing/sample-work.ts';

const scratch = mkdtempSync(join(tmpdir(), 'tallyplan-completions-'));
const adopted = join(scratch, 'adopted');
let root = adopted;
let plan = join(root, 'PLAN.md');

beforeAll(async () => {
  mkdirSync(root);
  writeFileSync(plan, planText);
  await adopt(open(null));
});
beforeEach(() => {
  root = mkdtempSync(join(scratch, 'plan-'));
  plan = join(root, 'PLAN.md');
  cpSync(adopted, root, { recursive: true });
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** Large enough for something to be kept of it. */
const rows = Array.from({ length: 1500 }, (_, at) => `| DONE-${1000 + at} | A task ${'-'.repeat(100)} | P1 | COMPLETED |\n`);
const logged = Array.from({ length: 1500 }, (_, at) => `| 2026-01-02 | DONE-${1000 + at} | COMPLETED | Done. |\n`);
const planText = `# A plan

### Phase 1: Foundation

| ID | Name | Priority | Status |
|---|---|---|---|
${rows.join('')}| OPEN-01 | First | P0 | NOT_STARTED |
| OPEN-02 | Second | P0 | NOT_STARTED |

## Session Log

| Date | Task ID | Status | Notes |
|---|---|---|---|
${logged.join('')}`;
const [first, second] = [taskKeyOf('OPEN-01'), taskKeyOf('OPEN-02')];

/** As a process of its own opens it; `build` null: one that keeps nothing. */
function open(build: string | null = 'this'): FileStore {
  const blocks = () => (build === null ? null : { file: join(root, 'cache', 'blocks'), build });
  return new FileStore({ root, plan, file: 'PLAN.md' }, { wait: 1000, notify: () => {}, blocks });
}

const openIn = ({ plan }: Snapshot) => plan.openCompletions().map(({ id }) => id);

/** What a change sees before it sets that status, in a process of its own. */
async function change(task: TaskKey, status: string, { build = 'this' }: { build?: string | null } = {}): Promise<readonly string[]> {
  let seen: readonly string[] = [];
  const decide = (snapshot: Snapshot) => {
    seen = openIn(snapshot);
    return decision(statusOf(task, status));
  };
  valueFrom(await open(build).change(decide, options));
  return seen;
}

async function seen(build: string | null = 'this'): Promise<readonly string[]> {
  return valueFrom(await open(build).read((snapshot) => done(openIn(snapshot))));
}

/** Puts into what is kept something that is not so: whoever tells it has taken it from there. */
function mark(): void {
  const kept = new KeptCompletions({ file: join(root, 'cache', 'blocks'), build: 'this' }, {});
  kept.write(planBytes(byteString(readFileSync(plan))), [second, first]);
}

test('a change keeps what it has made of the plan, and the next process looks among those', async () => {
  expect(await change(first, 'COMPLETED')).toEqual([]);
  expect(readFileSync(join(root, 'cache', 'blocks-completions'), 'latin1')).toContain('["OPEN-01"]');
  expect(await seen()).toEqual(['OPEN-01']);
  expect(await change(second, 'COMPLETED')).toEqual(['OPEN-01']);
  expect(await seen()).toEqual(['OPEN-01', 'OPEN-02']);
  expect(await change(first, 'IN_PROGRESS')).toEqual(['OPEN-01', 'OPEN-02']);
  expect(await seen()).toEqual(['OPEN-02']);
});

test('one that looks for none takes over what the one before has kept', async () => {
  await change(first, 'COMPLETED');
  valueFrom(await open().change(() => decision(noted(second)), options));
  mark();
  valueFrom(await open().change(() => decision(statusOf(second, 'IN_PROGRESS')), options));
  expect(readFileSync(join(root, 'cache', 'blocks-completions'), 'latin1')).toContain('["OPEN-02","OPEN-01"]');
  expect(await seen()).toEqual(['OPEN-01']);
});

describe('what was done by hand is seen', () => {
  test.each([
    ['a task that is COMPLETED without a row', () => edit('| OPEN-02 | Second | P0 | NOT_STARTED', '| OPEN-02 | Second | P0 | COMPLETED')],
    ['a row that is gone', () => edit('| 2026-01-02 | DONE-1300 | COMPLETED | Done. |\n', '')],
    ['a row more, and one of another status', () => edit('DONE-1400 | COMPLETED | Done.', 'DONE-1400 | IN_PROGRESS | Begun.')],
    ['a note below', () => appendFileSync(plan, '\nA note.\n')],
  ])('%s', async (_, byHand) => {
    await change(first, 'IN_PROGRESS');
    mark();
    byHand();
    expect(await seen()).toEqual(await seen(null));
  });
});

function edit(before: string, after: string): void {
  const text = readFileSync(plan, 'utf8');
  expect(text).toContain(before);
  writeFileSync(plan, text.replace(before, after));
}

describe('only what this build has written, whole, of this very plan is believed', () => {
  const kept = () => join(root, 'cache', 'blocks-completions');
  const replaceInIt = (from: string, to: string) => {
    const text = readFileSync(kept(), 'latin1');
    expect(text).toContain(from);
    writeFileSync(kept(), text.replace(from, to), { mode: 0o600 });
  };
  test.each([
    ['nothing there', () => rmSync(kept())],
    ['empty', () => writeFileSync(kept(), '')],
    ['torn in its head', () => writeFileSync(kept(), readFileSync(kept()).subarray(0, 12))],
    ['torn in its keys', () => writeFileSync(kept(), readFileSync(kept()).subarray(0, -5))],
    ['other in its keys', () => replaceInIt('[]', '{}')],
    ['of another build', () => replaceInIt('["this"', '["that"')],
    ['of other words', () => replaceInIt('{}', '{"fertig":"COMPLETED"}')],
  ])('%s', async (_, spoil) => {
    await change(first, 'COMPLETED');
    const kept = new KeptCompletions({ file: join(root, 'cache', 'blocks'), build: 'this' }, {});
    // Believed, this would hide what is open.
    kept.write(planBytes(byteString(readFileSync(plan))), []);
    expect(await seen()).toEqual([]);
    spoil();
    expect(await seen()).toEqual(['OPEN-01']);
  });
});

test('where an editor saved while a change was decided, nothing of what it was decided by is kept', async () => {
  await change(first, 'IN_PROGRESS');
  let saved = false;
  const decide = (snapshot: Snapshot) => {
    openIn(snapshot);
    if (!saved) edit('| OPEN-02 | Second | P0 | NOT_STARTED', '| OPEN-02 | Second | P0 | COMPLETED');
    saved = true;
    return decision(noted(first));
  };
  valueFrom(await open().change(decide, options));
  expect(await seen()).toEqual(['OPEN-02']);
});
