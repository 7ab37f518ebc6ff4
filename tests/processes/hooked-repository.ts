/** A repository with an adopted plan, and an environment of which every program is known: for what hooks and drivers do in it. */
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inThread } from './in-thread.ts';
import { command, environment } from './workbench.ts';

const folders: string[] = [];

/** To be called after each test. */
export function removeRepositories(): void {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

export const hookedPlan = `# A plan

> **Last Updated**: 2026-01-01

### Phase 1: Foundation

| ID | Name | Priority | Status |
|---|---|---|---|
| SETUP-01 | Ground | P1 | NOT_STARTED |
| SETUP-02 | Walls | P1 | NOT_STARTED |

## 3. Session Log

| Date | Task ID | Status | Notes |
|---|---|---|---|
`;

export class HookedRepository {
  readonly folder: string;
  /** Of the environment, beside the usual ones. */
  readonly variables: NodeJS.ProcessEnv = {};
  readonly #bin: string;

  /** @param files by their paths from the root */
  constructor(files: Readonly<Record<string, string>> = {}, folder = mkdtempSync(join(tmpdir(), 'tallyplan-install-'))) {
    folders.push(folder);
    this.folder = join(folder, 'work');
    this.#bin = join(folder, 'bin');
    mkdirSync(this.#bin);
    mkdirSync(this.folder);
    for (const tool of ['git', 'sh', 'sed', 'cat', 'node'])
      symlinkSync(tool === 'node' ? process.execPath : which(tool), join(this.#bin, tool));
    this.git('init', '-q', '-b', 'trunk');
    for (const [file, text] of Object.entries({ 'DEVELOPMENT_PLAN.md': hookedPlan, ...files })) this.write(file, text);
    this.tallyplan('init', '--yes');
  }

  /** Puts the command on the path, or takes it away. */
  hasCommand(there: boolean): void {
    const file = join(this.#bin, 'tallyplan');
    rmSync(file, { force: true });
    if (!there) return;
    writeFileSync(file, `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`);
    chmodSync(file, 0o755);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
    if (/^#!/.test(text)) chmodSync(join(this.folder, file), 0o755);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  tallyplan(...words: readonly string[]) {
    const done = this.does(...words);
    if (done.status !== 0) throw new Error(`tallyplan ${words.join(' ')}: ${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  /** What the command answers to that, whether or not it does it. */
  does(...words: readonly string[]) {
    return this.doesIn(this.folder, ...words);
  }

  doesIn(folder: string, ...words: readonly string[]) {
    return inThread(words, { cwd: folder, env: this.#environment() });
  }

  git(...words: readonly string[]) {
    const done = this.run('git', words);
    if (done.status !== 0) throw new Error(`git ${words.join(' ')}: ${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  run(file: string, words: readonly string[], folder = this.folder) {
    return spawnSync(file, [...words], { cwd: folder, encoding: 'utf8', env: this.#environment() });
  }

  #environment(): NodeJS.ProcessEnv {
    const identity = {
      GIT_AUTHOR_NAME: 'Astrid',
      GIT_AUTHOR_EMAIL: 'a@example.org',
      GIT_COMMITTER_NAME: 'Astrid',
      GIT_COMMITTER_EMAIL: 'a@example.org',
    };
    return { ...environment, ...identity, PATH: this.#bin, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', ...this.variables };
  }

  commit(message: string) {
    this.git('add', '-A');
    return this.run('git', ['commit', '-q', '-m', message]);
  }

  /** Every file with its bytes and permissions, save what git itself moves. */
  everything(): ReadonlyMap<string, string> {
    const names = readdirSync(this.folder, { recursive: true }).map(String);
    const files = names.filter(
      (name) =>
        statSync(join(this.folder, name)).isFile() &&
        !/^\.git\/(?:index|objects|logs|COMMIT_EDITMSG|refs)/.test(name) &&
        !name.endsWith('.sample'),
    );
    return new Map(files.sort().map((name) => [name, `${statSync(join(this.folder, name)).mode & 0o777} ${this.read(name)}`]));
  }
}

function which(tool: string): string {
  const folder = (process.env.PATH ?? '').split(':').find((each) => existsSync(join(each, tool)));
  return join(folder ?? '/usr/bin', tool);
}
