/** A repository for tests: a plan, and the documents that its tasks stand on, consistent with each other. */
import type { DocumentStyle, DocumentWords, Files } from './document-words.ts';
import { documentPath, documentText } from './document-words.ts';

export type DocumentedFamily = 'B' | 'C' | 'D';

export interface DocumentedPlan {
  readonly family: DocumentedFamily;
  readonly style: DocumentStyle;
  /** Ids of the tasks, in order. Each waits for the one before, as its TASKS document says. */
  readonly tasks: readonly string[];
  readonly documents: readonly DocumentWords[];
  /** Files that are there besides. */
  readonly others: readonly string[];
}

const digits = (number: number) => String(number).padStart(2, '0');

/** So many tasks, each with a requirement, a specification, a TASKS document, and in family B an IPLAN; one decision for all. */
export function documentedPlan(style: DocumentStyle, family: DocumentedFamily, tasks = 5): DocumentedPlan {
  const numbers = Array.from({ length: tasks }, (_, i) => digits(i + 1));
  return {
    family,
    style,
    tasks: numbers.map((number) => `TASKS-${number}`),
    documents: [decision('ADR-01'), ...numbers.flatMap((number) => documentsOf(number, family))],
    others: ['docs/notes.md', ...numbers.map((number) => `src/part-${number}.mjs`)],
  };
}

const nothing: Omit<DocumentWords, 'type' | 'id' | 'name'> = {
  status: 'Approved',
  cites: [],
  parent: null,
  dependsOn: [],
  criteria: [],
  effort: null,
  version: '1.0.0',
  outputs: [],
  steps: [],
  links: [],
  rules: ['What is entered is kept.'],
};

function decision(id: string): DocumentWords {
  return { ...nothing, type: 'ADR', id, name: 'One place decides', status: 'Accepted' };
}

function documentsOf(number: string, family: DocumentedFamily): readonly DocumentWords[] {
  const [req, spec, tasks, iplan] = [`REQ-${number}`, `SPEC-${number}`, `TASKS-${number}`, `IPLAN-${number}`];
  const name = `Part ${number}`;
  const criteria = [1, 2, 3].map((criterion) => `REQ.${number}.06.0${criterion}`);
  const before = Number(number) > 1 ? [`TASKS-${digits(Number(number) - 1)}`] : [];
  const documents: readonly DocumentWords[] = [
    { ...nothing, type: 'REQ', id: req, name, cites: ['ADR-01'], criteria },
    { ...nothing, type: 'SPEC', id: spec, name, cites: [req, 'ADR-01'], criteria },
    {
      ...nothing,
      type: 'TASKS',
      id: tasks,
      name,
      cites: ['ADR-01', req, spec],
      dependsOn: before,
      criteria,
      effort: '16 hours',
      outputs: [`src/part-${number}.mjs`],
      links: ['../notes.md'],
    },
    {
      ...nothing,
      type: 'IPLAN',
      id: iplan,
      name,
      status: 'Ready for Implementation',
      parent: tasks,
      cites: [req, spec, 'ADR-01'],
      criteria,
      effort: '16 hours',
      steps: ['Make the shape', 'Make it work'],
    },
  ];
  return documents.filter(({ type }) => family === 'B' || type !== 'IPLAN');
}

/** Another repository, in which one document says something else. */
export function withDocument(plan: DocumentedPlan, id: string, change: (words: DocumentWords) => DocumentWords): DocumentedPlan {
  if (!plan.documents.some((words) => words.id === id)) throw new Error(`there is no ${id}`);
  return { ...plan, documents: plan.documents.map((words) => (words.id === id ? change(words) : words)) };
}

/** The files of the repository besides the plan. */
export function filesOf({ documents, style, others }: DocumentedPlan): Files {
  const texts = new Map(documents.map((words) => [documentPath(words, style), documentText(words, style)]));
  if (texts.size < documents.length) throw new Error('two documents have one path');
  return new Map([...texts, ...others.map((path) => [path, `${path}\n`] as const)]);
}

const checklists: Readonly<Record<DocumentedFamily, { readonly pre: readonly string[]; readonly post: readonly string[] }>> = {
  B: {
    pre: ['verified_req', 'verified_tasks', 'confirmed_arch', 'checked_gaps', 'reviewed_upstream', 'confirmed_deps'],
    post: ['tasks_status_updated', 'iplan_status_updated', 'completion_date_added', 'session_log_date'],
  },
  C: {
    pre: ['verified_req', 'verified_spec', 'confirmed_arch', 'checked_gaps', 'reviewed_upstream', 'confirmed_deps'],
    post: ['tasks_status_updated', 'completion_date_added', 'session_log_date'],
  },
  D: {
    pre: ['verified_req', 'verified_spec', 'confirmed_arch', 'checked_deps'],
    post: ['tests_passing', 'session_logged'],
  },
};

/** The plan's text: nothing is begun, or all is said to be done. */
export function planTextOf({ family, tasks }: DocumentedPlan, status: 'NOT_STARTED' | 'COMPLETED' = 'NOT_STARTED'): string {
  return [
    '# Harbour plan',
    '',
    '> **Last Updated**: 2026-03-01',
    '',
    '## 2. Phase Tracker',
    '',
    '### Phase 1: Everything',
    '**Goal**: Something that works.',
    '',
    '```yaml',
    'phase_1_tasks:',
    ...tasks.flatMap((id) => entryLines(id, family)).map((line) => line.replace('NOT_STARTED', status)),
    '```',
    '',
    '## 3. Session Log',
    '',
    '| Date | Task ID | Status | Notes |',
    '|:-----|:--------|:-------|:------|',
    '',
  ].join('\n');
}

function entryLines(id: string, family: DocumentedFamily): readonly string[] {
  const { pre, post } = checklists[family];
  const work =
    family === 'B'
      ? [
          '      tasks:',
          '        status: NOT_STARTED',
          `        iplan_id: ${id.replace('TASKS', 'IPLAN')}`,
          '        iplan_status: NOT_STARTED',
        ]
      : ['      implementation:', '        status: NOT_STARTED', '        started: null', '        completed: null'];
  return [
    `  - id: ${id}`,
    `    service_name: "Work of ${id}"`,
    '    priority: P0',
    '    dependents: ""',
    '    workflow:',
    ...checklistLines('pre_check', pre),
    ...work,
    ...checklistLines('post_check', post),
  ];
}

function checklistLines(name: string, keys: readonly string[]): readonly string[] {
  return [`      ${name}:`, '        status: NOT_STARTED', '        checklist:', ...keys.map((key) => `          - ${key}: false`)];
}
