/** What each rule about the text of a plan finds, and what it lets pass: one table. `story-cases.ts` has the rules that need a ledger. */
import type { EntryWords, TextWords } from './plan-text.ts';
import { planText } from './plan-text.ts';

/** One fixture that a rule must find, with the words it points at, and three that look much like it and are right. */
export interface TextCase {
  readonly rule: string;
  readonly sees: TextWords | string;
  readonly at: string;
  readonly passes: readonly [TextWords | string, TextWords | string, TextWords | string];
}

export const of = (...tasks: readonly EntryWords[]): TextWords => ({ phases: [tasks] });
const logged = (...log: readonly string[]): TextWords => ({
  phases: [
    [
      { id: 'TASKS-01', status: 'COMPLETED' },
      { id: 'TASKS-02', status: 'COMPLETED' },
    ],
  ],
  log,
});
export const textOf = (fixture: TextWords | string) => (typeof fixture === 'string' ? fixture : planText(fixture));
export const good = planText(of({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02' }));

export const textCases: readonly TextCase[] = [
  {
    rule: 'invalid-yaml',
    sees: good.replace('    priority: P0', '    priority: [P0'),
    at: '',
    passes: [good, good.replace('priority: P0', 'priority: "P0"'), good.replace('    priority: P0', '    priority: P0 # [the first')],
  },
  {
    rule: 'duplicate-key',
    sees: good.replace('    priority: P0', '    priority: P0\n    priority: P1'),
    at: 'priority',
    passes: [
      good,
      good.replace('    priority: P0', '    priority: P0\n    # priority: P1'),
      good.replace('    priority: P0', '    priority: P0\n    Priority: P1'),
    ],
  },
  {
    rule: 'unknown-status',
    sees: of({ id: 'TASKS-01', status: 'ALMOST' }),
    at: 'ALMOST',
    passes: [
      of({ id: 'TASKS-01', status: 'in progress' }),
      of({ id: 'TASKS-01', status: '"✅ done"' }),
      of({ id: 'TASKS-XX', status: 'NOT_STARTED' }),
    ],
  },
  {
    rule: 'invalid-priority',
    sees: of({ id: 'TASKS-01', priority: 'urgent' }),
    at: 'urgent',
    passes: [of({ id: 'TASKS-01', priority: 'P3' }), of({ id: 'TASKS-01', priority: 'p0' }), of({ id: 'TASKS-XX', priority: 'urgent' })],
  },
  {
    rule: 'duplicate-id',
    sees: of({ id: 'TASKS-01' }, { id: 'tasks-01' }),
    at: 'tasks-01',
    passes: [
      of({ id: 'TASKS-01' }, { id: 'TASKS-10' }),
      of({ id: 'TASKS-01' }, { id: 'SETUP-01' }),
      of({ id: 'TASKS-XX' }, { id: 'TASKS-XX' }),
    ],
  },
  {
    rule: 'id-width',
    sees: of({ id: 'TASKS-01' }, { id: 'TASKS-001' }),
    at: 'TASKS-001',
    passes: [
      of({ id: 'TASKS-01' }, { id: 'TASKS-010' }),
      of({ id: 'TASKS-01' }, { id: 'TASKS-01' }),
      of({ id: 'TASKS-1' }, { id: 'TASKS-11' }),
    ],
  },
  {
    rule: 'placeholder',
    sees: of({ id: 'TASKS-01', name: '[Service Name]' }),
    at: 'TASKS-01',
    passes: [of({ id: 'TASKS-01', name: '[Optional] cache' }), of({ id: 'TASKS-01' }), of({ id: 'TASKS-01X' })],
  },
  {
    rule: 'unknown-dependent',
    sees: of({ id: 'TASKS-01', dependents: 'TASKS-20, TASKS-02' }, { id: 'TASKS-02' }),
    at: '"TASKS-20, TASKS-02"',
    passes: [
      of({ id: 'TASKS-01', dependents: 'All Python Code' }),
      of({ id: 'TASKS-01', dependents: 'tasks-002' }, { id: 'TASKS-02' }),
      of({ id: 'TASKS-01', dependents: 'UTF-8 readers, TASKS-XX' }),
    ],
  },
  {
    rule: 'dependency-cycle',
    sees: of({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02', dependents: 'TASKS-01' }),
    at: 'TASKS-01',
    passes: [
      of({ id: 'TASKS-01', dependents: 'TASKS-02, TASKS-03' }, { id: 'TASKS-02', dependents: 'TASKS-03' }, { id: 'TASKS-03' }),
      of({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02', dependsOn: '[TASKS-01]' }),
      of({ id: 'TASKS-01', dependents: 'TASKS-10' }, { id: 'TASKS-10', dependents: 'TASKS-011' }),
    ],
  },
  {
    rule: 'priority-order',
    sees: of({ id: 'TASKS-01', priority: 'P1' }, { id: 'TASKS-02', priority: 'P0' }),
    at: 'P0',
    passes: [
      of({ id: 'TASKS-01', priority: 'P0' }, { id: 'TASKS-02', priority: 'P1' }, { id: 'TASKS-03', priority: 'P1' }),
      { phases: [[{ id: 'TASKS-01', priority: 'P2' }], [{ id: 'TASKS-02', priority: 'P0' }]] },
      of({ id: 'TASKS-XX', priority: 'P2' }, { id: 'TASKS-02', priority: 'P0' }),
    ],
  },
  {
    rule: 'dependency-order',
    sees: of({ id: 'TASKS-01' }, { id: 'TASKS-02', dependents: 'TASKS-01' }),
    at: 'TASKS-01',
    passes: [
      of({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02' }),
      of({ id: 'TASKS-01', priority: 'P0' }, { id: 'TASKS-02', priority: 'P1', dependents: 'TASKS-01' }),
      { phases: [[{ id: 'TASKS-01' }], [{ id: 'TASKS-02', dependents: 'TASKS-01' }]] },
    ],
  },
  {
    rule: 'started-without-pre-check',
    sees: of({ id: 'TASKS-01', status: 'IN_PROGRESS', ticked: ['verified_req'], preCheck: 'IN_PROGRESS' }),
    at: 'IN_PROGRESS',
    passes: [
      of({ id: 'TASKS-01', status: 'IN_PROGRESS' }),
      of({ id: 'TASKS-01', status: 'BLOCKED', ticked: ['verified_req'], preCheck: 'IN_PROGRESS' }),
      of({ id: 'TASKS-01', status: 'NOT_STARTED', ticked: 'none' }),
    ],
  },
  {
    rule: 'started-before-prerequisite',
    sees: of({ id: 'TASKS-01', dependents: 'TASKS-02', status: 'DEFERRED' }, { id: 'TASKS-02', status: 'IN_PROGRESS' }),
    at: 'IN_PROGRESS',
    passes: [
      of({ id: 'TASKS-01', dependents: 'TASKS-02', status: 'COMPLETED' }, { id: 'TASKS-02', status: 'IN_PROGRESS' }),
      of({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02' }),
      of({ id: 'TASKS-XX', dependents: 'TASKS-02' }, { id: 'TASKS-02', status: 'IN_PROGRESS' }),
    ],
  },
  {
    rule: 'completed-without-post-check',
    sees: of({ id: 'TASKS-01', status: 'COMPLETED', recorded: ['session_log_date'], postCheck: 'COMPLETED' }),
    at: 'COMPLETED',
    passes: [
      of({ id: 'TASKS-01', status: 'COMPLETED' }),
      of({ id: 'TASKS-01', status: 'IN_PROGRESS' }),
      of({ id: 'TASKS-01', status: 'DEFERRED' }),
    ],
  },
  {
    rule: 'unrecorded-completion',
    sees: { ...of({ id: 'TASKS-01', status: 'COMPLETED' }), log: [] },
    at: 'COMPLETED',
    passes: [
      of({ id: 'TASKS-01', status: 'COMPLETED' }),
      { ...of({ id: 'TASKS-01', status: 'COMPLETED', iplan: 'IPLAN-07' }), log: ['2026-02-01 | IPLAN-07 | COMPLETED | By its plan.'] },
      { ...of({ id: 'TASKS-01', status: 'IN_PROGRESS' }), log: [] },
    ],
  },
  {
    rule: 'session-log-missing',
    sees: {
      ...of({ id: 'TASKS-01', status: 'COMPLETED' }),
      log: ['2026-02-01 | TASKS-01 | IN_PROGRESS | Begun.', 'YYYY-MM-DD | TASKS-01 | COMPLETED | Template.'],
    },
    at: 'COMPLETED',
    passes: [
      { ...of({ id: 'TASKS-01', status: 'COMPLETED' }), log: ['2026-02-01 | tasks-1 | done | Said otherwise.'] },
      { ...of({ id: 'TASKS-01', status: 'COMPLETED', iplan: 'IPLAN-07' }), log: ['2026-02-01 | IPLAN-07 | COMPLETED | By its plan.'] },
      { ...of({ id: 'TASKS-01', status: 'BLOCKED' }), log: [] },
    ],
  },
  {
    rule: 'session-log-unknown-task',
    sees: logged(
      '2026-02-01 | TASKS-01 | COMPLETED | a',
      '2026-02-02 | TASKS-02 | COMPLETED | b',
      '2026-02-03 | TASKS-20 | IN_PROGRESS | c',
    ),
    at: 'TASKS-20',
    passes: [
      logged('2026-02-01 | TASKS-001 | COMPLETED | a', '2026-02-02 | tasks-2 | COMPLETED | b'),
      logged('2026-02-01 | - | IN_PROGRESS | about the whole', '2026-02-02 | | IN_PROGRESS | about nothing'),
      logged('2026-02-01 | IPLAN-TASKS-01 | COMPLETED | by its IPLAN', 'YYYY-MM-DD | TASKS-20 | COMPLETED | template'),
    ],
  },
  {
    rule: 'session-log-order',
    sees: logged('2026-02-01 | TASKS-01 | COMPLETED | a', '2026-02-09 | TASKS-02 | COMPLETED | b', '2026-02-03 | TASKS-02 | COMPLETED | c'),
    at: '2026-02-03',
    passes: [
      logged('2026-02-01 | TASKS-01 | COMPLETED | a', '2026-02-01 | TASKS-02 | COMPLETED | b', '2026-02-02 | TASKS-02 | COMPLETED | c'),
      logged(
        '2026-02-09 | TASKS-01 | COMPLETED | newest first',
        '2026-02-03 | TASKS-02 | COMPLETED | b',
        '2026-02-01 | TASKS-02 | COMPLETED | c',
      ),
      logged(
        '2026-02-01 | TASKS-01 | COMPLETED | a',
        'YYYY-MM-DD | TASKS-XX | COMPLETED | template',
        '2026-02-02 | TASKS-02 | COMPLETED | c',
      ),
    ],
  },
  {
    rule: 'session-log-date',
    sees: logged('2026-02-29 | TASKS-01 | COMPLETED | no leap year', '2026-03-01 | TASKS-02 | COMPLETED | b'),
    at: '2026-02-29',
    passes: [
      logged('2024-02-29 | TASKS-01 | COMPLETED | a leap year', '2026-12-31 | TASKS-02 | COMPLETED | b'),
      logged('2026-02-01T09:30:00 | TASKS-01 | COMPLETED | with a time', '2026-02-01 10:15 | TASKS-02 | COMPLETED | b'),
      logged(
        'YYYY-MM-DD | TASKS-01 | COMPLETED | template',
        '2026-02-01 | TASKS-01 | COMPLETED | a',
        '2026-02-02 | TASKS-02 | COMPLETED | b',
      ),
    ],
  },
  {
    rule: 'checklist-status-mismatch',
    sees: of({ id: 'TASKS-01', ticked: ['verified_req'], preCheck: 'NOT_STARTED' }),
    at: 'NOT_STARTED',
    passes: [
      of({ id: 'TASKS-01', ticked: ['verified_req'], preCheck: 'IN_PROGRESS' }),
      of({ id: 'TASKS-01', ticked: 'none', preCheck: 'IN_PROGRESS' }),
      of({ id: 'TASKS-01', ticked: 'all', preCheck: 'COMPLETED' }),
    ],
  },
  {
    rule: 'iplan-status-mismatch',
    sees: of({ id: 'TASKS-01', status: 'COMPLETED', iplanStatus: 'IN_PROGRESS' }),
    at: 'IN_PROGRESS',
    passes: [
      of({ id: 'TASKS-01', status: 'COMPLETED', iplanStatus: 'done' }),
      of({ id: 'TASKS-01', status: 'COMPLETED', iplan: null }),
      of({ id: 'TASKS-01', status: 'COMPLETED', iplan: 'IPLAN-XX', iplanStatus: 'NOT_STARTED' }),
    ],
  },
  {
    rule: 'unmapped',
    sees: `${good}\n## Milestones\n\n| Milestone | Status |\n|---|---|\n| Harbour opens | IN_PROGRESS |\n`,
    at: '| Milestone | Status |',
    passes: [
      `${good}\n## Milestones\n\n| Milestone | Status |\n|---|---|\n| Harbour opens | soon |\n`,
      `${good}\n## Milestones\n\n| Milestone | Month |\n|---|---|\n| Harbour opens | May |\n`,
      `${good}\n### Phase 2: More\n\n| ID | Task | Priority | Status |\n|---|---|---|---|\n| SETUP-01 | Quay | P0 | IN_PROGRESS |\n`,
    ],
  },
];
