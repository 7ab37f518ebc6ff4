import { describe, expect, test } from 'vitest';
import * as library from 'yaml';
import { type ByteString, encodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import type { Task } from '../model/plan.ts';
import type { Document } from './document.ts';
import { readDocument } from './read.ts';

const read = (text: string, path = 'plan.md') => readDocument(encodeUtf8(text), { path, library: () => library });
const held = ({ text }: Document, span: Span | null | undefined) =>
  span === null || span === undefined ? null : text.slice(span.start, span.end);
function taskOf(document: Document, position = 0): Task {
  const task = document.plan.tasks[position];
  if (task === undefined) throw new Error('there is no such task');
  return task;
}

const yaml = `### Phase 1: A

\`\`\`yaml
# about the list
phase_1_tasks:
  # about the first
  # two lines
  - id: TASKS-01
    service_name: "Store"
    priority: P0
    depends_on: [TASKS-02]
    workflow:
      pre_check:
        status: NOT_STARTED
        checklist:
          - verified_req: false # note
      tasks:
        status: 'IN_PROGRESS'
        iplan_id:
        iplan_status: NOT_STARTED
      post_check:
        status: NOT_STARTED
        checklist:
          session_log_date: "no"
    
  - id: TASKS-02
    service_name: |
      Two
      lines
    # at the end
\`\`\`
`;

describe('a task in YAML', () => {
  const document = read(yaml);
  const source = document.sources.task(taskOf(document));

  test.each([
    ['id', 'TASKS-01', 'plain'],
    ['name', '"Store"', 'double-quoted'],
    ['depends_on', '[TASKS-02]', 'flow-list'],
    ['status', "'IN_PROGRESS'", 'single-quoted'],
    ['preCheck.status', 'NOT_STARTED', 'plain'],
    ['preCheck.items.verified_req', 'false', 'plain'],
    ['postCheck.items.session_log_date', '"no"', 'double-quoted'],
    ['implementation.iplanId', '', 'empty'],
    ['iplan_id', '', 'empty'],
    ['implementation.iplanStatus', 'NOT_STARTED', 'plain'],
  ])('%s is %j, %s', (path, value, style) => {
    const found = source.value(path);
    expect(held(document, found)).toBe(value);
    expect(found).toMatchObject({ style, writable: true });
  });
  test.each(['dependents', 'implementation.completed', 'preCheck.items.other', 'postCheck.items.verified_req', 'log', 'nonsense'])(
    'it has no %s',
    (path) => {
      expect(source.value(path)).toBeNull();
    },
  );
  test('an empty value stands right after its colon', () => {
    const place = source.value('iplan_id')?.start ?? 0;
    expect(yaml.slice(place - 9, place)).toBe('iplan_id:');
  });
  test('its entry has the comments above it, its own below it and the blank lines after it', () => {
    expect(held(document, source.entry)).toMatch(/^ {2}# about the first\n[\s\S]*"no"\n {4}\n$/);
    expect(held(document, document.sources.task(taskOf(document, 1)).entry)).toMatch(
      /^ {2}- id: TASKS-02[\s\S]*lines\n {4}# at the end\n$/,
    );
  });
  test('new keys go below the last of their kind', () => {
    expect(source).toMatchObject({ kind: 'yaml', indent: 2, keyIndent: 4, listed: true, mainIndent: 8 });
    if (source.kind !== 'yaml') return;
    expect(yaml.slice(0, source.mainEnd)).toMatch(/iplan_status: NOT_STARTED\n$/);
    expect(yaml.slice(source.first)).toMatch(/^- id: TASKS-01/);
  });
  test('a value of several lines cannot be replaced where it stands', () => {
    expect(document.sources.task(taskOf(document, 1)).value('name')).toMatchObject({ writable: false });
  });
  test('a list of several lines cannot either', () => {
    const other = read('```yaml\nphase_1_tasks:\n  - id: A-1\n    depends_on:\n      - A-2\n```\n');
    expect(other.sources.task(taskOf(other)).value('depends_on')).toMatchObject({ style: 'plain', writable: false });
  });
});

test('a task of family G stands where its tracking does, its id at the root', () => {
  const document = read(
    'id: "TASKS-12"\nservice_name: Kiln\ndevelopment_plan_tracking:\n  workflow:\n    implementation:\n      status: done\n',
    'p.yaml',
  );
  const source = document.sources.task(taskOf(document));
  expect(held(document, source.value('id'))).toBe('"TASKS-12"');
  expect(source.value('id')).toMatchObject({ style: 'double-quoted', writable: true });
  expect(held(document, source.value('name'))).toBe('Kiln');
  expect(source.value('priority')).toBeNull();
  expect(source).toMatchObject({ listed: false, indent: 2, keyIndent: 2 });
});

describe('a task in a table', () => {
  const text = '| ID | Status | Task | Notes |\n|---|---|---|---|\n<!-- about it -->\n| **A-1** |  | x |\n';
  const document = read(text);
  const source = document.sources.task(taskOf(document));
  test('its values are cells', () => {
    expect(held(document, source.value('id'))).toBe('**A-1**');
    expect(source.value('id')).toMatchObject({ style: 'cell', writable: true });
    expect(source.value('status')).toMatchObject({ style: 'empty', writable: true });
    expect(source.value('preCheck.status')).toBeNull();
    if (source.kind !== 'row') throw new Error('it is a row');
    expect(source.cell(3)).toBeNull();
    expect(source.cell(2)).toMatchObject({ style: 'cell' });
    expect(source.columns).toMatchObject({ id: 0, status: 1, name: 2, notes: 3, completed: -1 });
    expect(held(document, source.table.head)).toBe('| ID | Status | Task | Notes |\n');
  });
  test('its entry has the comments right above it', () => {
    expect(held(document, source.entry)).toBe('<!-- about it -->\n| **A-1** |  | x |\n');
  });
});

describe('a phase', () => {
  test('reaches from its heading to the next of its level, and has a list', () => {
    const document = read(`# P\n${yaml}#### Notes\n### Phase 2: B\n`);
    const [first, second] = document.plan.phases;
    if (first === undefined || second === undefined) throw new Error('there are two');
    const source = document.sources.phase(first);
    expect(held(document, source.section)).toMatch(/^### Phase 1: A\n[\s\S]*#### Notes\n$/);
    expect(held(document, source.heading)).toBe('### Phase 1: A\n');
    expect(source.container).toMatchObject({ kind: 'yaml', key: 'phase_1_tasks' });
    expect(source.container?.kind === 'yaml' && held(document, source.container.span)).toMatch(/^phase_1_tasks:\n[\s\S]*lines\n$/);
    expect(document.sources.phase(second)).toMatchObject({ container: null });
    expect(held(document, document.sources.phase(second).section)).toBe('### Phase 2: B\n');
  });
  test('has a table, or a list that is still empty', () => {
    const table = read('### Phase 1: A\n| ID | Status |\n|---|---|\n');
    expect(table.plan.phases.map((phase) => table.sources.phase(phase).container?.kind)).toEqual(['table']);
    const list = read('### Phase 1: A\n```yaml\nphase_1_tasks:\n```\n### Phase 2: B\n```yaml\nphase_2_tasks: []\n```\n');
    expect(list.plan.phases.map((phase) => list.sources.phase(phase).container)).toMatchObject([
      { kind: 'yaml', key: 'phase_1_tasks' },
      { kind: 'yaml', key: 'phase_2_tasks' },
    ]);
  });
  test('of family E is a mapping', () => {
    const document = read(
      'phases:\n  - id: P\n    tasks:\n      - task_id: A-1\n        status: done\n  - id: Q\n    tasks: []\n',
      'p.yaml',
    );
    const [first, second] = document.plan.phases.map((phase) => document.sources.phase(phase));
    expect(held(document, first?.section)).toMatch(/^ {2}- id: P\n[\s\S]*done\n$/);
    expect(held(document, first?.heading)).toBe('  - id: P\n');
    expect(second?.container).toMatchObject({ kind: 'yaml', key: 'tasks' });
  });
  test('without a heading is its list', () => {
    const document = read('phase_1_tasks:\n  - id: A-1\n    status: done\n', 'p.yaml');
    expect(document.plan.phases.map((phase) => held(document, document.sources.phase(phase).section))).toEqual([
      held(document, { start: 0, end: document.text.length }),
    ]);
  });
});

test('copies of tasks and phases have no place', () => {
  const { plan, sources } = read(yaml);
  const [task] = plan.tasks;
  const [phase] = plan.phases;
  if (task === undefined || phase === undefined) throw new Error('there is one of each');
  expect(() => sources.task({ ...task, id: 'TASKS-01' })).toThrow(/TASKS-01 is no task of this document/);
  expect(() => sources.phase({ ...phase })).toThrow(/none of this document/);
});

test.each([
  ['a\r\nb\r\nc\n', '\r\n'],
  ['a\r\nb\n', '\n'],
  ['a\nb', '\n'],
  ['', '\n'],
])('new lines of %j end with %j', (text, ending) => {
  expect(read(text).sources.lineEnding).toBe(ending);
});

describe('places', () => {
  test('count lines and columns from 1, columns in UTF-16 units, without the byte order mark', () => {
    const text = '\ufeff| ID | Status | Task |\r\n|---|---|---|\r\n| A-1 | ✅😀 x | y |\r\n';
    const document = read(text);
    expect(document.places.ofTask(taskOf(document), 'name')).toEqual({ line: 3, column: 17, endLine: 3, endColumn: 18 });
    expect(document.places.ofTask(taskOf(document), 'status')).toEqual({ line: 3, column: 9, endLine: 3, endColumn: 14 });
    expect(document.places.ofSpan({ start: 3, end: 3 })).toEqual({ line: 1, column: 1, endLine: 1, endColumn: 1 });
    expect(document.places.ofTask(taskOf(document), 'priority')).toEqual({ line: 3, column: 1, endLine: 3, endColumn: 20 });
  });
  test('of a part that the task does not have is its first line, not the comment above', () => {
    const document = read(yaml);
    expect(document.places.ofTask(taskOf(document), 'entry')).toEqual({ line: 8, column: 3, endLine: 8, endColumn: 17 });
    expect(document.places.ofTask(taskOf(document), 'completed')).toMatchObject({ line: 8 });
    expect(document.places.ofTask(taskOf(document), 'iplanStatus')).toMatchObject({ line: 20, column: 23 });
    expect(document.places.ofTask(taskOf(document), 'preCheck.items.verified_req')).toMatchObject({ line: 16, column: 27, endColumn: 32 });
  });
  test('of a phase and of a log row', () => {
    const document = read('## Session Log\n| Date | Task | Status | Notes |\n|---|---|---|---|\n| 2026-11-22 | A-1 |\n### Phase 1: A\n');
    const [row] = document.plan.sessionLog;
    const [phase] = document.plan.phases;
    if (row === undefined || phase === undefined) throw new Error('there is one of each');
    expect(document.places.ofLogRow(row, 'task')).toEqual({ line: 4, column: 16, endLine: 4, endColumn: 19 });
    expect(document.places.ofLogRow(row, 'notes')).toEqual(document.places.ofLogRow(row, 'row'));
    expect(document.places.ofPhase(phase)).toEqual({ line: 5, column: 1, endLine: 5, endColumn: 15 });
  });
  test('bytes that are no text count as one column each', () => {
    const document = readDocument('\xff\xfe\xc3x\n' as ByteString, { path: 'p.md', library: () => library });
    expect(document.places.ofSpan({ start: 3, end: 4 })).toEqual({ line: 1, column: 4, endLine: 1, endColumn: 5 });
  });
});
