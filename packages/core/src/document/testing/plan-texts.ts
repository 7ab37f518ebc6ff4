/** Texts of plans of every family, as many hands write them: for tests that must hold for all of them. */
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import type { Dice } from './dice.ts';

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

/** What one writer does alike all through a document. */
interface Handwriting {
  readonly family: 'B' | 'C' | 'D';
  readonly listIndent: number;
  readonly mappingItems: boolean;
  readonly quote: (text: string) => string;
  readonly quoteWord: (text: string) => string;
  readonly gap: readonly string[];
  readonly comments: boolean;
  readonly statuses: Readonly<Record<Status, string>>;
  readonly bold: string;
  readonly dateTime: boolean;
}
interface Hand {
  readonly dice: Dice;
  readonly ids: Ids;
  readonly style: Handwriting;
}
type Status = 'NOT_STARTED' | 'IN_PROGRESS' | 'BLOCKED' | 'COMPLETED' | 'DEFERRED';
const statuses: readonly Status[] = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'COMPLETED', 'DEFERRED'];

const words: readonly Readonly<Record<Status, string>>[] = [
  { NOT_STARTED: 'NOT_STARTED', IN_PROGRESS: 'IN_PROGRESS', BLOCKED: 'BLOCKED', COMPLETED: 'COMPLETED', DEFERRED: 'DEFERRED' },
  { NOT_STARTED: '🔴', IN_PROGRESS: '🟡', BLOCKED: '⛔', COMPLETED: '✅', DEFERRED: '⏸' },
  { NOT_STARTED: 'Not Started', IN_PROGRESS: 'In Progress', BLOCKED: 'Blocked', COMPLETED: 'Completed', DEFERRED: 'Deferred' },
  { NOT_STARTED: '⬜ todo', IN_PROGRESS: '🔄 wip', BLOCKED: '🚫 blocked', COMPLETED: '✅ done', DEFERRED: '⏸ deferred' },
  { NOT_STARTED: 'pending', IN_PROGRESS: 'in_progress', BLOCKED: 'blocked', COMPLETED: 'completed', DEFERRED: 'deferred' },
];

function handwriting(dice: Dice): Handwriting {
  const quotes = [(text: string) => JSON.stringify(text), (text: string) => `'${text.replaceAll("'", "''")}'`, plainOrQuoted];
  return {
    family: dice.pick(['B', 'C', 'D'] as const),
    listIndent: dice.pick([2, 0, 4]),
    mappingItems: dice.rarely(),
    quote: dice.pick(quotes),
    quoteWord: dice.pick([(text: string) => text, (text: string) => text, JSON.stringify, (text: string) => `'${text}'`]),
    gap: dice.pick([[''], ['    '], [], ['', '']]),
    comments: dice.rarely(2),
    statuses: dice.pick(words),
    bold: dice.pick(['**', '', '`']),
    dateTime: dice.rarely(),
  };
}

function plainOrQuoted(text: string): string {
  return /^[A-Za-z][A-Za-z0-9 ]*$/.test(text) ? text : JSON.stringify(text);
}

/** Ids that have not been given yet. */
class Ids {
  private readonly given: string[] = [];
  next(dice: Dice): string {
    const number = String(this.given.length + 1).padStart(2, '0');
    const id = `${dice.pick(['TASKS', 'TASKS', 'SETUP', 'CHG'])}-${number}`;
    this.given.push(id);
    return id;
  }
  /** Some that have been given, and words that are none. */
  some(dice: Dice): string {
    return dice.some(0, 2, () => dice.pick([...this.given, 'All Python Code', 'TASKS-77'])).join(', ');
  }
}

const names = ['Config Store', 'Reading intake', '[Service Name]', 'Audit Log v2', 'Prüfstand für Züge', 'Page capture queue'];
const trickyNames = ['Inspection: sharp', 'C# client', 'say "now"', "the crew's list", '- dash', '{ brace', 'null', '12', 'tab\there'];

const documents = {
  markdown: (hand: Hand) => [...head(hand), ...someOf(hand, 3, (index) => phase(hand, index)), ...sessionLog(hand, 3)],
  tables: (hand: Hand) => [...head(hand), ...someOf(hand, 3, (index) => tablePhase(hand, index)), ...sessionLog(hand, 3)],
  master: masterPlan,
  'tasks-document': tasksDocument,
  'tasks-yaml': tasksYaml,
} as const;

function someOf(hand: Hand, most: number, make: (index: number) => readonly string[]): readonly string[] {
  return hand.dice.some(1, most, make).flat();
}

