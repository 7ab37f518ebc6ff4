import { describe, expect, test } from 'vitest';
import * as yaml from 'yaml';
import type { Change } from '../model/change.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { editDocument } from './edit.ts';
import { editor } from './testing/edited.ts';

const { edit, diff, refusal, read } = editor(() => yaml);
const set = (task: string, path: string, to: string | boolean | null): Change => ({ kind: 'set-tracked', task: taskKeyOf(task), path, to });

const entry = (...lines: readonly string[]) => ['### Phase 1: Data', '', '```yaml', 'phase_1_tasks:', ...lines, '```', ''].join('\n');

const reference = entry(
  '  - id: TASKS-01',
  '    service_name: "Reading intake"',
  '    workflow:',
  '      pre_check:',
  '        status: NOT_STARTED',
  '        checklist:',
  '          - verified_req: false      # REQ-01, REQ-02',
  '          - verified_tasks: false',
  '      tasks:',
  '        status: "NOT_STARTED"   # as agreed',
  '        iplan_id: IPLAN-01',
  '        iplan_status: NOT_STARTED',
);

describe('a value in YAML', () => {
  test('changes alone: the blanks and the comment after it stay', () => {
    expect(diff(reference, set('TASKS-01', 'preCheck.items.verified_req', true))).toEqual([
      '-           - verified_req: false      # REQ-01, REQ-02',
      '+           - verified_req: true      # REQ-01, REQ-02',
    ]);
  });

  test('keeps its quotes', () => {
    expect(diff(reference, set('TASKS-01', 'status', 'IN_PROGRESS'))).toEqual([
      '-         status: "NOT_STARTED"   # as agreed',
      '+         status: "IN_PROGRESS"   # as agreed',
    ]);
  });

  test('is left as it is where it says it already', () => {
    expect(edit(reference, set('TASKS-01', 'status', 'NOT_STARTED'), set('TASKS-01', 'preCheck.items.verified_req', false))).toBe(
      reference,
    );
  });

  test('keeps the word that it said it in', () => {
    const text = entry('  - id: TASKS-01', '    workflow:', '      tasks:', "        status: 'in progress' # since May");
    expect(edit(text, set('TASKS-01', 'status', 'IN_PROGRESS'))).toBe(text);
    expect(diff(text, set('TASKS-01', 'status', 'BLOCKED'))).toEqual([
      "-         status: 'in progress' # since May",
      "+         status: 'blocked' # since May",
    ]);
  });

  test('is written where there was none', () => {
    const text = entry('  - id: TASKS-01', '    workflow:', '      tasks:', '        status:', '        iplan_status: # not yet');
    expect(diff(text, set('TASKS-01', 'status', 'BLOCKED'), set('TASKS-01', 'implementation.iplanStatus', 'BLOCKED'))).toEqual([
      '-         status:',
      '-         iplan_status: # not yet',
      '+         status: BLOCKED',
      '+         iplan_status: BLOCKED # not yet',
    ]);
  });

  test('that is a list gives way to a word', () => {
    const text = entry('  - id: TASKS-01', '    workflow:', '      tasks:', '        status: [NOT_STARTED]');
    expect(diff(text, set('TASKS-01', 'status', 'BLOCKED'))).toEqual(['-         status: [NOT_STARTED]', '+         status: BLOCKED']);
  });

  test('that no status says is refused', () => {
    expect(refusal(reference, set('TASKS-01', 'status', true))).toBe('true is not a status.');
    expect(refusal(reference, set('TASKS-01', 'preCheck.status', null))).toBe('null is not a status.');
  });

  test('over several lines is refused, not guessed at', () => {
    const text = entry('  - id: TASKS-01', '    workflow:', '      tasks:', '        status: |', '          NOT_STARTED');
    expect(refusal(text, set('TASKS-01', 'status', 'BLOCKED'))).toContain(
      'status of TASKS-01 is written in a form that cannot be replaced',
    );
  });

  test('in a block that does not parse is refused', () => {
    const text = entry('  - id: TASKS-01', '    workflow: [', '      tasks:', '        status: NOT_STARTED');
    expect(refusal(text, set('TASKS-01', 'status', 'BLOCKED'))).toMatch(
      /^The YAML around TASKS-01 \(line 5\) cannot be edited as it stands\. Mend it first/,
    );
  });

  test('inside { } is spliced like any other', () => {
    const text = entry('  - {id: TASKS-01, workflow: {tasks: {status: NOT_STARTED, iplan_id: IPLAN-01}}}');
    expect(diff(text, set('TASKS-01', 'status', 'BLOCKED'))).toEqual([
      '-   - {id: TASKS-01, workflow: {tasks: {status: NOT_STARTED, iplan_id: IPLAN-01}}}',
      '+   - {id: TASKS-01, workflow: {tasks: {status: BLOCKED, iplan_id: IPLAN-01}}}',
    ]);
    expect(edit(text, set('TASKS-01', 'implementation.iplanStatus', 'BLOCKED'))).toContain(
      'tasks: {status: NOT_STARTED, iplan_id: IPLAN-01, iplan_status: BLOCKED}}}',
    );
    const both = entry('  - {id: TASKS-01, workflow: {tasks: {status: NOT_STARTED, iplan_id: IPLAN-01, iplan_status: BLOCKED}}}');
    expect(edit(both, set('TASKS-01', 'implementation.iplanStatus', null))).toBe(text);
    const bare = entry('  - {id: TASKS-01, workflow: {tasks: {status: NOT_STARTED}}}');
    expect(
      edit(bare, set('TASKS-01', 'implementation.iplanId', 'IPLAN-01'), set('TASKS-01', 'implementation.iplanStatus', 'BLOCKED')),
    ).toContain('tasks: {status: NOT_STARTED, iplan_id: IPLAN-01, iplan_status: BLOCKED}}}');
  });

  test('that is missing in { } goes behind what stands there', () => {
    const statusless = (main: string) => entry('  - id: TASKS-01', '    workflow:', `      tasks: ${main}`);
    expect(edit(statusless('{iplan_id: IPLAN-01}'), set('TASKS-01', 'status', 'BLOCKED'))).toBe(
      statusless('{iplan_id: IPLAN-01, status: BLOCKED}'),
    );
    expect(refusal(statusless('{}'), set('TASKS-01', 'status', 'BLOCKED'))).toContain(
      'TASKS-01 has no value that status could be added after',
    );
  });

  test('of an IPLAN follows its id, also where both are new', () => {
    const text = entry(
      '  - id: TASKS-01',
      '    workflow:',
      '      tasks:',
      '        status: NOT_STARTED',
      '      post_check:',
      '        status: X',
    );
    expect(
      diff(text, set('TASKS-01', 'implementation.iplanId', 'IPLAN-01'), set('TASKS-01', 'implementation.iplanStatus', 'BLOCKED')),
    ).toEqual(['+         iplan_id: IPLAN-01', '+         iplan_status: BLOCKED']);
  });
});

