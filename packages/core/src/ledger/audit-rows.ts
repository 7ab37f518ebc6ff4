/** The ledger as a table for auditors: who did what, when, and against which content. Exports write these rows. */
import type { LedgerEvent, Receipt, ReliedOn } from '../model/event.ts';
import { sameValue } from '../model/tracked-state.ts';
import { isObject } from './event-shape.ts';

/** One event, or one receipt of it, or one document that a receipt relied on. What does not apply is ''. */
export interface AuditRow {
  /** UTC. */
  readonly at: string;
  readonly task: string;
  readonly operation: string;
  readonly actor: string;
  readonly kind: string;
  /** The kind that was claimed from inside an agent's environment. */
  readonly claimed: string;
  readonly session: string;
  /** What the actor said with it: a summary, a reason, a question, an answer. */
  readonly said: string;
  /** Values that moved: "status: NOT_STARTED → IN_PROGRESS". */
  readonly changes: string;
  readonly item: string;
  readonly note: string;
  readonly trust: string;
  readonly document: string;
  /** Digest of the content that was relied on. */
  readonly content: string;
  readonly blob: string;
  readonly committed: string;
  readonly event: string;
  /** SHA-256 of the plan after the event. */
  readonly plan: string;
}

/** Columns in their order. */
export const auditColumns = [
  'at',
  'task',
  'operation',
  'actor',
  'kind',
  'claimed',
  'session',
  'said',
  'changes',
  'item',
  'note',
  'trust',
  'document',
  'content',
  'blob',
  'committed',
  'event',
  'plan',
] as const satisfies readonly (keyof AuditRow)[];

/** The rows of these events, oldest first. Events of one moment stay in the order given. */
export function auditRows(events: readonly LedgerEvent[]): readonly AuditRow[] {
  return events.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)).flatMap(rowsOf);
}

function rowsOf(event: LedgerEvent): readonly AuditRow[] {
  const told = { ...nothing, ...toldBy(event) };
  const receipts = event.receipts ?? [];
  return receipts.length === 0 ? [told] : receipts.flatMap((receipt) => receiptRows(receipt).map((part) => ({ ...told, ...part })));
}

function toldBy(event: LedgerEvent): Partial<AuditRow> {
  const { at, task = '', operation, actor, id } = event;
  return {
    at,
    task,
    operation,
    actor: actor.name,
    kind: actor.kind,
    claimed: actor.claimed ?? '',
    session: actor.session ?? '',
    said: saidIn(event),
    changes: movesIn(event),
    event: id,
    plan: event.plan.after,
  };
}

function receiptRows({ item, note, trust, documents, remark = '' }: Receipt): readonly Partial<AuditRow>[] {
  const vouched = { item, note, trust };
  return documents.length === 0 ? [{ ...vouched, document: remark }] : documents.map((document) => ({ ...vouched, ...reliedOn(document) }));
}

function reliedOn({ path, digest, blob, committed, sections = [] }: ReliedOn): Partial<AuditRow> {
  const where = sections.length === 0 ? '' : ` (${sections.join(', ')})`;
  return { document: `${path}${where}`, content: digest, blob: blob ?? '', committed: committed ? 'yes' : 'no' };
}

/** Where an operation keeps what was said with it; the first that is there. */
const saidUnder = ['summary', 'question', 'text', 'reason', 'note', 'skipAhead'] as const;

/** Operations that keep it in a form of their own. */
const saidBy: Readonly<Record<string, (input: LedgerEvent['input']) => string>> = {
  evidence: ({ name, exitCode }) => `${String(name)} ended with ${String(exitCode)}`,
  rename: ({ from, to }) => `${String(from)} → ${String(to)}`,
  waive: (input) => `${String(input.rule)}: ${firstSaid(input)}`,
  'iplan tick': ({ document, steps }) => `${String(document)}: steps ${[steps].flat().join(', ')}`,
  merge: ({ decided }) =>
    isObject(decided)
      ? Object.entries(decided)
          .map(([path, side]) => `${path}: ${String(side)}`)
          .join('; ')
      : '',
};

function saidIn({ operation, input }: LedgerEvent): string {
  return (Object.hasOwn(saidBy, operation) ? saidBy[operation]?.(input) : undefined) ?? firstSaid(input);
}

function firstSaid(input: LedgerEvent['input']): string {
  return saidUnder.map((name) => input[name]).find((value) => typeof value === 'string') ?? '';
}

function movesIn({ changes }: LedgerEvent): string {
  return changes
    .filter(({ from, to }) => !sameValue(from, to))
    .flatMap(({ path, from, to }) => (isRows(path) ? rowMoves(path, from, to) : [`${path}: ${valueText(from)} → ${valueText(to)}`]))
    .join('; ');
}

/** Rows of the session log that came and went, instead of the whole list before and after. */
function rowMoves(path: string, from: unknown, to: unknown): readonly string[] {
  const [before, after] = [rowsIn(from), rowsIn(to)];
  const gone = before.filter((row) => !after.includes(row)).map((row) => `${path}: − ${row}`);
  return [...gone, ...after.filter((row) => !before.includes(row)).map((row) => `${path}: + ${row}`)];
}

function rowsIn(value: unknown): readonly string[] {
  if (value === null) return [];
  return (Array.isArray(value) ? value : [value]).map(rowText);
}

const isRows = (path: string) => path === 'log' || path === 'sessionLog';

function rowText(row: unknown): string {
  return isObject(row) ? [row.date, row.status, row.notes].filter((part) => typeof part === 'string').join(' ') : String(row);
}

function valueText(value: unknown): string {
  if (value === null || value === '') return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const nothing = Object.fromEntries(auditColumns.map((column) => [column, ''])) as unknown as AuditRow;
