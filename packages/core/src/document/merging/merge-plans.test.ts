import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { ByteString } from '../../model/byte-string.ts';
import { conflictSides } from '../../model/conflict-sides.ts';
import { taskKeyOf } from '../../model/task-id.ts';
import { readDocument } from '../read.ts';
import { mergePlans } from './merge-plans.ts';
import type { Take } from './same-order.ts';
import { usualMarkers } from './text-with-markers.ts';

const entry = (id: string, status: string, name = `Work of ${id}`) => `  - id: ${id}
    service_name: "${name}"
    priority: P0
    dependents: ""
    workflow:
      pre_check:
        status: NOT_STARTED
        checklist:
          - verified_req: false
      tasks:
        status: ${status}
        iplan_id: IPLAN-${id.slice(-2)}
        iplan_status: ${status}
      post_check:
        status: NOT_STARTED
        checklist:
          - tasks_status_updated: false
`;
const row = (date: string, note: string) => `| ${date} | TASKS-01 | IN_PROGRESS | ${note} |\n`;
const plan = ({
  updated = '2026-03-01',
  first = entry('TASKS-01', 'NOT_STARTED'),
  second = entry('TASKS-02', 'NOT_STARTED'),
  rows = row('2026-03-01', 'begun'),
  prose = 'Inwards from the sensor.',
} = {}) =>
  `# A plan\n\n> **Last Updated**: ${updated}\n\n${prose}\n\n### Phase 1: Data\n**Goal**: Kept.\n\n\`\`\`yaml\nphase_1_tasks:\n${first}${second}\`\`\`\n\n## 3. Session Log\n\n| Date | Task ID | Status | Notes |\n|---|---|---|---|\n${rows}` as ByteString;

const read = (text: ByteString) => readDocument(text, { path: 'PLAN.md', library: () => yaml });
const merge = (ours: ByteString, theirs: ByteString, base: ByteString | null = plan()) =>
  mergePlans({ base: base === null ? null : read(base), ours: read(ours), theirs: read(theirs) }, { markers: usualMarkers });