describe('a date in YAML', () => {
  const dated = (...lines: readonly string[]) =>
    entry('  - id: TASKS-01', '    workflow:', '      implementation:', '        status: NOT_STARTED', ...lines);

  test('takes the place of null, and null that of a date', () => {
    const text = dated('        started: null                # YYYY-MM-DD when started', '        completed: "2026-05-02"');
    expect(diff(text, set('TASKS-01', 'implementation.started', '2026-05-01'), set('TASKS-01', 'implementation.completed', null))).toEqual([
      '-         started: null                # YYYY-MM-DD when started',
      '-         completed: "2026-05-02"',
      '+         started: 2026-05-01                # YYYY-MM-DD when started',
      '+         completed: null',
    ]);
  });

  test('has the time of day that it is given: what is put back is what was there', () => {
    const times = dated('        started: null # YYYY-MM-DDTHH:MM:SS', '        completed: "2026-05-02T10:00:00"');
    const at = '2026-05-03T09:30:00';
    expect(diff(times, set('TASKS-01', 'implementation.started', at), set('TASKS-01', 'implementation.completed', at))).toEqual([
      '-         started: null # YYYY-MM-DDTHH:MM:SS',
      '-         completed: "2026-05-02T10:00:00"',
      `+         started: ${at} # YYYY-MM-DDTHH:MM:SS`,
      `+         completed: "${at}"`,
    ]);
    expect(diff(dated('        started: null'), set('TASKS-01', 'implementation.started', at))).toContain(`+         started: ${at}`);
  });

  test('gets a line of its own where the entry has none', () => {
    expect(
      diff(dated(), set('TASKS-01', 'implementation.started', '2026-05-01'), set('TASKS-01', 'implementation.completed', '2026-05-02')),
    ).toEqual(['+         started: 2026-05-01', '+         completed: 2026-05-02']);
    expect(diff(dated('        started: 2026-05-01'), set('TASKS-01', 'implementation.completed', '2026-05-02'))).toEqual([
      '+         completed: 2026-05-02',
    ]);
  });

  test('is not written in a family that has no such field', () => {
    expect(edit(reference, set('TASKS-01', 'implementation.completed', '2026-05-02'))).toBe(reference);
  });
});

