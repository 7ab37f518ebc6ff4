import { describe, expect, test } from 'vitest';
import * as library from 'yaml';
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { TaskKey } from '../../model/task-id.ts';
import { readDocument } from '../read.ts';

const read = (text: string, path = 'plan.md') => readDocument(encodeUtf8(text), { path, library: () => library });
const plan = (text: string, path?: string) => read(text, path).plan;
const table = '| Status | ID | Task |\n|---|---|---|\n';
const row = (id: string, status = 'NOT_STARTED') => `| ${status} | ${id} | x |\n`;

describe('phases', () => {
  test.each([
    ['### Phase 1: Data', '1', 'Data'],
    ['### 2.2 Phase 1: Data', '1', 'Data'],
    ['### Phase 1.1: CHG-01 New Store', '1.1', 'CHG-01 New Store'],
    ['### Phase X.Y: CHG-NN [Title]', 'X.Y', 'CHG-NN [Title]'],
    ['## PHASE 3 - Data', '3', 'Data'],
    ['#### Phase 3 — **Data**', '3', 'Data'],
    ['### **Phase 4: Data**', '4', 'Data'],
    ['### 🚀 Phase 2: Data', '2', 'Data'],
    ['### Phase II: Data', 'II', 'Data'],
    ['### Phase A', 'A', ''],
    ['<h3>Phase 1: Data</h3>', '1', 'Data'],
    ['### 2.0 Prerequisites: Tools', null, 'Prerequisites: Tools'],
    ['### Bench and Tools', null, 'Bench and Tools'],
    ['### Phase Tracker', null, 'Phase Tracker'],
  ])('%s is %s, %j', (heading, number, name) => {
    const [phase, ...others] = plan(`# P\n\n${heading}\n\n${table}${row('SETUP-01')}`).phases;
    expect(others).toEqual([]);
    expect(phase).toMatchObject({ number, name, index: 0, line: 3, id: null, dependencies: [] });
  });

  test.each([
    ['**Goal**: Ship it.', 'Ship it.'],
    ['**Goal:** Ship it.', 'Ship it.'],
    ['\n> Goal: Ship it.  ', 'Ship it.'],
    ['Nothing said', null],
    ['- x\n### Next\n**Goal**: Not mine.', null],
  ])('the goal below the heading: %j', (lines, goal) => {
    expect(plan(`### Phase 1: A\n${lines}\n\n${table}`).phases[0]?.goal).toBe(goal);
  });

  test('headings that are underlined make phases and a log, and a rule below a remark ends none', () => {
    const { title, phases, sessionLog } = plan(
      `Tide\n====\n\nPhase 1: Data\n-------------\n**Goal**: Readings.\n\n${table}${row('A-1')}\nA remark.\n---\n\n${table}${row('A-2')}\nPhase 2\n---\n\n${table}${row('B-1')}\n\nSession Log\n-----------\n\n| Date | Task | Status | Notes |\n|---|---|---|---|\n| 2026-01-02 | A-1 | COMPLETED | x |\n`,
    );
    expect(title).toBe('Tide');
    expect(phases.map(({ number, name, goal, tasks }) => [number, name, goal, tasks.map(({ id }) => id).join()])).toEqual([
      ['1', 'Data', 'Readings.', 'A-1,A-2'],
      ['2', '', null, 'B-1'],
    ]);
    expect(sessionLog.map(({ task }) => task)).toEqual(['A-1']);
  });

  test('tasks belong to the innermost heading that is a phase, else to the innermost', () => {
    const text = `# P\n## Phase 1: A\n### Week 1\n${table}${row('A-1')}\n### Week 2\n${table}${row('A-2')}\n## Later\n${table}${row('A-3')}`;
    expect(plan(text).phases.map(({ name, tasks }) => [name, tasks.map(({ id }) => id)])).toEqual([
      ['A', ['A-1', 'A-2']],
      ['Later', ['A-3']],
    ]);
  });

  test('a phase without tasks counts beside those that have some, and where none has', () => {
    const phases = (text: string) => plan(text).phases.map(({ name }) => name);
    expect(phases(`## Tracker\n### Phase 1: A\n${table}${row('A-1')}\n### Phase 2: B\n\n## Phase 9: other level\n`)).toEqual(['A', 'B']);
    expect(phases('## Tracker\n### Phase 1: A\n\n### Phase 2: B\n')).toEqual(['A', 'B']);
    expect(phases('## Tracker\n')).toEqual([]);
  });

  test('where no phase has tasks those at the level of most are phases, so a first task makes none vanish', () => {
    const phases = (tasks: string) =>
      plan(`# Phase 2 of the port\n### Phase 0: A\n${tasks}\n### Phase 1: B\n\nPhase 3: C\n----------\n`).phases.map(({ name }) => name);
    expect(phases('')).toEqual(['A', 'B']);
    expect(phases(`${table}${row('A-1')}`)).toEqual(['A', 'B']);
  });

  test('a list without a heading is a phase, with the number of its key', () => {
    const text = '```yaml\nphase_1_2_tasks:\n  - id: A-1\nother_tasks:\n  - id: A-2\n    status: done\n```\n';
    expect(plan(text).phases.map(({ number, name, line }) => [number, name, line])).toEqual([
      ['1.2', '', 2],
      [null, '', 4],
    ]);
  });

  test('more phases than any plan has are not read, and that is told', () => {
    const { phases, flaws } = plan('# Phase 1\n'.repeat(10_002));
    expect(phases).toHaveLength(10_000);
    expect(flaws).toMatchObject([{ rule: 'unmapped', span: { start: 10_000 * 10 + 2 } }]);
  });
});