describe('two plans', () => {
  it('that moved different tasks are one plan with both, without a conflict', () => {
    const ours = plan({ first: entry('TASKS-01', 'BLOCKED'), updated: '2026-03-04' });
    const theirs = plan({ second: entry('TASKS-02', 'DEFERRED'), updated: '2026-03-05' });
    const both = plan({ first: entry('TASKS-01', 'BLOCKED'), second: entry('TASKS-02', 'DEFERRED'), updated: '2026-03-05' });
    expect(merge(ours, theirs)).toEqual({ text: both, conflicts: 0, tasks: [], takenOut: [], apart: [] });
  });

  it('that moved one task alike agree', () => {
    const moved = plan({ first: entry('TASKS-01', 'BLOCKED') });
    expect(merge(moved, moved)).toMatchObject({ text: moved, conflicts: 0 });
  });

  it('that gave one task two ids and two statuses leave that as one task’s', () => {
    const [ours, theirs] = [entry('TASKS-11', 'BLOCKED', 'Work of TASKS-01'), entry('TASKS-12', 'IN_PROGRESS', 'Work of TASKS-01')];
    expect(merge(plan({ first: ours }), plan({ first: theirs }))).toMatchObject({
      tasks: [{ task: 'TASKS-01', paths: expect.arrayContaining(['id', 'status']) }],
    });
  });

  it('that added one task with two statuses have it once, in conflict', () => {
    const second = entry('TASKS-02', 'NOT_STARTED');
    const [ours, theirs] = ['BLOCKED', 'IN_PROGRESS'].map((status) => plan({ second: second + entry('TASKS-03', status) }));
    const { text, ...found } = merge(ours ?? plan(), theirs ?? plan());
    expect(found).toMatchObject({ conflicts: 1, tasks: [{ task: 'TASKS-03', paths: ['status', 'implementation.iplanStatus'] }] });
    expect(text.match(/id: TASKS-03/g)).toHaveLength(1);
  });

  it('that wrote another IPLAN each are in conflict over that line alone, with what stood there before where that is asked for', () => {
    const iplan = (id: string) => plan({ first: entry('TASKS-01', 'NOT_STARTED').replace('IPLAN-01', id) });
    const sides = { base: read(plan()), ours: read(iplan('IPLAN-07')), theirs: read(iplan('IPLAN-08')) };
    const line = (id: string) => `        iplan_id: ${id}\n`;
    const markers = { ...usualMarkers, showsBase: true };
    expect(mergePlans(sides, { markers })).toMatchObject({
      conflicts: 1,
      tasks: [{ task: 'TASKS-01', paths: ['implementation.iplanId'] }],
      text: expect.stringContaining(
        `<<<<<<< ours\n${line('IPLAN-07')}||||||| base\n${line('IPLAN-01')}=======\n${line('IPLAN-08')}>>>>>>> theirs\n`,
      ),
    });
    expect(mergePlans({ ...sides, base: null }, { markers }).text).not.toContain('|||||||');
  });

  it('take no side of a value over which their ancestor was in conflict itself', () => {
    const [blocked, begun] = [plan({ first: entry('TASKS-01', 'BLOCKED') }), plan({ first: entry('TASKS-01', 'IN_PROGRESS') })];
    const sides = { base: read(begun), ours: read(blocked), theirs: read(begun) };
    expect(mergePlans(sides, { markers: usualMarkers })).toMatchObject({ text: blocked, conflicts: 0 });
    // The other side of the ancestor has what ours has: both may have decided.
    expect(mergePlans({ ...sides, otherBase: read(blocked) }, { markers: usualMarkers })).toMatchObject({
      conflicts: 1,
      tasks: [{ task: 'TASKS-01' }],
    });
    expect(mergePlans({ ...sides, otherBase: read(begun) }, { markers: usualMarkers })).toMatchObject({ text: blocked, conflicts: 0 });
  });

  it('keep a day that one wrote and the other lacks, and a word that is no status', () => {
    const dated = (lines: string, status = 'IN_PROGRESS') =>
      plan({
        first: `  - id: TASKS-01\n    service_name: "Work"\n    workflow:\n      implementation:\n        status: ${status}\n${lines}`,
        second: '',
      });
    const started = '        started: 2026-03-02\n';
    expect(merge(dated(started), dated('', 'BLOCKED'), dated(''))).toMatchObject({ text: dated(started, 'BLOCKED'), conflicts: 0 });
    expect(merge(dated(started), dated('', 'BLOCKED'), dated(started))).toMatchObject({ text: dated('', 'BLOCKED'), conflicts: 0 });
    expect(merge(dated(started, 'SOMEHOW'), dated(''), dated(''))).toMatchObject({ text: dated(started, 'SOMEHOW'), conflicts: 0 });
    expect(merge(dated(started), dated('', 'BLOCKED'), null)).toMatchObject({ tasks: [{ task: 'TASKS-01' }] });
  });

  it('have no item that one of them took out of a checklist', () => {
    const items = (...keys: readonly string[]) =>
      plan({
        first: entry('TASKS-01', 'NOT_STARTED').replace(
          / {10}- verified_req.*\n/,
          keys.map((key) => `          - ${key}: false\n`).join(''),
        ),
      });
    const base = items('verified_req', 'checked_gaps', 'asked_around');
    const ticked = base.replace('asked_around: false', 'asked_around: true') as ByteString;
    const without = items('verified_req', 'asked_around');
    expect(merge(without, ticked, base)).toMatchObject({
      text: without.replace('asked_around: false', 'asked_around: true'),
      conflicts: 0,
    });
    const other = { base: read(base), otherBase: read(without), ours: read(without), theirs: read(ticked) };
    expect(mergePlans(other, { markers: usualMarkers })).toMatchObject({ conflicts: 1, tasks: [{ task: 'TASKS-01' }] });
  });

  it('are in conflict over a value that one of them writes so that it can’t be replaced, and merge all others', () => {
    const folded = (text: string) => text.replace('status: NOT_STARTED\n        iplan', 'status: >-\n          NOT_STARTED\n        iplan');
    const [first, second] = [entry('TASKS-01', 'NOT_STARTED'), entry('TASKS-02', 'NOT_STARTED')];
    const ours = plan({ first: entry('TASKS-01', 'BLOCKED') });
    expect(merge(ours, plan({ first: folded(first) }))).toMatchObject({ conflicts: 1, text: expect.stringContaining('=======') });
    const alone = (entryText: string) => plan({ first: entryText, second: '' });
    expect(merge(alone(entry('TASKS-01', 'BLOCKED')), alone(folded(first)), alone(first))).toMatchObject({ conflicts: 1 });
    const [one, other] = [
      plan({ first: entry('TASKS-01', 'BLOCKED'), second: second.replace('verified_req: false', 'verified_req: true') }),
      plan({ first: folded(first), second: entry('TASKS-02', 'DEFERRED') }),
    ];
    const { text, conflicts } = merge(one, other);
    expect(conflicts).toBe(1);
    expect(text).toContain(entry('TASKS-02', 'DEFERRED').replace('verified_req: false', 'verified_req: true'));
  });

  it('that have two entries of one id keep both, and what either side did of another task', () => {
    const twice = entry('TASKS-01', 'NOT_STARTED') + entry('TASKS-03', 'BLOCKED') + entry('TASKS-01', 'DEFERRED', 'Again');
    const ours = plan({ first: twice, second: entry('TASKS-02', 'BLOCKED') });
    const theirs = plan({ first: twice, prose: 'Outwards.' });
    expect(merge(ours, theirs, plan({ first: twice }))).toMatchObject({
      text: plan({ first: twice, second: entry('TASKS-02', 'BLOCKED'), prose: 'Outwards.' }),
      conflicts: 0,
    });
  });

  it('that have two tasks in one line merge what stands in other lines', () => {
    const line = '  [{id: TASKS-01, workflow: {tasks: {status: BLOCKED}}}, {id: TASKS-02, workflow: {tasks: {status: BLOCKED}}}]\n';
    const base = plan({ first: line, second: '' });
    const [ours, theirs] = [
      plan({ first: line, second: '', prose: 'Outwards.' }),
      plan({ first: line, second: '', updated: '2026-03-09' }),
    ];
    expect(read(base).plan.tasks).toHaveLength(2);
    expect(merge(ours, theirs, base)).toMatchObject({
      text: plan({ first: line, second: '', prose: 'Outwards.', updated: '2026-03-09' }),
      conflicts: 0,
    });
    const moved = (from: string, to: string) =>
      base.replace(`id: ${from}, workflow: {tasks: {status: BLOCKED`, `id: ${from}, workflow: {tasks: {status: ${to}`) as ByteString;
    expect(merge(moved('TASKS-01', 'DEFERRED'), moved('TASKS-02', 'COMPLETED'), base)).toMatchObject({
      text: moved('TASKS-01', 'DEFERRED').replace(/BLOCKED/, 'COMPLETED'),
      conflicts: 0,
    });
    expect(merge(moved('TASKS-02', 'DEFERRED'), moved('TASKS-02', 'COMPLETED'), base)).toMatchObject({
      conflicts: 1,
      tasks: [{ task: 'TASKS-02' }],
    });
  });

  it('that say Last Updated in other places, or with no date, merge it as the text that it is', () => {
    const fronted = (text: ByteString, updated: string) => `---\nlast_updated: ${updated}\n---\n\n${text}` as ByteString;
    expect(merge(fronted(plan(), '2026-03-02'), plan({ prose: 'Outwards.' }))).toMatchObject({
      text: fronted(plan({ prose: 'Outwards.' }), '2026-03-02'),
      conflicts: 0,
    });
    const later = fronted(plan(), '2026-03-05');
    expect(merge(fronted(plan(), 'soon'), later, fronted(plan(), '2026-03-01'))).toMatchObject({ text: later, conflicts: 0 });
    expect(merge(fronted(plan(), '2026-03-04'), later)).toMatchObject({ text: later, conflicts: 0 });
    const soon = plan({ updated: 'soon' });
    expect(merge(soon, plan({ updated: '2026-03-02' })).conflicts).toBe(1);
    expect(merge(soon, plan({ prose: 'Outwards.' }))).toMatchObject({ text: plan({ updated: 'soon', prose: 'Outwards.' }), conflicts: 0 });
    expect(merge(plan({ updated: '2026-03-02 10:00' }), plan({ updated: '2026-03-02' }))).toMatchObject({
      text: plan({ updated: '2026-03-02 10:00' }),
      conflicts: 0,
    });
  });

  it('that moved one task differently leave one decision, all of its progress in one piece', () => {
    const { text, conflicts, tasks } = merge(
      plan({ first: entry('TASKS-01', 'BLOCKED') }),
      plan({ first: entry('TASKS-01', 'IN_PROGRESS') }),
    );
    expect({ conflicts, tasks }).toEqual({ conflicts: 1, tasks: [{ task: 'TASKS-01', paths: ['status', 'implementation.iplanStatus'] }] });
    expect(text).toContain(
      '<<<<<<< ours\n        status: BLOCKED\n        iplan_id: IPLAN-01\n        iplan_status: BLOCKED\n=======\n        status: IN_PROGRESS\n',
    );
  });

  it.each([
    ['a row', row('2026-03-01', 'begun')],
    ['the head of its log, without rows', ''],
  ])('end without a line ending where both do, or one of them took it away: %s', (_, last) => {
    const open = (rows: string, change: Parameters<typeof plan>[0] = {}) => plan({ rows, ...change }).slice(0, -1) as ByteString;
    const ours = open(last, { prose: 'Outwards.' });
    expect(merge(ours, open(last), open(last))).toMatchObject({ text: ours, conflicts: 0 });
    expect(merge(open(last), ours, open(last))).toMatchObject({ text: ours, conflicts: 0 });
    expect(merge(ours, plan({ rows: last }), plan({ rows: last }))).toMatchObject({ text: ours, conflicts: 0 });
    expect(merge(open(last), open(last), null)).toMatchObject({ text: open(last), conflicts: 0 });
    const added = row('2026-03-05', 'gone on');
    expect(merge(open(last + added), open(last), open(last))).toMatchObject({ text: open(last + added), conflicts: 0 });
    expect(merge(open(last + added), open(last, { prose: 'Outwards.' }), open(last))).toMatchObject({
      text: open(last + added, { prose: 'Outwards.' }),
      conflicts: 0,
    });
    expect(merge(open(last), plan({ rows: last }), open(last))).toMatchObject({ text: plan({ rows: last }), conflicts: 0 });
  });

  it('have no row that one of them took out, nor one twice that both added', () => {
    const [begun, second, added] = [row('2026-03-01', 'begun'), row('2026-03-02', 'second'), row('2026-03-03', 'added')];
    for (const [ours, theirs] of [
      [begun + added, begun + second + added],
      [begun + second + added, begun + added],
    ] as const) {
      expect(merge(plan({ rows: ours }), plan({ rows: theirs }), plan({ rows: begun + second }))).toMatchObject({
        text: plan({ rows: begun + added }),
        conflicts: 0,
      });
    }
  });

  it('keep every row of the log, by date, and those of one date ours first', () => {
    const begun = row('2026-03-01', 'begun');
    const ours = plan({ rows: begun + row('2026-03-02', 'o') + row('2026-03-04', 'o') });
    const theirs = plan({ rows: begun + row('2026-03-02', 't') + row('2026-03-03', 't') });
    const rows = begun + row('2026-03-02', 'o') + row('2026-03-02', 't') + row('2026-03-03', 't') + row('2026-03-04', 'o');
    expect(merge(ours, theirs)).toMatchObject({ text: plan({ rows }), conflicts: 0 });
  });

  it('keep the direction of a log that has its newest row first', () => {
    const old = row('2026-03-02', 'second') + row('2026-03-01', 'first');
    const ours = plan({ rows: row('2026-03-05', 'o') + old });
    const theirs = plan({ rows: row('2026-03-04', 't') + old });
    const merged = merge(ours, theirs, plan({ rows: old }));
    expect(merged).toMatchObject({ text: plan({ rows: row('2026-03-05', 'o') + row('2026-03-04', 't') + old }), conflicts: 0 });
  });

  it('have the tasks that each of them added at one place', () => {
    const second = entry('TASKS-02', 'NOT_STARTED');
    const ours = plan({ second: second + entry('TASKS-03', 'NOT_STARTED') });
    const theirs = plan({ second: second + entry('TASKS-04', 'NOT_STARTED') });
    const both = plan({ second: second + entry('TASKS-03', 'NOT_STARTED') + entry('TASKS-04', 'NOT_STARTED') });
    expect(merge(ours, theirs)).toMatchObject({ text: both, conflicts: 0 });
  });

  it('merge a task that one gave another id and another name, where somebody knows of it, with what the other did of it', () => {
    const ours = plan({ second: entry('TASKS-02', 'BLOCKED') });
    const theirs = plan({ second: entry('NEW-02', 'NOT_STARTED', 'Another name') });
    const renamed = new Map([[taskKeyOf('TASKS-02'), taskKeyOf('NEW-02')]]);
    const sides = { base: read(plan()), ours: read(ours), theirs: read(theirs) };
    expect(mergePlans(sides, { markers: usualMarkers })).toMatchObject({ conflicts: 1 });
    expect(mergePlans(sides, { markers: usualMarkers, renamed })).toMatchObject({
      text: plan({ second: entry('NEW-02', 'BLOCKED', 'Another name') }),
      conflicts: 0,
    });
  });

  it('merge a task that one renamed with what the other did of it', () => {
    const ours = plan({ first: entry('TASKS-11', 'NOT_STARTED', 'Work of TASKS-01').replace('IPLAN-11', 'IPLAN-01') });
    const theirs = plan({ first: entry('TASKS-01', 'BLOCKED') });
    expect(merge(ours, theirs).text).toBe(
      plan({ first: entry('TASKS-11', 'BLOCKED', 'Work of TASKS-01').replace('IPLAN-11', 'IPLAN-01') }),
    );
  });

  it('merge a task that one moved with what the other did of it', () => {
    const [first, second] = [entry('TASKS-01', 'NOT_STARTED'), entry('TASKS-02', 'NOT_STARTED')];
    const text = (one: string, two: string) =>
      plan({ first: one, second: `\`\`\`\n\n### Phase 2: Later\n**Goal**: Seen.\n\n\`\`\`yaml\nphase_2_tasks:\n${two}` });
    const renamed = entry('TASKS-01', 'BLOCKED', 'Another name');
    const merged = merge(text('', first + second), text(renamed, second), text(first, second));
    expect(merged).toMatchObject({ text: text('', renamed + second), conflicts: 0 });
  });

  describe('of which one put the tasks of a phase in another order', () => {
    const listed = (...entries: readonly string[]) => plan({ first: entries.map((each) => `${each}\n`).join(''), second: '' });
    const [first, second, third] = ['TASKS-01', 'TASKS-02', 'TASKS-03'].map((id) => entry(id, 'NOT_STARTED')) as [string, string, string];
    const [work, added] = [entry('TASKS-02', 'IN_PROGRESS', 'Another name'), entry('TASKS-04', 'NOT_STARTED')];
    it.each([
      ['what the other did of the task', [listed(second, first, third), listed(first, work, third)], listed(work, first, third)],
      [
        'what the other added behind it',
        [listed(second, first, third), listed(first, work, added, third)],
        listed(work, first, added, third),
      ],
      ['its own new task before it', [listed(first, third, added, second), listed(first, work, third)], listed(first, third, added, work)],
    ] as const)('keep %s, too', (_, [reordered, worked], both) => {
      const base = listed(first, second, third);
      expect(merge(reordered, worked, base)).toMatchObject({ text: both, conflicts: 0 });
      expect(merge(worked, reordered, base)).toMatchObject({ text: both, conflicts: 0 });
    });

    it('keep what the other added at the end of a master plan, where lists of tasks begin alike', () => {
      const task = (id: string, status: string) => `      - task_id: "${id}"\n        name: "Work of ${id}"\n        status: "${status}"\n`;
      const phase = (id: string, ...tasks: readonly string[]) =>
        `  - id: "${id}"\n    name: "Phase ${id}"\n    dependencies: []\n    tasks:\n${tasks.join('\n')}`;
      const master = (...tasks: readonly string[]) =>
        `plan_id: "A plan"\n\nphases:\n${phase('PHASE-1', task('TASKS-01', 'pending'))}\n${phase('PHASE-2', ...tasks)}\nsession_log: []\n` as ByteString;
      const readMaster = (text: ByteString) => readDocument(text, { path: 'PLAN.yaml', library: () => yaml });
      const [one, two, work, added] = [
        task('TASKS-02', 'pending'),
        task('TASKS-03', 'pending'),
        task('TASKS-03', 'deferred'),
        task('TASKS-04', 'pending'),
      ];
      const sides = {
        base: readMaster(master(one, two)),
        ours: readMaster(master(one, work, added)),
        theirs: readMaster(master(two, one)),
      };
      expect(mergePlans(sides, { markers: usualMarkers })).toMatchObject({ text: master(work, one, added), conflicts: 0 });
    });

    const row = (id: string) => `| NOT_STARTED | **${id}** | Work of ${id} | P1 | |\n`;
    const table = (phase: number, ...ids: readonly string[]) =>
      `### Phase ${phase}: Part ${phase}\n\n| Status | ID | Service | Priority | Dependents |\n|---|---|---|---|---|\n${ids.map(row).join('')}\n`;
    const tables = (early: readonly string[], late: readonly string[]) =>
      `# A plan\n\n${table(0, ...early)}${table(1, ...late)}---\n\nThe end.\n` as ByteString;

    it('keep its rows together, where the other moved a row of another table to its end', () => {
      const base = tables(['A-01', 'A-02'], ['B-01', 'B-02', 'B-03']);
      const ours = tables(['A-01', 'A-02'], ['B-02', 'B-03', 'B-01']);
      const theirs = tables(['A-01'], ['B-01', 'B-02', 'B-03', 'A-02']);
      expect(merge(ours, theirs, base)).toMatchObject({ text: tables(['A-01'], ['B-02', 'B-03', 'A-02', 'B-01']), conflicts: 0 });
    });

    it('leave out what the other took out', () => {
      const base = tables(['A-01'], ['B-01', 'B-02', 'B-03', 'B-04']);
      const ours = tables(['A-01', 'B-04'], ['B-01', 'B-03']);
      const theirs = tables(['A-01'], ['B-02', 'B-03', 'B-04', 'N-09', 'B-01']);
      expect(merge(ours, theirs, base)).toMatchObject({ text: tables(['A-01', 'B-04'], ['B-03', 'N-09', 'B-01']), conflicts: 0 });
    });

    it('are in conflict where both did, each in its own way', () => {
      const [ours, theirs] = [listed(second, first, third), listed(first, third, second)];
      expect(merge(ours, theirs, listed(first, second, third)).conflicts).toBeGreaterThan(0);
    });
  });

  it.each(['ours', 'theirs'] as const)('are in conflict over a task that %s took out and the other moved, until somebody decides', (by) => {
    const [without, moved] = [plan({ second: '' }), plan({ second: entry('TASKS-02', 'IN_PROGRESS') })];
    const [ours, theirs] = by === 'ours' ? [without, moved] : [moved, without];
    expect(merge(ours, theirs)).toMatchObject({ conflicts: 1, tasks: [], takenOut: [{ task: 'TASKS-02', by }] });
    const sides = { base: read(plan()), ours: read(ours), theirs: read(theirs) };
    for (const side of ['ours', 'theirs'] as const) {
      const take = (task: string) => (task === 'TASKS-02' ? side : null);
      expect(mergePlans(sides, { markers: usualMarkers, take })).toMatchObject({
        text: sides[side].text,
        conflicts: 0,
        takenOut: [],
        apart: [],
      });
    }
    expect(mergePlans(sides, { markers: usualMarkers, take: (task) => (task === 'TASKS-01' ? by : null) }).conflicts).toBe(1);
  });

  it('have no task that was taken out where both changed its text, or where it is not known what was there', () => {
    const [ours, theirs] = ['Other', 'Another'].map((name) => plan({ second: entry('TASKS-02', 'NOT_STARTED', name) }));
    if (ours === undefined || theirs === undefined) throw new Error('two were made');
    expect(merge(ours, theirs)).toMatchObject({ conflicts: 1, takenOut: [], apart: [] });
    expect(merge(plan({ second: '' }), theirs, null)).toMatchObject({ conflicts: 1, takenOut: [], apart: [] });
  });

  it('are in conflict over prose that both changed, as in git', () => {
    const { text, conflicts, tasks } = merge(plan({ prose: 'Outwards.' }), plan({ prose: 'Sideways.' }));
    expect({ conflicts, tasks }).toEqual({ conflicts: 1, tasks: [] });
    expect(text).toContain('<<<<<<< ours\nOutwards.\n=======\nSideways.\n>>>>>>> theirs\n');
  });

  it.each([
    ['ours', 'with', plan()],
    ['theirs', 'with', plan()],
    ['ours', 'without', null],
    ['theirs', 'without', null],
  ] as const)('have nothing left where somebody decided for %s, %s a common ancestor', (side, _, base) => {
    const ours = plan({ first: entry('TASKS-01', 'BLOCKED') });
    const theirs = plan({ first: entry('TASKS-01', 'IN_PROGRESS') });
    const sides = { base: base === null ? null : read(base), ours: read(ours), theirs: read(theirs) };
    const merged = mergePlans(sides, { markers: usualMarkers, settle: (_task, conflict) => conflict[side] });
    expect(merged).toEqual({ text: side === 'ours' ? ours : theirs, conflicts: 0, tasks: [], takenOut: [], apart: [] });
  });

  it('without a common ancestor are in conflict wherever they differ, save for log and date', () => {
    const ours = plan({ first: entry('TASKS-01', 'BLOCKED'), updated: '2026-03-04' });
    const theirs = plan({ rows: row('2026-03-01', 'begun') + row('2026-03-02', 't') });
    expect(merge(ours, theirs, null)).toMatchObject({
      conflicts: 1,
      tasks: [{ task: 'TASKS-01' }],
      text: expect.stringContaining('2026-03-04'),
    });
  });
});

