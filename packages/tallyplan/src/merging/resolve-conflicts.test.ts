import { mergePlans } from '@tallyplan/core/document/merging/merge-plans';
import { usualMarkers } from '@tallyplan/core/document/merging/text-with-markers';
import { readDocument } from '@tallyplan/core/document/read';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { describe, expect, it } from 'vitest';
import { isMadeByLines } from '../git/merged-by-lines.ts';
import { yamlLibrary } from '../yaml-library.ts';
import { resolveConflicts } from './resolve-conflicts.ts';

const entry = (id: string) =>
  `  - id: ${id}\n    service_name: "Work of ${id}"\n    workflow:\n      implementation:\n        status: NOT_STARTED\n`;
const plan = (day: string, ...ids: readonly string[]) =>
  `# A plan\n\n${day}\n### Phase 1: Data\n\n\`\`\`yaml\nphase_1_tasks:\n${ids.map(entry).join('')}\`\`\`\n` as ByteString;
const updated = (day: string) => `> **Last Updated**: 2026-03-0${day}\n`;
const left = `<<<<<<< HEAD\n${updated('2')}=======\n${updated('3')}>>>>>>> theirs\n`;

const base = plan(updated('1'), 'TASKS-01', 'TASKS-02');
const ours = plan(updated('2'), 'TASKS-01', 'TASKS-02', 'TASKS-03');
const theirs = plan(updated('3'), 'TASKS-02', 'TASKS-01');

const resolved = (text: ByteString, take: 'ours' | 'theirs' | null = null, index = { base, ours, theirs }) =>
  resolveConflicts(
    { plan: text, ledgers: [] },
    {
      file: 'PLAN.md',
      stages: new Map([['PLAN.md', index]]),
      merged: () => null,
      isMadeByLines,
      actor: { name: 'Astrid', kind: 'human' },
      now: new Date(0),
      read: (each) => readDocument(each, { path: 'PLAN.md', library: yamlLibrary }),
      taken: () => take,
    },
  );
const idsIn = (text: string | null) => text?.match(/TASKS-\d\d$/gm);

