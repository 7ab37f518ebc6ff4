import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { natureOf, ruleNames } from '../model/rule-names.ts';
import type { EntryWords } from '../operations/testing/plan-text.ts';
import { planText } from '../operations/testing/plan-text.ts';
import { Stories } from '../operations/testing/story.ts';
import { storyCases } from '../operations/testing/story-cases.ts';
import { good, of, textCases, textOf } from '../operations/testing/text-cases.ts';
import { textWorld } from '../operations/testing/text-world.ts';
import type { Found } from './findings.ts';
import { findingsOf, planRules, taskRules } from './findings.ts';
import type { RuleWorld } from './rule-world.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const storyTable = storyCases(new Stories(digest));
const findings = (text: string, path?: string) => findingsOf(textWorld(text, path === undefined ? { digest } : { digest, path }));

/** What a rule finds in a text: the words of the text that it points at. */
function pointedAt(text: string, rule: string): readonly string[] {
  return findings(text)
    .filter((finding) => finding.rule === rule)
    .map((finding) => wordsAt(text, finding));
}

function wordsAt(text: string, { line, column, endLine, endColumn }: Found): string {
  const lines = text.split('\n').slice(line - 1, endLine);
  const last = lines.length - 1;
  return lines.map((words, i) => words.slice(i === 0 ? column - 1 : 0, i === last ? endColumn - 1 : undefined)).join('\n');
}

describe.each(textCases)('$rule', ({ rule, sees, at, passes }) => {
  it('finds it, and points at the words', () => {
    expect(pointedAt(textOf(sees), rule)).toEqual([at === '' ? expect.any(String) : expect.stringContaining(at)]);
  });

  it.each(passes.map((fixture, i) => [i + 1, fixture] as const))('lets near miss %i pass', (_i, fixture) => {
    expect(pointedAt(textOf(fixture), rule)).toEqual([]);
  });
});

describe.each(storyTable)('$rule', ({ rule, sees, task, passes }) => {
  const seenIn = (world: RuleWorld) => findingsOf(world).filter((finding) => finding.rule === rule);

  it('finds it, and says what mends it', async () => {
    const found = seenIn(await sees());
    expect(found.map((finding) => finding.task ?? null)).toEqual([task]);
    expect(found.map(({ remedy }) => remedy)).not.toContain('');
  });

  it.each(passes)('lets %s pass', async (_, world) => {
    expect(seenIn(await world())).toEqual([]);
  });
});

/** Spec 2, "Findings of check", without those that need an upstream document or a merge driver. */
const findingsOfThePlan =
  'invalid-yaml duplicate-key unknown-status invalid-priority duplicate-id id-width placeholder unknown-dependent dependency-cycle priority-order dependency-order started-without-pre-check started-before-prerequisite prerequisite-reopened completed-without-post-check unrecorded-completion session-log-missing session-log-unknown-task session-log-order session-log-date checklist-status-mismatch iplan-status-mismatch unrecorded-change missing-receipt waiver-active waiver-expired stop-open policy-not-accepted ledger-broken ledger-forked ledger-truncated unlinked-task unmapped';

