/** The matrix of requirements as texts of their own: CSV for a spreadsheet, Markdown for a document, a page to print and keep. */
import { csvText } from '../ledger/audit-csv.ts';
import { escaped, pageHead } from '../ledger/audit-page.ts';
import type { CoverageJson, TraceRowJson } from './trace.ts';

export interface TraceReport {
  readonly title: string;
  readonly plan: string;
  /** UTC. */
  readonly at: string;
  readonly rows: readonly TraceRowJson[];
  readonly coverage: readonly CoverageJson[];
}

const heads = ['Requirement', 'Name', 'SPEC', 'TASKS', 'IPLAN', 'Status'] as const;

/** Header and rows (RFC 4180); no cell of it runs in a spreadsheet. */
export function traceCsv(rows: readonly TraceRowJson[]): string {
  return csvText([heads, ...rows.map(cellsOf)]);
}

function cellsOf(row: TraceRowJson): readonly string[] {
  const { requirement, name, specs, tasks, iplans } = row;
  return [requirement, name, specs.join(' '), tasks ?? '', iplans.join(' '), tasks === null ? 'uncovered' : toldStatus(row)];
}

/** Where a row's task stands, and why that can't be said. */
export function toldStatus({ planned, status }: Pick<TraceRowJson, 'planned' | 'status'>): string {
  return status ?? (planned ? 'unknown status' : 'not in the plan');
}

export function traceMarkdown({ rows, coverage }: TraceReport): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(' | ')} |`;
  const table = (head: readonly string[], body: readonly (readonly string[])[]) => [
    line(head),
    line(head.map(() => '---')),
    ...body.map(line),
  ];
  return [
    ...table(heads, rows.map(cellsOf)),
    '',
    ...table(['Requirement', 'Coverage', 'Tasks', 'Criteria named'], coverage.map(coverageCells)),
    '',
  ].join('\n');
}

function coverageCells({ requirement, coverage, tasks, criteria }: CoverageJson): readonly string[] {
  return [requirement, coverage, tasks.map(({ id }) => id).join(' '), criteria.all === 0 ? '' : `${criteria.named} of ${criteria.all}`];
}

/** A bar would end the cell, and a line break the table. */
function cell(text: string): string {
  return text.replace(/[\\|]/g, '\\$&').replace(/\s+/g, ' ').replace(/</g, '&lt;').trim();
}

/** One HTML page that stands by itself: no script, no style sheet, no picture from elsewhere. */
export function tracePage({ title, plan, at, rows, coverage }: TraceReport): string {
  const heading = escaped(`Requirements of ${title === '' ? plan : title}`);
  const table = (caption: string, head: readonly string[], body: readonly (readonly string[])[]) => [
    '<table>',
    `<caption>${caption}</caption>`,
    `<thead><tr>${head.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead>`,
    '<tbody>',
    ...body.map(
      ([first = '', ...others]) =>
        `<tr><th scope="row">${escaped(first)}</th>${others.map((text) => `<td dir="auto">${escaped(text)}</td>`).join('')}</tr>`,
    ),
    '</tbody>',
    '</table>',
  ];
  return [
    ...pageHead(heading),
    '<header>',
    `<h1>${heading}</h1>`,
    `<p>Plan <code>${escaped(plan)}</code> and its documents, read <time datetime="${escaped(at)}">${escaped(at.slice(0, 16).replace('T', ' '))} UTC</time>.</p>`,
    '</header>',
    '<main>',
    ...table('Which requirement is met by what', heads, rows.map(cellsOf)),
    ...table('How far each requirement is', ['Requirement', 'Coverage', 'Tasks', 'Criteria named'], coverage.map(coverageCells)),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}
