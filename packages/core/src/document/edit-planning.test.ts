import { describe, expect, test } from 'vitest';
import * as yaml from 'yaml';
import { applyChanges } from '../model/apply.ts';
import type { Change, NewTask, SettableField } from '../model/change.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { editor } from './testing/edited.ts';

const { edit, diff, refusal, read } = editor(() => yaml);
const key = (id: string | null) => (id === null ? null : taskKeyOf(id));
const set = (task: string, field: SettableField, to: string): Change => ({ kind: 'set-field', task: taskKeyOf(task), field, to });
const rename = (task: string, to: string): Change => ({ kind: 'rename-task', task: taskKeyOf(task), to });
const move = (task: string, phase: number, before: string | null = null): Change => ({
  kind: 'move-task',
  task: taskKeyOf(task),
  phase,
  before: key(before),
});
const remove = (task: string): Change => ({ kind: 'remove-task', task: taskKeyOf(task) });
const add = (phase: number, task: Partial<NewTask> = {}, before: string | null = null): Change => ({
  kind: 'add-task',
  phase,
  before: key(before),
  task: { id: 'TASKS-09', name: 'Tug roster', priority: 'P1', dependents: '', dependsOn: '', iplanId: null, ...task },
});
const phase = (number: string, name: string, goal = ''): Change => ({ kind: 'add-phase', number, name, goal });

const fence = (...lines: readonly string[]) => ['```yaml', ...lines, '```'];
const section = (heading: string, ...lines: readonly string[]) => [heading, '', ...lines, ''];
const text = (...lines: readonly string[]) => lines.join('\n');

const entry = (id: string, ...more: readonly string[]) => [
  `  - id: ${id}`,
  `    service_name: "Service ${id}"`,
  '    priority: P0',
  '    dependents: "All"',
  ...more,
  '    workflow:',
  '      pre_check:',
  '        status: COMPLETED',
  '        checklist:',
  '          - verified_req: true       # REQ-01',
  '      tasks:',
  '        status: IN_PROGRESS',
  '      post_check:',
  '        status: NOT_STARTED',
  '        checklist:',
  '          # Rule 2',
  '          - session_log_date: false',
];
const fresh = (id: string, ...more: readonly string[]) => [
  `  - id: ${id}`,
  '    service_name: "Tug roster"',
  '    priority: P1',
  '    dependents: ""',
  ...more,
  '    workflow:',
  '      pre_check:',
  '        status: NOT_STARTED',
  '        checklist:',
  '          - verified_req: false',
  '      tasks:',
  '        status: NOT_STARTED',
  '      post_check:',
  '        status: NOT_STARTED',
  '        checklist:',
  '          - session_log_date: false',
];
const added = (lines: readonly string[]) => lines.map((line) => `+ ${line}`);

describe('a field', () => {
  const plan = text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01'))));

  test('changes in its own quotes', () => {
    expect(diff(plan, set('TASKS-01', 'name', 'Say "now": twice'))).toEqual([
      '-     service_name: "Service TASKS-01"',
      '+     service_name: "Say \\"now\\": twice"',
    ]);
    expect(diff(plan, set('TASKS-01', 'priority', 'P2'), set('TASKS-01', 'dependents', 'TASKS-02'))).toEqual([
      '-     priority: P0',
      '-     dependents: "All"',
      '+     priority: P2',
      '+     dependents: "TASKS-02"',
    ]);
  });

  test('is not touched where it says so already', () => {
    const same = [
      set('TASKS-01', 'name', 'Service TASKS-01'),
      set('TASKS-01', 'priority', 'P0'),
      set('TASKS-01', 'dependents', 'All'),
      set('TASKS-01', 'depends_on', ''),
      rename('TASKS-01', 'TASKS-01'),
    ];
    expect(edit(plan, ...same)).toBe(plan);
  });

  test('is added after its usual neighbour', () => {
    expect(diff(plan, set('TASKS-01', 'depends_on', 'SETUP-01'))).toEqual(['+     depends_on: "SETUP-01"']);
    expect(diff(plan, set('TASKS-01', 'iplan_id', 'IPLAN-01'))).toEqual(['+         iplan_id: IPLAN-01']);
    const short = text(
      ...section(
        '### Phase 1: Data',
        ...fence('phase_1_tasks:', '  - id: TASKS-01 # first', '    workflow:', '      tasks:', '        status: NOT_STARTED'),
      ),
    );
    expect(
      diff(short, set('TASKS-01', 'dependents', 'TASKS-02'), set('TASKS-01', 'priority', 'P0'), set('TASKS-01', 'name', 'Tugs')),
    ).toEqual(['+     dependents: "TASKS-02"', '+     priority: "P0"', '+     service_name: "Tugs"']);
  });

  test('is written where a stranger has it, and a name beside a description', () => {
    const plan =
      'phases:\n  - tasks:\n    - id: BASE-01\n      description: All of it\n      status: pending\n      dependencies: [BASE-02]\n';
    const master = editor(() => yaml, 'plan.yaml');
    expect(master.diff(plan, set('BASE-01', 'depends_on', 'BASE-02, BASE-03'), set('BASE-01', 'name', 'Inventory'))).toEqual([
      '+       name: "Inventory"',
      '-       dependencies: [BASE-02]',
      '+       dependencies: [BASE-02, BASE-03]',
    ]);
  });

  test('that is a list of ids stays one', () => {
    const listed = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01', '    depends_on: [SETUP-01] # both'))),
    );
    expect(diff(listed, set('TASKS-01', 'depends_on', 'SETUP-01, SETUP-02'))).toEqual([
      '-     depends_on: [SETUP-01] # both',
      '+     depends_on: [SETUP-01, SETUP-02] # both',
    ]);
  });

  test('inside { } cannot break out of it', () => {
    const flow = text(
      ...section(
        '### Phase 1: Data',
        ...fence('phase_1_tasks:', '  - {id: TASKS-01, service_name: Tugs, workflow: {tasks: {status: NOT_STARTED}}}'),
      ),
    );
    expect(diff(flow, set('TASKS-01', 'name', 'Two tugs'))[1]).toContain('service_name: Two tugs, workflow');
    expect(diff(flow, set('TASKS-01', 'name', 'Tugs, two'))[1]).toBe(
      '+   - {id: TASKS-01, service_name: "Tugs, two", workflow: {tasks: {status: NOT_STARTED}}}',
    );
    expect(diff(flow, set('TASKS-01', 'priority', 'P0'), set('TASKS-01', 'dependents', 'Ice, {all}'))[1]).toBe(
      '+   - {id: TASKS-01, service_name: Tugs, priority: "P0", dependents: "Ice, {all}", workflow: {tasks: {status: NOT_STARTED}}}',
    );
    expect(diff(flow, set('TASKS-01', 'iplan_id', 'IPLAN-01'))[1]).toContain('tasks: {status: NOT_STARTED, iplan_id: IPLAN-01}}}');
    expect(
      refusal(
        text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', '  - "id": TASKS-01', '    "status": done'))),
        set('TASKS-01', 'priority', 'P0'),
      ),
    ).toBe('TASKS-01 has no line that priority could be added after.');
  });

  test('of a row is written between the marks of its cell', () => {
    const table = text(
      ...section(
        '### Phase 1: Data',
        '| Status | ID | Task | Priority |',
        '|---|---|---|---|',
        '| ✅ | `TASKS-01` | **Capture** | **P0** |',
      ),
    );
    expect(
      diff(table, rename('TASKS-01', 'TASKS-10'), set('TASKS-10', 'name', 'Index | names'), set('TASKS-10', 'priority', 'P2'))[1],
    ).toBe('+ | ✅ | `TASKS-10` | **Index \\| names** | **P2** |');
    expect(refusal(table, set('TASKS-01', 'dependents', 'x'))).toBe(
      'The table of TASKS-01 has no column for dependents. Add a column "Dependents" in an editor first.',
    );
  });

  test('of a row is read back as it was written, marks of its own included', () => {
    const table = text(...section('### Phase 1: Data', '| Status | ID | Task |', '|---|---|---|', '| ✅ | TASKS-01 | **Capture** |'));
    for (const name of ['**bold**', '*', 'a ** b', '[x](y)', '`code`', '✅*✅', ' x ', '<!-- x -->']) {
      expect(read(edit(table, set('TASKS-01', 'name', name))).plan.tasks[0]?.name).toBe(name);
    }
  });

  test('in a table keeps the comments of its cell', () => {
    const text = section(
      '### Phase 1: Data',
      '| Status | ID | Task | Priority |',
      '|---|---|---|---|',
      '| todo | A-1 | **Sheets** <!-- all --> | P1 <!-- was P0 --> |',
    ).join('\n');
    expect(edit(text, set('A-1', 'name', 'Maps'), set('A-1', 'priority', 'P0'))).toContain(
      '| **Maps** <!-- all --> | P0 <!-- was P0 --> |',
    );
    const parted = text.replace('**Sheets** <!-- all -->', '**Sheets** <!-- all --> and maps');
    const renamed = edit(parted, set('A-1', 'name', 'Charts'));
    expect(renamed).toContain('| **Charts** <!-- all --> | P1');
    expect(read(renamed).plan.tasks[0]?.name).toBe('Charts');
  });

  test('is written into a row that ends before its column', () => {
    const table = text(...section('### Phase 1: Data', '| Status | ID | Task | Priority |', '|---|---|---|---|', '| ✅ | TASKS-01 |'));
    expect(diff(table, set('TASKS-01', 'priority', 'P0'), set('TASKS-01', 'name', 'Capture'))[1]).toBe(
      '+ | ✅ | TASKS-01 | Capture | P0 |',
    );
  });

  test('of a row that has no such cell is not emptied there, and an empty text leaves no marks', () => {
    const table = text(
      ...section(
        '### Phase 1: Data',
        '|Status|ID|Task|Dependents|Priority|',
        '|---|---|---|---|---|',
        '|✅|TASKS-01|Capture|**All**|',
        '|✅|TASKS-02|||P0|',
      ),
    );
    expect(edit(table, set('TASKS-01', 'priority', ''))).toBe(table);
    expect(diff(table, set('TASKS-01', 'dependents', ''))[1]).toBe('+ |✅|TASKS-01|Capture||');
    expect(diff(table, add(0))).toEqual(['+ |✅|TASKS-09|Tug roster||P1|'.replace('✅', '⬜')]);
    expect(refusal(table, set('TASKS-01', 'iplan_id', 'IPLAN-01'))).toContain('no column for iplan_id');
  });

  test('at the end of a file without a last line ending is not taken to stand in { }', () => {
    const master = editor(() => yaml, 'plan.yaml');
    const file = text('phases:', '  - tasks:', '    - task_id: TASKS-01', '      status: pending', '      name: One');
    expect(master.edit(file, set('TASKS-01', 'name', 'One, two'))).toBe(`${file}, two`);
  });

  test('of a task that is not there is refused', () => {
    expect(refusal(plan, set('TASKS-02', 'name', 'x'))).toBe('The plan has no task TASKS-02.');
  });
});