describe('what an entry has lost', () => {
  const bare = entry('  - id: TASKS-01', '    workflow:', '      tasks:', '        status: IN_PROGRESS');

  test('an IPLAN comes back in its place', () => {
    const changes = [set('TASKS-01', 'implementation.iplanStatus', 'BLOCKED'), set('TASKS-01', 'implementation.iplanId', 'IPLAN-01')];
    expect(diff(bare, ...changes)).toEqual(['+         iplan_status: BLOCKED', '+         iplan_id: IPLAN-01']);
  });

  test('a checklist comes back line by line', () => {
    const changes = [
      set('TASKS-01', 'preCheck.items.verified_req', true),
      set('TASKS-01', 'preCheck.status', 'COMPLETED'),
      set('TASKS-01', 'preCheck.items.checked_gaps', false),
      set('TASKS-01', 'postCheck.status', 'NOT_STARTED'),
      set('TASKS-01', 'postCheck.items.session_log_date', false),
    ];
    expect(edit(bare, ...changes)).toBe(
      entry(
        '  - id: TASKS-01',
        '    workflow:',
        '      pre_check:',
        '        status: COMPLETED',
        '        checklist:',
        '          - verified_req: true',
        '          - checked_gaps: false',
        '      tasks:',
        '        status: IN_PROGRESS',
        '      post_check:',
        '        status: NOT_STARTED',
        '        checklist:',
        '          - session_log_date: false',
      ),
    );
  });

  test('items come back under a checklist that has none, in the form of the other', () => {
    const text = entry(
      '  - id: TASKS-01',
      '    workflow:',
      '      pre_check:',
      '        status: COMPLETED',
      '        checklist:',
      '      tasks:',
      '        status: IN_PROGRESS',
      '      post_check:',
      '        status: NOT_STARTED',
      '        checklist:',
      '          session_log_date: false',
    );
    expect(diff(text, set('TASKS-01', 'preCheck.items.verified_req', true))).toEqual(['+           verified_req: true']);
  });

  test('an item that should not be there goes, with its line', () => {
    expect(diff(reference, set('TASKS-01', 'preCheck.items.verified_req', null))).toEqual([
      '-           - verified_req: false      # REQ-01, REQ-02',
    ]);
    expect(diff(reference, set('TASKS-01', 'implementation.iplanStatus', null))).toEqual(['-         iplan_status: NOT_STARTED']);
    expect(diff(reference, set('TASKS-01', 'implementation.iplanId', null))).toContain('+         iplan_id: null');
  });

  test('a status comes back with its workflow, or beside what else the workflow has', () => {
    const nothing = entry('  - id: TASKS-01', '    service_name: "Intake"');
    expect(edit(nothing, set('TASKS-01', 'status', 'BLOCKED'), set('TASKS-01', 'preCheck.items.verified_req', true))).toBe(
      entry(
        '  - id: TASKS-01',
        '    service_name: "Intake"',
        '    workflow:',
        '      pre_check:',
        '        checklist:',
        '          - verified_req: true',
        '      tasks:',
        '        status: BLOCKED',
      ),
    );
    const statusless = entry('  - id: TASKS-01', '    workflow:', '      tasks:', '        iplan_id: IPLAN-01');
    expect(diff(statusless, set('TASKS-01', 'status', 'BLOCKED'))).toEqual(['+         status: BLOCKED']);
    const mainless = entry('  - id: TASKS-01', '    workflow:', '      pre_check:', '        status: NOT_STARTED');
    expect(refusal(mainless, set('TASKS-01', 'status', 'BLOCKED'))).toContain('has no mapping for its status');
    expect(edit(mainless, set('TASKS-01', 'nonsense', 'BLOCKED'))).toBe(mainless);
  });

  test('does not come back where lines cannot be told apart', () => {
    const flow = entry(
      '  - id: TASKS-01',
      '    workflow:',
      '      pre_check: {status: NOT_STARTED, checklist: [verified_req: false]}',
      '      tasks:',
      '        status: NOT_STARTED',
    );
    expect(refusal(flow, set('TASKS-01', 'preCheck.items.checked_gaps', true))).toContain('one line with other values');
    expect(refusal(flow, set('TASKS-01', 'preCheck.items.verified_req', null))).toContain('one line with other values');
    const empty = entry(
      '  - id: TASKS-01',
      '    workflow:',
      '      pre_check:',
      '        status: NOT_STARTED',
      '        checklist: []',
      '      tasks:',
      '        status: NOT_STARTED',
    );
    expect(refusal(empty, set('TASKS-01', 'preCheck.items.checked_gaps', true))).toContain('write its items one a line');
    const headless = entry('  - id: TASKS-01', '    workflow:', '      pre_check:', '        status: NOT_STARTED');
    expect(refusal(headless, set('TASKS-01', 'postCheck.status', 'COMPLETED'))).toContain('no workflow that post_check could be added to');
  });
});

