import { describe, expect, test } from 'vitest';
import * as yaml from 'yaml';
import type { Change } from '../model/change.ts';
import type { Status } from '../model/status.ts';
import { editor } from './testing/edited.ts';

const { edit, diff, refusal, read } = editor(() => yaml);
/** Said as `date | task | status`. */
const row = (words: string, notes: string): Change => {
  const [date = '', task = '', status] = words.split(' | ');
  return { kind: 'add-log-row', date, task, status: status as Status, notes };
};
const added = row('2026-11-22 | TASKS-07 | COMPLETED', 'Built and tested.');

const log = (...lines: readonly string[]) => ['# A plan', '', '## 3. Session Log', '', ...lines].join('\n');
const reference = log(
  '| Date | Task ID | Status | Notes |',
  '|:-----|:--------|:-------|:------|',
  '| 2026-03-30 | SETUP-01 | COMPLETED | Builds on both machines. |',
  '',
  '**Guidelines**: one row a session.',
  '',
);

describe('a row in a table', () => {
  test('goes to the end of a log that grows downwards, before what follows the table', () => {
    expect(edit(reference, added)).toBe(
      reference.replace('machines. |\n', 'machines. |\n| 2026-11-22 | TASKS-07 | COMPLETED | Built and tested. |\n'),
    );
  });

  test('goes to the end also after one of long ago, which turns no log', () => {
    const machines = reference.replace(
      'machines. |\n',
      'machines. |\n| 2026-04-01 | SETUP-02 | COMPLETED | Plays back. |\n| 2026-04-03 | A-1 | COMPLETED | One. |\n',
    );
    const after = edit(machines, row('2025-01-07 | TASKS-01 | COMPLETED', 'As found.'), added);
    expect(after.indexOf('As found.')).toBeGreaterThan(after.indexOf('One.'));
    expect(after.indexOf('Built and tested.')).toBeGreaterThan(after.indexOf('As found.'));
  });

  test('has a status like the one before it, without the comment that stands there', () => {
    const text = log('| Date | Task | Status | Notes |', '|---|---|---|---|', '| 2026-05-02 | A-2 | Done <!-- ask Ines --> | Two. |', '');
    expect(edit(text, row('2026-11-23 | TASKS-08 | IN_PROGRESS', 'Began.'))).toContain('| 2026-11-23 | TASKS-08 | Wip | Began. |');
  });

  test('goes to the top of a log that grows upwards', () => {
    const text = log(
      '| Date | Task | Status | Notes |',
      '|---|---|---|---|',
      '| 2026-05-02 | A-2 | COMPLETED | Two. |',
      '| 2026-05-01 | A-1 | COMPLETED | One. |',
      '',
    );
    const both = edit(text, added, row('2026-11-23 | TASKS-08 | BLOCKED', 'No disc.'));
    expect(both.split('\n').slice(5, 9)).toEqual(
      [
        '|---|---|---|---|',
        '| 2026-11-23 | TASKS-08 | BLOCKED | No disc. |',
        '| 2026-11-22 | TASKS-07 | COMPLETED | Built and tested. |',
        '| 2026-05-02 | A-2 | COMPLETED | Two. |',
      ].slice(0, 4),
    );
  });

  test.each([
    ['downwards', ['2026-05-01', '2026-05-02', 'YYYY-MM-DD']],
    ['upwards', ['2026-05-02', '2026-05-01']],
  ])('that is put back goes to its date, in a log that grows %s', (_, dates) => {
    const rows = dates.map((date) => `| ${date} | A-1 | COMPLETED | One. |`);
    const text = log('| Date | Task | Status | Notes |', '|---|---|---|---|', ...rows, '');
    const back = (date: string) => {
      const after = edit(text, { ...row(`${date} | A-2 | COMPLETED`, 'Two.'), back: true } as Change);
      return after.split('\n').findIndex((line) => line.includes('A-2')) - text.split('\n').indexOf(rows[0] ?? '');
    };
    const places = ['2026-04-30', '2026-05-01', '2026-05-03'].map(back);
    expect(places).toEqual(dates[0] === '2026-05-01' ? [0, 1, 2] : [2, 1, 0]);
  });

  test('that is put back finds its place among those that are put back with it', () => {
    const text = log('| Date | Task | Status | Notes |', '|---|---|---|---|', '| 2026-05-01 | A-1 | COMPLETED | One. |', '');
    const back = (date: string, task: string) => ({ ...row(`${date} | ${task} | COMPLETED`, 'Again.'), back: true }) as Change;
    const after = edit(text, back('2026-05-09', 'A-9'), back('2026-05-03', 'A-3'), back('2026-05-06', 'A-6'));
    expect(after.match(/A-\d/g)).toEqual(['A-1', 'A-3', 'A-6', 'A-9']);
  });

  test('has its values in the columns of the log, whatever their order', () => {
    const text = log(
      '| Author | Notes | Status | Task | Date |',
      '|---|---|---|---|---|',
      '| Ines | One. | Done | **A-1** | 2026-05-01 |',
      '',
    );
    expect(diff(text, added)).toEqual(['+ | | Built and tested. | Done | **TASKS-07** | 2026-11-22 |']);
  });

  test('says the status as the rows above it do', () => {
    const text = log(
      '| Date | Task | Status | Notes |',
      '|---|---|---|---|',
      '| 2026-05-01 | A-1 | 🟡 In Progress | One. |',
      '| 2026-05-02 | A-1 |',
      '| 2026-05-02 | A-1 | | Two. |',
      '',
    );
    expect(diff(text, added)).toEqual(['+ | 2026-11-22 | TASKS-07 | 🟢 Completed | Built and tested. |']);
  });

  describe('of a log without a column for the task', () => {
    const rows = ['| Date | Status | Summary |', '|---|---|---|', '| 2026-05-01 | IN_PROGRESS | One. |', ''];
    const table = ['### Phase 1: Tide', '', '| Status | ID | Task |', '|---|---|---|', '| todo | TASKS-07 | Gauges |', ''];
    const several = [...table.slice(0, -1), '| todo | TASKS-08 | Charts |', ...table.slice(-1)];
    const planned = (tasks: readonly string[]) => log(...rows).replace('## 3.', `${tasks.join('\n')}\n## 3.`);

    test('says in the notes which task it is about', () => {
      const text = planned(several);
      expect(diff(text, added)).toEqual(['+ | 2026-11-22 | COMPLETED | TASKS-07: Built and tested. |']);
      expect(read(edit(text, added)).plan.sessionLog.at(-1)).toMatchObject({ task: 'TASKS-07', notes: 'Built and tested.' });
      expect(diff(planned(table), added)).toEqual(['+ | 2026-11-22 | COMPLETED | TASKS-07: Built and tested. |']);
    });

    test('says so of no task where the notes could be taken for one that does', () => {
      const text = planned(several);
      expect(diff(text, row('2026-11-22 | - | BLOCKED', 'No disc.'))).toEqual(['+ | 2026-11-22 | BLOCKED | No disc. |']);
      const about = row('2026-11-22 | - | BLOCKED', 'TASKS-08: waits for a disc.');
      expect(read(edit(text, about)).plan.sessionLog.at(-1)).toMatchObject({ task: '-', notes: 'TASKS-08: waits for a disc.' });
    });

    test.each(['', ' ', '\t', '  two blanks', 'TASKS-08: waits', ': and so on', 'ends with a blank '])(
      'and gives the notes back as they were: %j',
      (notes) => {
        const edited = edit(planned(several), row('2026-11-22 | TASKS-07 | BLOCKED', notes));
        expect(read(edited).plan.sessionLog.at(-1)).toMatchObject({ task: 'TASKS-07', notes });
      },
    );

    test('leaves notes alone that begin with a document', () => {
      const text = planned(several).replace('One.', 'REQ-03: read.');
      expect(read(text).plan.sessionLog).toMatchObject([{ task: '', notes: 'REQ-03: read.' }]);
      expect(read(text.replace('REQ-03', 'TASKS-99')).plan.sessionLog).toMatchObject([{ task: 'TASKS-99', notes: 'read.' }]);
    });

    test('names none in a document that is one task', () => {
      const tracking = [
        '```yaml',
        'tasks_tracking:',
        '  id: TASKS-07',
        '  workflow:',
        '    implementation:',
        '      status: IN_PROGRESS',
        '```',
        '',
      ];
      expect(diff(planned(tracking), added)).toEqual(['+ | 2026-11-22 | COMPLETED | Built and tested. |']);
    });
  });

  test('is refused where the log has no column for what it says', () => {
    const text = log('| Date | Task | Status |', '|---|---|---|', '| 2026-05-01 | A-1 | BLOCKED |', '');
    expect(refusal(text, added)).toContain('no column for notes');
    expect(diff(text, row('2026-11-22 | A-1 | DEFERRED', ''))).toEqual(['+ | 2026-11-22 | A-1 | DEFERRED |']);
  });

  test('is padded where the columns are aligned', () => {
    const text = log(
      '| Date       | Task     | Status    | Notes  |',
      '|:-----------|:---------|:----------|:-------|',
      '| 2026-05-01 | TASKS-01 | BLOCKED   | One.   |',
      '',
    );
    expect(diff(text, row('2026-11-22 | A-7 | DEFERRED', 'Two.'))).toEqual(['+ | 2026-11-22 | A-7      | DEFERRED  | Two.   |']);
  });

  test('has the outer pipes and blanks of its neighbours', () => {
    const tight = log('|Date|Task|Status|Notes|', '|---|---|---|---|', '|2026-05-01|A-1|BLOCKED|One.|', '');
    expect(diff(tight, added)).toEqual(['+ |2026-11-22|TASKS-07|COMPLETED|Built and tested.|']);
    const bare = log('Date | Task | Status | Notes', '---|---|---|---', '2026-05-01 | A-1 | BLOCKED | One.', '');
    expect(diff(bare, added)).toEqual(['+ 2026-11-22 | TASKS-07 | COMPLETED | Built and tested.']);
    expect(diff(bare, row('2026-11-22 | TASKS-07 | COMPLETED', ''))).toEqual(['+ 2026-11-22 | TASKS-07 | COMPLETED | |']);
  });

  test('that would begin with anything but a word begins with a pipe', () => {
    const bare = log('Notes | Task | Status | Date', '---|---|---|---', 'One. | A-1 | BLOCKED | 2026-05-01', '');
    expect(diff(bare, row('2026-11-22 | A-2 | BLOCKED', '```js'))).toEqual(['+ | ```js | A-2 | BLOCKED | 2026-11-22']);
  });

  test('ends as the lines of the file do, and leaves a missing last line ending missing', () => {
    const windows = reference.replaceAll('\n', '\r\n');
    expect(edit(windows, added)).toContain('machines. |\r\n| 2026-11-22 | TASKS-07 | COMPLETED | Built and tested. |\r\n\r\n');
    const unended = log('| Date | Task | Status | Notes |', '|---|---|---|---|', '| 2026-05-01 | A-1 | BLOCKED | One. |');
    expect(edit(unended, added)).toBe(`${unended}\n| 2026-11-22 | TASKS-07 | COMPLETED | Built and tested. |`);
  });

  test('holds whatever a person wrote, and gives it back', () => {
    const notes = [
      'a | b',
      'ends with \\',
      '<!-- hidden -->',
      'first\nsecond',
      '```\nfence',
      ' padded ',
      '`code` and **bold**',
      '\u0007',
      '| a | b |',
      '**all bold**',
      '---',
    ];
    const text = edit(reference, ...notes.map((note) => row('2026-11-22 | TASKS-07 | IN_PROGRESS', note)));
    const rows = read(text).plan.sessionLog.slice(1);
    expect(rows.map((each) => each.notes)).toEqual(notes);
    expect(text.split('\n').length).toBe(reference.split('\n').length + notes.length);
  });
});