describe('a field over several lines', () => {
  const list = ['    depends_on:', '      - TASKS-02   # the disc', '      # and then', '      - "TASKS-03"'];
  const listed = text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01', ...list), ...entry('TASKS-02'))));
  const after = (to: string) => edit(listed, set('TASKS-01', 'depends_on', to));
  const depends = (plan: string) => read(plan).plan.task(taskKeyOf('TASKS-01'))?.dependsOnText;

  test.each([
    ['TASKS-02, TASKS-04', ['- TASKS-02   # the disc', '# and then', '- "TASKS-04"']],
    ['TASKS-02', ['- TASKS-02   # the disc', '# and then']],
    ['TASKS-03', ['# and then', '- "TASKS-03"']],
    ['TASKS-02, TASKS-03, TASKS-04', ['- TASKS-02   # the disc', '# and then', '- "TASKS-03"', '- TASKS-04']],
    ['TASKS-03, TASKS-04, TASKS-05', ['# and then', '- "TASKS-03"', '- TASKS-04', '- TASKS-05']],
  ])('a list stays one: %s', (to, lines) => {
    expect(after(to)).toBe(listed.replace(text(...list), text('    depends_on:', ...lines.map((line) => `      ${line}`))));
    expect(depends(after(to))).toBe(to);
  });

  test('a list that is emptied says so', () => {
    expect(after('')).toBe(listed.replace(text(...list), text('    depends_on: []', '      # and then')));
    expect(depends(after(''))).toBe('');
  });

  test('a list with an anchor or a tag keeps it, and one at the end of the file its last line', () => {
    const plain = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01', '    depends_on:', "      - 'TASKS-02'"))),
    );
    expect(diff(plain, set('TASKS-01', 'depends_on', 'TASKS-03'))[1]).toBe("+       - 'TASKS-03'");
    const tagged = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01', '    depends_on: !!seq # both', '      - TASKS-02'))),
    );
    expect(edit(tagged, set('TASKS-01', 'depends_on', ''))).toContain('    depends_on: !!seq [] # both\n    workflow:');
    expect(edit(tagged, add(0, { dependsOn: 'TASKS-03' }))).toContain('    dependents: ""\n    depends_on: TASKS-03\n    workflow:');
    const master = editor(() => yaml, 'plan.yaml');
    const file = text(
      'phases:',
      '  - tasks:',
      '    - task_id: A-1',
      '      status: pending',
      '      depends_on:',
      '        - A-2',
      '        - A-3',
    );
    expect(master.edit(file, set('A-1', 'depends_on', 'A-4, A-5, A-6'))).toBe(
      file.replace('- A-2\n        - A-3', '- A-4\n        - A-5\n        - A-6\n'),
    );
    expect(master.edit(file, set('A-1', 'depends_on', 'A-3, A-2, A-4'))).toBe(
      file.replace('- A-2\n        - A-3', '- A-3\n        - A-2\n        - A-4\n'),
    );
  });

  test('what a list cannot say is refused', () => {
    expect(depends(after('TASKS-04, TASKS-03, TASKS-02'))).toBe('TASKS-04, TASKS-03, TASKS-02');
    expect(refusal(listed, set('TASKS-01', 'depends_on', 'TASKS-04,  TASKS-03'))).toContain('over several lines');
    for (const item of ['- id: TASKS-03', '- - TASKS-03', '- TASKS-03\n        too'])
      expect(refusal(listed.replace('- "TASKS-03"', item), set('TASKS-01', 'depends_on', ''))).toContain('over several lines');
    expect(refusal(listed.replace('- TASKS-02 ', '- id: TASKS-02 '), set('TASKS-01', 'depends_on', ''))).toContain('over several lines');
    const plain = listed.replace('"Service TASKS-02"', 'Tide\n      tables');
    expect(refusal(plain, set('TASKS-02', 'name', 'Tug roster'))).toContain('name of TASKS-02 is written over several lines');
    const mapped = listed.replace('- TASKS-02   # the disc', 'first: TASKS-02').replace('- "TASKS-03"', 'then: TASKS-03');
    expect(refusal(mapped, set('TASKS-01', 'depends_on', 'TASKS-02'))).toContain('over several lines');
    const explicit = listed.replace('    depends_on:\n', '    ? depends_on\n    :\n');
    expect(depends(explicit)).toBe('TASKS-02, TASKS-03');
    expect(refusal(explicit, set('TASKS-01', 'depends_on', ''))).toContain('over several lines');
    expect(refusal(explicit, add(0, {}, 'TASKS-01'))).toContain('which has several values on one line');
    const folded = listed.replace('- id: TASKS-02', '- id: >-\n      TASKS-02');
    expect(refusal(folded, rename('TASKS-02', 'TASKS-05'))).toContain('id of TASKS-02 is written over several lines');
  });

  test.each([
    ['>-', 'Tide\n      tables'],
    ['|', 'Tide'],
    ['"Tide', 'tables"'],
  ])('a text gives way to one line: %s', (mark, rest) => {
    const plan = listed.replace('service_name: "Service TASKS-02"', `service_name: ${mark}\n      ${rest}`);
    const named = edit(plan, set('TASKS-02', 'name', 'Tug: roster'));
    expect(named).toBe(listed.replace('"Service TASKS-02"', '"Tug: roster"'));
  });
});

describe('a new id', () => {
  test('is written where the old one stands', () => {
    const yamlFile = editor(() => yaml, 'plan.yaml');
    const plan = 'phases:\n  - id: PHASE-1\n    tasks:\n      - task_id: "TASKS-01" # first\n        status: pending\n';
    expect(yamlFile.diff(plan, rename('TASKS-01', 'TASKS-02'))).toEqual([
      '-       - task_id: "TASKS-01" # first',
      '+       - task_id: "TASKS-02" # first',
    ]);
  });

  test('cannot be of the usual form among others that are not', () => {
    const table = text(
      ...section('### Phase 1: Data', '| ID | Task | Status |', '|---|---|---|', '| 1 | Capture | done |', '| 2 | Index | todo |'),
    );
    expect(refusal(table, rename('2', 'TASKS-02'))).toContain('ids of its own kind');
    expect(refusal(table, add(0, { priority: '' }))).toContain('ids of its own kind');
    expect(diff(table, rename('2', '3'))).toEqual(['- | 2 | Index | todo |', '+ | 3 | Index | todo |']);
  });
});

