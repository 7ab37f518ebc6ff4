/** `check --since` over real git, and the forms of its answer that other programs read. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { inThread } from './processes/in-thread.ts';
import { command, environment } from './processes/workbench.ts';

const plan = (rows: readonly string[]) =>
  [
    '# A plan',
    '',
    '> **Last Updated**: 2026-01-01',
    '',
    '### Phase 1: Foundation',
    '',
    '| ID | Name | Priority | Status |',
    '|---|---|---|---|',
    ...rows,
    '',
    '## 3. Session Log',
    '',
    '| Date | Task ID | Status | Notes |',
    '|---|---|---|---|',
    '',
  ].join('\n');
const usual = ['| SETUP-01 | Ground | P1 | NOT_STARTED |', '| SETUP-02 | Walls | P1 | NOT_STARTED |'];

/** The usual repository, made once; the others are copies. */
const made = mkdtempSync(join(tmpdir(), 'tallyplan-since-'));
const template = join(made, 'usual');
afterAll(() => rmSync(made, { recursive: true }));
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function copied(from: string, to: string): void {
  cpSync(from, to, { recursive: true, preserveTimestamps: true });
}

class Repository {
  readonly folder = mkdtempSync(join(tmpdir(), 'tallyplan-since-'));

  constructor(rows = usual) {
    folders.push(this.folder);
    if (rows !== usual) this.#begin(rows);
    else if (existsSync(template)) copied(template, this.folder);
    else {
      this.#begin(rows);
      copied(this.folder, template);
    }
  }

  #begin(rows: readonly string[]): void {
    this.write('DEVELOPMENT_PLAN.md', plan(rows));
    this.git('init', '-q', '-b', 'trunk');
    this.git('config', 'user.name', 'Astrid');
    this.git('config', 'user.email', 'a@example.org');
    this.commit('plan');
    this.git('tag', 'before-adoption');
    this.does('init', '--yes');
    this.commit('adopted');
    this.git('tag', 'adopted');
  }

  write(file: string, text: string): void {
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  git(...words: readonly string[]): void {
    const { status, stderr } = spawnSync('git', [...words], { cwd: this.folder, encoding: 'utf8' });
    if (status !== 0) throw new Error(`git ${words.join(' ')}: ${stderr}`);
  }

  commit(message: string): void {
    this.git('add', '-A');
    this.git('commit', '-q', '-m', message);
  }

  run(words: readonly string[], more: NodeJS.ProcessEnv = {}) {
    return inThread(words, { cwd: this.folder, env: { ...environment, ...more } });
  }

  does(...words: readonly string[]): void {
    const { status, stdout, stderr } = this.run(words);
    if (status !== 0) throw new Error(`tallyplan ${words.join(' ')}: ${stdout}${stderr}`);
  }

  since(revision: string) {
    const { status, stdout } = this.run(['check', '--since', revision, '--json']);
    const answer = JSON.parse(stdout);
    return { status, rules: (answer.result?.findings ?? answer.problems).map(({ rule }: { rule: string }) => rule), answer };
  }
}

const summary = 'laid the ground and measured it twice';