describe('a value in a table', () => {
  const table = (...rows: readonly string[]) => ['### Phase 1: Data', '', ...rows, ''].join('\n');
  const icons = table(
    '| Status | ID | Task | Completed |',
    '|:------:|----|------|-----------|',
    '| 🔴 | **TASKS-01** | Capture |            |',
    '| **Not Started** | TASKS-02 | Index | 2026-05-01 |',
  );

  test('keeps the style of its cell: icon, bold, case', () => {
    expect(diff(icons, set('TASKS-01', 'status', 'IN_PROGRESS'), set('TASKS-02', 'status', 'IN_PROGRESS'))).toEqual([
      '- | 🔴 | **TASKS-01** | Capture |            |',
      '- | **Not Started** | TASKS-02 | Index | 2026-05-01 |',
      '+ | 🟡 | **TASKS-01** | Capture |            |',
      '+ | **In Progress** | TASKS-02 | Index | 2026-05-01 |',
    ]);
  });

  test('fills a wide empty cell without moving its pipe, and empties it again', () => {
    const filled = edit(icons, set('TASKS-01', 'implementation.completed', '2026-05-02'));
    expect(filled).toContain('| 🔴 | **TASKS-01** | Capture | 2026-05-02 |');
    expect(edit(icons, set('TASKS-02', 'implementation.completed', null))).toContain('| TASKS-02 | Index |  |');
  });

  test('a status that is none is put back as it was', () => {
    expect(diff(icons, set('TASKS-02', 'status', 'waits | for May'))[1]).toBe('+ | waits \\| for May | TASKS-02 | Index | 2026-05-01 |');
  });

  test('a row without a status gets the canonical word', () => {
    const text = table('| ID | Task | Status |', '|---|---|---|', '| TASKS-01 | Capture ||', '| TASKS-02 | Index |', '| TASKS-03 | Maps');
    const changes = ['TASKS-01', 'TASKS-02', 'TASKS-03'].map((id) => set(id, 'status', 'BLOCKED'));
    expect(diff(text, ...changes).filter((line) => line.startsWith('+'))).toEqual([
      '+ | TASKS-01 | Capture | BLOCKED |',
      '+ | TASKS-02 | Index | BLOCKED |',
      '+ | TASKS-03 | Maps | BLOCKED |',
    ]);
  });

  test('a completion goes into the notes where there is no column for it', () => {
    const text = table(
      '| Status | ID | Task | Notes |',
      '|---|---|---|---|',
      '| NOT_STARTED | TASKS-01 | Capture | |',
      '| NOT_STARTED | TASKS-02 | Index | waits \\| for May |',
    );
    const completed = edit(
      text,
      set('TASKS-01', 'implementation.completed', '2026-05-02'),
      set('TASKS-02', 'implementation.completed', '2026-05-02'),
    );
    expect(completed).toContain('| Capture | Completed 2026-05-02 |');
    expect(completed).toContain('| waits \\| for May; completed 2026-05-02 |');
    const again = edit(completed, set('TASKS-01', 'implementation.completed', null), set('TASKS-02', 'implementation.completed', null));
    expect(read(again).plan.tasks.map((task) => task.implementation.completed)).toEqual([null, null]);
    expect(again).toContain('| waits \\| for May |');
  });

  test('keeps the comments of its cell as they stand', () => {
    const text = table(
      '| Status | ID | Task | Completed |',
      '|---|---|---|---|',
      '| todo <!-- ask Ines --> | TASKS-01 | Capture | <!-- the day --> |',
      '| **<!-- x --> Done** | TASKS-02 | Index | 2026-05-01 <!-- about --> |',
      '| <!-- none yet --> | TASKS-03 | Maps | |',
    );
    const began = edit(text, set('TASKS-01', 'status', 'IN_PROGRESS'), set('TASKS-01', 'implementation.completed', '2026-05-02'));
    expect(began).toContain('| wip <!-- ask Ines --> | TASKS-01 | Capture | 2026-05-02 <!-- the day --> |');
    expect(edit(began, set('TASKS-01', 'status', 'NOT_STARTED'), set('TASKS-01', 'implementation.completed', null))).toContain(
      '| todo <!-- ask Ines --> | TASKS-01 | Capture | <!-- the day --> |',
    );
    const other = edit(
      text,
      set('TASKS-02', 'status', 'IN_PROGRESS'),
      set('TASKS-02', 'implementation.completed', null),
      set('TASKS-03', 'status', 'BLOCKED'),
    );
    expect(other).toContain('| **<!-- x --> Wip** | TASKS-02 | Index | <!-- about --> |');
    expect(other).toContain('| BLOCKED <!-- none yet --> | TASKS-03 | Maps | |');
  });

  test('keeps a comment of the notes where a completion is told there', () => {
    const text = table('| Status | ID | Task | Notes |', '|---|---|---|---|', '| wip | TASKS-01 | Capture | a &amp; b <!-- x --> |');
    const completed = edit(text, set('TASKS-01', 'implementation.completed', '2026-05-02'));
    expect(completed).toContain('| a &amp; b <!-- x -->; completed 2026-05-02 |');
    expect(edit(completed, set('TASKS-01', 'implementation.completed', null))).toBe(text);
  });

  test('is written into a row that ends before its column, and is not emptied there', () => {
    const text = table('| ID | Status | Task | Started | Notes |', '|---|---|---|---|---|', '| TASKS-01 | NOT_STARTED | Capture |');
    expect(diff(text, set('TASKS-01', 'implementation.started', '2026-05-01'))[1]).toBe(
      '+ | TASKS-01 | NOT_STARTED | Capture | 2026-05-01 |',
    );
    expect(diff(text, set('TASKS-01', 'implementation.completed', '2026-05-01'))[1]).toBe(
      '+ | TASKS-01 | NOT_STARTED | Capture |  | Completed 2026-05-01 |',
    );
    expect(edit(text, set('TASKS-01', 'implementation.started', null))).toBe(text);
  });

  test('that its table has no column for is not written', () => {
    const text = table('| Status | ID | Task |', '|---|---|---|', '| NOT_STARTED | TASKS-01 | Capture |');
    const nothing = [
      set('TASKS-01', 'implementation.completed', '2026-05-02'),
      set('TASKS-01', 'preCheck.status', 'COMPLETED'),
      set('TASKS-01', 'implementation.iplanStatus', 'BLOCKED'),
    ];
    expect(edit(text, ...nothing)).toBe(text);
  });
});