describe('a new task in a list', () => {
  test('has the shape of its neighbour, without its comments and ticks', () => {
    const plan = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks:', '  # the first', ...entry('TASKS-01'), '    ', ...entry('TASKS-02'))),
    );
    expect(diff(plan, add(0))).toEqual(added(['    ', ...fresh('TASKS-09')]));
    expect(edit(plan, add(0, {}, 'TASKS-01'))).toBe(
      plan.replace('phase_1_tasks:\n', text('phase_1_tasks:', ...fresh('TASKS-09'), '    ', '')),
    );
  });

  test('has what its neighbour lacks, and lacks what it has not', () => {
    const plan = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01', '    depends_on: [SETUP-01]', '    owner: Ines'))),
    );
    const after = edit(plan, add(0, { iplanId: 'IPLAN-09', priority: '' }));
    expect(after).toContain(
      '      tasks:\n        status: NOT_STARTED\n        iplan_id: IPLAN-09\n        iplan_status: NOT_STARTED\n      post_check:',
    );
    expect(after).toContain('    service_name: "Tug roster"\n    dependents: ""\n    workflow:');
    expect(diff(plan, add(0, { dependsOn: 'SETUP-02' }))).toContain('+     depends_on: [SETUP-02]');
    const bare = text(
      ...section(
        '### Phase 1: Data',
        ...fence('phase_1_tasks:', '- id: TASKS-01', '  workflow:', '    tasks:', '      status: NOT_STARTED'),
      ),
    );
    expect(diff(bare, add(0, { dependents: 'All', dependsOn: 'SETUP-02' }))).toEqual(
      added([
        '',
        '- id: TASKS-09',
        '  service_name: "Tug roster"',
        '  priority: P1',
        '  dependents: "All"',
        '  depends_on: "SETUP-02"',
        '  workflow:',
        '    tasks:',
        '      status: NOT_STARTED',
      ]),
    );
  });

  test('gets its dash also where the neighbour begins with a key of its own, or with the dash alone', () => {
    const own = text(
      ...section(
        '### Phase 1: Data',
        ...fence('phase_1_tasks:', '  - owner: Ines', '    id: TASKS-01', '    workflow:', '      tasks:', '        status: NOT_STARTED'),
      ),
    );
    expect(diff(own, add(0))[1]).toBe('+   - id: TASKS-09');
    const alone = text(
      ...section(
        '### Phase 1: Data',
        ...fence('phase_1_tasks:', '  -', '    id: TASKS-01', '    workflow:', '      tasks:', '        status: NOT_STARTED'),
      ),
    );
    expect(diff(alone, add(0)).slice(1, 3)).toEqual(['+   -', '+     id: TASKS-09']);
  });

  test('replaces what its neighbour says over several lines', () => {
    const long = text(
      ...section(
        '### Phase 1: Data',
        ...fence('phase_1_tasks:', ...entry('TASKS-01', '    depends_on:', '      - SETUP-01', '      - SETUP-02')),
      ),
    );
    expect(diff(long, add(0))).toEqual(added(['', ...fresh('TASKS-09')]));
    expect(diff(long, add(0, { dependsOn: 'SETUP-03' }))).toContain('+     depends_on: SETUP-03');
  });

  test('of a master plan has empty lists for steps and criteria', () => {
    const master = editor(() => yaml, 'plan.yaml');
    const plan = text(
      'phases:',
      '  - id: "PHASE-1"',
      '    tasks:',
      '      - task_id: "TASKS-00"',
      '        status: "pending"',
      '      - task_id: "TASKS-01"',
      '        name: "One"',
      '        spec_path: "x.md"',
      '        status: "completed"',
      '        steps:',
      '          - "a"',
      '        session_logged: true  # logged',
      '        exit_criteria:',
      '          - "b"',
      '',
    );
    const lines = [
      '      - task_id: "TASKS-09"',
      '        name: "Tug roster"',
      '        priority: P1',
      '        status: "pending"',
      '        steps: []',
      '        session_logged: false',
      '        exit_criteria: []',
    ];
    expect(master.diff(plan, add(0))).toEqual(added(lines));
  });

  test('fills what its neighbour leaves empty', () => {
    const empty = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01').map((line) => line.replace(' "All"', '')))),
    );
    expect(diff(empty, add(0, { dependents: 'All' }))).toContain('+     dependents: All');
  });

  test('keeps the blank lines inside an entry', () => {
    const plan = text(
      ...section(
        '### Phase 1: Data',
        ...fence('phase_1_tasks:', '  - id: TASKS-01', '    # two', '', '    workflow:', '', '      tasks:', '        status: IN_PROGRESS'),
      ),
      ...section('### Phase 2: B', ...fence('phase_2_tasks: []')),
    );
    expect(edit(plan, add(1, { priority: '' }))).toContain(
      text(
        'phase_2_tasks:',
        '  - id: TASKS-09',
        '    service_name: "Tug roster"',
        '',
        '    workflow:',
        '',
        '      tasks:',
        '        status: NOT_STARTED',
      ),
    );
  });

  test('is separated like the nearest entries of the plan, also in the first list with two', () => {
    const plan = text(
      ...section('### Phase 1: A', ...fence('phase_1_tasks:', ...entry('TASKS-01'))),
      ...section('### Phase 2: B', ...fence('phase_2_tasks:', ...entry('TASKS-02'), ...entry('TASKS-03'))),
    );
    expect(diff(plan, add(0))).toEqual(added(fresh('TASKS-09')));
    const apart = text(
      '### Phase 1: A',
      '',
      ...fence('phase_1_tasks:', ...entry('TASKS-01')),
      '',
      ...fence('more_tasks:', ...entry('TASKS-02')),
      '',
    );
    expect(diff(apart, add(0))).toEqual(added(['', ...fresh('TASKS-09')]));
  });

  test('is written in { } where its neighbour is', () => {
    const flow = (...lines: readonly string[]) => text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...lines)));
    const [before, after] = diff(
      flow(
        "  - { id: TASKS-01, service_name: Tugs, owner: 'Bo, Ann', tags: [a, b], priority: P0, workflow: { pre_check: { status: COMPLETED, checklist: [{ verified_req: true }] }, tasks: { status: COMPLETED, iplan_id: IPLAN-01 } } } # one",
      ),
      add(0, { name: 'Tugs, {two}', dependents: 'All', dependsOn: 'TASKS-01', iplanId: 'IPLAN-09' }),
    ).filter((line) => line.includes('id:'));
    expect(after).toBeUndefined();
    expect(before).toBe(
      '+   - { id: TASKS-09, service_name: "Tugs, {two}", tags: [], priority: P1, dependents: "All", depends_on: "TASKS-01", workflow: { pre_check: { status: NOT_STARTED, checklist: [{ verified_req: false }] }, tasks: { status: NOT_STARTED, iplan_id: IPLAN-09, iplan_status: NOT_STARTED } } }',
    );
    expect(
      diff(flow('  - {id: TASKS-01, service_name: "A", dependents: , workflow: {tasks: {status: NOT_STARTED, iplan_id: X-1}}}'), add(0)),
    ).toContain('+   - {id: TASKS-09, service_name: "Tug roster", priority: P1, dependents: "", workflow: {tasks: {status: NOT_STARTED}}}');
    expect(
      diff(
        flow('  - {"id":TASKS-01,depends_on: [SETUP-01],meta: {owner: Bo},workflow: {tasks: {status: NOT_STARTED}},}'),
        add(0, { dependsOn: 'SETUP-02' }),
      ),
    ).toContain(
      '+   - {"id":TASKS-09, service_name: "Tug roster", priority: P1,depends_on: [SETUP-02],workflow: {tasks: {status: NOT_STARTED}}}',
    );
    expect(
      diff(flow("  - {id: 'TASKS-01', workflow: {pre_check: {checklist: [read: true, \"it's\": true]}, tasks: {status: todo}}}"), add(0)),
    ).toContain(
      '+   - {id: \'TASKS-09\', service_name: "Tug roster", priority: P1, workflow: {pre_check: {checklist: [read: false, "it\'s": false]}, tasks: {status: todo}}}',
    );
  });

  test('is written in { } over several lines where its neighbour is', () => {
    const plan = text(
      ...section(
        '### Phase 1: Data',
        ...fence(
          'phase_1_tasks:',
          '  - { id: TASKS-01, service_name: Tugs, # the first',
          '      owner: Bo,',
          '',
          '      workflow: {tasks: {status: COMPLETED}} } # done',
          '',
          '  - id: TASKS-02',
          '    workflow:',
          '      "tasks": {',
          '        status: COMPLETED,',
          '        # by hand',
          '        iplan_id: IPLAN-02',
          '      }',
        ),
      ),
    );
    const first = ['  - { id: TASKS-09, service_name: Tug roster, priority: P1,', '      workflow: {tasks: {status: NOT_STARTED}} }', ''];
    expect(diff(plan, add(0, {}, 'TASKS-01'))).toEqual(added(first));
    const second = (...rest: readonly string[]) => [
      '',
      '  - id: TASKS-09',
      '    service_name: "Tug roster"',
      '    priority: P1',
      '    workflow:',
      '      "tasks": {',
      '        status: NOT_STARTED',
      ...rest,
      '      }',
    ];
    expect(diff(plan, add(0))).toEqual(added(second()));
    const iplan = ['        status: NOT_STARTED,', '        iplan_id: IPLAN-09,', '        iplan_status: NOT_STARTED'];
    expect(diff(plan, add(0, { iplanId: 'IPLAN-09' }))).toEqual(
      added(second(...iplan).filter((line) => !line.endsWith('NOT_STARTED') || iplan.includes(line))),
    );
    const windows = plan.replaceAll('\n', '\r\n');
    expect(edit(windows, add(0, {}, 'TASKS-01'), add(0, { id: 'TASKS-10' }))).toBe(
      edit(plan, add(0, {}, 'TASKS-01'), add(0, { id: 'TASKS-10' })).replaceAll('\n', '\r\n'),
    );
  });

  test('is one more in a list that is written in [ ]', () => {
    const plan = text(
      ...section(
        '### Phase 1: Data',
        ...fence(
          'phase_1_tasks: [{id: TASKS-01, workflow: {tasks: {status: done}}}, {id: TASKS-02, workflow: {tasks: {status: done}}}] # two',
        ),
      ),
      '### Phase 2: B',
      '',
    );
    const fresh = '{id: TASKS-09, service_name: "Tug roster", priority: P1, workflow: {tasks: {status: todo}}}';
    expect(edit(plan, add(0))).toBe(plan.replace('}] # two', `}, ${fresh}] # two`));
    expect(edit(plan, add(0, {}, 'TASKS-01'))).toBe(plan.replace('[{id', `[${fresh}, {id`));
    expect(edit(plan, add(1))).toContain(text('phase_2_tasks:', `  - ${fresh}`, '```'));
    const master = editor(() => yaml, 'plan.yaml');
    const file = text('phases:', '  - id: P', '    tasks: [', '      {task_id: A-1,', '       status: pending},', '    ]', '').replaceAll(
      '\n',
      '\r\n',
    );
    const another = ['      {task_id: TASKS-09,', '       name: "Tug roster",', '       priority: P1,', '       status: pending},'].join(
      '\r\n',
    );
    expect(master.edit(file, add(0))).toBe(file.replace('},\r\n    ]', `},\r\n${another}\r\n    ]`));
    expect(master.edit(file, add(0, {}, 'A-1'))).toBe(file.replace('[\r\n', `[\r\n${another}\r\n`));
  });

  test('is refused where its neighbour gives it no shape', () => {
    const listed = (...lines: readonly string[]) =>
      text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...lines)), '### Phase 2: B', '');
    for (const odd of [
      "  - {id: TASKS-01, service_name: 'Tide\n      tables', workflow: {tasks: {status: todo}}}",
      '  - {id: TASKS-01, note: Tide\n      tables, workflow: {tasks: {status: todo}}}',
      '  - {id: TASKS-01, note: !x y, workflow: {tasks: {status: todo}}}',
      '  - {id: TASKS-01, notes: [!x y], workflow: {tasks: {status: todo}}}',
      '  - {id: TASKS-01, notes: [Tide\n      tables], workflow: {tasks: {status: todo}}}',
      '  - {id: TASKS-01, note: {!x y: z}, workflow: {tasks: {status: todo}}}',
      '  - id: TASKS-01\n    workflow:\n      tasks: {status: todo, note: !x y}',
    ]) {
      expect(refusal(listed(odd), add(0)), odd).toContain('which has several values on one line');
      expect(refusal(listed(odd), add(1)), odd).toContain('which has several values on one line');
    }
    const bracketed = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks: [{id: TASKS-01, note: !x y, workflow: {tasks: {status: todo}}}]')),
    );
    expect(refusal(bracketed, add(0))).toContain('which has several values on one line');
    for (const bare of ['  - id: TASKS-01', '  - {id: TASKS-01}'])
      expect(refusal(listed(bare), add(0, { iplanId: 'IPLAN-09' }))).toContain('TASKS-01, which has no status');
  });

  test('has the parts in { } that its neighbour has so', () => {
    const plan = text(
      ...section(
        '### Phase 1: Data',
        ...fence(
          'phase_1_tasks:',
          '  - id: TASKS-01',
          '    service_name: Tugs',
          '    workflow:',
          '      pre_check: {status: COMPLETED, checklist: [{verified_req: true}, {checked_gaps: true}]} # all',
          '      tasks: { status: COMPLETED }',
          '      post_check:',
          '        status: COMPLETED',
          '        checklist:',
          '          - {session_log_date: true}',
        ),
      ),
    );
    expect(diff(plan, add(0, { iplanId: 'IPLAN-09', name: 'Tugs, two', dependents: 'All' })).map((line) => line.slice(2))).toEqual([
      '',
      '  - id: TASKS-09',
      '    service_name: Tugs, two',
      '    priority: P1',
      '    dependents: "All"',
      '    workflow:',
      '      pre_check: {status: NOT_STARTED, checklist: [{verified_req: false}, {checked_gaps: false}]}',
      '      tasks: { status: NOT_STARTED, iplan_id: IPLAN-09, iplan_status: NOT_STARTED }',
      '      post_check:',
      '        status: NOT_STARTED',
      '        checklist:',
      '          - {session_log_date: false}',
    ]);
  });

  test('lacks in { } what it has not', () => {
    const plan = text(
      ...section(
        '### Phase 1: Data',
        ...fence(
          'phase_1_tasks:',
          '  - id: TASKS-01',
          '    workflow:',
          '      tasks: {status: done, iplan_id: IPLAN-01}',
          '      meta: {owner: Bo}',
        ),
      ),
    );
    expect(diff(plan, add(0))).toEqual(
      added(['', '  - id: TASKS-09', '    service_name: "Tug roster"', '    priority: P1', '    workflow:', '      tasks: {status: todo}']),
    );
  });

  test('ends as the lines of the file do', () => {
    const plan = text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01')))).replaceAll('\n', '\r\n');
    expect(edit(plan, add(0))).not.toMatch(/[^\r]\n/);
  });
});

