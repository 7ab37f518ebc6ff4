/** Audit rows as CSV (RFC 4180), safe to open in a spreadsheet. */

import type { AuditRow } from './audit-rows.ts';
import { auditColumns } from './audit-rows.ts';

/** Header and rows; every line ends with CRLF, as the RFC has it. */
export function auditCsv(rows: readonly AuditRow[]): string {
  return csvText([auditColumns, ...rows.map((row) => auditColumns.map((column) => row[column]))]);
}

/** Any rows of cells, as safe. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/**
 * One cell, quoted where it must be. A cell that a spreadsheet would take for a formula, or for a command,
 * gets an apostrophe in front; blanks before such a beginning are no shelter, so they don't count.
 */
function cell(text: string): string {
  const safe = /^\s*[=+\-@|%＝＋－＠]|^[\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