describe('check --since', () => {
  it('finds nothing where everything that was done is recorded, also since before the adoption', () => {
    const repository = new Repository();
    repository.does('start', 'SETUP-01');
    repository.does('complete', 'SETUP-01', '--summary', summary);
    repository.commit('work');
    for (const revision of ['HEAD~1', 'adopted', 'before-adoption'])
      expect(repository.since(revision)).toMatchObject({ status: 0, rules: [] });
  });

  it('finds a ledger that lost its end, though the plan was put back along with it', () => {
    const repository = new Repository();
    repository.does('start', 'SETUP-01');
    repository.commit('started');
    repository.git('rm', '-q', '.tallyplan/ledger/SETUP-01.jsonl');
    repository.write('DEVELOPMENT_PLAN.md', plan(usual));
    repository.commit('as if nothing had been');
    expect(repository.run(['check']).status).toBe(0);
    expect(repository.since('HEAD~1')).toMatchObject({ status: 3, rules: ['ledger-truncated'] });
  });

  it('finds that the adoption was taken out, and one that was made anew', () => {
    const repository = new Repository();
    repository.git('rm', '-rq', '.tallyplan');
    repository.commit('gone');
    expect(repository.since('adopted')).toMatchObject({ status: 3, rules: expect.arrayContaining(['ledger-truncated']) });
    repository.write('DEVELOPMENT_PLAN.md', plan(['| SETUP-01 | Ground | P1 | COMPLETED |', ...usual.slice(1)]));
    repository.does('init', '--yes');
    repository.commit('adopted again');
    expect(repository.since('adopted')).toMatchObject({ status: 3, rules: expect.arrayContaining(['ledger-broken', 'ledger-truncated']) });
  });

  it('finds a change by hand', () => {
    const repository = new Repository();
    repository.write('DEVELOPMENT_PLAN.md', plan([...usual.slice(0, 1), '| SETUP-02 | Walls | P1 | BLOCKED |']));
    expect(repository.since('adopted')).toMatchObject({ status: 3, rules: ['unrecorded-change'] });
  });

  it('tells of a change of the policy, and judges by the one before', () => {
    const repository = new Repository();
    const lenient = repository.read('.tallyplan/config.yaml');
    repository.write('.tallyplan/config.yaml', `${lenient}\nskip_ahead: never\n`);
    const strict = repository.run(['config', 'accept']);
    expect(strict.status, strict.stdout + strict.stderr).toBe(0);
    repository.commit('strict');
    repository.write('.tallyplan/config.yaml', lenient);
    repository.does('config', 'accept');
    repository.does('start', 'SETUP-02', '--skip-ahead', 'the walls are here already');
    repository.commit('loosened, and used');
    expect(repository.since('HEAD~1')).toMatchObject({ status: 3, rules: expect.arrayContaining(['policy-changed', 'policy-forbids']) });
    expect(repository.since('adopted')).toMatchObject({ status: 0, rules: expect.arrayContaining(['policy-changed']) });
  });

  describe('of what has moved on meanwhile', () => {
    /** On `feature`, which left `trunk` when that had nothing but the adoption; trunk went on. */
    function behind(): Repository {
      const repository = new Repository();
      repository.git('checkout', '-q', '-b', 'feature');
      repository.git('checkout', '-q', 'trunk');
      repository.does('start', 'SETUP-01');
      repository.commit('on trunk');
      repository.git('tag', 'pinned');
      repository.git('checkout', '-q', 'feature');
      return repository;
    }

    it('is compared with where this branch left, if that is a branch, and says so', () => {
      const repository = behind();
      expect(repository.since('trunk')).toMatchObject({ status: 0, rules: [] });
      expect(repository.run(['check', '--since', 'trunk']).stderr).toMatch(/trunk has moved on, so this is compared with [0-9a-f]{10}/);
      expect(repository.run(['check', '--since', 'trunk', '--quiet']).stderr).toBe('');
      repository.does('block', 'SETUP-02', '--reason', 'no bricks to be had');
      repository.commit('here, too');
      expect(repository.since('trunk')).toMatchObject({ status: 0, rules: [] });
      repository.git('merge', '-q', '-s', 'ours', '--no-edit', 'trunk');
      expect(repository.since('trunk')).toMatchObject({ status: 3, rules: ['ledger-truncated'] });
    });

    it('still finds what was taken out of what this branch began with', () => {
      const repository = behind();
      repository.git('rm', '-q', '-r', '.tallyplan/ledger');
      repository.commit('gone');
      expect(repository.since('trunk')).toMatchObject({ status: 3, rules: expect.arrayContaining(['ledger-truncated']) });
    });

    it('is a pin where it is a tag or a commit; then it is said that a merge may be due', () => {
      const repository = behind();
      const merge = expect.stringContaining('git merge pinned');
      expect(repository.since('pinned')).toMatchObject({
        status: 3,
        answer: { result: { findings: [{ rule: 'ledger-truncated', remedy: merge }] } },
      });
      repository.git('merge', '-q', '--no-edit', 'pinned');
      expect(repository.since('pinned')).toMatchObject({ status: 0, rules: [] });
    });

    it('is taken as it is in a shallow clone, which does not know where they parted', () => {
      const repository = behind();
      repository.does('block', 'SETUP-02', '--reason', 'no bricks to be had');
      repository.commit('here, too');
      const clone = join(repository.folder, 'shallow');
      repository.git('clone', '-q', '--depth=1', '--no-single-branch', `file://${repository.folder}`, clone);
      const { status, stdout } = spawnSync(process.execPath, [command, '-C', clone, 'check', '--since', 'origin/trunk'], {
        encoding: 'utf8',
        env: environment,
      });
      expect({ status, stdout }).toMatchObject({ status: 3, stdout: expect.stringContaining('git fetch --unshallow') });
    });
  });

  it('is a matter of usage where git does not know the revision, with the hint', () => {
    const repository = new Repository();
    expect(repository.since('nowhere')).toMatchObject({ status: 2, rules: ['usage'] });
    const shallow = join(repository.folder, 'shallow');
    repository.git('clone', '-q', '--depth=1', `file://${repository.folder}`, shallow);
    const { status, stderr } = spawnSync(process.execPath, [command, '-C', shallow, 'check', '--since', 'HEAD~1'], {
      encoding: 'utf8',
      env: environment,
    });
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining('git fetch --unshallow') });
  });
});