describe('a new task in a table', () => {
  test('is padded as its neighbours are: by what is seen, or by the count of characters', () => {
    const seen = text(
      ...section(
        '### Phase 1: 潮汐',
        '| Status | ID       | Name     | Priority |',
        '|:------:|----------|----------|:--------:|',
        '| 🔴     | TASKS-01 | 潮汐     | P0       |',
      ),
    );
    expect(diff(seen, add(0, { id: 'TASKS-02', name: '船' }))).toEqual(['+ | 🔴     | TASKS-02 | 船       | P1       |']);
    const counted = seen.replaceAll('| 🔴     | TASKS-01 | 潮汐     |', '| 🔴      | TASKS-01 | 潮汐       |');
    expect(diff(counted, add(0, { id: 'TASKS-02', name: '船' }))).toEqual(['+ | 🔴      | TASKS-02 | 船        | P1       |']);
  });

  const table = text(
    ...section(
      '### Phase 1: Data',
      '| Status | ID | Task | Priority | Notes |',
      '|:---:|---|---|:---:|---|',
      '<!-- first -->',
      '| ✅ | **TASKS-01** | **Capture** | P0 | done in May |',
      '| 🟡 | **TASKS-02** | Index | P0 | |',
    ),
  );

  test('is a row like its neighbour', () => {
    expect(diff(table, add(0))).toEqual(['+ | 🔴 | **TASKS-09** | Tug roster | P1 | |']);
    expect(edit(table, add(0, {}, 'TASKS-01'))).toContain('|---|\n| ⬜ | **TASKS-09** | **Tug roster** | P1 | |\n<!-- first -->\n');
  });

  test('has no priority where no row has one', () => {
    const bare = text(
      ...section('### Phase 1: Changes', '| Status | ID | Task | Link |', '|---|---|---|---|', '| 🔴 | CHG-01 | Feed | [a](b.md) |'),
    );
    expect(diff(bare, add(0, { id: 'CHG-02' }))).toEqual(['+ | 🔴 | CHG-02 | Tug roster | |']);
    expect(refusal(bare, set('CHG-01', 'priority', 'P1'))).toContain('no column for priority');
  });

  test('is refused what the table has no column for', () => {
    expect(refusal(table, add(0, { iplanId: 'IPLAN-09' }))).toBe(
      'The table that TASKS-09 would go to has no column for iplan_id, and none is read as that: only entries in YAML have one.',
    );
  });

  test('is the first row of a table that has only its head', () => {
    const empty = text(
      ...section('### Phase 0: Setup', '| Status | ID | Task | Priority |', '|---|---|---|---|'),
      ...section('### Phase 1: Data', '| Status | ID | Task |', '|---|---|---|', '| **✅** | TASKS-01 | Capture |'),
    );
    expect(diff(empty, add(0))).toEqual(['+ | ⬜ | TASKS-09 | Tug roster | P1 |']);
    const alone = text(...section('### Phase 0: Setup', 'Status | ID | Task', '---|---|---'));
    expect(diff(alone, add(0))).toEqual(['+ NOT_STARTED | TASKS-09 | Tug roster']);
  });
});

