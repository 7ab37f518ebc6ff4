/** `audit export`: the whole audit as JSON, as CSV for a spreadsheet, or as one page to read and print. */
import * as v from 'valibot';
import { auditCsv } from '../ledger/audit-csv.ts';
import type { AuditReport } from '../ledger/audit-page.ts';
import { auditPage } from '../ledger/audit-page.ts';
import { auditRows } from '../ledger/audit-rows.ts';
import { done } from '../model/problem.ts';
import { eventsOf } from './audit-show.ts';
import { soundCheckpoint } from './audit-verify.ts';
import { anyTaskIds, choice } from './input.ts';
import type { ReadOperation } from './operation.ts';
import { verifiedLedgers } from './verified-ledgers.ts';

const formats = ['json', 'csv', 'html'] as const;

const input = v.object({
  ids: anyTaskIds('The tasks; everything where none is named.'),
  format: v.optional(choice(formats, 'The form of the audit.'), 'json'),
});

export interface AuditExportResult {
  readonly format: (typeof formats)[number];
  readonly mediaType: string;
  /** The audit itself, to be written out as it is. */
  readonly text: string;
}

const writers: Readonly<Record<AuditExportResult['format'], (report: AuditReport) => Omit<AuditExportResult, 'format'>>> = {
  json: (report) => ({ mediaType: 'application/json', text: `${JSON.stringify(report, null, 2)}\n` }),
  csv: ({ rows }) => ({ mediaType: 'text/csv; charset=utf-8', text: auditCsv(rows) }),
  html: (report) => ({ mediaType: 'text/html; charset=utf-8', text: auditPage(report) }),
};

export const auditExport: ReadOperation<typeof input, AuditExportResult> = {
  kind: 'read',
  name: 'audit export',
  summary: 'Write the audit as JSON, CSV or one self-contained page.',
  group: 'audit',
  input,
  examples: [
    { command: 'audit export --format html > audit.html', does: 'one page that an auditor can read and print' },
    { command: 'audit export --format csv > audit.csv', does: 'a table for a spreadsheet; no cell of it runs' },
  ],
  answer({ ids, format }, world) {
    const events = eventsOf(world, ids);
    if (!events.ok) return events;
    const verification = verifiedLedgers(world);
    const { faults, notes } = verification;
    const about = { title: world.plan.title, plan: world.file, at: world.now.utc };
    const report = { ...about, rows: auditRows(events.value), faults, notes, checkpoint: soundCheckpoint(verification, world) };
    return done({ format, ...writers[format](report) });
  },
};
