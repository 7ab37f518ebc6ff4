import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { ByteString } from '../../model/byte-string.ts';
import { conflictSides } from '../../model/conflict-sides.ts';
import { readDocument } from '../read.ts';
import { mergePlans } from './merge-plans.ts';
import { usualMarkers } from './text-with-markers.ts';

/** A task by its id, with a status where it is not the usual one: `T-01`, `T-01 BLOCKED`. */
interface PhaseText {
  readonly heading: string;
  readonly tasks: readonly string[];
}
type Write = (...phases: readonly PhaseText[]) => ByteString;

const phase = (heading: string, ...tasks: readonly string[]): PhaseText => ({ heading, tasks });
const parts = (task: string) => task.split(' ') as [id: string, status?: string];

const fences: Write = (...phases) =>
  `# A plan\n\n## 2. Phases\n\n${phases
    .map(({ heading, tasks }) => {
      const entries = tasks.map((task) => {
        const [id, status = 'NOT_STARTED'] = parts(task);
        return `  - id: ${id}\n    service_name: "Work of ${id}"\n    workflow:\n      implementation:\n        status: ${status}\n`;
      });
      const fence = tasks.length === 0 ? '' : `\n\`\`\`yaml\nphase_${/\d+/.exec(heading)}_tasks:\n${entries.join('\n')}\`\`\`\n`;
      return `### Phase ${heading}\n**Goal**: Kept.\n${fence}`;
    })
    .join('\n---\n\n')}\n---\n\n## 3. Session Log\n\n| Date | Task | Status | Notes |\n|---|---|---|---|\n` as ByteString;