describe('the first task of a phase', () => {
  const heading = ['### Phase 2: Reports', '**Goal**: One page.', '', '---', ''];

  test('brings its list with it, shaped after the nearest entry of the plan', () => {
    const plan = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01'))),
      ...heading,
      '## 3. Session Log',
      '',
    );
    expect(diff(plan, add(1))).toEqual(added(['```yaml', 'phase_2_tasks:', ...fresh('TASKS-09'), '```', '']));
    expect(read(edit(plan, add(1), add(1, { id: 'TASKS-10' }))).plan.phases[1]?.tasks.map(({ id }) => id)).toEqual([
      'TASKS-09',
      'TASKS-10',
    ]);
  });

  test('stands below a heading that is underlined', () => {
    const plan = text('Tide', '====', '', 'Phase 1', '-------', '', '---', '', 'Notes', '-----', '');
    const [first] = read(edit(plan, add(0))).plan.phases;
    expect(edit(plan, add(0))).toContain('Phase 1\n-------\n\n```yaml\nphase_1_tasks:\n');
    expect(first?.tasks.map(({ id }) => id)).toEqual(['TASKS-09']);
  });

  test('stands above the next phase, also where that stands in the section of this one', () => {
    const list = (number: number, id: string) => fence(`phase_${number}_tasks:`, `- id: ${id}`, '  status: done');
    const above = text(...section('## Phase 1: A', ...list(1, 'TASKS-01')), ...section('## Phase 2: B'));
    for (const tasks of [list(3, 'TASKS-02'), []]) {
      const plan = text(above, ...section('### Phase 3: C', ...tasks), ...section('### Phase 4: D', ...list(4, 'TASKS-03')), '');
      for (const change of [add(1), move('TASKS-03', 1)]) {
        const [, second, third] = read(edit(plan, change)).plan.phases.map((each) => each.tasks.map(({ id }) => id));
        expect([second, third]).toEqual([[change.kind === 'add-task' ? 'TASKS-09' : 'TASKS-03'], tasks.length > 0 ? ['TASKS-02'] : []]);
      }
    }
  });

  test('keeps a blank line from a heading that follows at once', () => {
    expect(edit('### Phase 1: Data\nReadings.\n### Phase 2: B\n', add(0))).toMatch(
      /^### Phase 1: Data\nReadings\.\n\n```yaml\n[^`]*```\n\n### Phase 2: B\n$/,
    );
  });

  test('stands before a comment that is about what follows', () => {
    const plan = (...lines: readonly string[]) => text('### Phase 1: Data', '', ...lines, '<!-- the end -->', '', '## 3. Session Log', '');
    expect(edit(plan('---', '', '<!-- of', '', 'phases -->'), add(0))).toContain(
      '```\n\n---\n\n<!-- of\n\nphases -->\n<!-- the end -->\n\n## 3.',
    );
    expect(edit(plan('Nothing yet.', '', ''), add(0))).toContain('<!-- the end -->\n\n```yaml\n');
  });

  test('has the reference shape in a plan without tasks', () => {
    const [first] = read(edit(text(...heading), add(0, { iplanId: 'IPLAN-09', dependsOn: 'SETUP-01' }))).plan.tasks;
    expect(first).toMatchObject({ family: 'B', status: 'NOT_STARTED', dependsOnText: 'SETUP-01', postCheckComplete: false });
    expect(first?.implementation).toMatchObject({ iplanId: 'IPLAN-09', iplanStatus: 'NOT_STARTED' });
    expect([first?.preCheck?.items.length, first?.postCheck?.items.length]).toEqual([6, 7]);
  });

  test('is a row where all phases are tables', () => {
    const plan = text(
      ...section('### Phase 1: Data', '| Status | ID | Task |', '|---|---|---|', '| ✅ | TASKS-01 | Capture |'),
      ...heading,
    );
    expect(diff(plan, add(1, { priority: '' }))).toEqual(
      added(['| Status | ID | Task |', '|---|---|---|', '| ⬜ | TASKS-09 | Tug roster |', '']),
    );
  });

  test('fills a list that is empty', () => {
    for (const empty of ['phase_2_tasks: []', 'phase_2_tasks:', 'phase_2_tasks: ~ # none yet']) {
      const plan = text('### Phase 2: Reports', '', ...fence(empty), '');
      const after = edit(plan, add(0));
      expect(after).toContain(`${empty.replace(/ (?:\[\]|~)/, '')}\n  - id: TASKS-09\n`);
      expect(read(after).plan.tasks.map(({ id }) => id)).toEqual(['TASKS-09']);
    }
  });

  test('stands above what will be a phase once it has tasks', () => {
    const plan = text(...section('## Phase 2: B'), ...section('### Phase 3: C'), '');
    const { phases } = read(plan).plan;
    expect(read(edit(plan, add(0))).plan.phases.map(({ name, tasks }) => [name, tasks.length])).toEqual(
      phases.map(({ name }) => [name, 1]),
    );
  });

  test.each([
    ['words of the text', ['tasks:', '', 'to be found.']],
    ['a comment', ['<!--', 'phase_2_tasks:', '-->']],
    ['a fence of another kind', ['```text', 'tasks:', '```']],
    ['an example of an entry', fence('- id: TASKS-XX', '  workflow:', '    tasks:', '      status: NOT_STARTED')],
    ['a mapping of something else', fence('team:', '  tasks: []')],
  ])('does not go into %s', (_, lines) => {
    const plan = text(
      ...section('### Phase 1: A', ...fence('phase_1_tasks:', ...entry('TASKS-01'))),
      ...section('### Phase 2: B', ...lines),
    );
    const after = edit(plan, add(1));
    expect(read(after).plan.phases.map(({ tasks }) => tasks.map(({ id }) => id))).toEqual([['TASKS-01'], ['TASKS-09']]);
    expect(after).toContain(text('### Phase 2: B', '', ...lines));
  });

  test('of a master plan goes into the list of its phase', () => {
    const master = editor(() => yaml, 'plan.yaml');
    const plan = text(
      'phases:',
      '  - id: "PHASE-1"',
      '    tasks:',
      '      - task_id: "TASKS-01"',
      '        name: "One"',
      '        status: "pending"',
      '  - id: "PHASE-2"',
      '    name: "Two"',
      '    tasks: []',
      '',
    );
    expect(master.edit(plan, add(1, { priority: '' }))).toContain(
      '    name: "Two"\n    tasks:\n      - task_id: "TASKS-09"\n        name: "Tug roster"\n        status: "pending"\n',
    );
  });

  test('of a master plan whose phase has no list yet brings the list', () => {
    const master = editor(() => yaml, 'plan.yaml');
    const plan = (...rest: readonly string[]) =>
      text(
        'phases:',
        '  - id: "PHASE-1"',
        '    tasks:',
        '      - task_id: "TASKS-01"',
        '        status: "pending"',
        '  - id: "PHASE-2"',
        '    name: "Two"',
        ...rest,
        '',
      );
    for (const empty of [[], ['    tasks:'], ['    tasks: ~']]) {
      expect(master.edit(plan(...empty), add(1, { priority: '' }))).toBe(
        plan('    tasks:', '      - task_id: "TASKS-09"', '        name: "Tug roster"', '        status: "pending"'),
      );
    }
  });

  test('of a master plan has its list under the keys of its phase, or is refused where they stand in { }', () => {
    const master = editor(() => yaml, 'plan.yaml');
    const plan = (...rest: readonly string[]) =>
      text('phases:', '  - id: P-1', '    tasks:', '      - task_id: A-1', '        status: pending', ...rest, '');
    const list = ['    tasks:', '      - task_id: TASKS-09', '        name: "Tug roster"', '        status: pending'];
    const task = add(1, { priority: '' });
    for (const two of [['  - name: Two'], ['  - # later', '', '    name: Two']]) {
      expect(master.edit(plan(...two), task)).toBe(plan(...two, ...list));
      const last = (dash: string) => ['  - id: PHASE-3'.replace('- ', dash), '    name: Ice', '    dependencies: []', '    tasks: []'];
      expect(master.edit(plan(...two), phase('3', 'Ice'))).toBe(plan(...two, ...last('- ')));
    }
    for (const two of ['  - {id: P-2, name: Two, tasks: []} # later', '  - {id: P-2}', '  - &two', '  - ? id', '  -']) {
      const odd = plan(
        two === '  - ? id'
          ? '  - ? id\n    : P-2'
          : two === '  - &two'
            ? '  - &two\n    id: P-2'
            : two === '  -'
              ? '  -\n    {id: P-2}'
              : two,
      );
      for (const change of [task, phase('3', 'Ice')]) {
        const message = master.refusal(odd, change);
        if (message !== '') expect(message, odd).toContain('written in { }');
        else expect(master.read(master.edit(odd, change)).plan.flaws, odd).toEqual([]);
      }
    }
    const brackets = 'phases: [{id: P-1, tasks: [{task_id: A-1, status: pending}]}, {id: P-2, name: Two}]\n';
    expect(master.refusal(brackets, task)).toContain('written in { }');
    expect(master.refusal(brackets, phase('3', 'Ice'))).toContain('written in { }');
    const mixed = text(
      ...section('### Phase 1: Data', '| ID | Status |', '|---|---|', '| A-1 | ✅ |'),
      ...section(
        '## Later',
        ...fence('phases:', '  - id: P-1', '    tasks:', '      - task_id: A-2', '        status: todo', '  - id: P-2'),
      ),
    );
    expect(refusal(mixed, move('A-1', 2))).toContain('The tasks of this phase stand in YAML');
  });

  test('has a list of its own name where the phase has no number', () => {
    const plan = text(
      '### Phase A: Data',
      '',
      ...fence('phase_a_tasks:', ...entry('TASKS-01')),
      '',
      '### Preparations',
      '',
      ...fence('phase_tasks: []'),
      '',
    );
    expect(edit(plan, remove('TASKS-01'), add(1))).toContain('phase_tasks:\n  - id: TASKS-09\n');
    const bare = text('### Phase X.Y: Data', '', 'Nothing yet.', '');
    expect(edit(bare, add(0, { priority: '' }))).toContain(
      '\nphase_x_y_tasks:\n  - id: TASKS-09\n    service_name: "Tug roster"\n    dependents: ""\n',
    );
  });

  test('is refused where it would be lost or could not be shaped', () => {
    const rows = text(
      ...section('### Phase 1: A', '| Status | ID | Task |', '|---|---|---|', '| ✅ | TASKS-01 | One |'),
      ...section('### Phase 2: B', '| Status | ID | Task |', '|---|---|---|'),
      '### Phase 3: C',
      '',
    );
    expect(refusal(rows, add(1, { dependsOn: 'TASKS-01' }))).toContain('or name TASKS-09 among the dependents of what it needs');
    expect(refusal(rows, add(2, { dependsOn: 'TASKS-01' }))).toContain('no column for depends_on');
    const flow = text(
      ...section('### Phase 1: A', ...fence('phase_1_tasks:', '  - {id: TASKS-01, workflow: {tasks: {status: done}}}')),
      '### Phase 2: B',
      '',
    );
    expect(edit(flow, add(1))).toContain(
      '  - {id: TASKS-09, service_name: "Tug roster", priority: P1, workflow: {tasks: {status: todo}}}\n',
    );
    const open = text(
      ...section('### Phase 1: A', ...fence('phase_1_tasks:', ...entry('TASKS-01'))),
      '### Phase 2: B',
      '',
      '```js',
      'let x;',
    );
    expect(refusal(open, add(1))).toContain('never closed');
  });

  test('is refused outside the phases', () => {
    const plan = text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01'))), ...heading);
    expect(refusal(plan, add(7))).toBe('The plan has no phase at position 7.');
    expect(refusal(plan, add(1, {}, 'TASKS-01'))).toBe('TASKS-01 does not stand in that phase.');
  });

  test('is refused in a block that does not parse, and in a document that is one task', () => {
    const broken = text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', '  - id: TASKS-01', '    workflow: [', '')));
    expect(refusal(broken, add(0))).toContain('The YAML around TASKS-01 (line 5) cannot be edited');
    const document = text(
      '## Tracking',
      '',
      ...fence('tasks_tracking:', '  id: TASKS-01', '  workflow:', '    implementation:', '      status: NOT_STARTED'),
    );
    expect(refusal(document, add(0))).toContain('TASKS-01 is tracked in a block of its own');
    expect(refusal(document, remove('TASKS-01'))).toContain('TASKS-01 is tracked in a block of its own');
    expect(refusal(document, phase('2', 'Two'))).toContain('tracks one task');
  });
});