describe('tasks in tables', () => {
  test('columns are found by name, in any order, decorated or not', () => {
    const text = `### Phase 1: A
| **Priority** | Depends On | \`Task ID\` | Status | Task / Service | Dependents | Start Date | Completion Date |
|---|---|---|---|---|---|---|---|
| **P0** | TASKS-02 | [**TASKS-01**](tasks/01.md) | **In Progress** | **Store \\| cache** | All code | 2026-11-20 | - |
`;
    const [task] = plan(text).tasks;
    expect(task).toMatchObject({
      id: 'TASKS-01',
      key: 'TASKS-01',
      name: 'Store | cache',
      priority: 'P0',
      status: 'IN_PROGRESS',
      statusText: 'In Progress',
      dependentsText: 'All code',
      dependsOnText: 'TASKS-02',
      family: 'A',
      phase: 0,
      line: 4,
      writable: true,
      placeholder: false,
      preCheck: null,
      postCheck: null,
      postCheckComplete: true,
    });
    expect(task?.implementation).toMatchObject({ started: '2026-11-20', completed: null, holds: ['started', 'completed'] });
  });

  test('a completion may stand in the notes', () => {
    const [task] = plan('| ID | Status | Notes |\n|---|---|---|\n| A-1 | done | all well; completed 2026-11-22 |\n').tasks;
    expect(task?.implementation).toMatchObject({ completed: '2026-11-22', holds: ['completed'] });
  });

  test('a row that ends early lacks what would follow', () => {
    const [task] = plan('| ID | Status | Task | Priority |\n|---|---|---|---|\n| A-1 |\n').tasks;
    expect(task).toMatchObject({ id: 'A-1', status: null, statusText: '', name: '', priority: null });
  });

  test('comments between rows and CRLF change nothing', () => {
    const text = `${table}${row('A-1')}<!-- a\nb -->\n${row('A-2')}`.replaceAll('\n', '\r\n');
    expect(plan(text).tasks.map(({ id, line }) => [id, line])).toEqual([
      ['A-1', 3],
      ['A-2', 6],
    ]);
  });

  test('ids that are no TYPE-SUFFIX serve where each is one word and stands once', () => {
    const ids = (...all: string[]) => plan(table + all.map((id) => row(id)).join('')).tasks.map(({ id }) => id);
    expect(ids('1.1', '1.2', '#7')).toEqual(['1.1', '1.2', '#7']);
    expect(ids('T1', 'T1', 'T2')).toEqual(['T2']);
    expect(ids('TASKS-01', 'T1', 'TASKS-XX', '')).toEqual(['TASKS-01', 'TASKS-XX']);
    expect(ids('two words', 'N/A', 'Total', '—')).toEqual([]);
  });

  test('what looks like tracking and cannot be mapped is told once a table', () => {
    const { flaws } = plan(
      `${table}${row('TASKS-01')}${row('x y')}${row('T1')}\n| Part | Status |\n|---|---|\n| A | done |\n| B | done |\n\n| Part | State |\n|---|---|\n| A | fine |\n`,
    );
    expect(flaws.map(({ rule, message }) => [rule, message.slice(0, 30)])).toEqual([
      ['unmapped', '2 rows of this table cannot be'],
      ['unmapped', 'This table has statuses, and n'],
    ]);
  });
});