function date({ dice, style }: Hand): string {
  const day = `2026-0${1 + dice.roll(9)}-1${dice.roll(10)}`;
  return style.dateTime ? `${day}T0${dice.roll(10)}:15:00` : day;
}

function head(hand: Hand): readonly string[] {
  const { dice } = hand;
  const frontMatter = dice.rarely(3)
    ? []
    : ['---', 'title: "A plan"', ...(dice.rarely(2) ? [`  last_updated: "${date(hand)}"`].map((line) => line.trim()) : []), '---', ''];
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
    `### Phase ${index}: Part ${index}`,
    `### 2.${index} Phase ${index}: Part ${index}`,
    `<h3>Phase ${index}: Part ${index}</h3>`,
    `### Phase ${index} - Part`,
  ]);
  return [heading, ...(dice.rarely() ? [] : ['**Goal**: Something that works.']), ''];
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

const preItems = ['verified_req', 'verified_tasks', 'confirmed_arch', 'checked_gaps', 'reviewed_upstream', 'confirmed_deps'];
const postItems = {
  B: ['tasks_status_updated', 'iplan_status_updated', 'session_log_date'],
  C: ['tasks_status_updated', 'session_log_date'],
  D: ['tests_passing', 'coverage_met', 'session_logged'],
} as const;

/** One entry of a list, its dash in column 0. */
function yamlEntry(hand: Hand): readonly string[] {
  const { dice, ids, style } = hand;
  const own = [
    `id: ${style.quoteWord(ids.next(dice))}`,
    `service_name: ${style.quote(dice.pick(dice.rarely() ? trickyNames : names))}`,
    ...(dice.rarely(6) ? [] : [`priority: ${style.quoteWord(dice.pick(['P0', 'P1', 'P2']))}`]),
    ...(dice.rarely(6) ? [] : [`dependents: ${style.quote(ids.some(dice))}`]),
    ...dice.pick([[], [], ['depends_on: [TASKS-01, TASKS-02]'], ['depends_on: "TASKS-01"'], ['depends_on:']]),
    ...(dice.rarely(6) ? ['owner: Ines # on leave in May'] : []),
  ];
  const above = style.comments && dice.rarely(3) ? ['# Stations in the valley lose their uplink at night.'] : [];
  return [...above, ...[...own, ...workflow(hand)].map((line, at) => (at === 0 ? `- ${line}` : line === '' ? '' : `  ${line}`))];
}

/** The workflow of an entry, its key in column 0. */
function workflow(hand: Hand): readonly string[] {
  const { dice, style } = hand;
  const { family } = style;
  return [
    'workflow:',
    ...indent(2, dice.rarely(8) ? [] : checklist(hand, 'pre_check', preItems.slice(0, family === 'D' ? 4 : 6))),
    ...indent(2, main(hand)),
    ...indent(2, dice.rarely(8) ? [] : checklist(hand, 'post_check', postItems[family])),
  ];
}

function main(hand: Hand): readonly string[] {
  const { dice, style } = hand;
  const status = statusLine(hand);
  if (style.family === 'B') {
    const iplan = dice.rarely(4)
      ? []
      : [`iplan_id: ${style.quoteWord('IPLAN-07')}`, ...(dice.rarely(6) ? [] : [statusLine(hand, 'iplan_status')])];
    return ['tasks:', ...indent(2, [status, ...iplan])];
  }
  const form = style.dateTime ? 'YYYY-MM-DDTHH:MM:SS' : 'YYYY-MM-DD';
  const dates = ['started', 'completed']
    .filter(() => !dice.rarely(6))
    .map(
      (key) =>
        `${key}: ${dice.pick(['null', 'null', date(hand), '', `"${date(hand)}"`])}${style.comments ? `   # ${form} when ${key}` : ''}`,
    );
  return ['implementation:', ...indent(2, [status, ...dates])];
}

function statusLine({ dice, style }: Hand, key = 'status'): string {
  const status = dice.pick(statuses);
  const word = style.quoteWord(dice.rarely(8) ? dice.pick(words.map((each) => each[status])) : status);
  return `${key}: ${word}${style.comments && dice.rarely(3) ? '   # as agreed' : ''}`;
}

function checklist(hand: Hand, key: string, items: readonly string[]): readonly string[] {
  const { dice, style } = hand;
  const mark = style.mappingItems ? '' : '- ';
  const lines = items
    .filter(() => !dice.rarely(8))
    .flatMap((item) => {
      const line = `${mark}${item}: ${dice.pick(['false', 'true'])}`;
      return [...(style.comments && dice.rarely(8) ? ['# Rule 2'] : []), style.comments ? `${line.padEnd(30)} # as agreed` : line];
    });
  return [`${key}:`, ...indent(2, [statusLine(hand), ...(lines.length === 0 ? [] : ['checklist:', ...indent(2, lines)])])];
}

