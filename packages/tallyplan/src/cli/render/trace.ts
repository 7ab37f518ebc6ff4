/** `trace`: the matrix of requirements, how far each is, and walks up and down. */
import type { TraceResult, WalkStepJson } from '@tallyplan/core/operations/trace';
import { toldStatus } from '@tallyplan/core/operations/trace-texts';
import { type Cell, columns, hanging, lines, signed } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { statusCell } from './status-word.ts';

/** Rows that are drawn; `--json` and `--format csv` have all of them. */
const most = 500;

export function renderTrace({ rows, summary, walk }: TraceResult, page: Page): string {
  if (rows.length === 0 && walk === null) return lines(signed({ sign: page.signs.done, paint: page.paint.good }, nothing(summary), page));
  const matrix = page.width < narrow ? listed(rows.slice(0, most), page) : tabled(rows.slice(0, most), page);
  return lines(
    rows.length === 0 ? [] : [...matrix, ''],
    rows.length > most ? [`and ${rows.length - most} more, which --json lists`, ''] : [],
    walk === null ? [] : drawWalk(walk, page),
    hanging(
      '',
      `${summary.requirements} ${summary.requirements === 1 ? 'requirement' : 'requirements'}: ${summary.completed} completed, ${summary.open} open, ${summary.uncovered} uncovered`,
      page,
    ),
  );
}

/** Columns that a table of six needs. */
const narrow = 70;

function tabled(rows: TraceResult['rows'], page: Page): string[] {
  const head = ['Requirement', 'Name', 'SPEC', 'TASKS', 'IPLAN', 'Status'].map((text): Cell => ({ text, paint: page.paint.faint }));
  const body = rows.map(({ requirement, name, specs, tasks, iplans, planned, status }): readonly Cell[] => [
    { text: requirement, paint: page.paint.strong },
    { text: oneLine(name) },
    { text: specs.join(' ') },
    tasks === null ? { text: 'uncovered', paint: page.paint.warn } : { text: tasks },
    { text: iplans.join(' ') },
    status === null ? { text: tasks === null ? '' : toldStatus({ planned, status }) } : statusCell(status, page),
  ]);
  return columns([head, ...body], [{}, { flexible: true }, {}, {}, {}, {}], page);
}

function listed(rows: TraceResult['rows'], page: Page): string[] {
  return rows.flatMap(({ requirement, name, specs, tasks, iplans, planned, status }) => {
    const met = tasks === null ? 'uncovered' : [...specs, tasks, ...iplans, toldStatus({ planned, status })].join(', ');
    return [...hanging(`${requirement}  `, oneLine(name), page), ...hanging('    ', met, page)];
  });
}

function nothing({ requirements }: TraceResult['summary']): string {
  return requirements === 0 ? 'there is no requirement, or none that was asked for' : 'every requirement is taken on';
}

function drawWalk({ document, up, down }: NonNullable<TraceResult['walk']>, page: Page): string[] {
  const section = (title: string, steps: readonly WalkStepJson[]) =>
    steps.length === 0 ? [] : [page.paint.faint(title), ...steps.flatMap((step) => drawStep(step, page))];
  return [
    page.paint.strong(`${document.id}  ${oneLine(document.name)}`),
    ...section('stands on', up),
    ...section('is stood on by', down),
    '',
  ];
}

export function drawStep({ id, name, from, depth, status }: WalkStepJson, page: Page): string[] {
  const through = depth > 1 && from !== null ? ` (through ${from})` : '';
  const indent = '  '.repeat(Math.min(depth, 6));
  return hanging(`${indent}${id}  `, `${oneLine(name)}${through}${status === null ? '' : `, ${status}`}`, page);
}
