/** `show`: the plan as a table of its tasks, phase by phase; or one task as a card. */
import type { PhaseJson, PlanJson, ShowResult } from '@tallyplan/core/operations/show';
import type { TaskJson } from '@tallyplan/core/operations/task-json';
import { type Cell, type Column, columns, hanging, indented, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { statusCell, taskCell } from './status-word.ts';
import { taskCard } from './task-card.ts';

export function renderShow(result: ShowResult, page: Page): string {
  return 'phases' in result ? lines(drawPlan(result, page)) : lines(taskCard(result, page));
}

function drawPlan({ plan, phases }: PlanJson, page: Page): string[] {
  const tasks = phases.flatMap((phase) => phase.tasks);
  const drawn = columns(
    tasks.map((task) => taskRow(task, page)),
    rowShape(page),
    indented(page),
  );
  const rows = new Map(tasks.map((task, index) => [task, drawn[index] ?? '']));
  return [...heading(plan, page), ...phases.flatMap((phase) => ['', ...drawPhase(phase, rows, page)])];
}

function heading({ title, path, lastUpdated, families }: PlanJson['plan'], page: Page): string[] {
  const about = [
    path,
    // A plan that holds no task yet is of none.
    ...(families.length === 0 ? [] : [`famil${families.length === 1 ? 'y' : 'ies'} ${families.join(', ')}`]),
    ...(lastUpdated === null ? [] : [`updated ${lastUpdated}`]),
  ];
  return [
    ...(title === '' ? [] : hanging('', oneLine(title), page).map(page.paint.strong)),
    ...hanging('', about.join(` ${page.signs.dot} `), page).map(page.paint.faint),
  ];
}

function drawPhase(phase: PhaseJson, rows: ReadonlyMap<TaskJson, string>, page: Page): string[] {
  return [
    ...hanging('', phaseTitle(phase), page).map(page.paint.strong),
    ...(phase.goal === null ? [] : hanging('  ', oneLine(phase.goal), page).map(page.paint.faint)),
    ...phase.tasks.map((task) => `  ${rows.get(task) ?? ''}`),
  ];
}

/** `Phase 2  Data` */
export function phaseTitle({ number, name }: Pick<PhaseJson, 'number' | 'name'>): string {
  const told = number === null ? oneLine(name) : `Phase ${number}  ${oneLine(name)}`.trimEnd();
  return told === '' ? '(no phase)' : told;
}

/** On a narrow page a row is id, name and status alone. */
function isNarrow(page: Page): boolean {
  return page.width < 70;
}

function rowShape(page: Page): readonly Column[] {
  return isNarrow(page) ? [{}, { flexible: true }, {}] : [{}, {}, { flexible: true }, {}, {}];
}

function taskRow(task: TaskJson, page: Page): readonly Cell[] {
  const name = { text: oneLine(task.name) };
  if (isNarrow(page)) return [taskCell(task, page), name, statusCell(task.status, page)];
  return [taskCell(task, page), { text: task.priority ?? '' }, name, statusCell(task.status, page), remark(task, page)];
}

/** What is worth knowing at a glance: a template row, who has it, what it waits for, that it can start. */
function remark({ placeholder, assignee, ready, waitingFor }: TaskJson, { paint }: Page): Cell {
  if (placeholder) return { text: 'template', paint: paint.faint };
  if (assignee !== null) return { text: oneLine(assignee) };
  if (ready) return { text: 'ready', paint: paint.note };
  const ids = [...new Set(waitingFor.flatMap(({ task }) => task ?? []))];
  const [first, ...rest] = ids;
  if (first !== undefined) return { text: `waits for ${first}${rest.length > 0 ? ` +${rest.length}` : ''}`, paint: paint.faint };
  return { text: waitingFor[0]?.rule ?? '', paint: paint.faint };
}