describe('placeholders', () => {
  test.each([
    ['TASKS-XX', 'x', true],
    ['CHG-NN', 'x', true],
    ['TASKS-01', '[Service Name]', true],
    ['TASKS-01', '[Optional] cache', false],
    ['TASKS-1', 'x', false],
  ])('%s named %j: %s', (id, name, expected) => {
    expect(plan(`| ID | Status | Name |\n|---|---|---|\n| ${id} | done | ${name} |\n`).tasks[0]?.placeholder).toBe(expected);
    expect(plan(`\`\`\`yaml\nphase_1_tasks:\n  - id: ${id}\n    service_name: "${name}"\n\`\`\`\n`).tasks[0]?.placeholder).toBe(expected);
  });
});

const entry = (main: string, pre: string, post: string) => `\`\`\`yaml
phase_1_tasks:
  - id: TASKS-01
    service_name: "Store"
    priority: P0
    dependents: "TASKS-02, All code"
    workflow:
      pre_check:
        status: IN_PROGRESS
        checklist:
${pre}
${main}
      post_check:
        status: COMPLETED
        checklist:
${post}
\`\`\`
`;

describe('tasks in YAML', () => {
  const tasksMain = '      tasks:\n        status: BLOCKED\n        iplan_id: IPLAN-01\n        iplan_status: in progress';
  const mainOf = (dates: string) => `      implementation:\n        status: COMPLETED\n${dates}`;

  test('family B', () => {
    const [task] = plan(
      entry(tasksMain, '          - verified_req: true # note\n          - own_item: no', '          - session_log_date: true'),
    ).tasks;
    expect(task).toMatchObject({
      id: 'TASKS-01',
      name: 'Store',
      priority: 'P0',
      family: 'B',
      status: 'BLOCKED',
      dependentsText: 'TASKS-02, All code',
      dependsOnText: '',
      line: 3,
      writable: true,
    });
    expect(task?.preCheck).toEqual({
      status: 'IN_PROGRESS',
      statusText: 'IN_PROGRESS',
      items: [
        { key: 'verified_req', done: true },
        { key: 'own_item', done: false },
      ],
    });
    expect(task?.implementation).toEqual({
      iplanId: 'IPLAN-01',
      iplanStatus: 'IN_PROGRESS',
      iplanStatusText: 'in progress',
      started: null,
      completed: null,
      holds: ['iplanId', 'iplanStatus'],
    });
    expect(task?.postCheckComplete).toBe(true);
  });

  test('families C and D are told by their items', () => {
    const family = (items: string) => plan(entry(mainOf(''), '          - verified_req: true', items)).tasks[0]?.family;
    expect(family('          - session_log_date: true')).toBe('C');
    expect(family('          - tests_passing: true')).toBe('D');
    expect(family('          docs_updated: true')).toBe('D');
  });

  test.each([
    ['        started: 2026-11-20\n        completed: null', { started: '2026-11-20', completed: null }],
    ['        started: "2026-11-20T08:00:00"\n        completed: YYYY-MM-DD', { started: '2026-11-20T08:00:00', completed: null }],
    ['        started:\n        completed: ~', { started: null, completed: null }],
    ['', { started: null, completed: null }],
  ])('dates %j', (dates, expected) => {
    const [task] = plan(entry(mainOf(dates), '          verified_req: true', '          tests_passing: true')).tasks;
    expect(task?.implementation).toMatchObject({ ...expected, holds: ['started', 'completed'] });
  });

  test.each([
    ['          - a: true\n          - b: true', true],
    ['          - a: true\n          - b: false', false],
    ['          a: true\n          b: "yes"', true],
    ['          a: true\n          b:', false],
    ['          - a', false],
  ])('a post-check with %j is complete: %s', (items, expected) => {
    const [task] = plan(entry(tasksMain, '          a: true', items)).tasks;
    expect(task?.postCheckComplete).toBe(expected);
  });

  test('a post-check whose status is not COMPLETED is not complete; none at all is', () => {
    const text = entry(tasksMain, '          a: true', '          a: true');
    expect(plan(text.replace('status: COMPLETED', 'status: NOT_STARTED')).tasks[0]?.postCheckComplete).toBe(false);
    expect(plan('```yaml\nphase_1_tasks:\n  - id: A-1\n    workflow:\n      tasks:\n        status: done\n```\n').tasks[0]).toMatchObject({
      postCheckComplete: true,
      preCheck: null,
      postCheck: null,
    });
  });

  test.each([
    ['depends_on: [TASKS-02, "TASKS-03"]', 'TASKS-02, TASKS-03'],
    ['depends_on:\n      - TASKS-02\n      - TASKS-03 # note', 'TASKS-02, TASKS-03'],
    ['depends_on: "TASKS-02..04"', 'TASKS-02..04'],
    ['depends_on: []', ''],
    ['depends_on:', ''],
  ])('%j', (line, expected) => {
    const [task] = plan(`\`\`\`yaml\nphase_1_tasks:\n  - id: A-1\n    ${line}\n    status: done\n\`\`\`\n`).tasks;
    expect(task).toMatchObject({ dependsOnText: expected, status: 'COMPLETED' });
  });

  test('a fence is one of tasks by its keys, whatever its info', () => {
    const tasks = (open: string, key: string, more = '') => plan(`${open}\n${key}:\n  - id: A-1\n${more}\`\`\`\n`).tasks.length;
    expect(tasks('```yaml', 'phase_1_tasks')).toBe(1);
    expect(tasks('```YML', 'phase_x-2_tasks')).toBe(1);
    expect(tasks('```', 'phase_1_tasks')).toBe(1);
    expect(tasks('```yaml', 'chg_01_tasks', '    status: done\n')).toBe(1);
    expect(tasks('```yaml', 'chg_01_tasks')).toBe(0);
    expect(tasks('```yaml', 'jobs', '    status: done\n')).toBe(0);
    expect(tasks('```json', 'phase_1_tasks')).toBe(0);
  });

  test('the whole list may stand in the column of its key, and a dash on a line of its own', () => {
    const text = '```yaml\n# note\nphase_1_tasks:\n- id: A-1\n  status: done\n-\n  id: A-2\n\n```\n';
    expect(plan(text).tasks.map(({ id, line, status }) => [id, line, status])).toEqual([
      ['A-1', 4, 'COMPLETED'],
      ['A-2', 6, null],
    ]);
  });
});