describe('one line that both sides changed', () => {
  const cells = (...values: readonly string[]) => `| ${values.join(' | ')} |\n`;
  const table = (first: string, others = cells('NOT_STARTED', 'TASKS-02', 'Gate', '', 'South')) =>
    `# A plan\n\n### Phase 1: Data\n\n${cells('Status', 'ID', 'Service', 'Dependents', 'Where')}|---|---|---|---|---|\n${first}${others}` as ByteString;
  const usual = ['NOT_STARTED', 'TASKS-01', 'Berth \\| store', 'TASKS-02, TASKS-03, the rota', 'North'] as const;
  const row = (change: Partial<Record<number, string>>) => cells(...usual.map((value, at) => change[at] ?? value));

  it.each([
    [
      'an id, and whom it names',
      { 1: 'TASKS-40' },
      { 3: 'TASKS-50, TASKS-03, the rota' },
      { 1: 'TASKS-40', 3: 'TASKS-50, TASKS-03, the rota' },
    ],
    ['a name, and a cell of people’s own', { 2: 'Berth \\| hall' }, { 4: 'East' }, { 2: 'Berth \\| hall', 4: 'East' }],
    [
      'two ids of one list',
      { 3: 'TASKS-50, TASKS-03, the rota' },
      { 3: 'TASKS-02, TASKS-60, the rota' },
      { 3: 'TASKS-50, TASKS-60, the rota' },
    ],
    ['a status, a name and an id', { 0: 'BLOCKED', 2: 'Berths' }, { 1: 'TASKS-40' }, { 0: 'BLOCKED', 1: 'TASKS-40', 2: 'Berths' }],
  ])('of a table is in no conflict over %s', (...[, ours, theirs, both]) => {
    for (const [one, other] of [
      [ours, theirs],
      [theirs, ours],
    ] as const)
      expect(merge(table(row(one)), table(row(other)), table(row({})))).toMatchObject({ text: table(row(both)), conflicts: 0 });
  });

  it.each([
    ['one cell', { 4: 'East' }, { 4: 'West' }],
    ['words of one name', { 2: 'Berth \\| hall' }, { 2: 'Quay \\| store' }],
    ['words of a list', { 3: 'TASKS-50, TASKS-03, the rota' }, { 3: 'TASKS-02, TASKS-03, the list' }],
    ['one id of a list', { 3: 'TASKS-50, TASKS-03, the rota' }, { 3: 'TASKS-60, TASKS-03, the rota' }],
    ['one id', { 1: 'TASKS-40' }, { 1: 'TASKS-50' }],
    ['a status, whatever else differs', { 0: 'BLOCKED', 2: 'Berths' }, { 0: 'COMPLETED' }],
  ])('of a table is in conflict over %s', (...[, ours, theirs]) => {
    expect(merge(table(row(ours)), table(row(theirs)), table(row({})))).toMatchObject({ conflicts: 1 });
  });

  it('of a table is merged by itself where rows beside it were changed and added', () => {
    const second = (where: string) => cells('NOT_STARTED', 'TASKS-02', 'Gate', '', where);
    const third = (name: string) => cells('NOT_STARTED', 'TASKS-03', name, '', 'West');
    const base = table(row({}), second('South'));
    const ours = table(row({ 2: 'Berths' }), second('South') + third('Ours'));
    expect(merge(ours, table(row({ 4: 'East' }), second('East')), base)).toMatchObject({
      text: table(row({ 2: 'Berths', 4: 'East' }), second('East') + third('Ours')),
      conflicts: 0,
    });
    expect(merge(ours, table(row({}), second('East')), base)).toMatchObject({
      text: table(row({ 2: 'Berths' }), second('East') + third('Ours')),
      conflicts: 0,
    });
    // One id for two tasks: nobody knows which is meant.
    expect(merge(ours, table(row({ 4: 'East' }), second('East') + third('Theirs')), base)).toMatchObject({
      conflicts: 1,
      text: expect.stringContaining('Theirs'),
    });
  });

  it('and lines of one entry that stand side by side, are merged line by line', () => {
    const [ours, theirs] = ['priority: P0\n    dependents: "TASKS-09"', 'priority: P1\n    dependents: ""'].map((lines) =>
      plan({ first: entry('TASKS-01', 'NOT_STARTED').replace('priority: P0\n    dependents: ""', lines) }),
    );
    expect(merge(ours ?? plan(), theirs ?? plan())).toMatchObject({
      conflicts: 0,
      text: plan({
        first: entry('TASKS-01', 'NOT_STARTED').replace('priority: P0\n    dependents: ""', 'priority: P1\n    dependents: "TASKS-09"'),
      }),
    });
  });

  it('of prose is in conflict with the line beside it, as in git', () => {
    expect(merge(plan({ prose: 'One.\nTwo!' }), plan({ prose: 'One!\nTwo.' }), plan({ prose: 'One.\nTwo.' }))).toMatchObject({
      conflicts: 1,
    });
  });
});

