import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { locatePlan } from './locate-plan.ts';
import { openStore } from './open-store.ts';
import { StoreProblem } from './store-problem.ts';
import { adopt, valueFrom } from './testing/sample-work.ts';

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'tallyplan-locate-')));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(...names: readonly string[]): void {
  for (const name of names) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    if (name.endsWith('/')) mkdirSync(join(root, name), { recursive: true });
    else writeFileSync(join(root, name), '# A plan\n');
  }
}

const found = (plan?: string, from = '.') => locatePlan({ folder: join(root, from), plan });

function problemOf(plan?: string, from = '.') {
  try {
    found(plan, from);
  } catch (error) {
    if (error instanceof StoreProblem) return error.problem;
    throw error;
  }
  throw new Error('a plan was found');
}

describe('the plan that is meant', () => {
  it.each([
    [['docs/DEVELOPMENT_PLAN.md', 'DEVELOPMENT_PLAN.md'], 'docs/DEVELOPMENT_PLAN.md', ['DEVELOPMENT_PLAN.md']],
    [['DEVELOPMENT_PLAN.md', 'docs/IMPLEMENTATION_PLAN.md'], 'DEVELOPMENT_PLAN.md', ['docs/IMPLEMENTATION_PLAN.md']],
    [['IMPLEMENTATION_PLAN.md', 'docs/DEVELOPMENT_PLAN.yaml'], 'IMPLEMENTATION_PLAN.md', ['docs/DEVELOPMENT_PLAN.yaml']],
    [['IMPLEMENTATION_PLAN.yaml'], 'IMPLEMENTATION_PLAN.yaml', []],
  ])('of %j is %s, and the others are told', (files, file, others) => {
    put('.git/', ...files);
    expect(found()).toEqual({ root, plan: join(root, file), file, others, nearer: null });
  });

  it('is the one of the repository, from any folder of it', () => {
    put('.git/', 'docs/DEVELOPMENT_PLAN.md', 'src/deep/x');
    expect(found(undefined, 'src/deep')).toMatchObject({ root, file: 'docs/DEVELOPMENT_PLAN.md' });
  });

  it('is the nearest, where a folder of the repository has its own', () => {
    put('.git/', 'DEVELOPMENT_PLAN.md', 'packages/a/DEVELOPMENT_PLAN.md');
    expect(found(undefined, 'packages/a')).toMatchObject({ root, file: 'packages/a/DEVELOPMENT_PLAN.md' });
  });

  it('is the one that the configuration names, whatever its name', () => {
    put('.git/', 'DEVELOPMENT_PLAN.md', 'notes/road.md', '.tallyplan/');
    writeFileSync(join(root, '.tallyplan/config.yaml'), 'plan: "notes/road.md"\n');
    expect(found()).toMatchObject({ file: 'notes/road.md', others: [] });
  });

  it('is the one that the configuration names in a folder with a plan of its own, too, and that one is told', () => {
    put('.git/', 'docs/DEVELOPMENT_PLAN.md', 'packages/a/docs/IMPLEMENTATION_PLAN.md', 'packages/a/src/x', '.tallyplan/');
    writeFileSync(join(root, '.tallyplan/config.yaml'), 'plan: "docs/DEVELOPMENT_PLAN.md"\n');
    const file = 'docs/DEVELOPMENT_PLAN.md';
    for (const from of ['packages/a', 'packages/a/src', 'packages/a/docs'])
      expect(found(undefined, from)).toMatchObject({ file, nearer: 'packages/a/docs/IMPLEMENTATION_PLAN.md' });
    for (const from of ['.', 'docs', 'packages']) expect(found(undefined, from)).toMatchObject({ file, nearer: null });
  });

  it('is the one that is named, from the folder it is named in', () => {
    put('.git/', 'docs/ROAD.md');
    expect(found('ROAD.md', 'docs')).toMatchObject({ root, file: 'docs/ROAD.md' });
    expect(found(join(root, 'docs/ROAD.md'))).toMatchObject({ root, file: 'docs/ROAD.md' });
  });

  it('is not named by a variable of the environment that is empty', () => {
    put('docs/DEVELOPMENT_PLAN.md');
    expect(found('')).toMatchObject({ root, file: 'docs/DEVELOPMENT_PLAN.md' });
  });

  it('has its ledger beside it where there is no repository', () => {
    put('docs/DEVELOPMENT_PLAN.md');
    expect(found('docs/DEVELOPMENT_PLAN.md')).toMatchObject({ root: join(root, 'docs'), file: 'DEVELOPMENT_PLAN.md' });
  });

  it('is found with the ledger beside it, also where its name is left out', () => {
    put('docs/DEVELOPMENT_PLAN.md', 'docs/.tallyplan/ledger/');
    expect(found()).toMatchObject({ root: join(root, 'docs'), file: 'DEVELOPMENT_PLAN.md' });
    put('.git/');
    expect(found()).toMatchObject({ root, file: 'docs/DEVELOPMENT_PLAN.md' });
  });

  it('keeps the ledger that it had, where a repository is begun above it', () => {
    put('.git/', 'docs/DEVELOPMENT_PLAN.md', 'docs/.tallyplan/ledger/plan.jsonl', 'src/deep/x');
    const kept = { root: join(root, 'docs'), file: 'DEVELOPMENT_PLAN.md' };
    expect(found()).toMatchObject(kept);
    expect(found(undefined, 'docs')).toMatchObject(kept);
    expect(found(undefined, 'src/deep')).toMatchObject(kept);
    expect(found('docs/DEVELOPMENT_PLAN.md')).toMatchObject(kept);
    put('.tallyplan/');
    expect(found()).toMatchObject({ root, file: 'docs/DEVELOPMENT_PLAN.md' });
  });

  it('keeps the ledger that it had, where the repository is gone', () => {
    put('docs/DEVELOPMENT_PLAN.md', '.tallyplan/ledger/');
    expect(found()).toMatchObject({ root, file: 'docs/DEVELOPMENT_PLAN.md' });
    expect(found('DEVELOPMENT_PLAN.md', 'docs')).toMatchObject({ root, file: 'docs/DEVELOPMENT_PLAN.md' });
  });
});