describe('other families', () => {
  test('E: phases of a YAML file, with what must come before', () => {
    const text = `plan_id: "IMP"\nproject: "garden"\nlast_updated: "2026-11-22"
phases:
  - id: "PREREQUISITES"
    name: "Tools"
    priority: "P0"
    description: "What is needed."
    dependencies: []
    tasks:
      - task_id: "SETUP-ENV"
        name: "Spade"
        status: "completed"
        session_logged: true
        steps: ["a: b"]
  - id: "PHASE-1"
    name: "Beds"
    dependencies: ["PREREQUISITES"]
    tasks:
      - task_id: "TASKS-01"
        name: "Dig"
        priority: P1
        status: "pending"
session_log:
  - date: "2026-11-22"
    task: "SETUP-ENV"
    status: "completed"
    notes: "Bought."
`;
    const document = read(text, 'plan.yaml');
    expect(document.plan).toMatchObject({ title: 'garden', lastUpdated: '2026-11-22', families: ['E'] });
    expect(
      document.plan.phases.map(({ number, id, name, goal, line, dependencies }) => ({ number, id, name, goal, line, dependencies })),
    ).toEqual([
      { number: null, id: 'PREREQUISITES', name: 'Tools', goal: 'What is needed.', line: 5, dependencies: [] },
      { number: '1', id: 'PHASE-1', name: 'Beds', goal: null, line: 16, dependencies: ['PREREQUISITES'] },
    ]);
    expect(document.plan.tasks[0]).toMatchObject({
      id: 'SETUP-ENV',
      priority: 'P0',
      status: 'COMPLETED',
      statusText: 'completed',
      preCheck: null,
      postCheckComplete: true,
    });
    expect(document.plan.tasks[0]?.postCheck).toEqual({ status: null, statusText: '', items: [{ key: 'session_logged', done: true }] });
    expect(document.plan.tasks[1]).toMatchObject({ id: 'TASKS-01', priority: 'P1', status: 'NOT_STARTED', postCheck: null, phase: 1 });
    expect(document.plan.sessionLog).toMatchObject([
      { date: '2026-11-22', task: 'SETUP-ENV', status: 'COMPLETED', notes: 'Bought.', line: 25 },
    ]);
  });

  const tracking =
    'tasks_tracking:\n  id: TASKS-07\n  service_name: "Seats"\n  priority: P0\n  workflow:\n    implementation:\n      status: DEFERRED\n      started: null\n';
  test('F: one mapping, in a TASKS document or in a plan, alone or in a list', () => {
    const [task] = plan(`# TASKS-07\n\n<h2>Tracking</h2>\n\n\`\`\`yaml\n${tracking}\`\`\`\n`).tasks;
    expect(task).toMatchObject({ id: 'TASKS-07', name: 'Seats', family: 'F', status: 'DEFERRED', line: 7 });
    expect(plan(tracking, 'tasks.yml').tasks).toMatchObject([{ id: 'TASKS-07' }]);
    expect(plan('tasks_tracking:\n  - id: A-1\n    status: done\n', 'tasks.yml').tasks).toMatchObject([{ id: 'A-1' }]);
  });

  test('G: the id stands at the root, also after the tracking', () => {
    const text =
      'service_name: "Kiln"\ndocument_control:\n  last_updated: "2026-11-22"\ndevelopment_plan_tracking:\n  workflow:\n    pre_check:\n      status: "NOT_STARTED"\n      checklist:\n        verified_req: true\n    implementation:\n      status: "IN_PROGRESS"\nid: TASKS-12\ndependents: "TASKS-13"\nsection_12_session_log:\n  progress:\n    - date: "2026-11-22"\n      progress_summary: "Read."\n';
    const document = read(text, 'tasks.yaml');
    expect(document.plan).toMatchObject({ title: 'Kiln', lastUpdated: '2026-11-22', families: ['G'] });
    expect(document.plan.tasks).toMatchObject([
      {
        id: 'TASKS-12',
        name: 'Kiln',
        status: 'IN_PROGRESS',
        dependentsText: 'TASKS-13',
        preCheck: { items: [{ key: 'verified_req', done: true }] },
      },
    ]);
    expect(document.plan.sessionLog).toMatchObject([{ date: '2026-11-22', task: '', status: null, statusText: '', notes: 'Read.' }]);
    expect(document.plan.flaws).toEqual([]);
  });

  test('a file without a telling name is YAML by its keys', () => {
    expect(plan('phases:\n  - id: P\n    tasks:\n      - task_id: A-1\n        status: done\n', 'PLAN').tasks).toHaveLength(1);
    expect(plan('# Plan\n\n## A\n\n    phases:\n', 'PLAN').tasks).toHaveLength(0);
  });

  test('a list of tasks in the front matter is read too', () => {
    expect(plan('---\ntasks:\n  - id: POLISH-1\n    name: Shine\n    status: completed\n---\n# P\n').tasks).toMatchObject([
      { id: 'POLISH-1', name: 'Shine', status: 'COMPLETED', family: 'E' },
    ]);
  });
});