describe('check --format sarif', () => {
  // Draft 4 calls its own name otherwise; what is used of it means the same since.
  const {
    $schema: _,
    id: __,
    ...schema
  } = JSON.parse(
    readFileSync(new URL('../node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json', import.meta.url), 'utf8'),
  );
  const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true }).compile(schema);
  const sarif = (repository: Repository, ...words: readonly string[]) => {
    const log = JSON.parse(repository.run(['check', '--format', 'sarif', ...words]).stdout);
    expect(isSarif(log) ? [] : isSarif.errors).toEqual([]);
    return log.runs[0];
  };

  it('is valid with and without findings, and tells every rule with its page', () => {
    const repository = new Repository();
    const { tool, results } = sarif(repository);
    expect(results).toEqual([]);
    const { rules } = tool.driver;
    expect(rules.length).toBeGreaterThan(30);
    for (const rule of rules)
      expect(rule).toMatchObject({
        shortDescription: { text: expect.stringMatching(/\.$/) },
        help: { markdown: expect.stringContaining('## How to mend it') },
      });
    repository.write('DEVELOPMENT_PLAN.md', plan([...usual.slice(0, 1), '| SETUP-02 | Walls | P1 | BLOCKED |']));
    const found = sarif(repository);
    expect(found.results).toMatchObject([
      {
        ruleId: 'unrecorded-change',
        level: 'error',
        locations: [{ physicalLocation: { artifactLocation: { uri: 'DEVELOPMENT_PLAN.md' }, region: { startLine: 10 } } }],
      },
    ]);
    expect(found.tool.driver.rules[found.results[0].ruleIndex].id).toBe('unrecorded-change');
  });

  it('has 5,000 results at most, the gravest, and says how many are left out', () => {
    const repository = new Repository();
    const rows = Array.from({ length: 5200 }, (_, index) => `| LATER-${index} | Work | no priority | NOT_STARTED |`);
    repository.write('DEVELOPMENT_PLAN.md', plan([...rows, '| SETUP-02 | Walls | P1 | BLOCKED |']));
    const { results, invocations } = sarif(repository);
    expect(results.length).toBe(5000);
    expect(results[0]).toMatchObject({ level: 'error' });
    expect(invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^\d+ findings more/);
  });
});