function indent(by: number, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));
}

const optionalColumns = ['Priority', 'Dependents', 'Depends On', 'Completed', 'Notes', 'Link'] as const;

function tablePhase(hand: Hand, index: number): readonly string[] {
  return [...phaseHeading(hand, index), ...taskTable(hand), ...hand.dice.pick([['', '---', ''], ['']])];
}

function taskTable(hand: Hand): readonly string[] {
  const { dice } = hand;
  const optional = optionalColumns.filter((name) => (name === 'Priority' || name === 'Dependents' ? !dice.rarely(6) : dice.rarely(3)));
  const columns = dice.rarely(3) ? ['ID', 'Service', 'Status', ...optional] : ['Status', 'ID', 'Task / Service', ...optional];
  const rows = dice.some(1, 3, () => columns.map((column) => cellOf(hand, column)));
  const cut = dice.rarely(6) ? rows.map((row, at) => (at === 0 && row.length > 4 ? row.slice(0, -1) : row)) : rows;
  const lines = table(hand, [columns, ...cut]);
  return dice.rarely(6) ? [...lines.slice(0, 3), '<!-- a comment between rows -->', ...lines.slice(3)] : lines;
}

function cellOf(hand: Hand, column: string): string {
  const { dice, ids, style } = hand;
  const { bold } = style;
  switch (column) {
    case 'Status':
      return style.statuses[dice.pick(statuses)];
    case 'ID':
      return `${bold}${ids.next(dice)}${bold}`;
    case 'Priority':
      return dice.pick([`${bold}P0${bold}`, 'P1']);
    case 'Dependents':
    case 'Depends On':
      return ids.some(dice);
    case 'Completed':
      return dice.rarely(3) ? date(hand) : '';
    case 'Notes':
      return dice.pick(['', `Completed ${date(hand)}`, 'waits for the vendor']);
    case 'Link':
      return '[record](CHG/x.md)';
    default:
      return dice.pick([`${bold}${dice.pick(names)}${bold}`, dice.pick(names), 'SHA-256 \\| CRC-32']);
  }
}

/** A table: with outer pipes or without, tight or spaced or aligned. */
function table({ dice }: Hand, rows: readonly (readonly string[])[]): readonly string[] {
  const layout = dice.pick(['spaced', 'aligned', 'tight', 'bare'] as const);
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]) => {
    if (layout === 'aligned') return `| ${row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length)).join(' | ')} |`;
    if (layout === 'tight') return `|${row.join('|')}|`;
    return layout === 'bare' && row[0] !== '' && row.at(-1) !== '' ? row.join(' | ') : `| ${row.join(' | ')} |`;
  };
  const delimiter =
    layout === 'aligned'
      ? `|${widths.map((width) => `:${'-'.repeat(width + 1)}`).join('|')}|`
      : layout === 'bare'
        ? head.map(() => '---').join(' | ')
        : `|${head.map(() => ':---').join('|')}|`;
  return [line(head), delimiter, ...rows.slice(1).map(line)];
}

const notes = ['Built and tested.', 'a \\| b', 'first<br>second', '**bold** and `code`', 'ends with \\\\', ''];

function sessionLog(hand: Hand, number: number): readonly string[] {
  const { dice, style } = hand;
  const form = dice.pick(['reference', 'reference', 'task', 'summary', 'none', 'section'] as const);
  if (form === 'none') return [];
  const heading = dice.pick([`## ${number}. Session Log`, '## Session Log']);
  if (form === 'section') return [heading, '', '> **Purpose**: what was done.', ''];
  const columns = {
    reference: ['Date', 'Task ID', 'Status', 'Notes'],
    task: ['Date', 'Task', 'Status', 'Notes'],
    summary: ['Date', 'Status', 'Summary'],
  }[form];
  const dates = [...dice.some(0, 3, () => date(hand))].sort();
  const rows = (dice.rarely(3) ? [...dates].reverse() : dates).map((day) => columns.map((column) => logCell(hand, column, day)));
  const guidelines = dice.rarely(2) ? ['', '**Guidelines**: one row a session.'] : [];
  return [heading, '', ...table(hand, [columns, ...rows]), ...guidelines].map((line) => (style.comments ? line : line));
}

function logCell({ dice, ids, style }: Hand, column: string, day: string): string {
  if (column === 'Date') return day;
  if (column === 'Status') return style.statuses[dice.pick(statuses)];
  return column.startsWith('Task') ? (ids.some(dice).split(',')[0] ?? '') : dice.pick(notes);
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