const tables: Write = (...phases) =>
  `# A plan\n\n${phases
    .map(({ heading, tasks }) => {
      const rows = tasks.map((task) => {
        const [id, status = 'NOT_STARTED'] = parts(task);
        return `| ${status} | ${id} | Work of ${id} |\n`;
      });
      const table = tasks.length === 0 ? '' : `\n| Status | ID | Service |\n|---|---|---|\n${rows.join('')}`;
      return `### Phase ${heading}\n**Goal**: Kept.\n${table}`;
    })
    .join('\n')}` as ByteString;

const master: Write = (...phases) =>
  `plan_id: "P"\n\nphases:\n${phases
    .map(({ heading, tasks }) => {
      const [number = '', name = ''] = heading.split(': ');
      const entries = tasks.map((task) => {
        const [id, status = 'pending'] = parts(task);
        return `      - task_id: "${id}"\n        name: "Work of ${id}"\n        status: "${status.toLowerCase()}"\n`;
      });
      return `  - id: "PHASE-${number}"\n    name: "${name}"\n    dependencies: []\n    tasks:${tasks.length === 0 ? ' []' : ''}\n${entries.join('\n')}`;
    })
    .join('\n')}\nsession_log: []\n` as ByteString;

it('a phase without a number is found again by its name, and one that both added at other places is in no phase’s way', () => {
  const read = (text: ByteString) => readDocument(text, { path: 'PLAN.md', library: () => yaml });
  const merge = (base: ByteString, ours: ByteString, theirs: ByteString) =>
    mergePlans({ base: read(base), ours: read(ours), theirs: read(theirs) }, { markers: usualMarkers });
  const [setup, data, feeds, added] = [
    phase('Setup', 'T-01'),
    phase('1: Data', 'T-02'),
    phase('2: Feeds', 'T-03'),
    phase('9: Ice', 'T-09'),
  ];
  const base = tables(setup, data, feeds);
  const blocked = tables(phase('Setup', 'T-01 BLOCKED'), data, feeds);
  expect(merge(base, blocked, tables(data, setup, feeds))).toMatchObject({
    text: tables(data, phase('Setup', 'T-01 BLOCKED'), feeds),
    conflicts: 0,
  });
  // A first phase stands behind none.
  expect(merge(base, tables(added, setup, data, feeds), blocked)).toMatchObject({
    text: tables(added, phase('Setup', 'T-01 BLOCKED'), data, feeds),
    conflicts: 0,
  });
  const untitled = (...phases: readonly PhaseText[]) => tables(...phases).replace('# A plan\n\n', '') as ByteString;
  expect(merge(untitled(setup, data), untitled(added, setup, data), untitled(phase('Setup', 'T-01 BLOCKED'), data))).toMatchObject({
    text: untitled(added, phase('Setup', 'T-01 BLOCKED'), data),
    conflicts: 0,
  });
  const tools = tables(phase('Tools', 'T-01'), data, feeds);
  expect(merge(base, tools, tables(setup, data, phase('2: Feeds', 'T-03 BLOCKED')))).toMatchObject({
    text: tables(phase('Tools', 'T-01'), data, phase('2: Feeds', 'T-03 BLOCKED')),
    conflicts: 0,
  });
  const both = merge(base, tables(setup, data, feeds, phase('9: Ice', 'T-09')), tables(setup, data, feeds, phase('9: Ice', 'T-10')));
  expect(both).toMatchObject({ text: tables(setup, data, feeds, phase('9: Ice', 'T-09', 'T-10')), conflicts: 0 });
  // One put a task into a phase that is new, the other into another one.
  const elsewhere = tables(setup, phase('1: Data'), phase('2: Feeds', 'T-03', 'T-02'));
  const ownPhase = tables(setup, phase('1: Data'), feeds, phase('9: Ice', 'T-02'));
  expect(merge(base, ownPhase, elsewhere)).toMatchObject({ conflicts: 1, apart: ['T-02'] });
  expect(conflictSides(merge(base, elsewhere, ownPhase).text)).toMatchObject({
    ours: expect.stringContaining('T-02'),
    theirs: expect.stringContaining('T-02'),
  });
  const apart = merge(base, tables(setup, added, data, feeds), tables(setup, data, feeds, added));
  expect(apart.conflicts).toBeGreaterThan(0);
});

it('a task that one side moved out of a table whose head the other changed stands where it was moved to', () => {
  const read = (text: ByteString) => readDocument(text, { path: 'PLAN.md', library: () => yaml });
  const data = phase('1: Data', 'T-01', 'T-02', 'T-03');
  const [base, moved] = [
    tables(data, phase('2: Feeds', 'T-04')),
    tables(phase('1: Data', 'T-01', 'T-03'), phase('2: Feeds', 'T-04', 'T-02')),
  ];
  const changed = (text: ByteString) => text.replace('| Service |', '| Task |') as ByteString;
  for (const [ours, theirs] of [
    [changed(base), moved],
    [moved, changed(base)],
  ] as const) {
    const merged = mergePlans({ base: read(base), ours: read(ours), theirs: read(theirs) }, { markers: usualMarkers });
    expect(merged).toMatchObject({ text: changed(moved), conflicts: 0 });
  }
});

it('a phase that one side added before another of the same id is in no conflict with what the other did', () => {
  const read = (text: ByteString) => readDocument(text, { path: 'PLAN.yaml', library: () => yaml });
  const [data, ice, frost] = [phase('1: Data', 'T-01'), phase('7: Ice', 'T-02'), phase('7: Frost')];
  const [base, added] = [master(data, ice), master(data, frost, ice)];
  const blocked = phase('1: Data', 'T-01 BLOCKED');
  for (const [ours, theirs] of [
    [added, master(blocked, ice)],
    [master(blocked, ice), added],
  ] as const) {
    const merged = mergePlans({ base: read(base), ours: read(ours), theirs: read(theirs) }, { markers: usualMarkers });
    expect(merged).toMatchObject({ text: master(blocked, frost, ice), conflicts: 0 });
  }
});

it('what parts two phases is in conflict where both sides changed it', () => {
  const read = (text: ByteString) => readDocument(text, { path: 'PLAN.md', library: () => yaml });
  const base = fences(phase('1: Data', 'T-01'), phase('2: Feeds', 'T-02'));
  const [ours, theirs] = ['***', '___'].map((rule) => base.replace('\n---\n', `\n${rule}\n`) as ByteString);
  if (ours === undefined || theirs === undefined) throw new Error('two were made');
  const { text, conflicts } = mergePlans({ base: read(base), ours: read(ours), theirs: read(theirs) }, { markers: usualMarkers });
  expect(conflicts).toBe(1);
  expect(conflictSides(text)).toMatchObject({ ours, theirs });
});

it('a phase that got another number and another name is in no conflict, nor are two of one heading with themselves', () => {
  const read = (text: ByteString) => readDocument(text, { path: 'PLAN.md', library: () => yaml });
  const merge = (ours: ByteString, base: ByteString | null, theirs: ByteString) =>
    mergePlans({ base: base === null ? null : read(base), ours: read(ours), theirs: read(theirs) }, { markers: usualMarkers });
  for (const write of [fences, tables]) {
    const base = write(phase('1: Data', 'T-01', 'T-02'));
    const renamed = write(phase('2: Feeds', 'T-01', 'T-02'));
    expect(merge(base, base, renamed)).toMatchObject({ text: renamed, conflicts: 0 });
    expect(merge(renamed, base, base)).toMatchObject({ text: renamed, conflicts: 0 });
    const twice = write(phase('1: Data', 'T-01'), phase('1: Data', 'T-02'));
    for (const before of [twice, null]) expect(merge(twice, before, twice)).toMatchObject({ text: twice, conflicts: 0 });
  }
});

const closed = (written = '') => written.replace(/\n\n+/g, '\n');

const styles = [
  ['fences', fences],
  ['tables', tables],
  ['a master plan', master],
] as const;

describe.each(styles)('phases of two plans, written as %s,', (style, write) => {
  const path = style === 'a master plan' ? 'PLAN.yaml' : 'PLAN.md';
  const read = (text: ByteString) => readDocument(text, { path, library: () => yaml });
  const crlf = (text: ByteString) => text.replaceAll('\n', '\r\n') as ByteString;
  const [data, more] = [phase('1: Data', 'T-01', 'T-02'), phase('2: More', 'T-03', 'T-04')];

  /** Merged both ways round, with either line end. */
  function merged(base: ByteString, ours: ByteString, theirs: ByteString) {
    const results = [base, crlf(base)].flatMap((_, windows) => {
      const [was, mine, others] = [base, ours, theirs].map((text) => read(windows === 0 ? text : crlf(text))) as [
        ReturnType<typeof read>,
        ReturnType<typeof read>,
        ReturnType<typeof read>,
      ];
      return [
        mergePlans({ base: was, ours: mine, theirs: others }, { markers: usualMarkers }),
        mergePlans({ base: was, ours: others, theirs: mine }, { markers: usualMarkers }),
      ].map(({ text, conflicts }) => ({ text: text.replaceAll('\r\n', '\n'), conflicts }));
    });
    for (const result of results) expect(result).toEqual(results[0]);
    return results[0];
  }

  it('are all there where both sides added some, by their numbers', () => {
    const [ours, theirs] = [phase('10: Winter'), phase('9: Ice', 'T-09')];
    expect(merged(write(data, more), write(data, more, ours), write(data, more, theirs))).toEqual({
      text: write(data, more, theirs, ours),
      conflicts: 0,
    });
  });

  it('stand behind what the other side added to the phase before them', () => {
    const longer = phase('2: More', 'T-03', 'T-04', 'T-05');
    expect(merged(write(data, more), write(data, more, phase('3: Ice', 'T-09')), write(data, longer))).toEqual({
      text: write(data, longer, phase('3: Ice', 'T-09')),
      conflicts: 0,
    });
  });

  it('take the tasks that their side put into them, as the other side has brought these on', () => {
    const theirs = write(data, phase('2: More', 'T-03', 'T-04 BLOCKED'), phase('4: Snow'));
    expect(merged(write(data, more), write(data, phase('2: More', 'T-03'), phase('3: Ice', 'T-04')), theirs)).toEqual({
      text: write(data, phase('2: More', 'T-03'), phase('3: Ice', 'T-04 BLOCKED'), phase('4: Snow')),
      conflicts: 0,
    });
  });

  it('stand in the order of the side that changed it, with what the other did below them', () => {
    const base = write(data, more, phase('3: Ice', 'T-05'));
    const ours = write(phase('3: Ice', 'T-05'), data, more);
    const theirs = write(phase('1: Data', 'T-01 BLOCKED', 'T-02', 'T-06'), phase('2: More', 'T-03'), phase('3: Ice', 'T-05', 'T-04'));
    expect(merged(base, ours, theirs)).toEqual({
      text: write(phase('3: Ice', 'T-05', 'T-04'), phase('1: Data', 'T-01 BLOCKED', 'T-02', 'T-06'), phase('2: More', 'T-03')),
      conflicts: 0,
    });
  });

  it('have the tasks that the other side put there, also behind one that has left', () => {
    const base = write(data, more, phase('3: Ice', 'T-05'));
    const ours = write(phase('1: Data', 'T-01'), more, phase('3: Ice', 'T-05', 'T-02'));
    const theirs = write(phase('2: More', 'T-04'), phase('1: Data', 'T-01', 'T-02', 'T-03'), phase('3: Ice', 'T-05'));
    const { text, conflicts } = merged(base, ours, theirs) ?? {};
    const both = write(phase('2: More', 'T-04'), phase('1: Data', 'T-01', 'T-03'), phase('3: Ice', 'T-05', 'T-02'));
    expect({ text: closed(text), conflicts }).toEqual({ text: closed(both), conflicts: 0 });
  });

  it('have another name and another order, and what the other side added behind one of them', () => {
    const base = write(data, more, phase('3: Ice', 'T-05'));
    const ours = write(data, phase('3: Ice', 'T-05'), phase('2: Much more', 'T-03', 'T-04'));
    expect(merged(base, ours, write(data, more, phase('3: Ice', 'T-05'), phase('4: Snow')))).toEqual({
      text: write(data, phase('3: Ice', 'T-05'), phase('4: Snow'), phase('2: Much more', 'T-03', 'T-04')),
      conflicts: 0,
    });
  });

  it('stand in another order with one that was added behind them, and with what the other side did below them', () => {
    const ours = write(phase('2: More', 'T-03', 'T-04'), phase('1: Data', 'T-01 BLOCKED', 'T-02'), phase('4: Snow'));
    const theirs = write(phase('1: Data', 'T-01', 'T-02', 'T-06'), phase('2: More', 'T-04', 'T-03', 'T-07'));
    expect(merged(write(data, more), ours, theirs)).toEqual({
      text: write(phase('2: More', 'T-04', 'T-03', 'T-07'), phase('1: Data', 'T-01 BLOCKED', 'T-02', 'T-06'), phase('4: Snow')),
      conflicts: 0,
    });
  });

  it('stand in both orders, where each side put others elsewhere; two orders that contradict each other are in conflict', () => {
    const [ice, snow] = [phase('3: Ice', 'T-05'), phase('4: Snow', 'T-06')];
    const base = write(data, more, ice, snow);
    const ours = write(phase('2: More', 'T-03', 'T-04', 'T-07'), data, ice, snow);
    const theirs = write(phase('1: Data', 'T-01', 'T-02', 'T-08'), more, phase('4: Snow', 'T-06', 'T-09'), ice);
    expect(merged(base, ours, theirs)).toEqual({
      text: write(
        phase('2: More', 'T-03', 'T-04', 'T-07'),
        phase('1: Data', 'T-01', 'T-02', 'T-08'),
        phase('4: Snow', 'T-06', 'T-09'),
        ice,
      ),
      conflicts: 0,
    });
    const sides = { base: read(write(data, more, ice)), ours: read(write(more, data, ice)), theirs: read(write(data, ice, more)) };
    expect(mergePlans(sides, { markers: usualMarkers }).conflicts).toBeGreaterThan(0);
  });

  it('are in conflict at both places where each side put one elsewhere, also one that has no task', () => {
    const [empty, ice] = [phase('2: More'), phase('3: Ice', 'T-05')];
    const sides = { base: read(write(data, empty, ice)), ours: read(write(data, ice, empty)), theirs: read(write(empty, data, ice)) };
    const { text, conflicts } = mergePlans(sides, { markers: usualMarkers });
    expect(conflicts).toBe(2);
    expect(conflictSides(text)).toMatchObject({ ours: sides.ours.text, theirs: sides.theirs.text });
  });

  it('that are empty take in what both sides put there', () => {
    const [base, ours, theirs, both] = [[], ['T-05'], ['T-06'], ['T-05', 'T-06']].map((tasks) =>
      write(data, more, phase('3: Ice', ...tasks)),
    );
    if (base === undefined || ours === undefined || theirs === undefined) throw new Error('four were written');
    const { text, conflicts } = merged(base, ours, theirs) ?? {};
    expect({ text: closed(text), conflicts }).toEqual({ text: closed(both), conflicts: 0 });
  });
});

it('a phase that was put below the rule behind another leaves that one to what the other side added to it', () => {
  const part = (heading: string, ...tasks: readonly string[]) => tables(phase(heading, ...tasks)).replace('# A plan\n\n', '');
  const [more, ice, longer] = [part('2: More', 'T-02'), part('3: Ice'), part('3: Ice', 'T-09')];
  const of = (...parts: readonly string[]) => `${tables(phase('1: Data', 'T-01'))}\n${parts.join('\n')}\n## 3. The end\n`;
  const sides = [of(more, ice, '---\n'), of(ice, '---\n', more), of(more, longer, '---\n')].map((text) =>
    readDocument(text as ByteString, { path: 'PLAN.md', library: () => yaml }),
  );
  const [base, ours, theirs] = sides;
  if (base === undefined || ours === undefined || theirs === undefined) throw new Error('three were written');
  for (const [mine, others] of [
    [ours, theirs],
    [theirs, ours],
  ] as const) {
    const { text, conflicts } = mergePlans({ base, ours: mine, theirs: others }, { markers: usualMarkers });
    expect({ text, conflicts }).toEqual({ text: of(longer, '---\n', more), conflicts: 0 });
  }
});
it('a list of a master plan is an empty one where each side took the other task away', () => {
  const plans = [
    master(phase('1: Data', 'T-01'), phase('2: More', 'T-03', 'T-04')),
    master(phase('1: Data', 'T-01', 'T-03'), phase('2: More', 'T-04')),
    master(phase('1: Data', 'T-01', 'T-04'), phase('2: More', 'T-03')),
  ].map((text) => readDocument(text, { path: 'PLAN.yaml', library: () => yaml }));
  const [base, ours, theirs] = plans;
  if (base === undefined || ours === undefined || theirs === undefined) throw new Error('three were written');
  const { text, conflicts } = mergePlans({ base, ours, theirs }, { markers: usualMarkers });
  expect(conflicts).toBe(0);
  expect(text).toMatch(/name: "More"\n.*\n {4}tasks: \[\]\n/);
});

it('two phases of one id are in conflict, since others may name it', () => {
  const [base, ours, theirs] = [[], [phase('2: Ice', 'T-05')], [phase('2: Snow', 'T-06')]].map((added) =>
    readDocument(master(phase('1: Data', 'T-01'), ...added), { path: 'PLAN.yaml', library: () => yaml }),
  );
  if (base === undefined || ours === undefined || theirs === undefined) throw new Error('three were written');
  expect(mergePlans({ base, ours, theirs }, { markers: usualMarkers }).conflicts).toBe(1);
});
