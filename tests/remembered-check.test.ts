/** `check`, `next`, `status` and `graph` give their last answers again while nothing has changed (stores/remembered-answers.ts), on real files and in real processes. */
import {
  closeSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inThread } from './processes/in-thread.ts';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'tallyplan-remembered-'));
const root = join(folder, 'project');
const cache = join(folder, 'cache/tallyplan');
const ledger = join(root, '.tallyplan/ledger/TASKS-03.jsonl');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function tallyplan(words: readonly string[], more: Readonly<Record<string, string>> = {}): string {
  const env = {
    PATH: process.env.PATH,
    XDG_CACHE_HOME: join(folder, 'cache'),
    TALLYPLAN_ACTOR: 'Ada',
    TALLYPLAN_ACTOR_KIND: 'human',
    ...more,
  };
  const { stdout, stderr, status } = inThread(words, { cwd: root, env });
  expect([stderr, [0, 3].includes(status ?? -1)]).toEqual(['', true]);
  return stdout;
}

const kept = () => readdirSync(cache).filter((name) => name.startsWith('answer-'));
/** Longer than two changes of a file can bear the same time. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 100));

beforeAll(async () => {
  mkdirSync(join(root, 'docs'), { recursive: true });
  mkdirSync(join(root, '.git'));
  cpSync(join(repository, 'examples/families/b-reference.md'), join(root, 'docs/DEVELOPMENT_PLAN.md'));
  tallyplan(['init', '--yes']);
  tallyplan(['log', 'TASKS-03', '--status', 'IN_PROGRESS', '--note', 'half of it reads well']);
  await settle();
});

test('a second look is the first, told again', () => {
  const first = tallyplan(['check']);
  expect(kept()).toHaveLength(1);
  expect(tallyplan(['check'])).toBe(first);
  // Where the answer comes from shows only in one that is not true.
  const [name = ''] = kept();
  const truth = readFileSync(join(cache, name), 'utf8');
  writeFileSync(join(cache, name), truth.replace(/"notes":\d+/, '"notes":77'));
  expect(tallyplan(['check'])).toContain('77 notes');
  expect(tallyplan(['check'], { TALLYPLAN_NO_CACHE: '1' })).toBe(first);
  writeFileSync(join(cache, name), truth);
});

test('a byte of a ledger, changed in its place and with its time set back, is seen', async () => {
  const before = tallyplan(['check']);
  const { atime, mtime, size } = statSync(ledger);
  const at = readFileSync(ledger, 'latin1').indexOf('half');
  const descriptor = openSync(ledger, 'r+');
  writeSync(descriptor, 'Half', at);
  closeSync(descriptor);
  utimesSync(ledger, atime, mtime);
  expect(statSync(ledger).size).toBe(size);
  expect(Math.abs(statSync(ledger).mtimeMs - mtime.getTime())).toBeLessThan(2);
  const after = tallyplan(['check']);
  expect(before).not.toContain('ledger-broken');
  expect(after).toContain('ledger-broken');
  await settle();
  expect([tallyplan(['check']), tallyplan(['check'])]).toEqual([after, after]);
});

test('another day, or other words, are another question', () => {
  tallyplan(['check']);
  const [name = ''] = kept();
  const keptFor = () => readFileSync(join(cache, name), 'utf8').split('\n')[0];
  const today = keptFor();
  tallyplan(['check', '--date', '2026-01-02']);
  expect(keptFor()).not.toBe(today);
  tallyplan(['check', '--strict', '--date', '2026-01-02']);
  expect(keptFor()).toContain('"strict":true');
});

test('each question has an answer of its own, told as it was found', () => {
  for (const question of [['next'], ['status'], ['graph'], ['next', '--json']]) {
    const fresh = tallyplan(question, { TALLYPLAN_NO_CACHE: '1' });
    expect([tallyplan(question), tallyplan(question)]).toEqual([fresh, fresh]);
  }
  const operations = kept().map((name) => name.slice(name.lastIndexOf('-') + 1));
  expect(operations.sort()).toEqual(['check', 'graph', 'next', 'status']);
});

test('a lease that runs out changes the answer, though no file does', async () => {
  const robot = { TALLYPLAN_ACTOR: 'robot', TALLYPLAN_ACTOR_KIND: 'agent' };
  let [claimed, held, again] = ['', '', ''];
  let end = 0;
  // A busy machine may take longer to ask than a lease lasts.
  for (let lease = 5; end <= Date.now(); lease *= 2) {
    claimed = tallyplan(['next', '--claim', '--lease', `${lease}s`, '--json'], robot);
    end = Date.parse(JSON.parse(claimed).result.claim.until);
    await settle();
    [held, again] = [tallyplan(['next', '--json']), tallyplan(['next', '--json'])];
  }
  expect(again).toBe(held);
  const [answer = ''] = kept().filter((name) => name.endsWith('-next'));
  expect(readFileSync(join(cache, answer), 'utf8')).toContain('"who":{"name":"Ada","session":null}');
  // The claim's own holder is answered otherwise, of the same kind or not.
  expect(JSON.parse(tallyplan(['next', '--json'], { TALLYPLAN_ACTOR: 'robot' })).result.task?.id).toBe(JSON.parse(claimed).result.task.id);
  expect(tallyplan(['next', '--json'])).toBe(held);
  await new Promise((resolve) => setTimeout(resolve, end - Date.now() + 50));
  const free = tallyplan(['next', '--json']);
  const idOf = (answer: string) => JSON.parse(answer).result.task?.id ?? null;
  expect(idOf(held)).not.toBe(idOf(claimed));
  expect(idOf(free)).toBe(idOf(claimed));
  expect(free).toBe(tallyplan(['next', '--json'], { TALLYPLAN_NO_CACHE: '1' }));
});

/** Whatever `check` comes to look at has to go through the store's port to the file system (docs/adr/0009). */
test('whatever changes in the repository, the answer is that of a fresh look', async () => {
  const documents: readonly (readonly [string, string])[] = [
    ['docs/REQ/REQ-01_identity.md', '# REQ-01: Identity\n\n**Status**: Draft\n\n## 1. Scope\n\nTBD\n'],
    ['docs/REQ/REQ-01_identity.md', '# REQ-01: Identity\n\n**Status**: Approved\n\n## 1. Scope\n\nWho signs in, and how.\n'],
    ['docs/TASKS/TASKS-03_sessions.md', '# TASKS-03: Sessions\n\n@req: REQ-01, REQ-99\n\n## 2. Plan\n\n[to be written]\n'],
    ['docs/REQ/REQ-01_again.md', '# REQ-01: Identity, again\n'],
    ['.tallyplan/config.yaml', 'policy: strict\n'],
  ];
  for (const [path, text] of documents) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
    const fresh = tallyplan(['check'], { TALLYPLAN_NO_CACHE: '1' });
    expect([path, tallyplan(['check'])]).toEqual([path, fresh]);
    await settle();
    expect([path, tallyplan(['check'])]).toEqual([path, fresh]);
  }
});
