import { describe, expect, it } from 'vitest';
import { help } from './commands/help.ts';
import { exampleCommands } from './example-commands.ts';
import { asksForJson, callsOperation, readArguments } from './read-arguments.ts';

function read(...argv: string[]) {
  return readArguments(argv, exampleCommands);
}
function request(...argv: string[]) {
  const outcome = read(...argv);
  if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join('; '));
  return { command: outcome.value.command.name, input: outcome.value.input, common: outcome.value.common };
}
function problem(...argv: string[]) {
  const outcome = read(...argv);
  if (outcome.ok) throw new Error('it was understood');
  const [first] = outcome.problems;
  expect(first?.rule).toBe('usage');
  return first?.message;
}

describe('a command line that calls an operation', () => {
  it.each([
    ['start', 'TASKS-01'],
    ['-C', 'sub', 'add', 'task'],
    ['start', '--nonsense'],
  ])('is one: %s %s', (...argv) => {
    expect(callsOperation(argv, exampleCommands)).toBe(true);
  });

  it.each([['help', 'start'], ['start', '--help'], ['-h', 'start'], ['strat', 'TASKS-01'], ['add'], ['--json']])(
    'is none: %s',
    (...argv) => {
      expect(callsOperation(argv, [help, ...exampleCommands])).toBe(false);
    },
  );
});

describe('a command line', () => {
  it('names a command, which may hold a space', () => {
    expect(request('start', 'TASKS-01').command).toBe('start');
    expect(request('add', 'task', 'TASKS-01')).toMatchObject({ command: 'add task', input: { id: 'TASKS-01' } });
  });

  it('is the first command where it names none', () => {
    expect(request('--json')).toMatchObject({ command: 'show', common: { json: true } });
  });

  it('takes the options of all commands anywhere', () => {
    const expected = { command: 'start', input: { id: 'tasks-1' }, common: { directory: 'sub', json: true, as: 'Ada', wait: 2.5 } };
    expect(request('-C', 'sub', '--json', '--as', 'Ada', '--wait', '2.5', 'start', 'tasks-1')).toMatchObject(expected);
    expect(request('start', '--as=Ada', 'tasks-1', '--wait=2.5', '-C', 'sub', '--json')).toMatchObject(expected);
  });

  it('takes the flags of its command in kebab-case', () => {
    expect(request('start', 'T-1', '--skip-ahead', 'the supplier waits').input).toEqual({ id: 'T-1', skipAhead: 'the supplier waits' });
  });

  it('takes positional arguments in their places, the rest together', () => {
    expect(request('show', 'T-1', 'T-2').input).toEqual({ ids: ['T-1', 'T-2'] });
    expect(request('show').input).toEqual({});
  });

  it('passes an empty id on, which is no word for all of them', () => {
    expect(request('show', '').input).toEqual({ ids: [''] });
  });

  it('takes a hyphen as an id, and everything after -- as it stands', () => {
    expect(request('log', '-', '--status', 'COMPLETED', '--note', 'n').input).toMatchObject({ id: '-' });
    expect(request('add', 'phase', '--', '--odd name').input).toEqual({ name: '--odd name' });
  });

  it('takes pairs by position and by flag', () => {
    expect(request('verify', 'T-1', 'verified_req=read: a=b', 'checked_gaps').input).toEqual({
      id: 'T-1',
      items: { verified_req: 'read: a=b', checked_gaps: '' },
    });
    expect(request('complete', 'T-1', '--summary', 's', '--attest', 'a=x', '--attest', 'b=y').input).toMatchObject({
      attest: { a: 'x', b: 'y' },
    });
  });

  it('takes lists by repetition and with commas', () => {
    expect(request('add', 'task', 'T-1', '--phases', 'Data, Core', '--phases', 'UI').input).toMatchObject({
      phases: ['Data', 'Core', 'UI'],
    });
  });

  it('takes numbers and flags', () => {
    expect(request('show', '--limit', '3', '--mine').input).toEqual({ limit: 3, mine: true });
  });

  it('takes a word of a list in any case and writing', () => {
    expect(request('log', 'T-1', '--status', 'in-progress', '--note', 'n').input).toMatchObject({ status: 'IN_PROGRESS' });
  });

  it('takes a value that begins with a hyphen', () => {
    expect(request('complete', 'T-1', '--summary', '- one\n- two').input).toMatchObject({ summary: '- one\n- two' });
  });

  it('asks for no help by a text that begins with a hyphen and has the letter in it', () => {
    for (const text of ['- dash', '-dash']) {
      expect(problem('complete', 'TASKS-01', text)).toContain(`complete has no ${text.slice(0, 2)}`);
      expect(read('complete', 'TASKS-01', text)).toMatchObject({ problems: { length: 1 } });
    }
    expect(problem('complete', 'TASKS-01', '-qx')).toContain('complete has no -x');
    expect(request('complete', 'TASKS-01', '-qh')).toMatchObject({ common: { help: true, quiet: true } });
  });

  it('is not read further where it asks for help or the version', () => {
    expect(request('start', '--help', '--bogus')).toMatchObject({ command: 'start', common: { help: true } });
    expect(request('start', '--version').common.version).toBe(true);
  });
});

