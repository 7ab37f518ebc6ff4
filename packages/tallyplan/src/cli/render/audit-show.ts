/** `audit show`: the ledgers as a timeline, day by day. */
import type { AuditRow } from '@tallyplan/core/ledger/audit-rows';
import type { AuditShowResult } from '@tallyplan/core/operations/audit-show';
import { hanging, lines, signed } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';

export function renderAuditShow({ rows }: AuditShowResult, page: Page): string {
  if (rows.length === 0) return lines(signed({ sign: page.signs.dot, paint: page.paint.faint }, 'nothing is recorded yet', page));
  return lines(eventsOf(rows).flatMap((event, index, all) => drawEvent(event, all[index - 1], page)));
}

/** The rows of one event follow each other: one for each document that a receipt relied on. */
type Event = readonly [AuditRow, ...AuditRow[]];

function eventsOf(rows: readonly AuditRow[]): readonly Event[] {
  const events: [AuditRow, ...AuditRow[]][] = [];
  for (const row of rows) {
    const last = events.at(-1);
    if (last?.[0].event === row.event) last.push(row);
    else events.push([row]);
  }
  return events;
}

function drawEvent(event: Event, before: Event | undefined, page: Page): string[] {
  const [row] = event;
  const { paint } = page;
  const day = row.at.slice(0, 10);
  const isNewDay = before?.[0].at.slice(0, 10) !== day;
  return [
    ...(isNewDay ? [...(before === undefined ? [] : ['']), paint.strong(day)] : []),
    ...head(row, page),
    ...(row.said === '' ? [] : hanging(indent, `"${oneLine(row.said)}"`, page)),
    ...moves(row, page),
    ...event.flatMap((receipt, index) => drawReceipt(receipt, event[index - 1], page)),
  ];
}

const indent = '          ';

/** `  15:36Z  TASKS-03 verify  Ada` */
function head({ at, task, operation, actor, kind, claimed }: AuditRow, page: Page): string[] {
  const kinds = [...(kind === 'human' ? [] : [kind]), ...(claimed === '' ? [] : [`says ${claimed}`])];
  const who = kinds.length === 0 ? oneLine(actor) : `${oneLine(actor)} (${kinds.join(', ')})`;
  const what = [oneLine(task), operation].filter((part) => part !== '').join(' ');
  const [first = '', ...rest] = hanging(`  ${at.slice(11, 16)}Z  `, `${what}, ${who}`, page);
  return [first.replace(what, page.paint.strong(what)), ...rest];
}

/**
 * Of the values that moved, the one that people follow. Where it stayed, all of them, save what is told above or below: rows of
 * the log and a new id are what was said, and receipts tell which items were ticked. The others stand in `audit export`.
 */
function moves({ changes, item, said }: AuditRow, page: Page): string[] {
  const status = changes.split('; ').find((change) => change.startsWith('status: '));
  const told = status ?? (item !== '' || aboutRows.test(changes) || changes === `id: ${said}` ? '' : changes);
  return told === '' ? [] : hanging(indent, oneLine(told).replaceAll('→', page.signs.arrow), page);
}

const aboutRows = /(?:^|; )(?:log|sessionLog): [+−] /;

function drawReceipt(row: AuditRow, before: AuditRow | undefined, page: Page): string[] {
  const { signs, paint } = page;
  if (row.item === '') return [];
  const first = row.item === before?.item ? [] : [receiptText(row)];
  const document = row.document === '' ? [] : [`${row.document}${row.committed === 'no' ? ', not committed' : ''}`];
  return [
    ...first.flatMap((text) => hanging(`${indent}${signs.done} `, text, page)),
    ...document.flatMap((text) => hanging(`${indent}  `, text, page).map(paint.faint)),
  ];
}

function receiptText({ item, note, trust }: AuditRow): string {
  return note === '' ? `${item} (${trust})` : `${item}: ${oneLine(note)} (${trust})`;
}
