/**
 * The audit as one HTML page that stands by itself: no script, no style sheet, no picture from elsewhere.
 * It can be read aloud, printed, and kept. All text of people is escaped, and what would turn the direction
 * of writing, or not show at all, is shown as its code point.
 */
import type { AuditFault, AuditNote } from './audit-fault.ts';
import type { AuditRow } from './audit-rows.ts';
import type { Checkpoint } from './checkpoint.ts';

export interface AuditReport {
  readonly title: string;
  /** Path of the plan. */
  readonly plan: string;
  /** UTC, when the report was made. */
  readonly at: string;
  readonly rows: readonly AuditRow[];
  readonly faults: readonly AuditFault[];
  readonly notes: readonly AuditNote[];
  /** null where faults keep one from being made. */
  readonly checkpoint: Checkpoint | null;
}

/** How every page begins: it loads nothing and runs nothing. The title is escaped already. */
export function pageHead(title: string): readonly string[] {
  return [
    '<!DOCTYPE html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${title}</title>`,
    `<style>${style}</style>`,
    '</head>',
    '<body>',
  ];
}

/** The whole page. */
export function auditPage(report: AuditReport): string {
  const title = escaped(`Audit of ${report.title === '' ? report.plan : report.title}`);
  return [
    ...pageHead(title),
    '<header>',
    `<h1>${title}</h1>`,
    `<p>Plan <code>${escaped(report.plan)}</code>, read ${moment(report.at)} from its ledgers in <code>.tallyplan/ledger/</code>.</p>`,
    '</header>',
    '<main>',
    ...verdict(report),
    ...[...groups(report.rows, 'task')].flatMap(([task, rows]) => taskSection(task, rows)),
    ...checkpointSection(report.checkpoint),
    '</main>',
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

function verdict({ rows, faults, notes }: AuditReport): readonly string[] {
  const events = new Set(rows.map(({ event }) => event)).size;
  return [
    '<section aria-labelledby="verdict">',
    '<h2 id="verdict">Verdict</h2>',
    faults.length === 0
      ? `<p class="holds">The ledgers hold together: each of the ${events} ${events === 1 ? 'event' : 'events'} below is the one that was written, in its place.</p>`
      : `<p class="broken">The ledgers do not hold together: ${faults.length} ${faults.length === 1 ? 'fault' : 'faults'}.</p>`,
    ...places('Faults', faults),
    ...places('Notes', notes),
    '<p>Names are claims. <em>Self-reported</em>: somebody attested it. <em>Tool-run</em>: Tallyplan decided it. A cut tail, or a consistent rewrite of everything, shows only against a checkpoint that was kept elsewhere.</p>',
    '</section>',
  ];
}

function places(title: string, found: readonly AuditNote[]): readonly string[] {
  if (found.length === 0) return [];
  const items = found.map(({ file, line, message }) => `<li><code>${escaped(file)}</code>, line ${line}: ${escaped(message)}</li>`);
  return [`<h3>${title}</h3>`, '<ul>', ...items, '</ul>'];
}

function taskSection(task: string, rows: readonly AuditRow[]): readonly string[] {
  const name = task === '' ? 'The plan as a whole' : escaped(task);
  return [
    '<section>',
    `<h2>${name}</h2>`,
    '<table>',
    `<caption>What happened to ${task === '' ? 'the plan as a whole' : escaped(task)}, oldest first</caption>`,
    '<thead><tr><th scope="col">When (UTC)</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">Said and changed</th><th scope="col">Vouched for, against which content</th></tr></thead>',
    '<tbody>',
    ...[...groups(rows, 'event').values()].flatMap(eventRows),
    '</tbody>',
    '</table>',
    '</section>',
  ];
}

/** The rows of one event: what happened once, beside it each receipt and document in a row of its own. */
function eventRows(rows: readonly AuditRow[]): readonly string[] {
  return rows.map((row, index) => `<tr>${index === 0 ? eventCells(row, rows.length) : ''}<td>${vouchedFor(row)}</td></tr>`);
}

function eventCells(row: AuditRow, height: number): string {
  const span = height === 1 ? '' : ` rowspan="${height}"`;
  const who = [row.actor, row.kind, row.claimed === '' ? '' : `claimed ${row.claimed}`, row.session]
    .filter((part) => part !== '')
    .join(', ');
  return [
    `<th scope="row"${span}>${moment(row.at)}<br><code title="${escaped(row.event)}">${escaped(row.event.slice(0, 12))}</code></th>`,
    `<td${span}>${lines([who])}</td>`,
    `<td${span}>${escaped(row.operation)}</td>`,
    `<td${span}>${lines([row.said, row.changes])}</td>`,
  ].join('');
}

function vouchedFor(row: AuditRow): string {
  const item = row.item === '' ? '' : `${row.item} (${row.trust})`;
  const content = row.content === '' ? '' : `${row.content}${row.committed === 'no' ? ' (not committed)' : ''}`;
  return lines([item, row.note, row.document, content, row.blob === '' ? '' : `blob ${row.blob}`]);
}

/** Rows with one value together, in the order of their first. */
function groups(rows: readonly AuditRow[], by: 'event' | 'task'): ReadonlyMap<string, readonly AuditRow[]> {
  const found = new Map<string, AuditRow[]>();
  for (const row of rows) {
    const known = found.get(row[by]);
    if (known === undefined) found.set(row[by], [row]);
    else known.push(row);
  }
  return found;
}

function checkpointSection(checkpoint: Checkpoint | null): readonly string[] {
  if (checkpoint === null) return [];
  return [
    '<section aria-labelledby="checkpoint">',
    '<h2 id="checkpoint">Checkpoint</h2>',
    `<p>One digest over all ledgers as they stood: <code>${escaped(checkpoint.digest)}</code></p>`,
    '<table>',
    '<caption>Every ledger, its length and its last event</caption>',
    '<thead><tr><th scope="col">Ledger</th><th scope="col">Events</th><th scope="col">Head</th></tr></thead>',
    '<tbody>',
    ...checkpoint.ledgers.map(
      ({ name, length, head }) =>
        `<tr><th scope="row"><code>${escaped(name)}</code></th><td>${length}</td><td><code>${escaped(head)}</code></td></tr>`,
    ),
    '</tbody>',
    '</table>',
    '</section>',
  ];
}

function moment(at: string): string {
  return `<time datetime="${escaped(at)}">${escaped(at.slice(0, 19).replace('T', ' '))}</time>`;
}

/** Each text in a paragraph of its own direction, empty ones left out. */
function lines(texts: readonly string[]): string {
  return texts
    .filter((text) => text !== '')
    .map((text) => `<p dir="auto">${escaped(text)}</p>`)
    .join('');
}

/** Control characters, marks that turn the writing, and what HTML can't hold; joiners belong to some scripts. */
const unseen = /(?![\t\n\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;

/** Text as HTML shows it, whatever stands in it. */
export function escaped(text: string): string {
  return text
    .replace(unseen, codePoint)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

function codePoint(character: string): string {
  return `[U+${Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')}]`;
}

/** What pages of ours look like, on the screen and on paper. */
const style = [
  ':root{color-scheme:light dark}',
  'body{font:1rem/1.5 system-ui,sans-serif;max-width:75rem;margin:2rem auto;padding:0 1rem}',
  'h1,h2{line-height:1.2}h2{margin-top:2.5rem}',
  '.holds,.broken{font-weight:bold;padding:.5rem 1rem;border-left:.4rem solid}.holds{border-color:#1a7f37}.broken{border-color:#cf222e}',
  'table{border-collapse:collapse;width:100%}caption{text-align:left;padding:.25rem 0}',
  'th,td{border:1px solid #8888;padding:.35rem .5rem;text-align:left;vertical-align:top;font-weight:normal}thead th{font-weight:bold}',
  'td p{margin:0 0 .25rem;overflow-wrap:anywhere;white-space:pre-line}code{font-size:.85em;overflow-wrap:anywhere}',
  '@media print{body{font-size:9pt;margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}}',
].join('');