describe("a stranger's tracker", () => {
  test('has descriptions for names, and dependencies', () => {
    const { tasks } = plan(
      '---\ntasks:\n- id: BASE-001\n  description: Inventory - all\n    of it\n  status: completed\n- id: BASE-002\n  description: |\n    Long.\n  title: Matrix\n  status: pending\n  dependencies:\n  - BASE-001\n- id: BASE-003\n  description: "Last"\n  status: pending\n  dependencies: [BASE-001, BASE-002]\n---\n',
    );
    expect(tasks.map(({ name, dependsOnText }) => [name, dependsOnText])).toEqual([
      ['Inventory - all of it', ''],
      ['Matrix', 'BASE-001'],
      ['Last', 'BASE-001, BASE-002'],
    ]);
  });

  const tracker = `# Boat shed - Task Status

**Status**: 🟡 under way

## Summary

| Area | Status | Share |
|------|--------|------:|
| Slipway | ✅ Done | 100% |
| Roof | 🔄 In Progress | 40% |

## Carpentry

| Task ID | Task Description | Assigned To | Status | Blocked By | Notes |
|---------|------------------|-------------|--------|------------|-------|
| W-001 | Replace the two rotten beams | Ines | Done | - | |
| W-002 | New ridge | Jonas | Waiting for wood | W-001 | ordered |
| W-003 | [Task description] | | Pending | | |
| | | | | | |

### Checklist

- [x] beams measured
- [ ] ridge ordered

## Paint

| ID | Status |
|----|--------|
| hull | todo |
| mast | ✅ |
| oars, all of them | todo |
`;
  test('what can be mapped is mapped, the rest is kept and told', () => {
    const { plan: found, pieces, text } = read(tracker);
    expect(found.phases.map(({ name, number, tasks }) => [name, number, tasks.map(({ id }) => id)])).toEqual([
      ['Carpentry', null, ['W-001', 'W-002', 'W-003']],
      ['Paint', null, ['hull', 'mast']],
    ]);
    expect(found.tasks[1]).toMatchObject({ name: 'New ridge', status: null, dependsOnText: 'W-001', placeholder: false });
    expect(found.tasks[2]).toMatchObject({ placeholder: true, status: 'NOT_STARTED' });
    expect(found.flaws.map(({ rule, hint, span }) => [rule, hint ?? text.slice(span.start, span.end)])).toEqual([
      ['unmapped', '| Area | Status | Share |'],
      ['unknown-status', 'BLOCKED'],
      ['unmapped', '- [x] beams measured'],
      ['unmapped', '| oars, all of them | todo |'],
    ]);
    expect(pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
  });
});

describe('the plan as a whole', () => {
  test('the title is the first heading of the first level, else that of the front matter', () => {
    expect(plan('---\ntitle: "T"\n---\n## A\n# **Real** title\n').title).toBe('**Real** title');
    expect(plan('---\ntitle: "T"  \n---\n## A\n').title).toBe('T');
    expect(plan('## A\n').title).toBe('');
    expect(plan('', 'plan.yaml').title).toBe('');
  });

  test('a task is found by its key; of two the first', () => {
    const found = plan(`${table}${row('TASKS-1')}${row('TASKS-001', 'done')}`);
    expect(found.task('TASKS-01' as TaskKey)?.id).toBe('TASKS-1');
    expect(found.task('TASKS-02' as TaskKey)).toBeUndefined();
  });
});
