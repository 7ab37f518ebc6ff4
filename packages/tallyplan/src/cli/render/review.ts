/** `review`: what the documents of a task contradict each other in, each with both sides. */
import type { ReviewFinding, ReviewResult } from '@tallyplan/core/operations/review';
import { hanging, lines, signed } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { doneLine, nextSteps } from './done.ts';

/** Findings that are drawn; `--json` has all of them. */
const most = 100;

export function renderReview({ message, passed, findings, next }: ReviewResult, page: Page): string {
  const { signs, paint } = page;
  return lines(
    passed ? doneLine(message, page) : signed({ sign: signs.refused, paint: paint.bad }, message, page),
    findings.slice(0, most).flatMap((finding) => drawFinding(finding, page)),
    findings.length > most ? hanging('  ', `and ${findings.length - most} more, which --json lists`, page) : [],
    nextSteps(next, page),
  );
}

function drawFinding({ severity, rule, message, here, there, remedy, waived }: ReviewFinding, page: Page): string[] {
  const { paint, signs } = page;
  const colour = waived ? paint.faint : severity === 'error' ? paint.bad : paint.warn;
  return [
    `  ${colour(`${signs.severity[severity]} ${severity}`)} ${paint.strong(rule)}${waived ? ', waived' : ''}`,
    ...hanging('    ', oneLine(message), page),
    ...drawSide(here, page),
    ...(there === null ? [] : drawSide(there, page)),
    ...hanging(`    ${signs.arrow} `, oneLine(remedy), page),
  ];
}

function drawSide({ file, line, column, text }: ReviewFinding['here'], page: Page): string[] {
  return [`    ${page.paint.faint(`${file}:${line}:${column}`)}`, ...hanging('      ', `"${oneLine(text)}"`, page)];
}