describe('Last Updated', () => {
  const at: Change = { kind: 'set-last-updated', at: '2026-11-22T14:30:05' };

  test('is set wherever it stands, each in its own form', () => {
    const text = [
      '---',
      'title: "A plan"',
      'custom_fields:',
      '  last_updated: "2026-01-15T10:00:00"  # by hand',
      '---',
      '',
      '# A plan',
      '> **Last Updated**: YYYY-MM-DD',
      '',
      'Last updated: March 3, 2026',
      '',
    ].join('\n');
    expect(edit(text, at).split('\n')).toEqual([
      '---',
      'title: "A plan"',
      'custom_fields:',
      '  last_updated: "2026-11-22T14:30:05"  # by hand',
      '---',
      '',
      '# A plan',
      '> **Last Updated**: 2026-11-22',
      '',
      'Last updated: November 22, 2026',
      '',
    ]);
  });

  test('is written where its value is missing or says no date', () => {
    const text = ['---', 'title: "A plan"', 'last_updated:', '---', '', '> **Last Updated**:', '', '| **Last Updated** | TBD |', ''].join(
      '\n',
    );
    expect(diff(text, at).filter((line) => line.startsWith('+'))).toEqual([
      '+ last_updated: 2026-11-22',
      '+ > **Last Updated**: 2026-11-22',
    ]);
  });

  test.each(['|\n  2026-01-15', '&day 2026-01-15', '[2026-01-15]', '"2026\\x2d01-15"'])(
    'is left alone where it is no plain word: %j',
    (written) => {
      const text = `---\nlast_updated: ${written}\n---\n\n# A plan\n`;
      expect(edit(text, at)).toBe(text);
    },
  );

  test('is not made up where a document has none', () => {
    expect(edit('# A plan\n', at)).toBe('# A plan\n');
  });

  test('is set in YAML files', () => {
    const master = editor(() => yaml, 'plan.yaml');
    const text =
      'plan_id: X\nlast_updated: "YYYY-MM-DD"\nphases:\n  - id: PHASE-1\n    tasks:\n      - task_id: TASKS-01\n        status: pending\n';
    expect(master.diff(text, at)).toEqual(['- last_updated: "YYYY-MM-DD"', '+ last_updated: "2026-11-22"']);
  });
});