describe('tasks that both sides put somewhere', () => {
  /** A plan in YAML alone, where the same line stands above the tasks of every phase. */
  const phases = (...tasks: readonly (readonly string[])[]) =>
    `plan_id: "P"\nphases:\n${tasks
      .map(
        (ids, at) =>
          `  - id: "PHASE-${at}"\n    name: "Part ${at}"\n    tasks:${ids.length === 0 ? ' []' : ''}\n${ids
            .map((id) => `      - task_id: "${id}"\n        name: "Work of ${id}"\n        status: "pending"\n`)
            .join('\n')}`,
      )
      .join('\n')}\nsession_log: []\n` as ByteString;
  const readPhases = (text: ByteString) => readDocument(text, { path: 'PLAN.yaml', library: () => yaml });
  const mergePhases = (base: ByteString, ...[ours, theirs, take = () => null]: readonly [ByteString, ByteString, Take?]) =>
    mergePlans({ base: readPhases(base), ours: readPhases(ours), theirs: readPhases(theirs) }, { markers: usualMarkers, take });
  const idsIn = (text: ByteString) => readPhases(text).plan.phases.map(({ tasks }) => tasks.map(({ id }) => id));

  it('stand there once, two neighbours that went to one place too', () => {
    const base = phases(['T-01', 'T-02'], ['T-04']);
    const ours = phases(['T-01'], ['T-04', 'T-02']);
    const theirs = phases(['T-02'], ['T-04', 'T-01']);
    const { text, conflicts } = mergePhases(base, ours, theirs);
    expect({ conflicts, ids: idsIn(text).map((ids) => [...ids].sort()) }).toEqual({
      conflicts: 0,
      ids: [[], ['T-01', 'T-02', 'T-04']],
    });
  });

  it('are in conflict where the other side took one out, until somebody decides', () => {
    const base = phases(['T-01', 'T-02'], ['T-04']);
    const [ours, theirs] = [phases(['T-01'], ['T-04', 'T-02']), phases(['T-01'], ['T-04'])];
    expect(mergePhases(base, ours, theirs)).toMatchObject({ conflicts: 1, takenOut: [{ task: 'T-02', by: 'theirs' }] });
    expect(mergePhases(base, theirs, ours)).toMatchObject({ conflicts: 1, takenOut: [{ task: 'T-02', by: 'ours' }] });
    expect(idsIn(mergePhases(base, ours, theirs, () => 'ours').text)).toEqual([['T-01'], ['T-04', 'T-02']]);
    expect(idsIn(mergePhases(base, ours, theirs, () => 'theirs').text)).toEqual([['T-01'], ['T-04']]);
  });

  it('are in conflict where each side put one to a place of its own, until somebody decides', () => {
    const base = phases(['T-01', 'T-02'], ['T-04'], ['T-05']);
    const [ours, theirs] = [phases(['T-01'], ['T-04', 'T-02'], ['T-05']), phases(['T-01'], ['T-04'], ['T-05', 'T-02'])];
    expect(mergePhases(base, ours, theirs)).toMatchObject({ conflicts: 1, tasks: [], takenOut: [], apart: ['T-02'] });
    expect(mergePhases(base, ours, theirs, () => 'ours')).toMatchObject({ conflicts: 0, apart: [], text: ours });
    expect(mergePhases(base, ours, theirs, () => 'theirs')).toMatchObject({ conflicts: 0, apart: [], text: theirs });
    expect(mergePhases(base, ours, ours)).toMatchObject({ conflicts: 0, text: ours });
  });

  it('in two orders that leave each other alone, stand in both, whichever side is merged into the other', () => {
    const base = phases(['T-03', 'T-04', 'T-05']);
    const ours = phases(['T-03', 'T-05', 'T-04']).replace('task_id: "T-04"', 'task_id: "N-51"') as ByteString;
    const theirs = phases(['T-04', 'T-05', 'T-03']);
    const both = phases(['T-05', 'T-04', 'T-03']).replace('task_id: "T-04"', 'task_id: "N-51"');
    expect(mergePhases(base, ours, theirs)).toMatchObject({ conflicts: 0, text: both });
    expect(mergePhases(base, theirs, ours)).toMatchObject({ conflicts: 0, text: both });
  });

  describe('in two orders that contradict each other', () => {
    const renamed = (text: ByteString) => text.replace('task_id: "T-04"', 'task_id: "N-51"') as ByteString;
    const base = phases(['T-01'], ['T-03', 'T-04', 'T-05']);
    const ours = renamed(phases(['T-01'], ['T-04', 'T-03', 'T-05']));
    const theirs = phases(['T-01'], ['T-03', 'T-05', 'T-04']);

    it('are in conflict by their names, each side as it is', () => {
      const { text, conflicts, tasks, apart } = mergePhases(base, ours, theirs);
      expect({ conflicts, tasks, apart: apart.length > 0 }).toEqual({ conflicts: apart.length, tasks: [], apart: true });
      expect(conflictSides(text)).toMatchObject({ ours, theirs: renamed(theirs) });
    });

    it('stand as the side has them that is decided for, whichever of them is named', () => {
      for (const task of mergePhases(base, ours, theirs).apart)
        for (const side of ['ours', 'theirs'] as const)
          expect(mergePhases(base, ours, theirs, (each) => (each === task ? side : null))).toMatchObject({
            conflicts: 0,
            apart: [],
            text: side === 'ours' ? ours : renamed(theirs),
          });
    });

    it('of which one side took out another that moved, are in conflict over that one alone', () => {
      const [before, mine, others] = [
        phases(['T-01', 'T-02', 'T-03', 'T-04']),
        phases(['T-02', 'T-03', 'T-01', 'T-04']).replace('Work of T-01', 'Another name') as ByteString,
        phases(['T-03', 'T-04', 'T-02']),
      ];
      expect(mergePhases(before, mine, others)).toMatchObject({ conflicts: 1, apart: [], takenOut: [{ task: 'T-01', by: 'theirs' }] });
      expect(idsIn(mergePhases(before, mine, others, () => 'ours').text)).toEqual([['T-03', 'T-01', 'T-04', 'T-02']]);
    });
  });

  it('in two places are in conflict at both, so that each side reads as it is', () => {
    const base = phases(['T-01', 'T-02', 'T-03'], ['T-04'], ['T-05']);
    const ours = phases(['T-01'], ['T-02', 'T-03', 'T-04'], ['T-05']);
    const theirs = phases(['T-01'], ['T-04'], ['T-02', 'T-03', 'T-05']);
    const { text, apart } = mergePhases(base, ours, theirs);
    expect(apart).toEqual(['T-02', 'T-03']);
    expect(conflictSides(text)).toMatchObject({ ours, theirs });
  });

  it('in two places are in conflict beside whatever else is', () => {
    const base = phases(['T-01', 'T-02'], ['T-04'], ['T-05']);
    const ours = phases(['T-01'], ['T-04', 'T-02'], ['T-05']).replace('"P"', '"Ours"') as ByteString;
    const theirs = phases(['T-01'], ['T-04'], ['T-05', 'T-02']).replace('"P"', '"Theirs"') as ByteString;
    const { text, ...found } = mergePhases(base, ours, theirs);
    expect(found).toMatchObject({ conflicts: 2, apart: ['T-02'] });
    expect(conflictSides(text)).toMatchObject({ ours, theirs });
    expect(mergePlans({ base: null, ours: readPhases(ours), theirs: readPhases(theirs) }, { markers: usualMarkers })).toMatchObject({
      conflicts: 2,
      apart: ['T-02'],
    });
  });

  it('in two orders are in conflict where nobody knows which was there before', () => {
    const [ours, theirs] = [phases(['T-01', 'T-02']), phases(['T-02', 'T-01'])];
    const merged = mergePlans({ base: null, ours: readPhases(ours), theirs: readPhases(theirs) }, { markers: usualMarkers });
    expect(merged.apart).toHaveLength(1);
    expect(conflictSides(merged.text)).toMatchObject({ ours, theirs });
  });

  it('that one of them stands under a line that a side changed, are in no conflict', () => {
    const base = phases(['T-01', 'T-02'], ['T-04']);
    const ours = phases(['T-01'], ['T-04', 'T-02']);
    const theirs = base.replace('name: "Part 0"', 'name: "Part 0, as theirs has it"') as ByteString;
    expect(mergePhases(base, ours, theirs)).toMatchObject({ conflicts: 0, apart: [] });
  });

  it('stand in one order, whichever side is merged into the other', () => {
    const base = phases(['T-01'], ['T-04']);
    const [one, other] = [phases(['T-01', 'T-09'], ['T-04']), phases(['T-01', 'T-05'], ['T-04'])];
    const [there, back] = [mergePhases(base, one, other), mergePhases(base, other, one)];
    expect([there, back].map(({ conflicts, text }) => ({ conflicts, ids: idsIn(text) }))).toEqual(
      Array(2).fill({ conflicts: 0, ids: [['T-01', 'T-05', 'T-09'], ['T-04']] }),
    );
    expect(back.text).toBe(there.text);
  });
});
