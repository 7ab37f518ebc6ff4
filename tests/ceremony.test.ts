/**
 * What keeping the rules costs: commands from an idle plan to a completed task. Whatever a step adds to the
 * ceremony must show here; each command is a process of the built command, and what `next` says is done as it says.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inThread } from './processes/in-thread.ts';
import { sharedCache } from './processes/workbench.ts';

const repository = join(import.meta.dirname, '..');
const summary = 'A page for each station, with its sensors; 12 tests pass';
const note = 'read all of it, and no question is open';

let folder: string;
let run: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-ceremony-'));
  run = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function tallyplan(...args: readonly string[]) {
  const env = {
    PATH: process.env.PATH,
    HOME: folder,
    ...sharedCache,
    LANG: 'C.UTF-8',
    TALLYPLAN_ACTOR: 'Ada',
    TALLYPLAN_ACTOR_KIND: 'human',
  };
  return inThread(args, { cwd: folder, env });
}

/** One step of the path: it counts, and it must do. */
function step(...args: readonly string[]): string {
  run.push(args[0] ?? '');
  const { status, stdout, stderr } = tallyplan(...args);
  expect(status, `${args.join(' ')}: ${stderr}`).toBe(0);
  return stdout;
}

function adopt(example: string): void {
  cpSync(join(repository, 'examples/families', example), join(folder, 'DEVELOPMENT_PLAN.md'));
  expect(tallyplan('init', '--yes').status).toBe(0);
}

/** The command that `next` leads to, with its `<…>` said; without the program's name. */
function saidIn(output: string): readonly string[] {
  const [, line = ''] = /^ {2}next {2}tallyplan (.+)$/m.exec(output) ?? [];
  return [...line.matchAll(/(?:[^\s"<]|"[^"]*"|<[^>]*>)+/g)].map(([word]) => word.replace(/"<[^>]*>"/, summary).replace(/<[^>]*>/, note));
}

/** COMPLETED with all that belongs to it: nothing for `check` to find, and ledgers that hold. */
function expectWhole(id: string): void {
  const shown = JSON.parse(tallyplan('show', id, '--json').stdout);
  expect(shown.result).toMatchObject({ id, status: 'COMPLETED', verified: true });
  const checked = tallyplan('check');
  expect({ status: checked.status, told: checked.stdout }).toMatchObject({ status: 0, told: expect.not.stringContaining('error') });
  expect(tallyplan('audit', 'verify').status).toBe(0);
  expect(readFileSync(join(folder, 'DEVELOPMENT_PLAN.md'), 'utf8')).toMatch(new RegExp(`\\| ${id} \\| completed \\| ${summary} \\|`, 'i'));
}

describe('the honest path of one task', () => {
  it('is four commands in the reference format: next, verify with its notes, start, complete', () => {
    adopt('b-reference.md');
    const verify = saidIn(step('next'));
    expect(verify.slice(0, 2)).toEqual(['verify', 'TASKS-03']);
    step(...verify);
    step('start', 'TASKS-03');
    step('complete', 'TASKS-03', '--summary', summary);
    expect(run).toEqual(['next', 'verify', 'start', 'complete']);
    expectWhole('TASKS-03');
  });

  it('is two commands in a table: start, complete', () => {
    adopt('a-icon-tables.md');
    const { id } = JSON.parse(tallyplan('next', '--json').stdout).result.task;
    step('start', id);
    step('complete', id, '--summary', summary);
    expect(run).toEqual(['start', 'complete']);
    expectWhole(id);
  });
});
