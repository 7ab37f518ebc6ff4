import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allOperations } from '@tallyplan/core/operations/index';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { commandsFor } from './commands/commands.ts';
import { performRequest } from './perform-request.ts';
import { run } from './run.ts';
import { testTerminal } from './test-terminal.ts';

const commands = commandsFor(await allOperations());
const families = join(import.meta.dirname, '../../../../examples/families');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-named-'));
  for (const name of ['docs', '.git']) mkdirSync(join(folder, name));
  cpSync(join(families, 'b-reference.md'), join(folder, 'docs/DEVELOPMENT_PLAN.md'));
  cpSync(join(families, 'a-icon-tables.md'), join(folder, 'the other.md'));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function answerOf(...words: readonly string[]) {
  const { terminal, output } = testTerminal({ folder, environment: { TALLYPLAN_ACTOR: 'Ada', XDG_CACHE_HOME: join(folder, '.cache') } });
  const exit = await run([...words, '--json'], { terminal, commands, perform: performRequest });
  return { exit, answer: JSON.parse(output()) };
}

const stepsOf = (steps: readonly { readonly command: string }[]) => steps.map(({ command }) => command);

it('names the plan in what leads on, where it is not found without', async () => {
  const { answer } = await answerOf('next', '--plan', 'the other.md');
  expect(stepsOf(answer.result.next)).toEqual(["tallyplan init --yes --plan 'the other.md'"]);
  const refused = await answerOf('start', answer.result.task.id, '--plan', 'the other.md');
  expect(stepsOf(refused.answer.problems[0].next)).toEqual([
    "tallyplan init --yes --plan 'the other.md'",
    "tallyplan check --plan 'the other.md'",
  ]);
  const why = await answerOf('why', answer.result.task.id, '--plan', 'the other.md');
  expect(stepsOf(why.answer.result.move[0].next)).toEqual(["tallyplan init --yes --plan 'the other.md'"]);
  expect(await answerOf('init', '--yes', '--plan', 'the other.md')).toMatchObject({
    exit: 0,
    answer: { result: { plan: 'the other.md' } },
  });
  expect(readFileSync(join(folder, '.tallyplan/config.yaml'), 'utf8')).toContain('the other.md');
});

it('does not where the plan is found anyway: by its usual name, or once it is adopted', async () => {
  const usual = await answerOf('next', '--plan', 'docs/DEVELOPMENT_PLAN.md');
  expect(stepsOf(usual.answer.result.next)).toEqual(['tallyplan init --yes']);
  await answerOf('init', '--yes', '--plan', 'the other.md');
  const adopted = await answerOf('show', 'SETUP-99', '--plan', 'the other.md');
  expect(adopted.exit).toBe(4);
  expect(stepsOf(adopted.answer.problems[0].next)).not.toContainEqual(expect.stringContaining('--plan'));
});

it('says so where the plan of the repository is meant, and not the one that stands nearer', async () => {
  await answerOf('init', '--yes');
  mkdirSync(join(folder, 'part/docs'), { recursive: true });
  cpSync(join(folder, 'the other.md'), join(folder, 'part/docs/DEVELOPMENT_PLAN.md'));
  const told = async (...words: readonly string[]) => {
    const { terminal, errors } = testTerminal({ folder, environment: { XDG_CACHE_HOME: join(folder, '.cache') } });
    await run(['status', ...words], { terminal, commands, perform: performRequest });
    return errors();
  };
  expect(await told('-C', 'part')).toContain('this is about docs/DEVELOPMENT_PLAN.md');
  expect(await told('-C', 'part')).toContain('part/docs/DEVELOPMENT_PLAN.md is another plan');
  expect(await told('-C', 'part', '--quiet')).toBe('');
  expect(await told()).toBe('');
});