describe('a task that moves', () => {
  test('holds what its new table has columns for', () => {
    const rows = (columns: string, ...cells: readonly string[]) => [columns, columns.replace(/[^|]+/g, '---'), ...cells];
    const document = read(
      text(
        ...section('### Phase 0: A', ...rows('| ID | Task | Status | Notes |', '| A-1 | Quay | NOT_STARTED | |')),
        ...section('### Phase 1: B', ...rows('| ID | Task | Status |', '| A-2 | Mole | NOT_STARTED |')),
      ),
    );
    const moved = applyChanges(document.plan, [move('A-1', 1)]).task(taskKeyOf('A-1'));
    const reread = read(edit(document.text, move('A-1', 1))).plan.task(taskKeyOf('A-1'));
    expect(moved?.implementation).toEqual(reread?.implementation);
    expect(reread?.implementation.holds).toEqual([]);
  });

  const plan = text(
    ...section(
      '### Phase 1: Data',
      ...fence('phase_1_tasks:', ...entry('TASKS-01'), '    ', '  # needs the disc', ...entry('TASKS-02'), '    ', ...entry('TASKS-03')),
    ),
    ...section('### Phase 2: Reports', ...fence('phase_2_tasks:', ...entry('TASKS-04').map((line) => `  ${line}`))),
    '### Phase 3: Later',
    '',
  );
  const orderAfter = (...changes: readonly Change[]) =>
    read(edit(plan, ...changes)).plan.phases.map(({ tasks }) => tasks.map(({ id }) => id.slice(-2)).join(' '));

  test('takes along a comment right below it that stands further in than the dashes', () => {
    const below = ['    # Astrid has the key', '      # of the hut'];
    const commented = text(
      ...section(
        '### Phase 1: Data',
        ...fence('phase_1_tasks:', ...entry('TASKS-01'), ...below, '  # needs the disc', ...entry('TASKS-02'), ...below),
      ),
    );
    const moved = text('phase_1_tasks:', '  # needs the disc', ...entry('TASKS-02'), ...below, ...entry('TASKS-01'), ...below, '```');
    expect(edit(commented, move('TASKS-01', 0))).toContain(moved);
    expect(edit(commented, move('TASKS-02', 0, 'TASKS-01'))).toContain(moved);
    expect(edit(commented, { kind: 'remove-task', task: taskKeyOf('TASKS-01') })).toContain(
      text('phase_1_tasks:', '  # needs the disc', ...entry('TASKS-02'), ...below, '```'),
    );
    const apart = commented.replace('      # of the hut\n', '      # of the hut\n\n    # by boat\n');
    expect(edit(apart, move('TASKS-02', 0, 'TASKS-01'))).toContain(
      text('phase_1_tasks:', '    # by boat', '  # needs the disc', ...entry('TASKS-02')),
    );
  });

  test('takes its comments along, and the blank lines stay between entries', () => {
    const expected = [
      'phase_1_tasks:',
      '  # needs the disc',
      ...entry('TASKS-02'),
      '    ',
      ...entry('TASKS-01'),
      '    ',
      ...entry('TASKS-03'),
      '```',
    ];
    expect(edit(plan, move('TASKS-02', 0, 'TASKS-01'))).toContain(text(...expected));
    const last = [
      'phase_1_tasks:',
      ...entry('TASKS-01'),
      '    ',
      ...entry('TASKS-03'),
      '    ',
      '  # needs the disc',
      ...entry('TASKS-02'),
      '```',
    ];
    expect(edit(plan, move('TASKS-02', 0))).toContain(text(...last));
    const first = [
      'phase_1_tasks:',
      ...entry('TASKS-03'),
      '    ',
      ...entry('TASKS-01'),
      '    ',
      '  # needs the disc',
      ...entry('TASKS-02'),
      '```',
    ];
    expect(edit(plan, move('TASKS-03', 0, 'TASKS-01'))).toContain(text(...first));
  });

  test('does nothing where it stands there already', () => {
    expect(edit(plan, move('TASKS-02', 0, 'TASKS-03'), move('TASKS-03', 0), move('TASKS-01', 0, 'TASKS-01'))).toBe(plan);
  });

  test('is indented like its new list', () => {
    const moved = entry('TASKS-01').map((line) => `  ${line}`);
    expect(edit(plan, move('TASKS-01', 1))).toContain(text(...entry('TASKS-04').map((line) => `  ${line}`), '    ', ...moved, '```'));
    expect(edit(plan, move('TASKS-04', 0, 'TASKS-02'))).toContain(
      text(...entry('TASKS-01'), '    ', ...entry('TASKS-04'), '    ', '  # needs the disc'),
    );
  });

  test('leaves an empty list that says so, and makes one where there is none', () => {
    const after = edit(plan, move('TASKS-04', 2));
    expect(after).toContain(text('phase_2_tasks: []', '```'));
    expect(after).toContain(text('### Phase 3: Later', '', '```yaml', 'phase_3_tasks:', ...entry('TASKS-04'), '```'));
    expect(edit(after, move('TASKS-04', 1))).toContain(text('phase_2_tasks:', ...entry('TASKS-04'), '```'));
  });

  test('is one of any number that move at once', () => {
    expect(orderAfter(move('TASKS-03', 0, 'TASKS-01'), move('TASKS-02', 0, 'TASKS-03'))).toEqual(['02 03 01', '04', '']);
    expect(orderAfter(move('TASKS-01', 1), move('TASKS-02', 1, 'TASKS-01'), move('TASKS-03', 1, 'TASKS-04'))).toEqual([
      '',
      '03 04 02 01',
      '',
    ]);
    expect(orderAfter(move('TASKS-04', 0), move('TASKS-01', 1), move('TASKS-02', 1))).toEqual(['03 04', '01 02', '']);
    expect(orderAfter(move('TASKS-01', 2), move('TASKS-02', 2))).toEqual(['03', '04', '01 02']);
    expect(orderAfter(move('TASKS-02', 0), move('TASKS-02', 0, 'TASKS-03'))).toEqual(['01 02 03', '04', '']);
    expect(orderAfter(move('TASKS-01', 0), move('TASKS-02', 0), move('TASKS-03', 0, 'TASKS-01'))).toEqual(['03 01 02', '04', '']);
    expect(edit(plan, move('TASKS-01', 0), move('TASKS-01', 0, 'TASKS-02'))).toBe(plan);
  });

  test('stays in its table or its list where a phase has both', () => {
    const both = text(
      '### Phase 1: Data',
      '',
      '| Status | ID | Task |',
      '|---|---|---|',
      '| ✅ | TASKS-01 | One |',
      '| ✅ | TASKS-02 | Two |',
      '',
      ...fence('phase_1_tasks:', ...entry('TASKS-03'), '', ...entry('TASKS-04')),
      '',
    );
    const order = (...changes: readonly Change[]) =>
      read(edit(both, ...changes))
        .plan.tasks.map(({ id }) => id.slice(-2))
        .join(' ');
    expect(order(move('TASKS-01', 0, 'TASKS-03'))).toBe('02 01 03 04');
    expect(order(move('TASKS-01', 0, 'TASKS-03'), move('TASKS-04', 0, 'TASKS-03'))).toBe('02 01 04 03');
    expect(order(move('TASKS-02', 0, 'TASKS-01'), move('TASKS-03', 0))).toBe('02 01 04 03');
  });

  test('that is written in { } moves and goes with its whole lines', () => {
    const [one, two] = [
      ['  - {id: TASKS-01, workflow: {tasks: {status: todo}}} # one', ''],
      ['  - {id: TASKS-02,', '     workflow: {tasks: {status: todo}}} # two'],
    ];
    const listed = (...lines: readonly string[]) => text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...lines)));
    const both = listed(...one, ...two);
    expect(edit(both, move('TASKS-01', 0))).toBe(listed(...two, '', ...one.slice(0, 1)));
    expect(edit(both, move('TASKS-02', 0, 'TASKS-01'))).toBe(listed(...two, '', ...one.slice(0, 1)));
    expect(edit(both, remove('TASKS-01'))).toBe(listed(...two));
    expect(edit(both, remove('TASKS-02'))).toBe(listed(...one.slice(0, 1)));
    const bracketed = text(...section('### Phase 1: Data', ...fence('phase_1_tasks: [{id: TASKS-01, workflow: {tasks: {status: todo}}}]')));
    expect(refusal(bracketed, remove('TASKS-01'))).toContain('a list that is written in [ ]');
  });

  test('is refused in a block that does not parse', () => {
    const broken = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks:', '  - id: TASKS-01', '    workflow: [', '')),
      ...section('### Phase 2: B', ...fence('phase_2_tasks:', ...entry('TASKS-02'))),
    );
    expect(refusal(broken, move('TASKS-01', 1))).toContain('cannot be edited as it stands');
    expect(refusal(broken, move('TASKS-02', 0))).toContain('cannot be edited as it stands');
  });

  test('is refused to or from where it cannot stand', () => {
    expect(refusal(plan, move('TASKS-01', 9))).toBe('The plan has no phase at position 9.');
    expect(refusal(plan, move('TASKS-01', 1, 'TASKS-02'))).toBe('TASKS-02 does not stand in that phase.');
    expect(refusal(plan, move('TASKS-08', 1))).toBe('The plan has no task TASKS-08.');
    expect(refusal(plan, move('TASKS-01', 1), move('TASKS-08', 1))).toBe('The plan has no task TASKS-08.');
    const own = text(
      '## Tracking',
      '',
      ...fence('tasks_tracking:', '  id: TASKS-01', '  workflow:', '    implementation:', '      status: NOT_STARTED'),
      '',
      '### Phase 2: Later',
      '',
      ...fence('phase_2_tasks:', ...entry('TASKS-02')),
    );
    expect(refusal(own, move('TASKS-01', 1))).toContain('TASKS-01 is tracked in a block of its own');
    expect(refusal(own, move('TASKS-02', 0))).toContain('TASKS-01 is tracked in a block of its own');
  });

  test('at the end of a file without a last line ending keeps it so', () => {
    const master = editor(() => yaml, 'plan.yaml');
    const file = text(
      'phases:',
      '  - id: P-1',
      '    tasks:',
      '      - task_id: A-1',
      '        status: pending',
      '      - task_id: A-2',
      '        status: IN_PROGRESS',
    );
    const [first, second] = [
      text('      - task_id: A-1', '        status: pending'),
      text('      - task_id: A-2', '        status: IN_PROGRESS'),
    ];
    const head = text('phases:', '  - id: P-1', '    tasks:', '');
    expect(master.edit(file, move('A-1', 0))).toBe(`${head}${second}\n${first}`);
    expect(master.edit(file, move('A-2', 0, 'A-1'))).toBe(`${head}${second}\n${first}\n`);
  });

  describe('between tables', () => {
    const tables = text(
      ...section(
        '### Phase 1: Data',
        '| Status | ID | Service | Completed |',
        '|---|---|---|---|',
        '<!-- by hand -->',
        '| ✅ | TASKS-01 | Capture | 2026-05-01 |',
        '| 🔴 | TASKS-02 | Index | |',
      ),
      ...section('### Phase 2: Reports', '| ID | Task | Status | Notes |', '|---|---|---|---|', '| TASKS-03 | Page | 🔴 | |'),
      ...section('### Phase 3: Maps', '| ID | Task | Status | Link |', '|---|---|---|---|', '| TASKS-04 | Map | 🔴 | [map](m.md) |'),
      ...section('### Phase 4: More', '| Status | ID | Service | Completed |', '|---|---|---|---|'),
      ...section('### Phase 5: Last', ...fence('phase_5_tasks:', ...entry('TASKS-05'))),
      ...section('### Phase 6: None', 'Nothing yet.'),
    );

    test('is a row as it was where the columns are the same', () => {
      expect(diff(tables, move('TASKS-01', 3))).toEqual([
        '- <!-- by hand -->',
        '- | ✅ | TASKS-01 | Capture | 2026-05-01 |',
        '+ <!-- by hand -->',
        '+ | ✅ | TASKS-01 | Capture | 2026-05-01 |',
      ]);
    });

    test('has its values in the columns that hold them, its completion too', () => {
      expect(diff(tables, move('TASKS-01', 1))).toContain('+ | TASKS-01 | Capture | ✅ | Completed 2026-05-01 |');
      const back = edit(edit(tables, move('TASKS-01', 1)), move('TASKS-01', 0));
      expect(back).toContain('| ✅ | TASKS-01 | Capture | 2026-05-01 |');
    });

    test('is refused where a note would come to mean something else', () => {
      const noted = text(
        ...section(
          '### Phase 1: A',
          '| Status | ID | Service | Completed | Notes |',
          '|---|---|---|---|---|',
          '| ✅ | TASKS-01 | Capture | | Completed 2026-05-01 |',
        ),
        ...section('### Phase 2: B', '| Status | ID | Service | Notes |', '|---|---|---|---|', '| ✅ | TASKS-02 | Index | |'),
      );
      expect(refusal(noted, move('TASKS-01', 1))).toContain('has something in the column Completed');
    });

    test('has what stands in columns of the same name, and is refused what stands in none', () => {
      const linked = text(
        ...section(
          '### Phase 1: A',
          '| ID | Status | Link | Notes | Completed |',
          '|---|---|---|---|---|',
          '| TASKS-01 | ✅ | [a](b) | checked | 2026-05-01 |',
        ),
        ...section('### Phase 2: B', '| Link | ID | Status | Notes |', '|---|---|---|---|', '| | TASKS-02 | ✅ | by hand | [x](y) |'),
        ...section('### Phase 3: C', '| ID | Link | Status | Completed | Notes |', '|---|---|---|---|---|', '| TASKS-03 | | ✅ | | |'),
      );
      expect(diff(linked, move('TASKS-01', 1))).toContain('+ | [a](b) | TASKS-01 | ✅ | checked; completed 2026-05-01 |');
      expect(diff(linked, move('TASKS-01', 2))).toContain('+ | TASKS-01 | [a](b) | ✅ | 2026-05-01 | checked |');
      expect(diff(linked, move('TASKS-03', 1))).toContain('+ | | TASKS-03 | ✅ | |');
      const noteless = linked.replace(/\| Link \| ID .*\n.*\n.*by hand.*/, '| Link | ID | Status |\n|---|---|---|\n| | TASKS-02 | ✅ |');
      expect(diff(noteless, move('TASKS-02', 0))).toContain('+ | TASKS-02 | ✅ | | | |');
      expect(refusal(linked, move('TASKS-02', 0))).toBe(
        'TASKS-02 has something in the column number 5, which the table of TASKS-01 has not.',
      );
    });

    test('is refused where something would be lost', () => {
      expect(refusal(tables, move('TASKS-04', 0))).toBe(
        'TASKS-04 has something in the column Link, which the table of TASKS-01 has not.'.replace('TASKS-01', 'TASKS-02'),
      );
      expect(refusal(tables, move('TASKS-01', 2))).toContain('has something in the column Completed');
      expect(refusal(tables, move('TASKS-04', 3))).toBe(
        'TASKS-04 has something in the column Link, which the table of that phase has not.',
      );
    });

    test('is refused to a YAML list, and the other way', () => {
      expect(refusal(tables, move('TASKS-02', 4))).toContain('TASKS-02 cannot move between a table and a YAML list');
      expect(refusal(tables, move('TASKS-05', 0))).toContain('TASKS-05 cannot move between a table and a YAML list');
      expect(refusal(tables, move('TASKS-05', 3))).toContain('The tasks of this phase stand in a table');
      // One after the other, as a phase would have none to go beside.
      expect(refusal(tables, move('TASKS-05', 1), move('TASKS-03', 4))).toContain('TASKS-05 cannot move between a table and a YAML list');
      const listed = text(
        ...section('### Phase 1: Data', '| Status | ID | Service |', '|---|---|---|', '| ✅ | TASKS-01 | Capture |'),
        ...section('### Phase 2: B', ...fence('phase_2_tasks: []')),
      );
      expect(refusal(listed, move('TASKS-01', 1))).toContain('The tasks of this phase stand in YAML');
    });

    test('brings its table with it into a phase that has none', () => {
      expect(diff(tables, move('TASKS-02', 5)).slice(1)).toEqual([
        '+ | Status | ID | Service | Completed |',
        '+ |---|---|---|---|',
        '+ | 🔴 | TASKS-02 | Index | |',
        '+ ',
      ]);
    });

    test('is refused among ids of another kind', () => {
      const mixed = text(
        ...section('### Phase 1: Data', '| ID | Task | Status |', '|---|---|---|', '| 1 | Capture | ✅ |'),
        ...section('### Phase 2: B', '| ID | Task | Status |', '|---|---|---|', '| TASKS-01 | Index | ✅ |'),
      );
      expect(refusal(mixed, move('TASKS-01', 0))).toContain('ids of its own kind');
    });
  });
});

