/** `audit verify`: whether the ledgers hold together, and where they do not. */
import type { AuditVerifyResult } from '@tallyplan/core/operations/audit-verify';
import { hanging, lines, signed } from '../layout.ts';
import type { Page } from '../page.ts';
import { labelled } from './labelled.ts';

export function renderAuditVerify({ holds, faults, notes, digest, message }: AuditVerifyResult, page: Page): string {
  const { signs, paint } = page;
  return lines(
    signed(holds ? { sign: signs.done, paint: paint.good } : { sign: signs.refused, paint: paint.bad }, message, page),
    faults.flatMap(({ file, line, rule, message: told }) => [
      `  ${paint.strong(placeOf(file, line))}`,
      ...hanging(`    ${signs.severity.error} `, `${rule}: ${told}`, page),
    ]),
    notes.flatMap(({ file, line, message: told }) => [
      `  ${paint.strong(placeOf(file, line))}`,
      ...hanging(`    ${signs.severity.note} `, told, page),
    ]),
    labelled([{ label: 'digest', values: digest === null ? [] : [digest], verbatim: true }], page),
  );
}

function placeOf(file: string, line: number): string {
  return `.tallyplan/ledger/${file}:${line}`;
}
