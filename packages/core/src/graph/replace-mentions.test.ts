import { describe, expect, it } from 'vitest';
import { taskKeyOf } from '../model/task-id.ts';
import { replaceId, replaceName } from './replace-mentions.ts';

/** TASKS-03 becomes TASKS-40, in a plan with these names of tasks. */
const renameId = (text: string, names: readonly string[] = []) =>
  replaceId(text, { from: taskKeyOf('TASKS-03'), to: 'TASKS-40', isName: (name) => names.includes(name) });

describe('a task under another name', () => {
  it.each([
    ['Audit Log', 'Journal'],
    ['audit  LOG', 'Journal'],
    ['TASKS-01, Audit Log, All Code', 'TASKS-01, Journal, All Code'],
    ['  **Audit Log** ;`Audit Log`', '  **Journal** ;`Journal`'],
    ['Audit Log<br>Audit Log', 'Journal<br>Journal'],
    ['Audit Logs, The Audit Log', 'Audit Logs, The Audit Log'],
    ['', ''],
  ])('%j becomes %j', (text, expected) => {
    expect(replaceName(text, 'Audit Log', 'Journal')).toBe(expected);
  });

  it('is found where its name holds commas', () => {
    expect(replaceName('TASKS-01, Tides, winds, TASKS-02', 'Tides, winds', 'Weather')).toBe('TASKS-01, Weather, TASKS-02');
    expect(replaceName('Tides, TASKS-02', 'Tides, winds', 'Weather')).toBe('Tides, TASKS-02');
  });
});

describe('a task under another id', () => {
  it('is found by one whose accents are written otherwise', () => {
    const from = taskKeyOf('PRÜFUNG-03'.normalize('NFC'));
    expect(replaceId('TASKS-01, Prüfung-3'.normalize('NFD'), { from, to: 'TASKS-40', isName: () => false })).toBe('TASKS-01, TASKS-40');
  });

  it.each([
    ['TASKS-03', 'TASKS-40'],
    ['tasks-003, TASKS-04', 'TASKS-40, TASKS-04'],
    ['TASKS-30, TASKS-031', 'TASKS-30, TASKS-031'],
    ['[TASKS-03, TASKS-04]', '[TASKS-40, TASKS-04]'],
    ['see (TASKS-03) and x/TASKS-03', 'see (TASKS-40) and x/TASKS-03'],
    ['TASKS-02..04', 'TASKS-02, TASKS-40, TASKS-04'],
    ['TASKS-04..06', 'TASKS-04..06'],
  ])('%j becomes %j', (text, expected) => {
    expect(renameId(text)).toBe(expected);
  });

  it('stays in the name of another task', () => {
    expect(renameId('Follow-up of TASKS-03, TASKS-03', ['follow-up of tasks-03'])).toBe('Follow-up of TASKS-03, TASKS-40');
  });
});
