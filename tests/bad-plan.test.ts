/**
 * Plans that people have by mistake, by a broken disk, or by malice, given to the built command. Each is told
 * with its place and a way on, by the exit status that the reference names; nothing is written; nothing hangs.
 */
import { appendFileSync, cpSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deep, exploding } from './processes/hostile-yaml.ts';
import { adoption, change, look, plan, SpoiledProject } from './processes/spoiled-project.ts';

let project: SpoiledProject;
beforeEach(() => {
  project = new SpoiledProject();
});
afterEach(() => project.remove());

describe('the plan is told to be no plan', () => {
  it('where there is none', () => {
    rmSync(project.path(plan));
    project.expectTold([look, change], 2, ['There is no plan in', 'tallyplan init --title <title>', '--plan <file>', 'plan-not-found']);
  });

  it('where it is a folder', () => {
    rmSync(project.path(plan));
    mkdirSync(project.path(plan));
    project.expectTold([look, change, adoption], 2, [`${plan} is a folder`, 'Name the file']);
    project.expectTold([['--plan', 'docs', 'check']], 2, ['docs is a folder']);
  });

  it('where it has 200 MB', () => {
    truncateSync(project.path(plan), 200_000_000);
    project.expectTold([look, change, adoption], 2, [`${plan} has 191 MiB; a plan has 64 MiB at most`]);
  });

  it.each([
    ['little', Buffer.from([0xff, 0xfe])],
    ['big', Buffer.from([0xfe, 0xff])],
  ])('where it is UTF-16, %s end first', (end, mark) => {
    const text = Buffer.from(project.text(plan), 'utf16le');
    project.write(plan, Buffer.concat([mark, end === 'big' ? text.swap16() : text]));
    project.expectTold([look, change, adoption], 2, [`${plan} is UTF-16`, 'Save it as UTF-8', `${plan}:1:1`]);
  });

  it('where it holds NUL bytes, by the place of the first', () => {
    project.write(plan, project.text(plan).replace('Station registry', 'Station\0registry').concat('\0\0'));
    const line =
      project
        .text(plan)
        .split('\n')
        .findIndex((text) => text.includes('\0')) + 1;
    project.expectTold([look, change, adoption], 2, [`${plan}:${line}:27 holds a NUL byte`, 'remove the byte']);
  });

  it('where it is a link out of the repository', () => {
    renameSync(project.path(plan), project.elsewhere('plan.md'));
    symlinkSync(project.elsewhere('plan.md'), project.path(plan));
    project.expectTold([look, change, adoption], 2, [`${plan} is a link out of the repository`, 'Put the file itself into the repository']);
  });
});

describe('two plans', () => {
  it('are told: which one is meant, and how to mean the other', () => {
    cpSync(project.path(plan), project.path('DEVELOPMENT_PLAN.md'));
    project.expectTold([look], 0, [`this is about ${plan}; for DEVELOPMENT_PLAN.md say --plan`]);
  });

  it('are not kept in one ledger', () => {
    cpSync(project.path(plan), project.path('DEVELOPMENT_PLAN.md'));
    project.adopt();
    project.expectTold(
      [
        ['--plan', 'DEVELOPMENT_PLAN.md', ...look],
        ['--plan', 'DEVELOPMENT_PLAN.md', ...change],
      ],
      2,
      [`keeps ${plan}, and one keeps one plan`, 'Leave --plan (TALLYPLAN_PLAN) out'.replace(/[()]/g, '.')].map((text) => new RegExp(text)),
    );
  });
});

