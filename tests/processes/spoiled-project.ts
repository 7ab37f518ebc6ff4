/**
 * A repository with a plan in it, to be spoiled, and the built command on it: whoever runs it here
 * makes sure that nothing was written, and that nothing hangs.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { inThread } from './in-thread.ts';

const repository = join(import.meta.dirname, '../..');
export const command = join(repository, 'packages/tallyplan/bin/tallyplan.js');
/** Milliseconds: many times what the slowest case takes, so that only what hangs fails by it, on a busy machine too. */
const patience = 60_000;
const environment = { PATH: process.env.PATH, HOME: tmpdir(), LANG: 'C.UTF-8', TALLYPLAN_ACTOR: 'Ada', TALLYPLAN_ACTOR_KIND: 'human' };

export const plan = 'docs/DEVELOPMENT_PLAN.md';
export const look = ['check'];
export const adoption = ['init', '--yes'];
export const change = ['log', 'TASKS-03', '--status', 'IN_PROGRESS', '--note', 'half of it reads well'];

export interface Starter {
  /** What starts the command: a namespace. */
  readonly through?: readonly string[];
  readonly user?: { readonly uid: number; readonly gid: number };
}

export interface Told {
  readonly status: number | null;
  /** Both streams. */
  readonly told: string;
}

export class SpoiledProject {
  /** Has the repository, and `elsewhere`, which lies outside of it. */
  readonly folder = mkdtempSync(join(tmpdir(), 'tallyplan-bad-input-'));
  readonly root = join(this.folder, 'project');

  constructor() {
    for (const name of ['project/docs', 'project/.git', 'elsewhere']) mkdirSync(join(this.folder, name), { recursive: true });
    cpSync(join(repository, 'examples/families/b-reference.md'), this.path(plan));
  }

  path(name: string): string {
    return join(this.root, name);
  }

  elsewhere(name: string): string {
    return join(this.folder, 'elsewhere', name);
  }

  text(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  write(name: string, content: string | Buffer): void {
    writeFileSync(this.path(name), content);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  run(args: readonly string[], { through = [], user }: Starter = {}): Told {
    const setting = { cwd: this.root, env: environment, encoding: 'utf8', timeout: patience, maxBuffer: 1 << 28, ...user } as const;
    const [program, ...rest] = [...through, process.execPath, command, ...args];
    const isPlain = through.length === 0 && user === undefined;
    const { status, stdout, stderr } = isPlain || program === undefined ? inThread(args, setting) : spawnSync(program, rest, setting);
    expect(
      status,
      `${args.join(' ').slice(0, 100)} takes more than ${patience} ms, or breaks down: ${stderr.slice(0, 500)}`,
    ).not.toBeNull();
    return { status, told: stdout + stderr };
  }

  adopt(): void {
    expect(this.run(adoption).status).toBe(0);
  }

  /** Runs, and makes sure that nothing in the folder or beside it is another than before. */
  untouched(args: readonly string[], starter?: Starter): Told {
    const before = treeOf(this.folder);
    const answer = this.run(args, starter);
    expect(treeOf(this.folder), `${args.join(' ').slice(0, 100)} wrote`).toEqual(before);
    return answer;
  }

  /** Each command ends with that status, says all of that, and writes nothing. */
  expectTold(commands: readonly (readonly string[])[], status: number, says: readonly (string | RegExp)[]): void {
    for (const args of commands) {
      const answer = this.untouched(args);
      const about = args.join(' ').slice(0, 100);
      for (const each of says) expect(answer.told, about).toMatch(each);
      expect(answer.status, `${about}: ${answer.told.slice(0, 500)}`).toBe(status);
    }
  }
}

/** Every name below a folder with its kind and content; of a huge file the size alone. */
function treeOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .map((entry) => {
      const name = join(entry.parentPath, entry.name);
      if (entry.isSymbolicLink()) return `${name} -> ${readlinkSync(name)}`;
      if (!entry.isFile()) return name;
      const { size } = lstatSync(name);
      return `${name} ${size > 100_000_000 ? size : createHash('sha256').update(readFileSync(name)).digest('hex')}`;
    })
    .sort();
}
