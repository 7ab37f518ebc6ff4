import { performance } from 'node:perf_hooks';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskKey } from '../model/task-id.ts';
import { taskKeyOf } from '../model/task-id.ts';
import type { TaskWords } from '../model/testing/plan-of.ts';
import { planOf } from '../model/testing/plan-of.ts';
import { graphOf } from './graph-of.ts';

const graph = (...tasks: readonly TaskWords[]) => graphOf(planOf({ phases: [tasks] }));
const key = taskKeyOf;

/** What one text among the dependents of TASKS-01 means, in a plan of ten more tasks. */
function meaningOf(dependents: string, more: readonly TaskWords[] = []) {
  const others = Array.from({ length: 10 }, (_, i): TaskWords => ({ id: `TASKS-${String(i + 2).padStart(2, '0')}` }));
  const made = graph({ id: 'TASKS-01', name: 'Harbour Gate', dependents }, ...others, ...more);
  const of = key('TASKS-01');
  return { dependents: made.dependents(of), components: made.components(of), unknown: made.unknown(of).dependents };
}
const meant = (dependents: readonly string[], rest: Partial<ReturnType<typeof meaningOf>> = {}) => ({
  dependents,
  components: [],
  unknown: [],
  ...rest,
});

describe('dependents', () => {
  it('are those of a name whose accents are written otherwise', () => {
    const named = (form: string) => ({ id: 'TASKS-20', name: 'Übersicht der Kräne'.normalize(form) });
    expect(meaningOf('Übersicht der Kräne'.normalize('NFD'), [named('NFC')])).toEqual(meant(['TASKS-20']));
    expect(meaningOf('übersicht der kräne'.normalize('NFC'), [named('NFD')])).toEqual(meant(['TASKS-20']));
  });

  it('are those of an id whose accents are written otherwise', () => {
    const called = (form: string) => ({ id: 'PRÜFUNG-20'.normalize(form), name: 'Kräne' });
    expect(meaningOf('Prüfung-20'.normalize('NFD'), [called('NFC')])).toEqual(meant(['PRÜFUNG-20'.normalize('NFC')]));
    expect(meaningOf('TASKS-02, Prüfung-20 (both)'.normalize('NFC'), [called('NFD')]).dependents).toHaveLength(2);
    expect(meaningOf('PRÜFUNG-21'.normalize('NFD'), [called('NFC')]).unknown).toHaveLength(1);
  });

  it.each([
    ['one id', 'TASKS-02', ['TASKS-02']],
    ['a list, in document order whatever order it has', 'TASKS-04, TASKS-02', ['TASKS-02', 'TASKS-04']],
    ['any width and case', 'tasks-2, TASKS-003', ['TASKS-02', 'TASKS-03']],
    ['a repetition once', 'TASKS-02, TASKS-2', ['TASKS-02']],
    ['a range', 'TASKS-03..05', ['TASKS-03', 'TASKS-04', 'TASKS-05']],
    ['a range with both ids in full', 'TASKS-03 .. TASKS-04', ['TASKS-03', 'TASKS-04']],
    ['emphasis, quotes and back-ticks', '**TASKS-02**, `TASKS-03`, "TASKS-04"', ['TASKS-02', 'TASKS-03', 'TASKS-04']],
    ['a YAML list as it is written', '[TASKS-02, "TASKS-03"]', ['TASKS-02', 'TASKS-03']],
    ['semicolons and line breaks', 'TASKS-02; TASKS-03<br>TASKS-04', ['TASKS-02', 'TASKS-03', 'TASKS-04']],
    ['ids joined by words', 'TASKS-02 and TASKS-03 + TASKS-04.', ['TASKS-02', 'TASKS-03', 'TASKS-04']],
    ['words for none', 'None', []],
    ['a dash', '—', []],
  ])('reads %s', (_what, text, ids) => {
    expect(meaningOf(text)).toEqual(meant(ids));
  });

  it('keeps what names no task as a component, as written', () => {
    expect(meaningOf('All Python Code, TASKS-02')).toEqual(meant(['TASKS-02'], { components: ['All Python Code'] }));
    expect(meaningOf('[Critical Dependents]')).toEqual(meant([], { components: ['[Critical Dependents]'] }));
  });

  it('finds ids within a text and keeps the text', () => {
    expect(meaningOf('whoever needs TASKS-02 early')).toEqual(meant(['TASKS-02'], { components: ['whoever needs TASKS-02 early'] }));
  });

  it.each(['TASKS-020', 'XTASKS-02', 'TASKS-02-a', 'docs/TASKS-02', 'TASKS-02/a', 'TASKS-02.1'])(
    'reads ids as whole tokens: %s is not TASKS-02',
    (text) => {
      expect(meaningOf(text).dependents).toEqual([]);
    },
  );

  it('tells ids that the plan does not hold', () => {
    expect(meaningOf('TASKS-02, TASKS-77')).toEqual(meant(['TASKS-02'], { unknown: ['TASKS-77'] }));
    expect(meaningOf('TASKS-10..12')).toEqual(meant(['TASKS-10', 'TASKS-11'], { unknown: ['TASKS-12'] }));
  });

  it('tells a range that runs backwards or without end as it is written', () => {
    expect(meaningOf('TASKS-05..03')).toEqual(meant([], { unknown: ['TASKS-05..03'] }));
    expect(meaningOf('TASKS-01..999999999')).toEqual(meant([], { unknown: ['TASKS-01..999999999'] }));
  });

  it.each(['UTF-8 readers', 'SHA-256', 'Bottom-Up agents', 'REQ-07', 'TASKS-XX'])('takes %s for a component, not for an id', (text) => {
    expect(meaningOf(text)).toEqual(meant([], { components: [text] }));
  });

  it('finds tasks by name, compared without case, also names that hold commas', () => {
    const more = [
      { id: 'TASKS-20', name: 'Audit  Log' },
      { id: 'TASKS-21', name: 'Logs, Traces, Metrics' },
    ];
    expect(meaningOf('audit log', more)).toEqual(meant(['TASKS-20']));
    expect(meaningOf('TASKS-02, logs, traces, metrics, Berths', more)).toEqual(meant(['TASKS-02', 'TASKS-21'], { components: ['Berths'] }));
    expect(meaningOf('Audit Logs', more)).toEqual(meant([], { components: ['Audit Logs'] }));
  });

  it("takes a task's own name for a component", () => {
    expect(meaningOf('harbour gate')).toEqual(meant([], { components: ['harbour gate'] }));
  });

  it('gives and takes nothing for template rows', () => {
    const made = graph({ id: 'TASKS-XX', dependents: 'TASKS-01' }, { id: 'TASKS-01', dependents: 'TASKS-XX' });
    expect(made.prerequisites(key('TASKS-01'))).toEqual([]);
    expect(made.prerequisites(key('TASKS-XX'))).toEqual([]);
  });
});