test('the one item of an entry in a master plan is given back to it', () => {
  const master = editor(() => yaml, 'plan.yaml');
  const text = 'phases:\n  - id: PHASE-1\n    tasks:\n      - task_id: TASKS-01\n        status: pending\n        steps: []\n';
  expect(master.diff(text, set('TASKS-01', 'postCheck.items.session_logged', false))).toEqual(['+         session_logged: false']);
  expect(master.edit(text, set('TASKS-01', 'postCheck.items.another', false))).toBe(text);
});

test('of a large plan only the entry that changes is read in full', () => {
  const ids = Array.from({ length: 300 }, (_, i) => `TASKS-${i + 1}`);
  const entries = ids.map((id) => [
    `  - id: ${id}`,
    '    workflow:',
    '      tasks:',
    '        status: IN_PROGRESS',
    '      post_check:',
    '        status: NOT_STARTED',
    '        checklist:',
    '          - session_log_date: false',
  ]);
  const text = `> **Last Updated**: 2026-01-15\n\n${entry(...entries.flat())}\n## Session Log\n\n| Date | Task | Status | Notes |\n|---|---|---|---|\n`;
  const document = read(text);
  const before = { ...document.effort };
  const edited = editDocument(document, [
    set('TASKS-200', 'status', 'COMPLETED'),
    set('TASKS-200', 'postCheck.items.session_log_date', true),
    set('TASKS-200', 'postCheck.status', 'COMPLETED'),
    { kind: 'add-log-row', date: '2026-11-22', task: 'TASKS-200', status: 'COMPLETED', notes: 'Built and tested.' },
    { kind: 'set-last-updated', at: '2026-11-22T14:30:00' },
  ]);
  expect(edited.ok && edited.edits).toHaveLength(5);
  expect(document.effort).toEqual({ entriesParsed: before.entriesParsed + 1, blocksParsedByLibrary: before.blocksParsedByLibrary });
});
