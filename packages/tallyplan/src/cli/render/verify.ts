/** `verify`: what was vouched for, and what remains, with what to read for it. */
import type { VerifyResult } from '@tallyplan/core/operations/verify';
import { hanging, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { doneLine, nextSteps } from './done.ts';

export function renderVerify({ message, remaining, next }: VerifyResult, page: Page): string {
  return lines(
    doneLine(message, page),
    remaining.flatMap((item) => remainingItem(item, page)),
    nextSteps(next, page),
  );
}

function remainingItem({ item, by, read, documents, problem }: VerifyResult['remaining'][number], page: Page): string[] {
  const { paint, signs } = page;
  const open = signs.status.NOT_STARTED;
  return [
    `  ${open} ${paint.strong(item)}  ${paint.faint(by)}`,
    ...hanging('    ', oneLine(read), page),
    ...documents.map((document) => `    ${signs.arrow} ${oneLine(document)}`),
    ...(problem === undefined ? [] : hanging(`    ${signs.severity.error} `, oneLine(problem), page).map(paint.bad)),
  ];
}
