/** Plans for tests as a person would write them, in the reference family; a test says only what it is about. */
import type { Status } from '../../model/status.ts';

export interface EntryWords {
  readonly id: string;
  readonly name?: string;
  readonly priority?: string;
  readonly dependents?: string;
  readonly dependsOn?: string;
  readonly status?: string;
  readonly iplan?: string | null;
  /** The status as a rule. */
  readonly iplanStatus?: string;
  /** Items of the pre-check that are ticked: none, all, or these. As the status wants it, as a rule. */
  readonly ticked?: 'none' | 'all' | readonly string[];
  readonly preCheck?: string;
  readonly recorded?: 'none' | 'all' | readonly string[];
  readonly postCheck?: string;
}
export interface TextWords {
  readonly phases: readonly (readonly EntryWords[])[];
  /** Rows of the session log, as between the outer pipes. As a rule one for each COMPLETED task. */
  readonly log?: readonly string[];
}

export const preCheckKeys = ['verified_req', 'verified_tasks', 'confirmed_arch', 'checked_gaps', 'reviewed_upstream', 'confirmed_deps'];
const postCheckKeys = ['tasks_status_updated', 'session_log_date'];

/** The text of a plan that keeps every rule, except where the words say otherwise. */
export function planText({ phases, log }: TextWords): string {
  const completed = phases.flat().filter(({ status }) => status === 'COMPLETED');
  const rows = log ?? completed.map(({ id }, i) => `2026-02-${String(i + 1).padStart(2, '0')} | ${id} | COMPLETED | Built and tested.`);
  return [
    '# Harbour plan',
    '',
    ...phases.flatMap((entries, i) => [
      `### Phase ${i + 1}: Part ${i + 1}`,
      '**Goal**: Something that works.',
      '',
      '```yaml',
      `phase_${i + 1}_tasks:`,
      ...entries.flatMap(entryLines),
      '```',
      '',
    ]),
    '## Session Log',
    '',
    '| Date | Task ID | Status | Notes |',
    '|:-----|:--------|:-------|:------|',
    ...rows.map((row) => `| ${row} |`),
    '',
  ].join('\n');
}

function entryLines(words: EntryWords): readonly string[] {
  const status = words.status ?? 'NOT_STARTED';
  const began = status === 'IN_PROGRESS' || status === 'COMPLETED';
  const done = status === 'COMPLETED';
  return [
    `  - id: ${words.id}`,
    `    service_name: "${words.name ?? `Work of ${words.id}`}"`,
    `    priority: ${words.priority ?? 'P0'}`,
    `    dependents: "${words.dependents ?? ''}"`,
    ...(words.dependsOn === undefined ? [] : [`    depends_on: ${words.dependsOn}`]),
    '    workflow:',
    ...checklistLines('pre_check', {
      keys: preCheckKeys,
      ticked: words.ticked ?? (began ? 'all' : 'none'),
      status: words.preCheck ?? doneOrNot(began),
    }),
    '      tasks:',
    `        status: ${status}`,
    ...(words.iplan === null
      ? []
      : [`        iplan_id: ${words.iplan ?? `IPLAN-${words.id}`}`, `        iplan_status: ${words.iplanStatus ?? status}`]),
    ...checklistLines('post_check', {
      keys: postCheckKeys,
      ticked: words.recorded ?? (done ? 'all' : 'none'),
      status: words.postCheck ?? doneOrNot(done),
    }),
  ];
}

const doneOrNot = (done: boolean): Status => (done ? 'COMPLETED' : 'NOT_STARTED');

interface ChecklistWords {
  readonly keys: readonly string[];
  readonly ticked: 'none' | 'all' | readonly string[];
  readonly status: string;
}

function checklistLines(name: string, { keys, ticked, status }: ChecklistWords): readonly string[] {
  const isTicked = (key: string) => ticked === 'all' || (ticked !== 'none' && ticked.includes(key));
  return [
    `      ${name}:`,
    `        status: ${status}`,
    '        checklist:',
    ...keys.map((key) => `          - ${key}: ${isTicked(key)}`),
  ];
}
