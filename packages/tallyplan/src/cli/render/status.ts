/** `status`: phases with bars, then what moves and what does not. */
import type { Status, StatusCounts } from '@tallyplan/core/model/status';
import type { LogRowJson } from '@tallyplan/core/operations/log-json';
import type { StatusResult } from '@tallyplan/core/operations/status';
import { bar, type Cell, columns, hanging, indented, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { phaseTitle } from './show.ts';
import { taskCell } from './status-word.ts';

export function renderStatus(result: StatusResult, page: Page): string {
  return lines(
    ...drawBars(result, page),
    ...part(
      'In progress',
      result.inProgress.flatMap((task) => held(task, 'IN_PROGRESS', page)),
      page,
    ),
    ...part(
      'Claimed',
      (result.claimed ?? []).flatMap((task) => held(task, 'NOT_STARTED', page)),
      page,
    ),
    ...part(
      'Blocked',
      result.blocked.flatMap((task) => blocked(task, page)),
      page,
    ),
    ...part(
      'Questions that wait for a person',
      result.stops.flatMap((stop) => question(stop, page)),
      page,
    ),
    ...part('Critical path', criticalPath(result.criticalPath, page), page),
    ...part('Recent', recent(result.recent, page), page),
  );
}

function part(title: string, body: readonly string[], { paint }: Page): string[] {
  return body.length === 0 ? [] : ['', paint.strong(title), ...body];
}

interface Bar {
  readonly title: string;
  readonly counts: StatusCounts;
  readonly percent: number;
}

function drawBars({ phases, counts }: StatusResult, page: Page): string[] {
  const all = { title: 'all', counts, percent: percentOf(counts) };
  const bars = [...phases.map((phase): Bar => ({ title: phaseTitle(phase), counts: phase.counts, percent: phase.percent })), all];
  const columnsOfBar = page.width < 100 ? 20 : 30;
  if (page.width < 70) return bars.flatMap((one) => stackedBar(one, page));
  return columns(
    bars.map((one) => [
      { text: one.title, ...(one === all ? { paint: page.paint.strong } : {}) },
      barCell(one, columnsOfBar, page),
      { text: `${one.percent} %` },
      { text: `${one.counts.COMPLETED}/${one.counts.total}` },
      { text: page.width < 100 ? signs(one.counts, page) : remarks(one.counts), paint: page.paint.faint },
    ]),
    [{ flexible: true }, {}, { align: 'right' }, { align: 'right' }, {}],
    page,
  );
}

/** A narrow page has the bar under its title. */
function stackedBar(one: Bar, page: Page): string[] {
  const { percent, counts } = one;
  const remark = remarks(counts);
  return [
    ...hanging('', one.title, page).map(page.paint.strong),
    `  ${bar(partsOf(counts), 12, page)}  ${percent} %  ${counts.COMPLETED}/${counts.total}`,
    ...(remark === '' ? [] : hanging('  ', remark, page).map(page.paint.faint)),
  ];
}

/** Drawn once unpainted to be measured, and once painted. */
function barCell({ counts }: Bar, width: number, page: Page): Cell {
  return { text: page.signs.bar.empty.repeat(width), paint: () => bar(partsOf(counts), width, page) };
}

function partsOf({ COMPLETED: done, IN_PROGRESS: underway, total }: StatusCounts) {
  return { done, underway, total };
}

function percentOf({ COMPLETED, total }: StatusCounts): number {
  return total === 0 ? 0 : Math.floor((COMPLETED / total) * 100);
}

/** The same as `remarks`, where there is no room for words: the lists below show what the signs mean. */
function signs(counts: StatusCounts, { signs: { status } }: Page): string {
  const shown = ['IN_PROGRESS', 'BLOCKED', 'DEFERRED'] as const;
  return shown.flatMap((name) => (counts[name] === 0 ? [] : [`${status[name]} ${counts[name]}`])).join('  ');
}

function remarks({ IN_PROGRESS, BLOCKED, DEFERRED }: StatusCounts): string {
  const told = [
    [IN_PROGRESS, 'in progress'],
    [BLOCKED, 'blocked'],
    [DEFERRED, 'deferred'],
  ] as const;
  return told.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(', ');
}

function held({ id, name, assignee, since }: StatusResult['inProgress'][number], status: Status, page: Page): string[] {
  const who = [...(assignee === null ? [] : [oneLine(assignee)]), ...(since === null ? [] : [`since ${since.slice(0, 10)}`])].join(', ');
  return taskLine({ id, status }, who === '' ? oneLine(name) : `${oneLine(name)} (${who})`, page);
}

function blocked({ id, name, reasons }: StatusResult['blocked'][number], page: Page): string[] {
  return taskLine({ id, status: 'BLOCKED' }, [oneLine(name), ...reasons.map(oneLine)].join(': '), page);
}

function question({ task, question: text, by, since }: StatusResult['stops'][number], page: Page): string[] {
  return taskLine({ id: task, status: 'BLOCKED' }, `"${oneLine(text)}" (${oneLine(by)}, ${since.slice(0, 10)})`, page);
}

function taskLine(task: Parameters<typeof taskCell>[0], text: string, page: Page): string[] {
  const cell = taskCell(task, page);
  const [first = '', ...rest] = hanging(`  ${cell.text}  `, text, page);
  return [first.replace(cell.text, cell.paint?.(cell.text) ?? cell.text), ...rest];
}

/** Long chains are told by their beginning and their end. */
function criticalPath(ids: readonly string[], page: Page): string[] {
  const most = 12;
  const shown = ids.length <= most ? ids : [...ids.slice(0, most - 3), page.signs.ellipsis, ...ids.slice(-2)];
  return ids.length < 2 ? [] : hanging('  ', `${shown.join(` ${page.signs.arrow} `)}  (${ids.length} tasks)`, page);
}

function recent(rows: readonly LogRowJson[], page: Page): string[] {
  const cells = rows.map((row): Cell[] => [
    { text: row.date, paint: page.paint.faint },
    { text: row.task },
    { text: row.status },
    { text: oneLine(row.notes), paint: page.paint.faint },
  ]);
  if (page.width < 70) return rows.flatMap((row) => hanging(`  ${row.date}  `, `${row.task} ${row.status}`.trim(), page));
  return columns(cells, [{}, {}, {}, { flexible: true }], indented(page)).map((line) => `  ${line}`);
}
