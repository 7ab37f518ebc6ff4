import { describe, expect, test } from 'vitest';
import * as library from 'yaml';
import { encodeUtf8 } from '../../model/byte-string.ts';
import { readDocument } from '../read.ts';

const read = (text: string, path = 'plan.md') => readDocument(encodeUtf8(text), { path, library: () => library });
/** Each flaw with what stands at its place. */
function flaws(text: string, path?: string) {
  const { plan, places, text: bytes } = read(text, path);
  return plan.flaws.map(({ rule, span, hint, task, message }) => ({
    rule,
    at: bytes.slice(span.start, span.end),
    line: places.ofSpan(span).line,
    hint,
    task,
    message,
  }));
}
const block = (key: string, body: string) => `\`\`\`yaml\n${key}:\n${body}\`\`\`\n`;
const good = (id: string) => `  - id: ${id}\n    workflow:\n      tasks:\n        status: NOT_STARTED\n`;

describe('statuses that are none of the five', () => {
  test('in a table, in YAML and in the log, each at its place with the nearest value', () => {
    const text = `| ID | Status |\n|---|---|\n| A-1 | **Complet** |\n| A-2 | |\n${block('phase_1_tasks', '  - id: A-3\n    workflow:\n      tasks:\n        status: "in review"\n')}## Session Log\n| Date | Task | Status | Notes |\n|---|---|---|---|\n| 2026-11-22 | A-1 | progress | x |\n| YYYY-MM-DD | A-1 | any | x |\n`;
    expect(flaws(text)).toEqual([
      {
        rule: 'unknown-status',
        at: '**Complet**',
        line: 3,
        hint: 'COMPLETED',
        task: 'A-01',
        message: 'The status "Complet" of A-1 is none of the five.',
      },
      { rule: 'unknown-status', at: '', line: 4, hint: undefined, task: 'A-02', message: 'A-2 has no status.' },
      {
        rule: 'unknown-status',
        at: '"in review"',
        line: 10,
        hint: 'IN_PROGRESS',
        task: 'A-03',
        message: 'The status "in review" of A-3 is none of the five.',
      },
      {
        rule: 'unknown-status',
        at: 'progress',
        line: 15,
        hint: 'IN_PROGRESS',
        task: undefined,
        message: 'The status "progress" of the log row of A-1 is none of the five.',
      },
    ]);
  });

  test('in a log that is a list, and in a row that names no task', () => {
    const head = 'plan_id: X\nphases:\n  - tasks:\n      - task_id: A-1\n        status: todo\nsession_log:\n';
    const rows =
      '  - date: 2026-11-22\n    status: progress\n  - date: 2026-11-23\n    task: A-1\n    status:\n  - date: 2026-11-24\n    task: A-1\n';
    expect(flaws(head + rows, 'plan.yaml')).toMatchObject([
      { rule: 'unknown-status', at: 'progress', line: 8, message: 'The status "progress" of this log row is none of the five.' },
    ]);
  });

  test('a legend of the document is heard', () => {
    const table = '| ID | Status |\n|---|---|\n| A-1 | ⏳ |\n';
    expect(flaws(table)).toMatchObject([{ rule: 'unknown-status', at: encodeUtf8('⏳') }]);
    expect(flaws(`Legend: ⏳ = in progress\n\n${table}`)).toEqual([]);
  });
});

test('markers that git left are told, and one that stands alone', () => {
  const both = `# A plan\n<<<<<<< ours\n${block('phase_1_tasks', good('A-1'))}=======\n>>>>>>> theirs\n`;
  expect(flaws(both)).toMatchObject([{ rule: 'ledger-forked', at: expect.stringContaining('<<<<<<<'), line: 2 }]);
  expect(flaws('# A plan\n\n>>>>>>> theirs\n')).toMatchObject([{ rule: 'unmapped', at: expect.stringContaining('>>>>>>>'), line: 3 }]);
});