describe('what git left in the plan', () => {
  it('is merged from the index where its lines stand twice: one side moved the entry', () => {
    const { plan: text, result } = resolved(plan(left, 'TASKS-02', 'TASKS-01', 'TASKS-02', 'TASKS-03'));
    expect(result.open).toEqual([]);
    expect([...(idsIn(text) ?? [])].sort()).toEqual(['TASKS-01', 'TASKS-02', 'TASKS-03']);
    expect(idsIn(text)?.indexOf('TASKS-02')).toBe(0);
    expect(text).toContain('2026-03-03');
  });

  it('is merged from the index where one side alone has an entry that both have: our new one and their moved one met', () => {
    const torn = plan(left, 'TASKS-02');
    const met = `<<<<<<< HEAD\n${entry('TASKS-03')}=======\n${entry('TASKS-01')}>>>>>>> theirs\n\`\`\`\n`;
    const { plan: text, result } = resolved(torn.replace(/```\n$/, met) as ByteString);
    expect(result.open).toEqual([]);
    expect(idsIn(text)).toEqual(['TASKS-02', 'TASKS-01', 'TASKS-03']);
  });

  it('is merged as it stands there else, since somebody may have settled some of it by hand', () => {
    const settled = plan(left, 'TASKS-02', 'TASKS-01', 'TASKS-03').replace('Work of TASKS-01', 'Work as somebody settled it') as ByteString;
    const { plan: text } = resolved(settled);
    expect(idsIn(text)).toEqual(['TASKS-02', 'TASKS-01', 'TASKS-03']);
    expect(text).toContain('Work as somebody settled it');
  });

  it('is merged from the index while nobody touched it: git’s lines may have settled a value that both sides moved', () => {
    const [mine, others] = ['IN_PROGRESS', 'COMPLETED'].map((status) => entry('TASKS-02').replace('NOT_STARTED', status));
    const of = (day: string, before: string, own = '') =>
      plan(day, 'TASKS-01').replace(entry('TASKS-01'), `${before}${entry('TASKS-01')}${own}`);
    // After crosswise merges: one had begun it where it stood, the other had put it elsewhere and completed it.
    const ancestor = of(updated('1'), `<<<<<<<<< one\n${mine}=========\n>>>>>>>>> two\n`, others);
    const index = { base: ancestor, ours: of(updated('2'), '', mine), theirs: of(updated('3'), '', others) } as Record<
      'base' | 'ours' | 'theirs',
      ByteString
    >;
    const byLines = of(left, '', mine) as ByteString;
    expect(resolved(byLines, null, index).result.open).toEqual([
      { file: 'PLAN.md', task: 'TASKS-02', message: 'TASKS-02: both sides moved `status`' },
    ]);
  });

  it('is left where both sides wrote another text, and told with its line', () => {
    const titled = (title: string) => plan(updated('1'), 'TASKS-01').replace('# A plan', title) as ByteString;
    const index = { base: titled('# A plan'), ours: titled('# Ours'), theirs: titled('# Theirs') };
    const text = titled('<<<<<<< HEAD\n# Ours\n=======\n# Theirs\n>>>>>>> theirs');
    expect(resolved(text, null, index).result.open).toEqual([
      { file: 'PLAN.md', message: '1 place of the text that both sides changed: line 1' },
    ]);
  });

  it('keeps the line ends of the file, where git keeps LF in the index', () => {
    const crlf = (text: string) => text.replaceAll('\n', '\r\n') as ByteString;
    for (const ids of [
      ['TASKS-02', 'TASKS-01', 'TASKS-02', 'TASKS-03'],
      ['TASKS-01', 'TASKS-02', 'TASKS-03'],
    ]) {
      const { plan: text } = resolved(crlf(plan(left, ...ids)));
      expect(text).toBe(crlf(resolved(plan(left, ...ids)).plan ?? ''));
    }
  });
});

describe('a task that one side took out and the other changed', () => {
  const renamed = plan(updated('1'), 'TASKS-01', 'TASKS-02').replace('Work of TASKS-02', 'Another name') as ByteString;
  const [head = '', entries = ''] = plan(updated('1'), 'TASKS-01').split(/(?=```\n$)/);
  const text =
    `${head}<<<<<<< HEAD\n=======\n${entry('TASKS-02').replace('Work of TASKS-02', 'Another name')}>>>>>>> theirs\n${entries}` as ByteString;
  const index = { base, ours: plan(updated('1'), 'TASKS-01'), theirs: renamed };

  it('is told by its name, with what keeps it', () => {
    expect(resolved(text, null, index).result.open).toEqual([
      {
        file: 'PLAN.md',
        task: 'TASKS-02',
        message: 'TASKS-02 was taken out in ours and changed in theirs: `tallyplan resolve TASKS-02 --take theirs` keeps it',
      },
    ]);
  });

  it('is there or not, as somebody decides', () => {
    expect(resolved(text, 'theirs', index)).toMatchObject({ plan: renamed, result: { open: [] } });
    expect(resolved(text, 'ours', index)).toMatchObject({ plan: index.ours, result: { open: [] } });
  });
});

describe('a task that both sides put somewhere else', () => {
  /** A plan whose phases hold those tasks; one that is renamed keeps its name. */
  const phases = (...tasks: readonly (readonly string[])[]) =>
    `# A plan\n\n${tasks
      .map((ids, at) => `### Phase ${at}: Part ${at}\n\n| Status | ID | Service |\n|---|---|---|\n${ids.map(tableRow).join('')}`)
      .join('\n')}\n---\n\nThe end.\n` as ByteString;
  const tableRow = (id: string) => {
    const [now = '', was = now] = id.split('=');
    return `| NOT_STARTED | ${now} | Work of ${was} |\n`;
  };
  const read = (text: ByteString) => readDocument(text, { path: 'PLAN.md', library: yamlLibrary });
  const idsOf = (text: ByteString) => read(text).plan.phases.map((phase) => phase.tasks.map(({ id }) => id));
  type Sides = { readonly base: ByteString; readonly ours: ByteString; readonly theirs: ByteString };
  /** As it is in the file, and what is asked of it. */
  const ask = (text: ByteString, index: Sides | null, take: Readonly<Record<string, 'ours' | 'theirs'>> = {}) => {
    const { plan: mended, result } = resolveConflicts(
      { plan: text, ledgers: [] },
      {
        file: 'PLAN.md',
        stages: new Map(index === null ? [] : [['PLAN.md', index]]),
        actor: { name: 'Astrid', kind: 'human' },
        now: new Date(0),
        merged: () => null,
        isMadeByLines,
        read,
        taken: (names) => names.map((name) => take[name]).find((side) => side !== undefined) ?? null,
      },
    );
    return { text: mended ?? text, open: result.open.map(({ task, message }) => task ?? message) };
  };
  const conflicted = (sides: Sides, showsBase = false) =>
    mergePlans({ base: read(sides.base), ours: read(sides.ours), theirs: read(sides.theirs) }, { markers: { ...usualMarkers, showsBase } })
      .text;

  const two: Sides = {
    base: phases(['A-01', 'A-02', 'A-03'], ['B-01'], ['C-01']),
    ours: phases(['A-01'], ['A-02', 'A-03', 'B-01'], ['C-01']),
    theirs: phases(['A-01'], ['B-01'], ['A-02', 'A-03', 'C-01']),
  };

  it.each([
    ['with git’s index', two],
    ['from the markers alone', null],
  ])('is decided one after the other, each for its own side, %s', (_, index) => {
    const first = ask(conflicted(two), index);
    expect(first.open).toEqual(['A-02', 'A-03']);
    const second = ask(first.text, index, { 'A-02': 'ours' });
    expect(second.open).toEqual(['A-03']);
    const third = ask(second.text, index, { 'A-03': 'theirs' });
    expect(third).toEqual({ text: phases(['A-01'], ['A-02', 'B-01'], ['A-03', 'C-01']), open: [] });
  });

  it('is decided by its new name, too', () => {
    const sides: Sides = { ...two, ours: phases(['A-01'], ['N-09=A-02', 'A-03', 'B-01'], ['C-01']) };
    const { text, open } = ask(conflicted(sides), sides, { 'N-09': 'theirs', 'A-03': 'theirs' });
    expect({ open, ids: idsOf(text) }).toEqual({ open: [], ids: [['A-01'], ['B-01'], ['N-09', 'A-03', 'C-01']] });
  });

  it('and that the other renamed stands once, where git’s lines have it under both names', () => {
    const sides: Sides = {
      base: phases(['A-01', 'A-02'], ['B-01']),
      ours: phases(['A-01', 'N-09=A-02'], ['B-01']),
      theirs: phases(['A-01'], ['B-01', 'A-02']),
    };
    const above = tableRow('A-01');
    const left = `${above}<<<<<<< HEAD\n${tableRow('N-09=A-02')}=======\n>>>>>>> theirs\n`;
    const text = sides.theirs.replace(above, left) as ByteString;
    const { text: mended, open } = ask(text, sides);
    expect({ open, ids: idsOf(mended) }).toEqual({ open: [], ids: [['A-01'], ['B-01', 'N-09']] });
  });

  it('leaves what stays open as it is, however often it is asked about', () => {
    const sides: Sides = {
      base: phases(['A-01', 'A-02'], ['B-01']),
      ours: phases(['A-01', 'N-09=A-02'], ['B-01']),
      theirs:
        `${phases(['A-01'], ['B-01']).replace('---\n\nThe end.\n', '')}### Phase 2: Part 2\n\n| Status | ID | Service |\n|---|---|---|\n\n---\n\nThe end.\n` as ByteString,
    };
    for (const [index, showsBase] of [
      [sides, false],
      [null, true],
    ] as const) {
      const once = ask(conflicted(sides, showsBase), index);
      expect(once.open).toEqual(['A-02']);
      expect(ask(once.text, index)).toEqual(once);
    }
  });
});

it('a marker that is left of a conflict is told, and nothing is decided while it stands', () => {
  const text = ours.replace('### Phase', '>>>>>>> theirs\n### Phase') as ByteString;
  const { plan: mended, result } = resolved(text);
  expect(mended).toBeNull();
  expect(result.open).toEqual([{ file: 'PLAN.md', message: 'line 5: a conflict marker without the others of its conflict; take it out' }]);
});
