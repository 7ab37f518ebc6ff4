import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import type { Written } from '@tallyplan/core/operations/store';
import { describe, expect, it } from 'vitest';
import { usageProblem } from '../usage-problem.ts';
import { explain } from './commands/explain.ts';
import { help } from './commands/help.ts';
import { exampleCommands } from './example-commands.ts';
import { expectGolden } from './golden.ts';
import { run } from './run.ts';
import { testTerminal } from './test-terminal.ts';

const commands = [help, ...exampleCommands, explain];
const started: Outcome<Written<unknown>> = done({
  result: {
    task: 'TASKS-01',
    message: 'TASKS-01 is \u001b[31mIN_PROGRESS',
    next: [{ command: 'tallyplan complete TASKS-01 --summary "<what>"' }],
  },
  changed: [{ file: 'PLAN.md', diff: () => '--- PLAN.md\n+++ PLAN.md\n@@ -1 +1 @@\n-a\n+b\u009b\n' }],
});
const stopped: Outcome<Written<unknown>> = refused({
  rule: 'stop-open',
  message: 'TASKS-01: a question is open',
  task: 'TASKS-01',
  file: 'PLAN.md',
  line: 3,
  column: 1,
  have: [],
  missing: ['an answer'],
  next: [{ command: 'tallyplan instruct TASKS-01 --text "<answer>"', who: 'person' }],
  waivable: false,
});

async function runs(argv: readonly string[], outcome: Outcome<Written<unknown>> = started, environment = {}) {
  const { terminal, output, errors } = testTerminal({ environment });
  const exit = await run(argv, { terminal, commands, perform: async () => (outcome.ok ? done({ ...outcome.value, root: '/' }) : outcome) });
  return { exit, output: output(), errors: errors() };
}

describe('a run', () => {
  it('tells what was done on standard output, without control sequences of others', async () => {
    expect(await runs(['start', 'TASKS-01'])).toEqual({
      exit: 0,
      output: '✓ TASKS-01 is IN_PROGRESS\n  next  tallyplan complete TASKS-01 --summary "<what>"\n',
      errors: '',
    });
  });

  it('tells a refusal on standard error, with its exit status', async () => {
    const { exit, output, errors } = await runs(['start', 'TASKS-01'], stopped);
    expect({ exit, output }).toEqual({ exit: 5, output: '' });
    expectGolden('refusal', errors);
  });

  it('answers --json with one document on standard output', async () => {
    const { exit, output, errors } = await runs(['start', 'TASKS-01', '--json']);
    expect({ exit, errors }).toEqual({ exit: 0, errors: '' });
    expect(JSON.parse(output)).toEqual({ ok: true, result: started.ok ? started.value.result : null });
    const refusal = await runs(['start', 'TASKS-01', '--json'], stopped);
    expect(JSON.parse(refusal.output)).toEqual({ ok: false, problems: stopped.ok ? [] : stopped.problems });
    expect(refusal).toMatchObject({ exit: 5, errors: '' });
  });

  it('shows the diff of a dry run, and says so apart from it', async () => {
    const { output, errors } = await runs(['start', 'TASKS-01', '--dry-run']);
    expect(output).toBe('--- PLAN.md\n+++ PLAN.md\n@@ -1 +1 @@\n-a\n+b\n');
    expect(errors).toContain('dry run, nothing was written');
    const json = await runs(['start', 'TASKS-01', '--dry-run', '--json']);
    expect(JSON.parse(json.output)).toMatchObject({ ok: true, changed: [{ file: 'PLAN.md' }] });
  });

  it('answers a slip with exit 2, as JSON where JSON was asked for', async () => {
    expect(await runs(['strat'])).toMatchObject({ exit: 2, output: '' });
    expect((await runs(['done', 'TASKS-01'])).errors).toContain('there is no command done; did you mean complete?');
    const { exit, output } = await runs(['strat', '--json']);
    expect(exit).toBe(2);
    expect(JSON.parse(output)).toMatchObject({ ok: false, problems: [{ rule: 'usage', next: [{ command: 'tallyplan help start' }] }] });
  });

  it('offers the form of a command that found a slip and knows nothing better', async () => {
    const slip = usageProblem('--checkpoint gone.json: it is not there');
    const { output } = await runs(['start', 'TASKS-01', '--json'], refused(slip));
    expect(JSON.parse(output)).toMatchObject({ problems: [{ rule: 'usage', next: [{ command: 'tallyplan help start' }] }] });
  });

  it('tells its version', async () => {
    expect((await runs(['--version'])).output).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('shows the overview where no command is named, and with help', async () => {
    const bare = await runs([], started, { COLUMNS: '80' });
    expectGolden('overview', bare.output);
    expect((await runs(['help'], started, { COLUMNS: '80' })).output).toBe(bare.output);
    expect((await runs(['--help'], started, { COLUMNS: '80' })).output).toBe(bare.output);
  });

  it('shows the page of a command', async () => {
    const asked = await runs(['help', 'complete'], started, { COLUMNS: '60' });
    expectGolden('help-of-a-command', asked.output);
    expect((await runs(['complete', '--help'], started, { COLUMNS: '60' })).output).toBe(asked.output);
  });

  it('fits a narrow screen, save for calls to copy and the names of flags', async () => {
    const pages = await Promise.all(
      [['help'], ...exampleCommands.map(({ name }) => ['help', ...name.split(' ')])].map((argv) => runs(argv, started, { COLUMNS: '30' })),
    );
    const lines = pages.flatMap(({ output }) => output.split('\n')).filter((line) => !/^ {2}(?:tallyplan|--)/.test(line));
    expect(lines.filter((line) => line.length > 30)).toEqual([]);
  });

  it('explains a rule, and hints at the one that is meant', async () => {
    const { exit, output } = await runs(['explain', 'out-of-sequence'], started, { COLUMNS: '60' });
    expect(exit).toBe(0);
    expect(output).toContain('out-of-sequence');
    expect(output.split('\n').every((line) => line.length <= 80)).toBe(true);
    expect((await runs(['explain', 'out-of-sequense'])).errors).toContain('did you mean out-of-sequence?');
    expect((await runs(['explain', 'suspect'])).errors).toContain('did you mean suspect-receipt?');
    expect((await runs(['explain', 'qu'])).errors).not.toContain('did you mean');
    expect((await runs(['explain'])).output).toContain('out-of-sequence');
  });
});