describe('YAML that is not valid', () => {
  test.each([
    ['an open quote', '  - id: A-2\n    service_name: "Two\n    workflow:\n      tasks:\n        status: BLOCKED\n'],
    ['a wrong column', '  - id: A-2\n   service_name: Two\n'],
    ['a tab', '  - id: A-2\n\tservice_name: Two\n'],
    ['an open bracket', '  - id: A-2\n    dependents: [A-1\n'],
    ['an alias to nothing', '  - id: A-2\n    service_name: *two\n'],
    ['a mapping on the line of another', '  - id: A-2\n    service_name: a: b\n'],
    ['an entry without a dash', '  - id: A-2\n    priority: P0\n  x\n'],
    ['an undefined escape', '  - id: A-2\n    service_name: "\\q"\n'],
  ])('%s: told once, where it stands; the tasks of the block are read-only, the others are not', (_, broken) => {
    const text = `${block('phase_1_tasks', good('A-1') + broken + good('A-3'))}${block('phase_2_tasks', good('B-1'))}`;
    const { plan, places } = read(text);
    expect(plan.flaws.map(({ rule }) => rule)).toEqual(['invalid-yaml']);
    const { line } = places.ofSpan(plan.flaws[0]?.span ?? { start: 0, end: 0 });
    expect(line).toBeGreaterThanOrEqual(7);
    expect(line).toBeLessThanOrEqual(13);
    expect(plan.tasks.map(({ id, writable }) => [id, writable])).toEqual([
      ['A-1', false],
      ['A-2', false],
      ['A-3', false],
      ['B-1', true],
    ]);
    expect(plan.tasks[2]).toMatchObject({ status: 'NOT_STARTED' });
  });

  test('a YAML file that is nothing but broken', () => {
    expect(flaws('phases: [\n', 'plan.yaml')).toMatchObject([{ rule: 'invalid-yaml' }]);
    expect(flaws('phases: []\n---\nphases: []\n', 'plan.yaml')).toMatchObject([{ rule: 'invalid-yaml' }]);
  });

  test("a stranger's list is only noted", () => {
    expect(flaws('```yaml\njobs_tasks:\n  - id: [a\n```\n')).toMatchObject([{ rule: 'unmapped' }]);
    expect(flaws('```yaml\njobs:\n  - id: [a\n```\n')).toEqual([]);
  });
});

describe('keys that stand twice', () => {
  test.each([
    ['priority', 5, '  - id: A-1\n    priority: P0\n    priority: P1\n'],
    ['status', 7, '  - id: A-1\n    workflow:\n      tasks:\n        status: done\n        status: done\n'],
    ['ready', 8, '  - id: A-1\n    workflow:\n      pre_check:\n        checklist:\n          - ready: true\n          - ready: false\n'],
    ['note', 6, '  - id: A-1\n    note: x\n      y\n    note: y\n'],
  ])('%s on line %i: told at the second, and the block is read-only', (key, line, body) => {
    const text = block('phase_1_tasks', body);
    const found = flaws(text).filter(({ rule }) => rule === 'duplicate-key');
    expect(found).toMatchObject([{ at: key, line, message: `The key ${key} stands twice in one mapping or checklist.` }]);
    expect(read(text).plan.tasks.map(({ writable }) => writable)).toEqual([false]);
  });

  test('the items of two tasks have nothing to do with each other, however their checklists are written', () => {
    const items = (dash: string) =>
      `    workflow:\n      pre_check:\n        checklist:\n          ${dash}ready: true\n      post_check:\n        checklist:\n          ${dash}ready: true\n`;
    for (const dash of ['- ', '']) {
      const text = block('phase_1_tasks', `  - id: A-1\n    status: done\n${items(dash)}  - id: A-2\n    status: done\n${items(dash)}`);
      expect(flaws(text)).toEqual([]);
    }
  });

  test('the lists of a block are keys too', () => {
    expect(flaws(`\`\`\`yaml\nphase_1_tasks:\n${good('A-1')}phase_1_tasks:\n${good('A-2')}\`\`\`\n`)).toMatchObject([
      { rule: 'duplicate-key', at: 'phase_1_tasks', line: 7 },
    ]);
  });
});

describe('what is too much', () => {
  test('aliases that would explode are told, and read as far as they are sane', () => {
    const levels = Array.from({ length: 12 }, (_, i) => `l${i + 1}: &l${i + 1} [${Array(10).fill(`*l${i}`).join(', ')}]`);
    const { plan } = read(`\`\`\`yaml\nl0: &l0 x\n${levels.join('\n')}\nphase_1_tasks:\n${good('A-1')}\`\`\`\n`);
    expect(plan.flaws).toMatchObject([{ rule: 'invalid-yaml', message: expect.stringContaining('aliases') }]);
    expect(plan.tasks).toMatchObject([{ id: 'A-1', writable: false }]);
  });

  test.each([
    ['brackets', `x: ${'['.repeat(100_000)}`],
    ['braces', `x: ${'{a: '.repeat(100_000)}`],
    ['dashes', `x:\n${'- '.repeat(100_000)}`],
    ['columns', Array.from({ length: 1000 }, (_, i) => `${' '.repeat(i)}a:\n`).join('')],
  ])('nesting by %s is told, and does not end the process', (_, deep) => {
    const { plan } = read(`${block('phase_1_tasks', `${good('A-1')}${deep}\n`)}${block('phase_2_tasks', good('B-1'))}`);
    expect(plan.flaws).toMatchObject([{ rule: 'invalid-yaml', message: expect.stringContaining('nested too deep') }]);
    expect(plan.tasks.map(({ id, writable }) => [id, writable])).toEqual([
      ['A-1', false],
      ['B-1', true],
    ]);
  });

  test('a block too large for the library is told where its form begins', () => {
    const text = block('phase_1_tasks', `${good('A-1')}${good('A-2')}x: &a b\n${'# filler\n'.repeat(120_000)}`);
    const { plan, places } = read(text);
    expect(plan.flaws).toMatchObject([{ rule: 'invalid-yaml', message: expect.stringContaining('too large') }]);
    expect(places.ofSpan(plan.flaws[0]?.span ?? { start: 0, end: 0 }).line).toBe(11);
    expect(plan.tasks.map(({ id }) => id)).toEqual(['A-1', 'A-2']);
  });

  test('a comment that never ends', () => {
    expect(flaws(`# P\n<!-- open\n${block('phase_1_tasks', good('A-1'))}`)).toMatchObject([{ rule: 'unmapped', at: '<!-- open', line: 2 }]);
  });
});