describe('YAML of the plan that cannot be read', () => {
  const inFence = (text: string) => project.write(plan, project.text(plan).replace('```yaml\n', `\`\`\`yaml\n${text}\n`));

  it.each(Object.entries({ 'aliases that explode': exploding, ...deep }))('is a finding, and its tasks are read-only: %s', (_, text) => {
    project.adopt();
    // The last block, so that the blocks before it are as they were.
    const at = project.text(plan).lastIndexOf('```yaml\n') + '```yaml\n'.length;
    project.write(plan, `${project.text(plan).slice(0, at)}${text}\n${project.text(plan).slice(at)}`);
    project.expectTold([look], 3, [/docs\/DEVELOPMENT_PLAN\.md:\d+:\d+/, /invalid-yaml/, /correct the YAML there/]);
  });

  it('is told as what keeps a task of it back, which nothing but an editor can mend', () => {
    project.adopt();
    const [ours, theirs] = ['NOT_STARTED', 'BLOCKED'].map((status) => `        status: ${status}\n        iplan_id: IPLAN-03\n`);
    const conflict = `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> theirs\n`;
    project.write(plan, project.text(plan).replace(ours ?? '', conflict));
    const { status, told } = project.untouched(['why', 'TASKS-03']);
    expect({ status, told }).toEqual({
      status: 0,
      told: expect.stringMatching(/is without a status[\s\S]*read-only-block|read-only-block[\s\S]*is without a status/),
    });
    expect(told).not.toContain('tallyplan record');
    project.expectTold([['record', 'TASKS-03', '--restore']], 4, ['read-only-block', 'tallyplan resolve']);
    project.expectTold([['next']], 0, ['TASKS-03 is without a status']);
  });

  it('does not keep the rest from being looked at', () => {
    inFence(exploding);
    project.expectTold([['show'], ['next'], ['status']], 0, []);
  });
});

describe('a plan out of all proportion', () => {
  it('with 100,000 findings is checked, drawn as far as anybody reads, and adopted with them', () => {
    const rows = Array.from({ length: 100_000 }, (_, i) => `| 2026-02-30 | TASKS-02 | IN_PROGRESS | row ${i} |`);
    appendFileSync(project.path(plan), `${rows.join('\n')}\n`);
    const { status, told } = project.untouched(look);
    expect(status).toBe(3);
    expect(told).toContain('✗ 100000 errors');
    expect(told).toContain('and 99000 more');
    expect(told.length).toBeLessThan(1_000_000);
    project.expectTold([['next'], ['status']], 0, []);
    const adopted = project.run(adoption);
    expect(adopted.told).toContain('100000 × session-log-date');
    expect(adopted.status).toBe(0);
    project.expectTold([look], 0, ['100000 known']);
  });

  it('with a line of 10 MB', () => {
    appendFileSync(project.path(plan), `${'x'.repeat(10_000_000)}\n`);
    project.adopt();
    project.expectTold([look, ['next']], 0, []);
    expect(project.run(change).status).toBe(0);
    expect(project.text(plan).endsWith(`${'x'.repeat(10_000_000)}\n`)).toBe(true);
  });

  it('with a row of 100,000 columns', () => {
    const row = (cell: string) => `|${cell.repeat(100_000)}`;
    const table = [row(' Task |'), row('---|'), row(' x |')].join('\n');
    appendFileSync(project.path(plan), `\n${table}\n`);
    project.adopt();
    project.expectTold([look, ['next']], 0, []);
    expect(project.run(change).status).toBe(0);
    expect(project.text(plan)).toContain(table);
  });

  it.each([
    ['zeros', `TASKS-${'0'.repeat(50_000)}!${'X'.repeat(300)}`],
    ['hyphens', Array(20_000).fill('A').join('-')],
    ['brackets', '(a+)+'.repeat(9_000)],
  ])('with an id of %s', (_, id) => {
    project.write(plan, project.text(plan).replaceAll('TASKS-03', id));
    project.expectTold([look, ['next']], 0, []);
    project.expectTold([['show', id.slice(0, -1).concat('?')]], 4, ['there is no task']);
    project.adopt();
    project.expectTold([['log', id, '--status', 'IN_PROGRESS', '--note', 'half of it reads well']], 4, [
      'too long for a ledger',
      `${plan}:115:3`,
      'Give the task a shorter id',
    ]);
  });
});