describe('a task that is taken out', () => {
  const plan = text(
    ...section(
      '### Phase 1: Data',
      ...fence('phase_1_tasks:', ...entry('TASKS-01'), '', '  # the second', ...entry('TASKS-02'), '', ...entry('TASKS-03')),
    ),
  );

  test('goes with the comments above it and the blank lines around it', () => {
    const rest = (...lines: readonly string[]) => text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...lines)));
    expect(edit(plan, remove('TASKS-02'))).toBe(rest(...entry('TASKS-01'), '', ...entry('TASKS-03')));
    expect(edit(plan, remove('TASKS-03'))).toBe(rest(...entry('TASKS-01'), '', '  # the second', ...entry('TASKS-02')));
    expect(edit(plan, remove('TASKS-01'))).toBe(rest('  # the second', ...entry('TASKS-02'), '', ...entry('TASKS-03')));
  });

  test('leaves an empty list when it was the last', () => {
    expect(edit(plan, remove('TASKS-01'), remove('TASKS-02'), remove('TASKS-03'))).toBe(
      text(...section('### Phase 1: Data', ...fence('phase_1_tasks: []'))),
    );
  });

  test('leaves an empty list in the key that has it, whatever else that says', () => {
    const master = editor(() => yaml, 'plan.yaml');
    for (const key of ['tasks: &first', 'tasks: !!seq # none: yet', '"tasks":']) {
      const file = (list: string) => text('phases:', '  - id: P', `    ${list}`, '');
      const empty = file(key.replace(/(?= #|$)/, ' []'));
      expect(master.edit(file(`${key}\n      - task_id: A-1\n        status: pending`), remove('A-1'))).toBe(empty);
    }
    const level = (list: string) => text('phases:', '  - id: P', `    tasks:${list}`, '');
    expect(master.edit(level('\n# at\n  # the top\n\n    - task_id: A-1\n      status: pending'), remove('A-1'))).toContain(
      '    tasks: []\n',
    );
    const odd = text('phases:', '  - id: P', '    ? tasks', '    :', '      - task_id: A-1', '        status: pending', '');
    expect(master.edit(odd, remove('A-1'))).toBe(text('phases:', '  - id: P', '    ? tasks', '    :', ''));
  });

  test('leaves comments that stand by themselves', () => {
    const text1 = text(
      ...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01'), '', '  # by itself', '', ...entry('TASKS-02'))),
    );
    expect(edit(text1, remove('TASKS-02'))).toContain('  # by itself\n');
  });

  test('is one row of a table, with the comment above it', () => {
    const table = text(
      ...section(
        '### Phase 1: Data',
        '| Status | ID | Task |',
        '|---|---|---|',
        '| ✅ | TASKS-01 | Capture |',
        '<!-- by hand -->',
        '| 🔴 | TASKS-02 | Index |',
      ),
    );
    expect(diff(table, remove('TASKS-02'))).toEqual(['- <!-- by hand -->', '- | 🔴 | TASKS-02 | Index |']);
  });
});

describe('a new phase', () => {
  test('goes below a front matter that nothing follows', () => {
    expect(edit('---\ntitle: Tide\n---\n', phase('1', 'Gauges'))).toBe('---\ntitle: Tide\n---\n\n### Phase 1: Gauges\n');
    expect(edit('---\ntitle: Tide\n---', phase('1', 'Gauges'))).toBe('---\ntitle: Tide\n---\n\n### Phase 1: Gauges');
  });

  test('begins an empty document', () => {
    expect(edit('', phase('1', 'Gauges'))).toBe('### Phase 1: Gauges\n');
  });

  test('follows the last one, in the form of its neighbours', () => {
    const plan = text(
      '## 2. Phase Tracker',
      '',
      '### Phase 1: Data',
      '**Goal**: Readings.',
      '',
      ...fence('phase_1_tasks:', ...entry('TASKS-01')),
      '',
      '---',
      '',
      '### Phase 2: Reports',
      '**Goal**: One page.',
      '',
      ...fence('phase_2_tasks:', ...entry('TASKS-02')),
      '',
      '## 3. Session Log',
      '',
    );
    expect(edit(plan, phase('3', 'Winter service', 'The harbour works through ice.'))).toBe(
      plan.replace(
        '## 3. Session Log',
        text('---', '', '### Phase 3: Winter service', '**Goal**: The harbour works through ice.', '', '## 3. Session Log'),
      ),
    );
    expect(diff(plan, phase('3', 'Winter')).filter((line) => line.includes('Goal'))).toEqual([]);
  });

  test.each([
    ['### 2.2 Phase 1: Feed', '### 2.3 Phase 2: Winter'],
    ['### Phase 1 - Feed', '### Phase 2 - Winter'],
    ['<h3>Phase 1: Feed</h3>', '<h3>Phase 2: Winter</h3>'],
    ['## 🚀 PHASE 1 — Feed ##', '## 🚀 PHASE 2 — Winter ##'],
    ['### 2.1. Phase 1: Feed', '### 2.2. Phase 2: Winter'],
    ['### **Phase 1: Feed**', '### Phase 2: Winter'],
  ])('after %j is headed %j', (before, after) => {
    const plan = text(...section(before, ...fence('phase_1_tasks:', ...entry('TASKS-01'))));
    expect(diff(plan, phase('2', 'Winter'))).toContain(`+ ${after}`);
  });

  test.each([
    ['Phase 1: Feed\n---', 'Phase 2: Winter\n---------------'],
    ['2.1 Phase 1: Feed\n-----------------', '2.2 Phase 2: Winter\n-------------------'],
  ])('after %j is underlined, too', (before, after) => {
    const plan = text('Tide', '====', '', before, '', ...fence('phase_1_tasks:', ...entry('TASKS-01')), '', 'Notes', '-----', '');
    expect(edit(plan, phase('2', 'Winter', 'Ice.'))).toBe(plan.replace('Notes', `${after}\n**Goal**: Ice.\n\nNotes`));
    const empty = text('Tide', '====', '', before, '');
    expect(edit(empty, phase('2', 'Winter.'))).toContain(`${before}\n\n${after.split('\n')[0]}.\n`);
  });

  test('has its goal where the others have theirs', () => {
    const plan = text('### Phase 1: Feed', '', '> **Goal:** Times.', '', ...fence('phase_1_tasks:', ...entry('TASKS-01')), '');
    expect(edit(plan, phase('2', 'Winter', 'Ice.'))).toContain('### Phase 2: Winter\n\n> **Goal:** Ice.\n');
    const without = text(...section('### Phase 1: Feed', ...fence('phase_1_tasks:', ...entry('TASKS-01'))));
    expect(edit(without, phase('2', 'Winter', 'Ice.'))).toContain('### Phase 2: Winter\n**Goal**: Ice.\n');
  });

  test('is one line a text, whatever it was', () => {
    const [first] = read(edit('# A plan\n\n## 3. Session Log\n', phase('1', ' Winter\nservice ', 'Ice,\n\nand more'))).plan.phases;
    expect(first).toMatchObject({ number: '1', name: 'Winter service', goal: 'Ice, and more' });
  });

  test('is the first one before the session log, or at the end', () => {
    expect(edit('# A plan\n\n## 3. Session Log\n', phase('1', 'Winter'))).toBe('# A plan\n\n### Phase 1: Winter\n\n## 3. Session Log\n');
    expect(edit('# A plan', phase('1', 'Winter'))).toBe('# A plan\n\n### Phase 1: Winter');
  });

  test('follows one that is directly followed by another heading', () => {
    expect(edit('### Phase 1: Data\n## Log\n', phase('2', 'Winter'))).toBe('### Phase 1: Data\n\n### Phase 2: Winter\n\n## Log\n');
  });

  test('stands before comments that are about what follows', () => {
    const head = ['### Phase 1: Data', '', 'Readings.', ''];
    const own = ['### Phase 2: Winter', ''];
    for (const [before, after] of [
      [['<!-- ======= -->', '<!-- LOG -->', '## 3. Session Log'], []],
      [
        ['---', '', '<!-- LOG', '', '-->', '', '<!-- by hand -->', '## 3. Session Log'],
        ['---', ''],
      ],
      [
        ['---', '', '<!-- The end. -->'],
        ['---', ''],
      ],
    ] as const) {
      const plan = text(...head, ...before, '');
      expect(edit(plan, phase('2', 'Winter'))).toBe(text(...head, ...after, ...own, ...before, ''));
    }
    const kept = text(...head, '<!-- more to come -->', '', '## 3. Session Log', '');
    expect(edit(kept, phase('2', 'Winter'))).toBe(text(...head, '<!-- more to come -->', '', ...own, '## 3. Session Log', ''));
    const table = text('### Phase 1: Data', '', '| ID | Status |', '|---|---|', '| A-1 | ✅ |', '<!-- more -->', '## Log', '');
    expect(edit(table, phase('2', 'Winter'))).toContain('<!-- more -->\n\n### Phase 2: Winter\n\n## Log');
  });

  test.each([
    ['C #', 'C &#35;'],
    ['Data <!-- later', 'Data &lt;!-- later'],
    ['<!-- Data -->', '&lt;!-- Data --&gt;'],
    ['**Data**', '&#42;&#42;Data&#42;&#42;'],
    ['`Data`', '&#96;Data&#96;'],
    ['[Data](data.md)', '&#91;Data&#93;(data.md)'],
    ['Salt &amp; sand', 'Salt &amp;amp; sand'],
    [': Tür', '&#58; Tür'],
    ['Salt & sand | a\\|b, <br> & #2', 'Salt & sand | a\\|b, <br> & #2'],
  ])('may be called %j, and is read back so', (name, written) => {
    const after = edit('### Phase 1: Data\n', phase('2', name));
    expect(after).toBe(`### Phase 1: Data\n\n### Phase 2: ${written}\n`);
    expect(read(after).plan.phases.at(-1)?.name).toBe(name);
  });

  test('is refused a number that no heading tells', () => {
    // What is left of a number with more digits than a number of JavaScript has.
    expect(refusal('### Phase 1: Data\n', phase('1e+23', 'Winter'))).toBe(
      '“Winter” cannot be written as the heading of a phase: it would be read as something else.',
    );
  });

  test('is refused a place in a fence that is never closed', () => {
    expect(refusal('### Phase 1: Data\n\n```js\n', phase('2', 'Winter'))).toContain('never closed');
  });

  test('of a master plan is one more mapping', () => {
    const master = editor(() => yaml, 'plan.yaml');
    const file = text(
      'phases:',
      '  - id: "PHASE-1"',
      '    name: "One"',
      '    description: "First"',
      '    tasks:',
      '      - task_id: A-1',
      '        status: pending',
      '',
      '  - id: "PHASE-2"',
      '    name: "Two"',
      '    tasks: []',
      '',
      'automation: {}',
      '',
    );
    expect(master.diff(file, phase('3', 'Winter', 'Ice'))).toEqual([
      '+   - id: "PHASE-3"',
      '+     name: "Winter"',
      '+     description: "Ice"',
      '+     dependencies: []',
      '+     tasks: []',
      '+ ',
    ]);
    const goals = text('phases:', '- id: PHASE-1', '  goal: First', '  tasks:', '  - task_id: A-1', '    status: pending', '');
    expect(master.edit(goals, phase('2', 'Winter', 'Ice'))).toBe(
      `${goals}\n- id: PHASE-2\n  name: Winter\n  goal: Ice\n  dependencies: []\n  tasks: []\n`,
    );
    const single = text('phases:', "- id: 'PHASE-1'", '  tasks:', '  - task_id: A-1', '    status: pending', '');
    expect(master.diff(single, phase('2', 'Winter'))).toContain("+   name: 'Winter'");
  });

  test('is not added to a file that does not parse', () => {
    const master = editor(() => yaml, 'plan.yaml');
    const broken = text('phases:', '  - id: PHASE-1', '    tasks:', '      - task_id: A-1', '        status: [', '');
    expect(master.refusal(broken, phase('2', 'Two'))).toContain('does not parse');
    const row = { date: '2026-11-22', task: 'A-1', status: 'BLOCKED', notes: '' } as const;
    expect(master.refusal(broken, { kind: 'add-log-row', ...row })).toContain('does not parse');
    expect(master.refusal(broken, { kind: 'remove-log-row', ...row })).toContain('does not parse');
  });

  test('of a master plan that has none begins its list', () => {
    const master = editor(() => yaml, 'plan.yaml');
    expect(master.edit('plan_id: X\nphases: [] # none\n', phase('1', 'Winter'))).toBe(
      'plan_id: X\nphases: # none\n  - id: "PHASE-1"\n    name: "Winter"\n    dependencies: []\n    tasks: []\n',
    );
    expect(master.refusal('plan_id: X\n', phase('1', 'Winter'))).toContain('no list of phases');
  });
});

test('changes of many kinds make one list of edits of the text that was there', () => {
  const plan = text(...section('### Phase 1: Data', ...fence('phase_1_tasks:', ...entry('TASKS-01'), '', ...entry('TASKS-02'))));
  const changes = [
    set('TASKS-01', 'name', 'One'),
    rename('TASKS-01', 'TASKS-10'),
    set('TASKS-10', 'name', 'Ten'),
    add(0, {}, 'TASKS-02'),
    remove('TASKS-02'),
    phase('2', 'Two'),
    add(1, { id: 'TASKS-11' }),
  ];
  const after = edit(plan, ...changes);
  expect(read(after).plan.phases.map(({ tasks }) => tasks.map(({ id, name }) => `${id} ${name}`))).toEqual([
    ['TASKS-10 Ten', 'TASKS-09 Tug roster'],
    ['TASKS-11 Tug roster'],
  ]);
});
