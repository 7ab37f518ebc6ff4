/** Findings, each under the line that it is about; those of one line together. */
import type { Finding, Severity } from '@tallyplan/core/model/problem';
import { hanging, lines, signed } from '../layout.ts';
import type { Page } from '../page.ts';
import { drawExcerpt } from './excerpt.ts';

export interface CheckResult {
  readonly findings: readonly Finding[];
  readonly summary: { readonly errors: number; readonly warnings: number; readonly notes: number; readonly known: number };
}

/** The lines of a file that findings name; null where it can't be read. */
export type SourceOf = (file: string) => readonly string[] | null;

/** Findings that are drawn: more than anybody reads in one piece, and few enough to come at once. */
const most = 1000;

export function renderCheck(sourceOf: SourceOf): (result: CheckResult, page: Page) => string {
  return ({ findings, summary }, page) => {
    const blocks = byPlace(findings.slice(0, most)).flatMap((group) => [...drawPlace(group, sourceOf, page), '']);
    return lines(blocks, drawRest(findings.length - most, page), drawSummary(summary, page));
  };
}

/** Findings of one line together, lines in the order in which they are first met. */
function byPlace(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  const places = new Map<string, Finding[]>();
  for (const finding of findings) {
    const place = `${finding.file}:${finding.line}`;
    const group = places.get(place);
    if (group === undefined) places.set(place, [finding]);
    else group.push(finding);
  }
  return [...places.values()];
}

function drawPlace(group: readonly Finding[], sourceOf: SourceOf, page: Page): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const text = sourceOf(first.file)?.[first.line - 1];
  const marks = group.map(({ line, column, endLine, endColumn }) => ({
    start: column - 1,
    end: endLine === line ? endColumn - 1 : (text?.length ?? column),
  }));
  return [
    page.paint.strong(`${first.file}:${first.line}:${first.column}`),
    ...(text === undefined || text.trim() === '' ? [] : drawExcerpt({ line: first.line, text, marks }, page)),
    ...group.flatMap((finding) => drawFinding(finding, page)),
  ];
}

function drawFinding({ severity, rule, message, remedy, known }: Finding, page: Page): string[] {
  const { paint, signs } = page;
  return [
    `  ${paintOf(severity, page)(`${signs.severity[severity]} ${severity}`)} ${paint.strong(rule)}${known ? ', known' : ''}`,
    ...hanging('    ', message, page),
    ...(remedy === undefined ? [] : hanging(`    ${signs.arrow} `, remedy, page)),
  ];
}

function paintOf(severity: Severity, { paint }: Page) {
  return { error: paint.bad, warning: paint.warn, note: paint.note }[severity];
}

function drawRest(left: number, page: Page): string[] {
  if (left <= 0) return [];
  return [...hanging('', `and ${left} more, which --json lists; an id or --phase N narrows what is looked at`, page), ''];
}

function drawSummary({ errors, warnings, notes, known }: CheckResult['summary'], page: Page): string[] {
  const { signs, paint } = page;
  const counts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')].filter((part) => part !== null);
  const also = known === 0 ? '' : `; ${known} known since adoption`;
  if (counts.length === 0) return signed({ sign: signs.done, paint: paint.good }, `nothing found${also}`, page);
  const sign = errors > 0 ? { sign: signs.refused, paint: paint.bad } : { sign: signs.done, paint: paint.good };
  return signed(sign, `${counts.join(', ')}${also}`, page);
}

function counted(count: number, word: string): string | null {
  return count === 0 ? null : `${count} ${word}${count === 1 ? '' : 's'}`;
}