describe('trackers in other languages', () => {
  test('have statuses where the column says so, and are told where their words are not known', () => {
    const table = '| ID | Tarea | Estado |\n|---|---|---|\n| T-1 | Uno | ✅ |\n| T-2 | Dos | Pendiente |\n';
    expect(flaws(table).map(({ rule, at }) => `${rule} ${at}`)).toEqual(['unknown-status Pendiente']);
    expect(read(table).plan.tasks.map(({ id, name, status }) => `${id} ${name} ${status}`)).toEqual(['T-1 Uno COMPLETED', 'T-2 Dos null']);
    const without = '| 文件 | 状态 |\n|---|---|\n| a | ✅ 完成 |\n';
    expect(flaws(without).map(({ rule, line }) => `${rule} ${line}`)).toEqual(['unmapped 1']);
    expect(flaws('| 文件 | 状态 |\n|---|---|\n| a | 好 |\n')).toEqual([]);
  });
});

describe('lists of checkboxes', () => {
  test('may have icons in the place of boxes, where no task is read and no legend is meant', () => {
    const list = '## Done\n\n- ✅ one\n* **🔄 two**\n- ✔️ three\n\n## Legend\n\n- ✅ = done\n- ⬜ — open\n- 🚧: wip\n';
    expect(flaws(list).map(({ line, message }) => [line, message])).toEqual([
      [3, '3 items with a status (2 done) of this section are not read as tasks: they have no ids.'],
    ]);
    expect(flaws(`| ID | Status |\n|---|---|\n| A-1 | todo |\n\n${list}`)).toEqual([]);
  });

  const told = (text: string) => flaws(text).map(({ rule, at, line, message }) => `${rule} ${line} ${at}: ${message}`);

  test('are told once a section, at the first box, and counted', () => {
    const text =
      '# Plan\n\n- [ ] one\n- [x] two\n\ntext\n\n  1. [X] three\n\n## Next\r\n\r\n* [ ] four\r\n      + [ ] five\r\n\n## Last\n\n- [ ] alone\n';
    expect(told(text)).toEqual([
      'unmapped 3 - [ ] one: 3 checkboxes (2 ticked) of this section are not read as tasks: they have no ids.',
      'unmapped 12 * [ ] four: 2 checkboxes (0 ticked) of this section are not read as tasks: they have no ids.',
    ]);
  });

  test('are no more notes than a reader can do with', () => {
    const text = Array.from({ length: 30 }, (_, i) => `## Section ${i}\n\n- [ ] a\n- [x] b\n`).join('\n');
    expect(told(text)).toHaveLength(10);
    expect(told(text).at(-1)).toContain('42 checkboxes of this section and 20 more');
    expect(told(text.replaceAll('[x]', '✅')).at(-1)).toContain('42 items of this section and 20 more');
  });

  test.each([
    ['links in brackets', '- [x](x.md)\n- [ ](y.md)\n'],
    ['code', '```\n- [ ] a\n- [ ] b\n```\n'],
    ['a comment', '<!--\n- [ ] a\n- [ ] b\n-->\n'],
    ['a plan whose tasks have entries of their own', `${block('phase_1_tasks', good('TASKS-01'))}\n- [ ] a\n- [ ] b\n`],
    ['one box alone', '- [ ] a\n'],
    ['cells of a table', '| A | B |\n|---|---|\n| - [ ] a | - [x] b |\n'],
    [
      'a document that is one task',
      '```yaml\ntasks_tracking:\n  id: TASKS-07\n  workflow:\n    implementation:\n      status: NOT_STARTED\n```\n\n- [ ] a\n- [ ] b\n',
    ],
  ])('are not seen in %s', (_, text) => {
    expect(flaws(text)).toEqual([]);
  });

  test('take time in proportion to the text', () => {
    expect(told(`${'- [ ] '.repeat(50_000)}\n${' '.repeat(200_000)}- [ ] a\n${'- ['.repeat(100_000)}`)).toEqual([]);
  });
});
