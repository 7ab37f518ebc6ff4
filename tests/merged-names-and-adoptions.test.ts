/** Two branches that gave one task two names, and two that each adopted the plan: in real repositories, with the merge driver and without. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inThread } from './processes/in-thread.ts';
import { command, environment } from './processes/workbench.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

const entry = (id: string, dependents: string) => `  - id: ${id}
    service_name: "Work of ${id}"
    priority: P0
    dependents: "${dependents}"
    workflow:
      implementation:
        status: NOT_STARTED
        started: null
        completed: null
`;
const plan = `# A plan

> **Last Updated**: 2026-01-01

### Phase 1: Foundation

\`\`\`yaml
phase_1_tasks:
${entry('TASKS-01', 'TASKS-02')}
${entry('TASKS-02', 'TASKS-03')}
${entry('TASKS-03', '')}\`\`\`

## 3. Session Log

| Date | Task ID | Status | Notes |
|---|---|---|---|
`;

const variables = {
  ...environment,
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.org',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.org',
  PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
  GIT_CONFIG_GLOBAL: '/dev/null',
};

class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), 'tallyplan-names-'));

  constructor(like?: Repository) {
    folders.push(this.folder);
    if (like !== undefined) {
      cpSync(like.folder, this.folder, { recursive: true, preserveTimestamps: true });
      return;
    }
    this.git('init', '-q', '-b', 'trunk');
    writeFileSync(join(this.folder, 'DEVELOPMENT_PLAN.md'), plan);
  }

  get plan(): string {
    return readFileSync(join(this.folder, 'DEVELOPMENT_PLAN.md'), 'utf8');
  }

  withDriver(): void {
    const patterns = ['DEVELOPMENT_PLAN.md', '.tallyplan/ledger/*.jsonl'];
    writeFileSync(join(this.folder, '.gitattributes'), patterns.map((pattern) => `${pattern} merge=tallyplan\n`).join(''));
    this.git('config', 'merge.tallyplan.driver', `"${process.execPath}" "${command}" merge %O %A %B %P --marker-size=%L`);
  }

  edit(from: string, to: string): void {
    writeFileSync(join(this.folder, 'DEVELOPMENT_PLAN.md'), this.plan.replace(from, to));
  }

  /** A line as a shell would have it, with quotes around what holds blanks. */
  does(line: string, wanted = 0): string {
    const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
    const { status, stdout, stderr } = inThread(words, { cwd: this.folder, env: variables });
    if (status !== wanted) throw new Error(`tallyplan ${line} ended with ${status}: ${stdout}${stderr}`);
    return stdout;
  }

  git(...words: readonly string[]): string {
    const { status, stdout, stderr } = this.run('git', words);
    if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stdout}${stderr}`);
    return stdout;
  }

  run(file: string, words: readonly string[]) {
    return spawnSync(file, [...words], { cwd: this.folder, encoding: 'utf8', env: variables });
  }

  commit(): void {
    this.git('add', '-A');
    this.git('commit', '-q', '-m', 'so far');
  }

  branch(name: string, from = 'trunk'): void {
    this.git('checkout', '-q', '-b', name, from);
  }

  /** Nothing that `check` calls an error, and ledgers that hold together. */
  holds(): void {
    this.does('check');
    this.does('audit verify');
  }

  errors(): readonly string[] {
    const { findings } = JSON.parse(inThread(['check', '--json'], { cwd: this.folder, env: variables }).stdout).result;
    return findings.filter(({ severity }: { severity: string }) => severity === 'error').map(({ rule }: { rule: string }) => rule);
  }
}

/** Makes a repository once, and copies of it from then on. */
function copied<Argument>(make: (argument: Argument) => Repository): (argument: Argument) => Repository {
  const made = new Map<Argument, Repository>();
  return (argument) => {
    const first = made.get(argument) ?? make(argument);
    made.set(argument, first);
    return new Repository(first);
  };
}

/** TASKS-02 is TASKS-20 on one branch and TASKS-30 on the other; each went on with it. */
const twoBranches = copied((manner: string): Repository => {
  const repository = new Repository();
  if (manner === 'driver') repository.withDriver();
  repository.does('init --yes');
  repository.does('log TASKS-02 --status IN_PROGRESS --note "looked at before anybody parted"');
  repository.commit();
  repository.branch('theirs');
  repository.does('rename TASKS-02 TASKS-30');
  repository.does('log TASKS-30 --status IN_PROGRESS --note "what theirs did"');
  repository.commit();
  repository.branch('ours');
  repository.does('rename TASKS-02 TASKS-20');
  repository.does('log TASKS-20 --status IN_PROGRESS --note "what ours did"');
  repository.commit();
  return repository;
});

/** The same, merged: which is a conflict. */
const twoNames = copied((manner: string): Repository => {
  const repository = twoBranches(manner);
  expect(repository.run('git', ['merge', '-q', 'theirs']).status).toBe(1);
  return repository;
});

const told =
  'TASKS-02 has two names: TASKS-20 in ours, TASKS-30 in theirs. Decide for one: ' +
  '`tallyplan resolve TASKS-02 --take ours` keeps TASKS-20, `tallyplan resolve TASKS-02 --take theirs` keeps TASKS-30, ' +
  'and the other leads to it from then on';

describe.each(['driver', 'plain'])('a task that two branches gave two names, merged by the %s', (manner) => {
  it('is in conflict, told by the name that it had and by both that it has', () => {
    const repository = twoNames(manner);
    const { open, next } = JSON.parse(repository.does('resolve --json', 3)).result;
    expect(open[0]).toEqual({
      file: 'DEVELOPMENT_PLAN.md',
      task: 'TASKS-02',
      message: told,
      names: { ours: 'TASKS-20', theirs: 'TASKS-30' },
    });
    expect(next[0]).toEqual({ command: 'tallyplan resolve TASKS-02 --take <ours|theirs>' });
    expect(repository.errors()).toContain('ledger-forked');
  });

  it('is told to a person in full, and what to say next', () => {
    const told = twoNames(manner).does('resolve', 3).replace(/\s+/g, ' ');
    expect(told).toContain('TASKS-02 has two names: TASKS-20 in ours, TASKS-30 in theirs.');
    expect(told).toContain('`tallyplan resolve TASKS-02 --take theirs` keeps TASKS-30');
  });

  it.each([
    ['ours', 'TASKS-02', 'TASKS-20', 'TASKS-30'],
    ['theirs', 'TASKS-30', 'TASKS-30', 'TASKS-20'],
  ])('is what %s has it, decided of %s: %s, and the other name leads to it', (...[side, asked, name, other]) => {
    const repository = twoNames(manner);
    repository.does(`resolve ${asked} --take ${side}`);
    expect(repository.plan).not.toMatch(/^[<>=]{7}/m);
    expect(repository.plan).toContain(`- id: ${name}\n`);
    expect(repository.plan).not.toContain(`- id: ${other}\n`);
    expect(repository.plan).toContain(`dependents: "${name}"`);
    repository.holds();
    repository.commit();
    for (const id of ['TASKS-02', other]) expect(JSON.parse(repository.does(`show ${id} --json`)).result.id).toBe(name);
    repository.does(`log ${other} --status IN_PROGRESS --note "and it goes on"`);
    repository.holds();
  });

  it('is what somebody made of it in the plan', () => {
    const repository = twoNames(manner);
    const decided = repository.plan.replace(/<{7}[^\n]*\n[\s\S]*?={7}\n([\s\S]*?)>{7}[^\n]*\n/g, '$1');
    writeFileSync(join(repository.folder, 'DEVELOPMENT_PLAN.md'), decided);
    // What a hand settled is still in conflict for git.
    expect(repository.does('resolve')).toContain('git add .tallyplan DEVELOPMENT_PLAN.md');
    repository.holds();
    expect(repository.plan).toContain('- id: TASKS-30\n');
    expect(JSON.parse(repository.does('show TASKS-20 --json')).result.id).toBe('TASKS-30');
  });

  it('is in no conflict once one name was decided for, whatever is merged afterwards', () => {
    const repository = twoNames(manner);
    repository.does('resolve --take ours');
    repository.commit();
    repository.git('checkout', '-q', 'theirs');
    repository.does('log TASKS-01 --status IN_PROGRESS --note "theirs went on with another"');
    repository.commit();
    repository.git('checkout', '-q', 'ours');
    repository.run('git', ['merge', '-q', '--no-edit', 'theirs']);
    repository.does('resolve');
    repository.holds();
    expect(repository.plan).toContain('- id: TASKS-20\n');
  });
});

it('a task that one branch renamed is waited for again by what the other made wait for it, once that is put back', () => {
  const repository = new Repository();
  repository.withDriver();
  repository.does('init --yes');
  repository.commit();
  repository.branch('theirs');
  repository.does('rename TASKS-02 TASKS-20');
  repository.commit();
  repository.branch('ours');
  repository.does('add task TASKS-04 --phase 1 --name "Late work" --priority P0 --depends-on TASKS-02');
  repository.commit();
  repository.git('merge', '-q', '--no-edit', 'theirs');
  expect(repository.does('check --json', 3)).toContain('did you mean TASKS-20?');
  repository.does('record TASKS-04 --restore');
  repository.holds();
  expect(JSON.parse(repository.does('show TASKS-04 --json')).result.prerequisites).toEqual(['TASKS-20']);
});

describe('the merge driver', () => {
  it('tells git of both names, once for the plan and once for its ledger', () => {
    const { stderr } = twoBranches('driver').run('git', ['merge', '-q', 'theirs']);
    for (const file of ['DEVELOPMENT_PLAN.md', '.tallyplan/ledger/plan.jsonl']) {
      expect(stderr).toContain(`tallyplan merge: ${file}: ${told}\n`);
    }
  });
});

/** Ours adopts the plan as it is; theirs after `edit`. */
const twoAdoptions = copied((edit: (repository: Repository) => void): Repository => {
  const repository = new Repository();
  repository.commit();
  repository.branch('theirs');
  edit(repository);
  repository.does('init --yes');
  repository.does('log TASKS-03 --status IN_PROGRESS --note "theirs began to look at it"');
  repository.commit();
  repository.branch('ours');
  repository.does('init --yes');
  repository.does('log TASKS-01 --status IN_PROGRESS --note "ours began to look at it"');
  repository.commit();
  expect(repository.run('git', ['merge', '-q', 'theirs']).status).toBe(1);
  return repository;
});

describe('a plan that two branches adopted', () => {
  it('in one state was adopted once', () => {
    const repository = twoAdoptions(() => undefined);
    repository.does('resolve');
    repository.holds();
    expect(repository.plan).toContain('theirs began');
    expect(repository.plan).toContain('ours began');
  });

  const begun = (repository: Repository) =>
    repository.edit(
      'implementation:\n        status: NOT_STARTED\n        started: null',
      'implementation:\n        status: IN_PROGRESS\n        started: 2026-01-01',
    );

  it('in two states is in conflict, and what is said to do leads out: their adoption', () => {
    const repository = twoAdoptions(begun);
    const { open } = JSON.parse(repository.does('resolve --json', 3)).result;
    expect(open).toEqual([
      { file: '.tallyplan/ledger/plan.jsonl', message: expect.stringContaining('git checkout MERGE_HEAD -- .tallyplan') },
    ]);
    repository.git('rm', '-rqf', '.tallyplan');
    repository.git('checkout', 'MERGE_HEAD', '--', '.tallyplan');
    repository.does('resolve');
    repository.holds();
    repository.commit();
  });

  it('or ours, and the file is recorded or restored', () => {
    const repository = twoAdoptions(begun);
    repository.does('resolve', 3);
    repository.git('rm', '-rqf', '.tallyplan');
    repository.git('checkout', 'HEAD', '--', '.tallyplan');
    repository.does('resolve');
    expect(repository.errors()).toContain('unrecorded-change');
    repository.does('record --restore TASKS-01');
    repository.holds();
    repository.commit();
  });
});

describe('a task that was moved, merged by git', () => {
  const rows = (...ids: readonly string[]) => ids.map((id) => `| ${id} | Work of ${id} | P1 | NOT_STARTED | |\n`).join('');
  const before = ['TASKS-11', 'TASKS-12', 'TASKS-13', 'TASKS-14', 'TASKS-15', 'TASKS-16', 'TASKS-17', 'TASKS-18', 'TASKS-19'];
  const without = before.filter((id) => id !== 'TASKS-15');
  const table = (ids: readonly string[]) =>
    `# Plan\n\n### Phase 1: A\n\n| ID | Name | Priority | Status | Dependents |\n|---|---|---|---|---|\n${rows(...ids)}\n## Session Log\n\n| Date | Task ID | Status | Notes |\n|---|---|---|---|\n`;
  const atTop = ['TASKS-15', ...without];
  const atEnd = [...without, 'TASKS-15'];

  function merged(): Repository {
    const repository = new Repository();
    const write = (ids: readonly string[]) => writeFileSync(join(repository.folder, 'DEVELOPMENT_PLAN.md'), table(ids));
    write(before);
    repository.does('init --yes');
    repository.commit();
    repository.branch('theirs');
    write(atEnd);
    repository.commit();
    repository.branch('ours');
    write(atTop);
    repository.commit();
    repository.git('merge', '-q', '--no-edit', 'theirs');
    return repository;
  }

  it('by both sides: it stands twice without a conflict, and is told and decided by its name', () => {
    const repository = merged();
    expect(repository.errors()).toContain('duplicate-id');
    expect(repository.does('resolve', 3)).toContain('tallyplan resolve TASKS-15 --take');
    repository.does('resolve TASKS-15 --take theirs');
    expect(repository.plan).toBe(table(atEnd));
    repository.holds();
  });

  it.each([
    ['while the merge waits', () => undefined],
    ['committed with its markers', (repository: Repository) => repository.commit()],
  ])('stands once under its new name, where one side renamed and moved it and the other worked on it, %s', (_, then) => {
    const repository = new Repository();
    const write = (text: string) => writeFileSync(join(repository.folder, 'DEVELOPMENT_PLAN.md'), text);
    write(table(before));
    repository.does('init --yes');
    repository.commit();
    repository.branch('theirs');
    repository.does('block TASKS-15 --reason "the crane is in dry dock"');
    repository.commit();
    repository.branch('ours');
    repository.does('rename TASKS-15 TASKS-90');
    const lines = repository.plan.split('\n');
    const row = lines.findIndex((line) => line.startsWith('| TASKS-90 '));
    const last = lines.findIndex((line) => line.startsWith('| TASKS-19 '));
    write(lines.flatMap((line, at) => (at === row ? [] : at === last ? [line, lines[row] ?? ''] : [line])).join('\n'));
    repository.commit();
    expect(repository.run('git', ['merge', '-q', '--no-edit', 'theirs']).status).toBe(1);
    then(repository);
    repository.does('resolve');
    expect(repository.plan.match(/^\| TASKS-(?:15|90) .*$/gm)).toEqual([expect.stringMatching(/TASKS-90 .*BLOCKED/)]);
    repository.holds();
  });

  it('is left to its editor where somebody has gone on from there', () => {
    const repository = merged();
    repository.edit('# Plan', '# The plan');
    const plan = repository.plan;
    repository.does('resolve');
    expect(repository.plan).toBe(plan);
    expect(plan.match(/^\| TASKS-15 /gm)).toHaveLength(2);
  });
});