describe('prerequisites', () => {
  it('come from both sides, in document order, each once', () => {
    const made = graph(
      { id: 'TASKS-01', dependents: 'TASKS-03' },
      { id: 'TASKS-02' },
      { id: 'TASKS-03', dependsOn: '[TASKS-02, TASKS-01]' },
    );
    expect(made.prerequisites(key('TASKS-03'))).toEqual(['TASKS-01', 'TASKS-02']);
    expect(made.dependents(key('TASKS-02'))).toEqual(['TASKS-03']);
  });

  it('mean nothing but tasks in depends_on: what names none is unknown', () => {
    const made = graph({ id: 'TASKS-01', dependsOn: 'the harbour office, TASKS-02 (hard), UTF-8' }, { id: 'TASKS-02' });
    expect(made.prerequisites(key('TASKS-01'))).toEqual(['TASKS-02']);
    expect(made.unknown(key('TASKS-01')).prerequisites).toEqual(['the harbour office', 'UTF-8']);
    expect(made.components(key('TASKS-01'))).toEqual([]);
  });

  it('of two entries with one id are those of both', () => {
    const made = graph(
      { id: 'TASKS-01' },
      { id: 'TASKS-02' },
      { id: 'TASKS-3', dependsOn: 'TASKS-01' },
      { id: 'TASKS-03', dependsOn: 'TASKS-02' },
    );
    expect(made.prerequisites(key('TASKS-03'))).toEqual(['TASKS-01', 'TASKS-02']);
  });

  it('of a task that is not there are none', () => {
    expect(graph().prerequisites(key('TASKS-01'))).toEqual([]);
  });
});