describe('a plan that is not found', () => {
  it('is told with the names that were looked for', () => {
    put('.git/');
    const problem = problemOf();
    expect(problem).toMatchObject({
      rule: 'plan-not-found',
      missing: expect.arrayContaining(['docs/DEVELOPMENT_PLAN.md', 'DEVELOPMENT_PLAN.md']),
    });
    expect(problem.message).toContain(`There is no plan in ${root}, under none of its usual names`);
  });

  it('is in a folder that is none', () => {
    expect(problemOf(undefined, 'nowhere')).toMatchObject({
      rule: 'plan-not-found',
      message: expect.stringContaining('There is no folder'),
    });
  });

  it('is told by the name that was asked for, or configured', () => {
    put('.git/', '.tallyplan/');
    expect(problemOf('x.md').message).toBe('There is no x.md (what was asked for)');
    writeFileSync(join(root, '.tallyplan/config.yaml'), 'plan: y.md\n');
    expect(problemOf().message).toBe('There is no y.md (.tallyplan/config.yaml)');
  });

  it('is in a folder that is not there, or below a file', () => {
    put('PLAN.md');
    expect(problemOf('no/where/x.md')).toMatchObject({ rule: 'plan-not-found', file: 'no/where/x.md' });
    expect(problemOf('PLAN.md/deep/x.md')).toMatchObject({ rule: 'plan-not-found', file: 'PLAN.md/deep/x.md' });
  });

  it.each(['.tallyplan', '.tallyplan/ledger'])('has a file where its %s has to be', (name) => {
    put('DEVELOPMENT_PLAN.md', name);
    expect(problemOf()).toMatchObject({ rule: 'config-invalid', file: name, message: expect.stringContaining('Move the file away') });
  });

  it('is another than the adopted one', async () => {
    put('.git/', 'DEVELOPMENT_PLAN.md', 'OTHER.md');
    const { store } = valueFrom(await openStore({ folder: root, wait: 1000, notify: () => {} }));
    await adopt(store);
    const problem = problemOf('OTHER.md');
    expect(problem).toMatchObject({ rule: 'config-invalid', have: ['DEVELOPMENT_PLAN.md'] });
    expect(problem.message).toContain('OTHER.md is another');
    expect(found('DEVELOPMENT_PLAN.md').file).toBe('DEVELOPMENT_PLAN.md');
  });

  it('is one behind a link out of the repository', () => {
    put('repo/.git/', 'outside.md', 'outside/x.md');
    symlinkSync(join(root, 'outside.md'), join(root, 'repo/DEVELOPMENT_PLAN.md'));
    symlinkSync(join(root, 'outside'), join(root, 'repo/linked'));
    expect(problemOf(undefined, 'repo').message).toContain('DEVELOPMENT_PLAN.md is a link out of the repository');
    expect(problemOf('linked/x.md', 'repo').message).toContain('linked/x.md is a link out of the repository');
  });

  it.each(['.tallyplan', '.tallyplan/ledger'])('has its %s behind a link out of the repository', (name) => {
    put('repo/.git/', 'repo/DEVELOPMENT_PLAN.md', 'outside/');
    mkdirSync(dirname(join(root, 'repo', name)), { recursive: true });
    symlinkSync(join(root, 'outside'), join(root, 'repo', name));
    expect(problemOf(undefined, 'repo')).toMatchObject({ rule: 'config-invalid', file: name });
  });

  it('is no problem behind a link within the repository: the file itself is changed, and the link stays', () => {
    put('.git/', 'real/PLAN.md');
    symlinkSync(join(root, 'real/PLAN.md'), join(root, 'DEVELOPMENT_PLAN.md'));
    expect(found()).toMatchObject({ root, plan: join(root, 'real/PLAN.md'), file: 'DEVELOPMENT_PLAN.md', others: [] });
  });

  it('is a link to nothing', () => {
    put('.git/');
    symlinkSync(join(root, 'gone'), join(root, 'PLAN.md'));
    expect(problemOf('PLAN.md').message).toContain('is a link to nothing');
  });
});
