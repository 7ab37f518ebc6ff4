/** Texts of plans of every family, as many hands write them: for tests that must hold for all of them. */
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import type { Dice } from './dice.ts';
import { workflow, yamlEntry } from './entry-texts.ts';
import { date, type Hand, handwriting, Ids, indent, names, someOf } from './handwriting.ts';
import { notes, sessionLog, taskTable } from './table-texts.ts';

export interface PlanText {
  readonly text: ByteString;
  readonly path: string;
}

/** A plan, by the choices of the dice; one with the first choice everywhere is a small plan of family B. */
export function planText(dice: Dice): PlanText {
  const kind = dice.pick(['markdown', 'markdown', 'markdown', 'tables', 'master', 'tasks-document', 'tasks-yaml'] as const);
  const ids = new Ids();
  const hand = { dice, ids, style: handwriting(dice) };
  const lines = documents[kind](hand);
  const ending = dice.pick(['\n', '\n', '\r\n']);
  const bom = dice.rarely(8) ? '\ufeff' : '';
  const text = bom + lines.join(ending) + (dice.rarely() ? '' : ending);
  return { text: encodeUtf8(text), path: kind === 'master' || kind === 'tasks-yaml' ? 'plan.yaml' : 'plan.md' };
}

const documents = {
  markdown: (hand: Hand) => [...head(hand), ...someOf(hand, 3, (index) => phase(hand, index)), ...sessionLog(hand, 3)],
  tables: (hand: Hand) => [...head(hand), ...someOf(hand, 3, (index) => tablePhase(hand, index)), ...sessionLog(hand, 3)],
  master: masterPlan,
  'tasks-document': tasksDocument,
  'tasks-yaml': tasksYaml,
} as const;

function head(hand: Hand): readonly string[] {
  const { dice } = hand;
  const frontMatter = dice.rarely(3)
    ? []
    : ['---', 'title: "A plan"', ...(dice.rarely(2) ? [`last_updated: "${date(hand)}"`] : []), '---', ''];
  const updated = dice.pick([
    `> **Last Updated**: ${date(hand)}`,
    `> **Last Updated**: YYYY-MM-DD`,
    `**Last Updated:** ${date(hand)}  `,
    '',
  ]);
  return [
    ...frontMatter,
    '# A plan',
    '',
    '> **Document Authority**: live.',
    ...(updated === '' ? [] : [updated]),
    '',
    '## 2. Phase Tracker',
    '',
  ];
}

function phaseHeading({ dice }: Hand, index: number): readonly string[] {
  const heading = dice.pick([
    [`### Phase ${index}: Part ${index}`],
    [`### 2.${index} Phase ${index}: Part ${index}`],
    [`<h3>Phase ${index}: Part ${index}</h3>`],
    [`### Phase ${index} - Part`],
    [`Phase ${index}: Part ${index}`, '---------------'],
  ]);
  return [...heading, ...(dice.rarely() ? [] : ['**Goal**: Something that works.']), ''];
}

function phase(hand: Hand, index: number): readonly string[] {
  const { dice } = hand;
  if (index === 0 && dice.rarely(3)) return tablePhase(hand, index);
  const separator = dice.pick([['', '---', ''], ['']]);
  const tasks = dice.rarely(6) ? [] : yamlList(hand, index);
  return [...phaseHeading(hand, index), ...tasks, ...separator];
}

function yamlList(hand: Hand, index: number): readonly string[] {
  const { dice, style } = hand;
  const comment = style.comments ? ['# one entry a task'] : [];
  const entries = dice.some(1, 3, () => yamlEntry(hand));
  const separated = entries.flatMap((entry, at) => (at === 0 ? entry : [...style.gap, ...entry]));
  const indented = separated.map((line) => ' '.repeat(line.trim() === '' ? 0 : style.listIndent) + line);
  return ['```yaml', ...comment, `phase_${index}_tasks:`, ...indented, '```'];
}

function tablePhase(hand: Hand, index: number): readonly string[] {
  return [...phaseHeading(hand, index), ...taskTable(hand), ...hand.dice.pick([['', '---', ''], ['']])];
}