describe('cycles', () => {
  it('are none where every task needs only earlier ones', () => {
    expect(graph({ id: 'A-01', dependents: 'A-02, A-03' }, { id: 'A-02', dependents: 'A-03' }, { id: 'A-03' }).cycles).toEqual([]);
  });

  it('are told once each, in their own order, from the task that stands first', () => {
    const made = graph(
      { id: 'A-01', dependents: 'A-03' },
      { id: 'A-02', dependents: 'A-01' },
      { id: 'A-03', dependents: 'A-02' },
      { id: 'A-04', dependents: 'A-05' },
      { id: 'A-05', dependents: 'A-04' },
    );
    expect(made.cycles).toEqual([
      ['A-01', 'A-03', 'A-02'],
      ['A-04', 'A-05'],
    ]);
  });

  it('that share a task are one', () => {
    expect(
      graph({ id: 'A-01', dependents: 'A-02' }, { id: 'A-02', dependents: 'A-01, A-03' }, { id: 'A-03', dependents: 'A-02' }).cycles,
    ).toEqual([['A-01', 'A-02', 'A-03']]);
  });

  it('hold a task that names itself, which is no prerequisite of itself', () => {
    const made = graph({ id: 'A-01', dependents: 'A-01' });
    expect(made.cycles).toEqual([['A-01']]);
    expect(made.prerequisites(key('A-01'))).toEqual([]);
  });

  it('are exactly the tasks that can be reached from themselves', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.nat(11), { maxLength: 3 }), { minLength: 1, maxLength: 12 }), (lists) => {
        const id = (i: number) => `A-${String(i).padStart(2, '0')}`;
        const made = graph(...lists.map((list, i) => ({ id: id(i), dependents: list.map(id).join(', ') })));
        const onCycle = lists.flatMap((list, i) => (reaches(lists, list, i) ? [id(i)] : []));
        expect(made.cycles.flat().sort()).toEqual(onCycle);
        expect(new Set(made.cycles.flat()).size).toBe(made.cycles.flat().length);
      }),
    );
  });
});

/** True where `to` can be reached from one of `from`, by search without order or cleverness. */
function reaches(lists: readonly (readonly number[])[], from: readonly number[], to: number): boolean {
  const seen = new Set<number>();
  const open = [...from];
  for (const node of open) {
    if (seen.has(node)) continue;
    seen.add(node);
    open.push(...(lists[node] ?? []));
  }
  return seen.has(to);
}

describe('a graph of many tasks', () => {
  const chain = (length: number, closed: boolean) =>
    Array.from(
      { length },
      (_, i): TaskWords => ({ id: `TASKS-${i}`, dependents: i + 1 < length || closed ? `TASKS-${(i + 1) % length}` : '' }),
    );

  it('overflows no stack on a chain or a ring of 20,000', () => {
    expect(graph(...chain(20_000, false)).cycles).toEqual([]);
    expect(graph(...chain(20_000, true)).cycles[0]?.length).toBe(20_000);
  });

  it('grows with the text, not with its square', () => {
    const plan = planOf({ phases: [chain(10_000, false)] });
    const start = performance.now();
    expect(graphOf(plan).prerequisites('TASKS-9999' as TaskKey)).toEqual(['TASKS-9998']);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it.each([
    '*'.repeat(100_000),
    'a-'.repeat(50_000),
    `${'['.repeat(50_000)}x`,
    `A-1 ${' '.repeat(100_000)}x`,
    'TASKS-01..'.repeat(10_000),
    '"'.repeat(99_999),
  ])('reads a hostile text in time (%#)', (text) => {
    const start = performance.now();
    meaningOf(text);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
