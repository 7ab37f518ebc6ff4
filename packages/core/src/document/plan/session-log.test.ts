import { describe, expect, test } from 'vitest';
import * as library from 'yaml';
import { encodeUtf8 } from '../../model/byte-string.ts';
import { readDocument } from '../read.ts';

const read = (text: string, path = 'plan.md') => readDocument(encodeUtf8(text), { path, library: () => library });
const rows = (text: string) =>
  read(text).plan.sessionLog.map(({ date, task, status, notes, line, placeholder }) => ({ date, task, status, notes, line, placeholder }));

describe('rows', () => {
  test('are read from the table of the section that bears the name, wherever it stands and however it is numbered', () => {
    for (const heading of ['## 3. Session Log', '### session log', '<h2>TASKS.07: Session Log</h2>', '## Session-Log of 2026']) {
      expect(
        rows(
          `# P\n\n${heading}\n\n| Date | Task ID | Status | Notes |\n|:--|:--|:--|:--|\n| 2026-11-22 | **TASKS-01** | ✅ Done | a \\| b<br>c |\n`,
        ),
      ).toEqual([{ date: '2026-11-22', task: 'TASKS-01', status: 'COMPLETED', notes: 'a | b\nc', line: 7, placeholder: false }]);
    }
  });

  test('may call their columns otherwise, in another order, and lack the task', () => {
    expect(rows('## Session Log\n| Status | Summary | Date |\n|---|---|---|\n| done | x | 2026-11-22 |\n')).toMatchObject([
      { date: '2026-11-22', task: '', status: 'COMPLETED', notes: 'x' },
    ]);
    expect(
      rows('## Session Log\n| Date | Task | Status | Notes |\n|---|---|---|---|\n| YYYY-MM-DD | TASKS-XX | COMPLETED | x |\n'),
    ).toMatchObject([{ task: 'TASKS-XX', placeholder: true }]);
  });

  test('need no heading where the table says it all, and are no tasks', () => {
    const { plan } = read('| Date | Task ID | Status | Notes |\n|---|---|---|---|\n| 2026-11-22 | TASKS-01 | done | x |\n');
    expect(plan.sessionLog).toHaveLength(1);
    expect(plan.tasks).toEqual([]);
  });

  test('of several tables in the section are one log', () => {
    const table = (day: string) => `| Date | Task | Status | Notes |\n|---|---|---|---|\n| ${day} | A-1 | done | x |\n\n`;
    const { plan, sources } = read(`## Session Log\n### 2026-10\n${table('2026-10-01')}### 2026-11\n${table('2026-11-01')}`);
    expect(plan.sessionLog.map(({ date }) => date)).toEqual(['2026-10-01', '2026-11-01']);
    expect(sources.log?.table?.end).toBe(sources.log?.row(plan.sessionLog[1] ?? never()).end);
  });

  test('that end early have empty values', () => {
    expect(rows('## Session Log\n| Date | Task | Status | Notes |\n|---|---|---|---|\n| 2026-11-22 |\n')).toMatchObject([
      { task: '', status: null, notes: '' },
    ]);
  });
});

function never(): never {
  throw new Error('there is no such row');
}

describe('where the log stands', () => {
  const table = (...days: string[]) =>
    `## Session Log\n| Date | Task | Status | Notes |\n|---|---|---|---|\n${days.map((day) => `| ${day} | A-1 | done | x |\n`).join('')}`;
  test.each([
    [['2026-11-01', '2026-11-02'], 'down'],
    [['2026-11-02', '2026-11-01'], 'up'],
    [['YYYY-MM-DD', '2026-11-02', 'soon', '2026-11-01', ''], 'up'],
    [['2026-11-01', '2026-11-01'], 'down'],
    [['2026-11-01'], 'down'],
    [['2026-11-01', '2026-11-02', '2026-11-03', '2025-01-01'], 'down'],
    [['2025-01-01', '2026-11-03', '2026-11-02', '2026-11-01'], 'up'],
    [['2026-11-02', '2026-11-01', '2026-11-03'], 'down'],
    [['2026-11-01', '2026-11-02', '2026-10-31'], 'up'],
    [[], 'down'],
  ])('the direction of %j is %s', (days, direction) => {
    expect(read(table(...days)).sources.log?.direction).toBe(direction);
  });

  test('a table: its columns, its rows, its section', () => {
    const text = `${table('2026-11-01')}\nmore\n# Next\n`;
    const { log } = read(text).sources;
    expect(log).toMatchObject({
      kind: 'table',
      columns: { date: 0, task: 1, status: 2, notes: 3 },
      list: null,
      section: { start: 0, end: text.indexOf('# Next') },
    });
    expect(log?.table?.columns).toEqual(['Date', 'Task', 'Status', 'Notes']);
    const row = log?.table?.row(0);
    expect(text.slice(row?.start, row?.end)).toBe('| 2026-11-01 | A-1 | done | x |\n');
  });

  test('a section that has no table yet; no section at all', () => {
    expect(read('# P\n## Session Log\nNone yet.\n').sources.log).toMatchObject({
      kind: 'table',
      table: null,
      section: { start: 4, end: 29 },
    });
    expect(read('# P\n').sources.log).toBeNull();
  });

  test('a list: from its key to its last row, with what its rows call their values', () => {
    const text =
      'phases: []\nsession_log:\n  - date: 2026-11-22\n    task_id: A-1\n    status: done\n    summary: "x"\n    more: y\n\nlast: 1\n';
    const { plan, sources } = read(text, 'p.yaml');
    expect(sources.log).toMatchObject({
      kind: 'yaml',
      table: null,
      section: null,
      list: { indent: 2, keys: { date: 'date', task: 'task_id', status: 'status', notes: 'summary' } },
    });
    const { span } = sources.log?.list ?? never();
    expect(text.slice(span.start, span.end)).toMatch(/^session_log:[\s\S]*more: y\n$/);
    const row = sources.log?.row(plan.sessionLog[0] ?? never()) ?? never();
    expect(text.slice(row.start, row.end)).toMatch(/^ {2}- date[\s\S]*more: y\n$/);
  });

  test('an empty list', () => {
    const text = 'phases:\n  - id: P\n    tasks:\n      - task_id: A-1\n        status: done\nsession_log: []\n';
    const { log } = read(text, 'p.yaml').sources;
    expect(log?.list).toMatchObject({ indent: 2, keys: { date: 'date', task: 'task', status: 'status', notes: 'notes' } });
    expect(text.slice(log?.list?.span.start, log?.list?.span.end)).toBe('session_log: []\n');
  });
});