describe('the first row', () => {
  test('makes the table in a section that has none', () => {
    const text = ['# A plan', '', '## 3. Session Log', '', '> **Purpose**: what was done.', '', '---', '', '## 4. Notes', ''].join('\n');
    expect(diff(text, added)).toEqual(
      [
        '+ | Date | Task ID | Status | Notes |',
        '+ |:-----|:--------|:-------|:------|',
        '+ | 2026-11-22 | TASKS-07 | COMPLETED | Built and tested. |',
        '+ ',
      ].slice(0, 4),
    );
    expect(read(edit(text, added, added)).plan.sessionLog).toHaveLength(2);
    expect(edit('Session Log\n-----------\n\nNotes\n-----\n', added)).toMatch(
      /^Session Log\n-+\n\n\| Date [\s\S]*tested\. \|\n\nNotes\n-----\n$/,
    );
  });

  test('makes the section in a document that has none, numbered on', () => {
    const text = ['# A plan', '', '## 1. Strategy', '', '## 2. Phase Tracker', '', 'Nothing yet.', ''].join('\n');
    expect(edit(text, added)).toBe(
      `${text}\n## 3. Session Log\n\n| Date | Task ID | Status | Notes |\n|:-----|:--------|:-------|:------|\n| 2026-11-22 | TASKS-07 | COMPLETED | Built and tested. |\n`,
    );
    expect(edit('# A plan', added)).toContain('# A plan\n\n## Session Log\n\n| Date |');
    expect(edit('', added)).toMatch(/^## Session Log\n/);
    expect(edit('Tide\n====\n\nPhase 1\n-------\n', added)).toContain('Phase 1\n-------\n\nSession Log\n-----------\n\n| Date |');
  });

  test('is refused where it would end up in a fence or comment that is never closed', () => {
    expect(refusal('# A plan\n\n```js\nlet x;\n', added)).toContain('never closed');
    expect(refusal('# A plan\n\n<!-- to do\n', added)).toContain('never closed');
    expect(edit('# A plan\n\n<!-- done -->\n', added)).toContain('## Session Log');
  });

  test('follows the head of an empty table', () => {
    const text = log('| Date | Task ID | Status | Notes |', '|:-----|:--------|:-------|:------|', '');
    expect(diff(text, added)).toEqual(['+ | 2026-11-22 | TASKS-07 | COMPLETED | Built and tested. |']);
  });
});

describe('a row of a YAML list', () => {
  const master = editor(() => yaml, 'plan.yaml');
  const file = (...lines: readonly string[]) =>
    ['plan_id: X', 'phases:', '  - id: PHASE-1', '    tasks:', '      - task_id: TASKS-07', '        status: pending', ...lines].join('\n');

  test('has the keys, the quotes and the words of its neighbour', () => {
    const text = file(
      'session_log:',
      '  - date: "2026-02-06"',
      "    task_id: 'TASKS-00'",
      '    status: "in_progress" # soon',
      '    author: Ines',
      '    notes: |',
      '      Recorded.',
      '',
    );
    expect(master.diff(text, added)).toEqual([
      '+   - date: "2026-11-22"',
      "+     task_id: 'TASKS-07'",
      '+     status: "completed"',
      '+     notes: "Built and tested."',
    ]);
  });

  test('keeps the blank lines between rows, and the direction', () => {
    const text = file(
      'session_log:',
      '- date: 2026-02-07',
      '  task: TASKS-02',
      '  status: COMPLETED',
      '  summary: Two',
      '',
      '- date: 2026-02-06',
      '  task: TASKS-01',
      '  status: COMPLETED',
      '  summary: One',
      '',
    );
    expect(master.diff(text, added)).toEqual([
      '+ - date: 2026-11-22',
      '+   task: TASKS-07',
      '+   status: COMPLETED',
      '+   summary: Built and tested.',
      '+ ',
    ]);
  });

  test('that is the first brings the list with it, at the end of the file', () => {
    const list = [
      '+ session_log:',
      '+   - date: "2026-11-22"',
      '+     task_id: "TASKS-07"',
      '+     status: "COMPLETED"',
      '+     notes: "Built and tested."',
    ];
    expect(master.edit(file(''), added)).toBe(`${file('')}\n${list.map((line) => `${line.slice(2)}\n`).join('')}`);
    expect(master.diff(file('', ''), added)).toEqual(list);
    expect(master.diff(file('session_log:', ''), added)).toEqual(list.slice(1));
    expect(master.edit(file('session_log: [] # none yet', ''), added)).toContain(
      '\nsession_log: # none yet\n  - date: "2026-11-22"\n    task: "TASKS-07"\n',
    );
    expect(master.edit(file(), added, added).split('session_log:')).toHaveLength(2);
  });

  test.each([
    ['session_log: &log []', 'session_log: &log'],
    ['session_log: !!seq [] # none yet', 'session_log: !!seq # none yet'],
    ['session_log: [ # none yet\n  ]', 'session_log: # none yet\n  '],
    ['session_log: &log # none yet\n  [ ]', 'session_log: &log # none yet\n'],
    ['session_log:\n  - # none yet', 'session_log:'],
  ])('that is the first takes the place of the brackets alone: %j', (before, stays) => {
    const after = master.edit(file(before, ''), added);
    expect(after).toContain(`\n${stays}\n  - date: "2026-11-22"\n`);
    expect(master.read(after).plan.flaws).toEqual([]);
    expect(master.read(after).plan.sessionLog).toContainEqual(expect.objectContaining({ task: 'TASKS-07', notes: 'Built and tested.' }));
  });

  test('leaves what else its neighbour says, whatever that is called', () => {
    const text = file('session_log:', '  - date: "2026-02-06"', '    constructor: Ines', '    status: done', '    notes: "One."', '');
    expect(master.diff(text, added)).toEqual([
      '+   - date: "2026-11-22"',
      '+     status: done',
      '+     notes: "Built and tested."',
      '+     task: "TASKS-07"',
    ]);
  });

  test('is the first in a file that says nothing else, or has its empty list a line below', () => {
    const rows = '  - date: "2026-11-22"\n    task_id: "TASKS-07"\n    status: "COMPLETED"\n    notes: "Built and tested."\n';
    expect(master.edit('# Nothing yet\n', added)).toBe(`# Nothing yet\n\nsession_log:\n${rows}`);
    const after = master.edit(file('session_log:', '  # none yet', '  [', '  ]', ''), added);
    expect(master.read(after).plan.flaws).toEqual([]);
    expect(master.read(after).plan.sessionLog).toMatchObject([{ task: 'TASKS-07', notes: 'Built and tested.' }]);
  });

  test('has lines of its own below a neighbour in { }, and stands in [ ] where the others do', () => {
    const fields = ['date: "2026-11-22"', 'task: "TASKS-07"', 'status: "COMPLETED"', 'notes: "Built and tested."'];
    const one = '{date: 2026-02-06, task: A-1, status: done, notes: One}';
    const two = '{date: 2026-02-05, task: A-2, status: done,\n      notes: Two}';
    const down = file('session_log:', `  - ${two}`, `  - ${one} # soon`, '');
    expect(master.edit(down, added)).toBe(`${down}  - ${fields.join('\n    ')}\n`);
    const remove = (task: string, notes: string): Change =>
      ({ ...row(`${task === 'A-1' ? '2026-02-06' : '2026-02-05'} | ${task} | COMPLETED`, notes), kind: 'remove-log-row' }) as Change;
    expect(master.edit(down, remove('A-1', 'One'))).toBe(file('session_log:', `  - ${two}`, ''));
    const list = (...rows: readonly string[]) => file(`session_log: [${rows.join(', ')}] # all`, '');
    expect(master.edit(list(two, one), added)).toBe(list(two, one, `{${fields.join(', ')}}`));
    expect(master.edit(list(one, two), added)).toBe(list(`{${fields.join(', ')}}`, one, two));
    expect(master.edit(list(one, two), remove('A-1', 'One'))).toBe(list(two));
    expect(master.edit(list(one, two), remove('A-2', 'Two'))).toBe(list(one));
    expect(master.edit(list(one), remove('A-1', 'One'))).toBe(list());
  });

  test('takes the place of nothing', () => {
    for (const key of ['session_log: null # c', 'session_log: ~', 'session_log: &log !!seq # c', 'session_log:']) {
      const after = master.edit(file(key, 'x: y', ''), added);
      expect(after).toContain(`${key.replace(/ (?:null|~)/, '')}\n  - date: "2026-11-22"\n`);
      expect(master.read(after).plan.flaws).toEqual([]);
    }
  });

  test('adds what a list of progress lacks', () => {
    const text = [
      'id: TASKS-12',
      'development_plan_tracking:',
      '  workflow:',
      '    implementation:',
      '      status: "NOT_STARTED"',
      'section_12_session_log:',
      '  progress:',
      '    - date: "2026-08-10"',
      '      task_ids: ["TASKS-12"]',
      '      progress_summary: "Read REQ-06."',
      '      blockers: []',
      '',
    ].join('\n');
    const after = master.edit(text, row('2026-11-22 | TASKS-12 | COMPLETED', 'Fired.'));
    expect(master.read(after).plan.sessionLog.at(-1)).toMatchObject({
      date: '2026-11-22',
      task: 'TASKS-12',
      status: 'COMPLETED',
      notes: 'Fired.',
    });
  });
});

describe('a row that is taken out', () => {
  const remove = (notes: string): Change => ({ kind: 'remove-log-row', date: '2026-11-22', task: 'TASKS-07', status: 'COMPLETED', notes });

  test('is the last that has exactly these values', () => {
    const text = edit(reference, added, row('2026-11-22 | TASKS-07 | COMPLETED', 'Something else.'), added);
    expect(edit(text, remove('Built and tested.'))).toBe(
      edit(reference, added, row('2026-11-22 | TASKS-07 | COMPLETED', 'Something else.')),
    );
  });

  test('need not name a task where the log has no column for it', () => {
    const text = log(
      '| Date | Status | Summary |',
      '|---|---|---|',
      '| 2026-11-22 | COMPLETED | Built and tested. |',
      '| 2026-11-22 | BLOCKED | No disc. |',
      '',
    );
    expect(diff(text, remove('Built and tested.'))).toEqual(['- | 2026-11-22 | COMPLETED | Built and tested. |']);
  });

  test('is none where no row has them', () => {
    expect(edit(reference, remove('Never said.'))).toBe(reference);
    expect(edit('# A plan\n', remove('Never said.'))).toBe('# A plan\n');
  });
});