describe('what documents say', () => {
  const hostile = '| SETUP-02 | x%0A::error::owned | P1 | ::set-output name=x::y%0A<img src=x onerror=a>`@all` |';

  it('is never a command of the runner, nor acts in the summary of the job', () => {
    const repository = new Repository();
    repository.write('DEVELOPMENT_PLAN.md', plan([...usual.slice(0, 1), hostile]));
    const file = join(repository.folder, 'summary.md');
    const { status, stdout } = repository.run(['check', '--format', 'github'], { GITHUB_STEP_SUMMARY: file });
    expect(status).toBe(3);
    const lines = stdout.trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(
        /^::(?:error|warning|notice) file=DEVELOPMENT_PLAN\.md,line=\d+,endLine=\d+(?:,col=\d+,endColumn=\d+)?,title=tallyplan [a-z-]+::/,
      );
    expect(stdout).toContain('%250A');
    const summary = readFileSync(file, 'utf8');
    expect(summary).toMatch(/^### ❌ Development plan\n\n(?:1 error|[2-9] errors)(?:, (?:1 warning|[2-9] warnings))?\n\n/);
    expect(summary).not.toMatch(/<img|`|@all/);
  });
});

describe('the action', () => {
  const action = parse(readFileSync(new URL('../action.yml', import.meta.url), 'utf8'));

  it('puts nothing that somebody else may write into a script', () => {
    for (const step of action.runs.steps) expect(step.run).not.toContain('${{');
  });

  it('takes the base of a pull request for where its branch left it', () => {
    const repository = new Repository();
    repository.git('checkout', '-q', '-b', 'feature');
    repository.does('start', 'SETUP-01');
    repository.commit('on the branch');
    repository.git('checkout', '-q', 'trunk');
    repository.does('block', 'SETUP-02', '--reason', 'no bricks to be had');
    repository.commit('on trunk');
    repository.git('tag', 'base');
    repository.git('checkout', '-q', 'feature');
    const bin = join(repository.folder, 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(bin, 'tallyplan'), `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`, { mode: 0o755 });
    const [step] = action.runs.steps;
    const done = (more: NodeJS.ProcessEnv) =>
      spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step.run], {
        cwd: repository.folder,
        encoding: 'utf8',
        env: { ...environment, PATH: process.env.PATH, ...more },
      }).status;
    expect(done({ TALLYPLAN_BASE: 'base' })).toBe(0);
    expect(done({ TALLYPLAN_SINCE: 'base' })).toBe(3);
  });

  it('checks since the revision of the event, annotates, and writes the summary', () => {
    const repository = new Repository();
    repository.write('DEVELOPMENT_PLAN.md', plan([...usual.slice(0, 1), '| SETUP-02 | Walls | P1 | BLOCKED |']));
    const bin = mkdtempSync(join(tmpdir(), 'tallyplan-since-'));
    folders.push(bin);
    writeFileSync(
      join(bin, 'npx'),
      `#!/bin/sh\nwhile [ "$1" != tallyplan@next ]; do shift; done; shift\nexec "${process.execPath}" "${command}" "$@"\n`,
      { mode: 0o755 },
    );
    const summary = join(bin, 'summary.md');
    appendFileSync(summary, '');
    const [step] = action.runs.steps;
    const env = {
      ...environment,
      PATH: `${bin}:${process.env.PATH}`,
      GITHUB_STEP_SUMMARY: summary,
      TALLYPLAN_VERSION: 'next',
      TALLYPLAN_SINCE: 'adopted',
      TALLYPLAN_STRICT: 'true',
      TALLYPLAN_SARIF: 'out.sarif',
    };
    const { status, stdout, stderr } = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', step.run], {
      cwd: repository.folder,
      encoding: 'utf8',
      env,
    });
    expect({ status, stderr }).toMatchObject({ status: 3 });
    expect(stdout).toContain('::error file=DEVELOPMENT_PLAN.md');
    expect(readFileSync(summary, 'utf8')).toContain('unrecorded-change');
    expect(JSON.parse(repository.read('out.sarif')).version).toBe('2.1.0');
  });
});