describe('findings', () => {
  it('have each a fixture that triggers it, and three near misses', () => {
    const rules = [...textCases, ...storyTable].map(({ rule }) => rule);
    expect([...rules].sort()).toEqual(findingsOfThePlan.split(' ').sort());
  });

  it('come each from one table, those of waivers and of git aside', () => {
    const elsewhere = ['waiver-active', 'waiver-expired', 'merge-driver-missing', 'policy-changed', 'policy-forbids'];
    const found = ruleNames.filter((name) => natureOf(name).finding !== undefined && !elsewhere.includes(name));
    expect([...new Set([...Object.keys(planRules), ...Object.keys(taskRules)])].sort()).toEqual([...found].sort());
  });

  it('are none in a plan that keeps the rules', () => {
    expect(findings(good)).toEqual([]);
  });

  it('all carry a remedy, and stand in the order of the text', () => {
    const found = textCases.flatMap(({ sees }) => findings(textOf(sees)));
    expect(found.filter(({ remedy }) => remedy === undefined || remedy === '')).toEqual([]);
    for (const { sees } of textCases) {
      const lines = findings(textOf(sees)).map(({ line }) => line);
      expect(lines).toEqual([...lines].sort((a, b) => a - b));
    }
  });

  it('let a document that is one task name tasks of other documents', () => {
    const text =
      '# TASKS-07: Berth store\n\n```yaml\ntasks_tracking:\n  id: TASKS-07\n  service_name: "Berth store"\n  dependents: "TASKS-08"\n  workflow:\n    implementation:\n      status: NOT_STARTED\n```\n';
    expect(textWorld(text, { digest }).plan.tasks.map(({ id, family }) => `${id} ${family}`)).toEqual(['TASKS-07 F']);
    expect(findings(text)).toEqual([]);
  });

  describe('in a plan in which git left its conflict markers', () => {
    const conflict = (ours: string, theirs: string) => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> other\n`;
    const inYaml = good.replace('    priority: P0\n', conflict('    priority: P0\n', '    priority: P1\n'));
    const inProse = good.replace(/^(## .*\n)/m, `${conflict('Inwards.\n', 'Outwards.\n')}$1`);
    const inTable = '### Phase 1: A\n\n| Status | ID | Task |\n|---|---|---|\n';
    const rows = ['| NOT_STARTED | TASKS-01 | One |\n', '| BLOCKED | TASKS-01 | One |\n'] as const;

    it.each([
      ['in YAML', inYaml],
      ['in prose', inProse],
      ['in a table', `${inTable}${conflict(...rows)}`],
    ])('%s point at the first marker, and every one names resolve', (_, text) => {
      expect(pointedAt(text, 'ledger-forked')).toEqual(['<<<<<<< HEAD']);
      expect(findings(text).filter(({ remedy, severity }) => severity !== 'note' && remedy !== 'tallyplan resolve')).toEqual([]);
    });

    it('told of a marker alone, which nobody can settle but in an editor', () => {
      const text = good.replace(/^(## .*\n)/m, '>>>>>>> theirs\n\n$1');
      expect(pointedAt(text, 'unmapped')).toEqual(['>>>>>>> theirs']);
      expect(pointedAt(good.replace(/^(## .*\n)/m, '>>>>>>>\n\n> > quoted\n\n$1'), 'unmapped')).toEqual([]);
    });

    it.each([
      ['both sides as rows, without markers', `${inTable}${rows.join('')}`],
      ['a heading that is underlined', good.replace(/^(## .*\n)/m, 'Words\n=======\n\n$1')],
      ['a beginning without an end, which nobody can settle', good.replace(/^(## .*\n)/m, '<<<<<<< HEAD\n\n$1')],
    ])('are none of a fork for %s', (_, text) => {
      expect(pointedAt(text, 'ledger-forked')).toEqual([]);
      expect(findings(text).filter(({ remedy }) => remedy === 'tallyplan resolve')).toEqual([]);
    });
  });

  it('of one task tell each rule once', () => {
    const text = planText({
      ...of({ id: 'TASKS-01', status: 'COMPLETED', ticked: 'none', recorded: 'none', iplanStatus: 'BLOCKED' }),
      log: [],
    });
    const rules = findings(text).map(({ rule }) => rule);
    expect([...new Set(rules)]).toEqual(rules);
    expect(rules).toEqual(
      expect.arrayContaining([
        'started-without-pre-check',
        'completed-without-post-check',
        'unrecorded-completion',
        'session-log-missing',
        'checklist-status-mismatch',
        'iplan-status-mismatch',
      ]),
    );
  });

  const messages = (text: string, rule: string) => findings(text).filter((finding) => finding.rule === rule);

  it('name a phase of family E that another says must be finished before, and that is none', () => {
    const phase = (id: string, dependencies: string) =>
      `  - id: ${id}\n    name: "${id}"\n    dependencies: [${dependencies}]\n    tasks:\n      - task_id: TASKS-${id.length}\n        name: "Tides"\n        status: pending\n`;
    const text = `phases:\n${phase('ONE', '"[PHASE_ID]", PHASE-XX')}${phase('THREE', 'one, "ONES"')}`;
    const found = findings(text, 'plan.yaml').filter(({ rule }) => rule === 'unknown-dependent');
    expect(found).toMatchObject([
      {
        severity: 'warning',
        line: 9,
        message: 'THREE names ONES in dependencies, and no phase of the plan has that id',
        remedy: 'did you mean ONE? correct it in an editor (line 9), or add the phase that is missing',
      },
    ]);
  });

  it('name the status that a word is like, else the words that are understood', () => {
    const found = messages(planText(of({ id: 'TASKS-01', status: 'Complted' }, { id: 'TASKS-02', status: 'banana' })), 'unknown-status');
    const add = 'add the word to status_words in .tallyplan/config.yaml';
    expect(found.map(({ remedy }) => remedy)).toEqual([
      `did you mean COMPLETED? Else ${add}`,
      `write one of NOT_STARTED, IN_PROGRESS, BLOCKED, COMPLETED, DEFERRED, pending, todo, wip, complete, done, or ${add}`,
    ]);
  });

  it('name the field that an unknown id stands in, and the nearest id for a slip but not for a plan full of them', () => {
    const slip = messages(planText(of({ id: 'TASKS-01' }, { id: 'TASKS-02', dependsOn: '[TASKS-010]' })), 'unknown-dependent');
    expect(slip).toMatchObject([
      { message: expect.stringContaining('in depends_on'), remedy: expect.stringContaining('did you mean TASKS-0') },
    ]);
    const both = { id: 'TASKS-04', dependents: 'TASKS-77', dependsOn: '"TASKS-01..03"' };
    expect(messages(planText(of({ id: 'TASKS-01' }, { id: 'TASKS-03' }, both)), 'unknown-dependent')).toMatchObject([
      { message: 'TASKS-04 names TASKS-77 in dependents and TASKS-02 in depends_on, and the plan holds no such task' },
    ]);
    const many = planText(of(...Array.from({ length: 25 }, (_, i) => ({ id: `TASKS-${i + 10}`, dependents: `TASKS-${i + 110}` }))));
    const remedies = messages(many, 'unknown-dependent').map(({ remedy }) => remedy?.startsWith('did you mean'));
    expect(remedies).toHaveLength(25);
    expect(remedies.slice(20)).toEqual([false, false, false, false, false]);
    expect(remedies).toContain(true);
  });

  it('hint at the ids of some rows of the log, not of all in a log full of strangers', () => {
    const rows = Array.from({ length: 25 }, () => '2026-02-01 | TASK-01 | IN_PROGRESS | a slip');
    const remedies = messages(planText({ ...of({ id: 'TASKS-01' }), log: rows }), 'session-log-unknown-task').map(({ remedy }) =>
      remedy?.includes('did you mean TASKS-01?'),
    );
    expect(remedies).toEqual(rows.map((_, i) => i < 20));
  });

  it('tell which way a log runs', () => {
    const up = [
      '2026-02-09 | - | IN_PROGRESS | a',
      '2026-02-03 | - | IN_PROGRESS | b',
      '2026-02-05 | - | IN_PROGRESS | c',
      '2026-02-01 | - | IN_PROGRESS | d',
    ];
    expect(messages(planText({ ...of({ id: 'TASKS-01' }), log: up }), 'session-log-order')).toMatchObject([
      { message: '2026-02-05 stands after 2026-02-03 in a log whose newest row comes first' },
    ]);
  });

  it('tell a ring in its order, a tangle by who is in it, and a task that waits for itself', () => {
    const told = (...tasks: readonly EntryWords[]) => messages(planText(of(...tasks)), 'dependency-cycle');
    expect(told({ id: 'TASKS-01', dependents: 'TASKS-01' })).toMatchObject([{ message: 'TASKS-01 names itself among its dependents' }]);
    expect(told({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02', dependents: 'TASKS-01' })).toMatchObject([
      {
        message: 'TASKS-01 → TASKS-02 → TASKS-01 wait for each other: none can start',
        remedy: expect.stringContaining('take TASKS-01 out'),
      },
    ]);
    const tangle = told(
      { id: 'TASKS-01', dependents: 'TASKS-02, TASKS-03' },
      { id: 'TASKS-02', dependents: 'TASKS-01' },
      { id: 'TASKS-03', dependents: 'TASKS-04' },
      { id: 'TASKS-04', dependents: 'TASKS-03, TASKS-02' },
    );
    expect(tangle).toMatchObject([{ message: expect.not.stringContaining('→'), remedy: expect.stringMatching(/^take one of them out/) }]);
  });

  it('ask a pre-check without items for its status', () => {
    const text = planText(of({ id: 'TASKS-01', status: 'IN_PROGRESS', preCheck: 'NOT_STARTED' })).replace(
      /( {8}checklist:)(?:\n {10}- \w+: true)+/,
      '$1 []',
    );
    expect(messages(text, 'started-without-pre-check')).toMatchObject([{ message: expect.stringContaining('open: preCheck.status') }]);
  });

  it('know every day that there is not', () => {
    const rows = (days: readonly string[]) => ({ ...of({ id: 'TASKS-01' }), log: days.map((day) => `${day} | - | IN_PROGRESS | a note`) });
    const none = [
      '2026-04-31',
      '2026-06-31',
      '2026-09-31',
      '2026-11-31',
      '2026-01-32',
      '2026-01-00',
      '2026-13-01',
      '2026-00-01',
      '1900-02-29',
      '1 May',
    ];
    expect(pointedAt(planText(rows(none)), 'session-log-date')).toHaveLength(none.length);
    const all = ['2000-02-29', '2026-04-30', '2026-06-30', '2026-12-31'];
    expect(pointedAt(planText(rows(all)), 'session-log-date')).toEqual([]);
  });

  it('tell once of an unknown id in entries that stand twice', () => {
    const text = planText(of({ id: 'TASKS-01', dependents: 'TASKS-77' }, { id: 'TASKS-01', dependents: 'TASKS-77' }));
    expect(messages(text, 'unknown-dependent')).toHaveLength(1);
  });

  it('are told of a checklist of any length', () => {
    const items = Array.from({ length: 1_200 }, (_, i) => `          - own_item_of_many_${i}: false`).join('\n');
    const text = planText(of({ id: 'TASKS-01', status: 'IN_PROGRESS' })).replace(/ {10}- verified_req: true/, items);
    expect(messages(text, 'started-without-pre-check')).toMatchObject([{ message: expect.stringContaining('and 1195 more') }]);
  });

  it('say of a prerequisite whose status is no status what stands there', () => {
    const text = planText(of({ id: 'TASKS-01', dependents: 'TASKS-02', status: 'SOMEHOW' }, { id: 'TASKS-02', status: 'IN_PROGRESS' }));
    expect(messages(text, 'started-before-prerequisite')).toMatchObject([{ message: expect.stringContaining('TASKS-01 (SOMEHOW)') }]);
  });
});
