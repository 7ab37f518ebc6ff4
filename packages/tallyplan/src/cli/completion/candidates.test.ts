import { describe, expect, it } from 'vitest';
import { completion } from '../commands/completion.ts';
import { explain } from '../commands/explain.ts';
import { help } from '../commands/help.ts';
import { exampleCommands } from '../example-commands.ts';
import { candidatesFor, type PlanWords } from './candidates.ts';

const plan: PlanWords = {
  tasks: [
    { word: 'TASKS-01', told: 'Logging' },
    { word: 'TASKS-02', told: 'Storage' },
  ],
  phases: [{ word: '1', told: 'Foundation' }],
  evidence: [{ word: 'tests', told: '' }],
};
const commands = [help, ...exampleCommands, explain, completion];

async function words(...typed: string[]) {
  return (await candidatesFor(typed, commands, async () => plan)).map(({ word }) => word);
}

describe('completion', () => {
  it('offers commands first, nested ones by their first word', async () => {
    expect(await words('')).toEqual(['help', 'show', 'start', 'verify', 'complete', 'log', 'add', 'audit', 'explain', 'completion']);
    expect(await words('st')).toEqual(['start']);
    expect(await words('add', '')).toEqual(['task', 'phase']);
  });

  it('offers ids, whatever case they are typed in', async () => {
    expect(await words('start', '')).toEqual(['TASKS-01', 'TASKS-02']);
    expect(await words('show', 'TASKS-01', 'tasks-0')).toEqual(['TASKS-01', 'TASKS-02']);
    expect(await words('start', 'TASKS-01', '')).toEqual([]);
  });

  it('offers flags after a hyphen', async () => {
    expect(await words('start', 'TASKS-01', '--s')).toEqual(['--skip-ahead']);
    expect(await words('--j')).toEqual(['--json']);
  });

  it('offers what a flag waits for', async () => {
    expect(await words('log', 'TASKS-01', '--status', 'in')).toEqual(['IN_PROGRESS']);
    expect(await words('show', '--kind', '')).toEqual(['human', 'agent', 'ci']);
    expect(await words('complete', 'TASKS-01', '--summary', '')).toEqual([]);
  });

  it('offers what a flag waits for behind its equals sign, as one word or as the three that bash makes of it', async () => {
    expect(await words('log', 'TASKS-01', '--status=in')).toEqual(['--status=IN_PROGRESS']);
    expect(await words('log', 'TASKS-01', '--status', '=', 'in')).toEqual(['IN_PROGRESS']);
    expect(await words('log', 'TASKS-01', '--status', '=')).toEqual(['NOT_STARTED', 'IN_PROGRESS', 'COMPLETED']);
    expect(await words('--plan=show', 'log', '--status', '=', 'COMPLETED', 'tasks-02')).toEqual(['TASKS-02']);
  });

  it('is not led astray by flags before the command and their values', async () => {
    expect(await words('-C', 'start', '--json', 'start', 'TASKS-0')).toEqual(['TASKS-01', 'TASKS-02']);
  });

  it('offers rules, shells and commands where they are wanted', async () => {
    expect(await words('explain', 'session-log-m')).toEqual(['session-log-missing']);
    expect(await words('completion', '')).toEqual(['bash', 'zsh', 'fish']);
    expect(await words('help', 'comp')).toEqual(['complete', 'completion']);
  });

  it('asks the plan only where its words are wanted', async () => {
    const never = () => Promise.reject(new Error('the plan was read'));
    await expect(candidatesFor(['explain', ''], commands, never)).resolves.not.toHaveLength(0);
  });
});