function masterPlan(hand: Hand): readonly string[] {
  const { dice, style } = hand;
  const log = dice.rarely(2) ? [] : ['', ...listedLog(hand)];
  return [
    '# Master plan',
    'plan_id: "IMP-MASTER"',
    'project: "a project"',
    ...(dice.rarely(2) ? [] : [`last_updated: "${date(hand)}"`]),
    '',
    'phases:',
    ...someOf(hand, 3, (index) => indent(2, masterPhase(hand, index))),
    ...(dice.rarely(3) ? ['automation:', '  on_failure: "halt"'] : []),
    ...(style.comments ? ['# the end'] : []),
    ...log,
  ];
}

function masterPhase(hand: Hand, index: number): readonly string[] {
  const { dice, style } = hand;
  const tasks = dice.some(0, 3, () => masterTask(hand)).flatMap((entry, at) => (at === 0 ? entry : [...style.gap.map(() => ''), ...entry]));
  const body = [
    `name: "Part ${index}"`,
    ...(dice.rarely() ? [] : ['description: "Something that works."']),
    `dependencies: ${index === 0 ? '[]' : '["PHASE-0"]'}`,
  ];
  return [`- id: "PHASE-${index}"`, ...indent(2, [...body, ...(tasks.length === 0 ? ['tasks: []'] : ['tasks:', ...indent(2, tasks)])]), ''];
}

function masterTask(hand: Hand): readonly string[] {
  const { dice, ids } = hand;
  const status = dice.pick(['pending', 'in_progress', 'blocked', 'completed', 'deferred']);
  return [
    `- task_id: "${ids.next(dice)}"`,
    `  name: ${JSON.stringify(dice.pick(names))}`,
    '  priority: "P1"',
    `  status: "${status}"`,
    '  steps:',
    '    - "One"',
    ...(dice.rarely(2) ? [] : [`  session_logged: ${dice.pick(['false', 'true'])}     # see the log`]),
    '  exit_criteria:',
    '    - "It works"',
  ];
}

function listedLog(hand: Hand): readonly string[] {
  const { dice, ids } = hand;
  const rows = [...dice.some(0, 2, () => date(hand))]
    .sort()
    .flatMap((day) => [
      `  - date: "${day}"`,
      `    task_id: "${ids.some(dice).split(',')[0] ?? ''}"`,
      '    status: "completed"',
      `    notes: ${JSON.stringify(dice.pick(notes))}`,
    ]);
  return rows.length === 0 ? [dice.pick(['session_log: []', 'session_log:'])] : ['session_log:', ...rows];
}

function tasksDocument(hand: Hand): readonly string[] {
  const { dice, ids, style } = hand;
  return [
    '# A task',
    '',
    `**Last Updated**: ${date(hand)}`,
    '',
    '<h2>Development Plan Tracking</h2>',
    '',
    '```yaml',
    'tasks_tracking:',
    ...indent(2, [
      `id: ${ids.next(dice)}`,
      `service_name: ${style.quote(dice.pick(names))}`,
      'priority: P0',
      `dependents: ${style.quote(ids.some(dice))}`,
      '',
      ...workflow({ ...hand, style: { ...style, family: 'D' } }),
    ]),
    '```',
    '',
    ...sessionLog(hand, 12),
  ];
}

function tasksYaml(hand: Hand): readonly string[] {
  const { dice, ids, style } = hand;
  return [
    `id: ${ids.next(dice)}`,
    `service_name: ${style.quote(dice.pick(names))}`,
    'document_control:',
    `  last_updated: "${date(hand)}"`,
    '  priority: "High (P1)"',
    '',
    'development_plan_tracking:',
    ...indent(2, workflow({ ...hand, style: { ...style, family: 'D', mappingItems: true } })),
    '',
    'section_12_session_log:',
    '  progress:',
    `    - date: "${date(hand)}"`,
    '      task_ids: ["TASKS-01"]',
    '      progress_summary: "Read REQ-06."',
    '      blockers: []',
  ];
}