describe('a slip', () => {
  it.each([
    [['strat', 'T-1'], 'there is no command strat; did you mean start?'],
    [['frobnicate'], 'there is no command frobnicate'],
    [['add'], 'add what?'],
    [['add', 'tsk', 'T-1'], 'there is no add tsk; did you mean add task?'],
    [['start', 'T-1', '--skip-ahed', 'x'], 'start has no --skip-ahed; did you mean --skip-ahead?'],
    [['start', 'T-1', '-x'], 'start has no -x'],
    [['start', 'T-1', '--git'], 'start has no --git'],
    [['start'], 'start needs ID: tallyplan start ID [--skip-ahead REASON]'],
    [['complete', 'T-1'], 'complete needs --summary: tallyplan complete ID --summary TEXT [--attest ITEM=NOTE…]'],
    [['start', 'T-1', 'T-2'], 'start takes no more than its form has: tallyplan start ID [--skip-ahead REASON]'],
    [['start', 'T-1', '--skip-ahead'], '--skip-ahead needs a value: --skip-ahead REASON'],
    [
      ['complete', 'T-1', '--summary', '--attest', 'a=b'],
      '--summary needs a value: --summary TEXT, or --summary=--attest if "--attest" is meant',
    ],
    [['complete', 'T-1', '--summary', 'a', '--summary', 'b'], '--summary is given 2 times; give it once'],
    [['show', '--mine=yes'], '--mine takes no value'],
    [['show', '--limit', 'many'], '--limit takes a number; "many" is none'],
    [
      ['log', 'T-1', '--status', 'COMPLETE', '--note', 'n'],
      '--status COMPLETE is none of NOT_STARTED, IN_PROGRESS, COMPLETED; did you mean COMPLETED?',
    ],
    [['verify', 'T-1', '=note'], '"=note" is no ITEM=NOTE: the item is missing'],
    [['verify', 'T-1', 'a=b', 'a=c'], 'a is given twice; give each item once'],
    [['show', '--kind', 'humn'], '--kind humn is none of human, agent, ci; did you mean human?'],
    [['show', '--wait', 'long'], '--wait takes seconds, such as --wait 30; "long" is no number of them'],
    [['show', '--date', '2026-02-30'], '--date takes a date of the calendar as YYYY-MM-DD; "2026-02-30" is none'],
    [['show', '--json=yes'], '--json takes no value'],
    [['log', 'T-1', '--note', '--dry-run'], '--note needs a value: --note TEXT, or --note=--dry-run if "--dry-run" is meant'],
    [['start', 'T-1', '--skip-ahead', '-q'], '--skip-ahead needs a value: --skip-ahead REASON, or --skip-ahead=-q if "-q" is meant'],
    [['show', '--as', '--json'], '--as needs a value: --as NAME'],
    [['show', '-C'], '-C needs a value: -C DIR'],
  ])('%j is answered with what is right', (argv, message) => {
    expect(problem(...argv)).toBe(message);
    expect(read(...argv)).not.toMatchObject({ problems: [{ next: [] }] });
  });

  it('offers the least call that is right', () => {
    expect(read('complete')).toMatchObject({
      problems: [{ missing: ['ID', '--summary'], next: [{ command: 'tallyplan complete <id> --summary <text>' }] }],
    });
  });

  it('keeps what was given in it', () => {
    expect(read('complete', '--attest', "docs_updated=it's all there", 'TASKS-01')).toMatchObject({
      problems: [{ next: [{ command: "tallyplan complete TASKS-01 --summary <text> --attest 'docs_updated=it'\\''s all there'" }] }],
    });
    expect(read('complete', '--summary=-done')).toMatchObject({
      problems: [{ next: [{ command: 'tallyplan complete <id> --summary=-done' }] }],
    });
  });
});

describe('asking for JSON', () => {
  it('is seen in a command line that is not understood', () => {
    expect(asksForJson(['bogus', '--json'])).toBe(true);
    expect(asksForJson(['bogus', '--', '--json'])).toBe(false);
  });
});
