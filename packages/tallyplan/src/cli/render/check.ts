/** Findings, each under the line that it is about; those of one line together, and once what is said of many tasks. */
import type { Finding, Severity } from '@tallyplan/core/model/problem';
import { foundInWords } from '../found-in-words.ts';
import { columns, hanging, indented, lines, signed } from '../layout.ts';
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
    const blocks = blocksOf(findings.slice(0, most)).flatMap(({ findings: group, gathered }) => [
      ...(gathered ? drawGathered(group, page) : drawPlace(group, sourceOf, page)),
      '',
    ]);
    return lines(blocks, drawRest(findings.length - most, page), drawSummary(summary, page));
  };
}

/** Findings that are drawn in one piece. */
interface Block {
  readonly findings: readonly Finding[];
  /** They say the same of several tasks, which is said once; else they are about one line. */
  readonly gathered: boolean;
}

/** So many findings that say the same are gathered: fewer are better seen each under its line. */
const many = 4;

/** In the order in which the first of each is met. */
function blocksOf(findings: readonly Finding[]): readonly Block[] {
  const alike = groupedBy(findings, saying);
  const isGathered = (finding: Finding) => (alike.get(saying(finding))?.length ?? 0) >= many;
  const groups = groupedBy(findings, (finding) => (isGathered(finding) ? saying(finding) : JSON.stringify([finding.file, finding.line])));
  return [...groups.values()].map((group) => ({ findings: group, gathered: group[0] !== undefined && isGathered(group[0]) }));
}

/** What a finding says, whichever task it says it of. */
function saying({ rule, severity, known, message, remedy, task }: Finding): string {
  return JSON.stringify([rule, severity, known === true, ofAny(message, task), ofAny(remedy ?? '', task)]);
}

function groupedBy(findings: readonly Finding[], keyOf: (finding: Finding) => string): ReadonlyMap<string, readonly Finding[]> {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = keyOf(finding);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return groups;
}

/** A text about a task, as it is about any: the id is one to supply. */
function ofAny(text: string, task: string | undefined): string {
  if (task === undefined) return text;
  const id = task.replace(/[^\w-]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\w-])${id}(?![\\w-])`, 'g'), '<id>');
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

/** What they say, once, then every place. */
function drawGathered(group: readonly Finding[], page: Page): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const { task, message, remedy } = first;
  const any = { ...first, message: ofAny(message, task), ...(remedy === undefined ? {} : { remedy: ofAny(remedy, task) }) };
  const places = group.map(({ file, line, column, task: id }) => [
    { text: `${file}:${line}:${column}`, paint: page.paint.strong },
    { text: id ?? '' },
  ]);
  return [...drawFinding(any, page, `, ${group.length} times`), ...columns(places, [{}, {}], indented(page, 4)).map((row) => `    ${row}`)];
}

function drawFinding({ severity, rule, message, remedy, known }: Finding, page: Page, also = ''): string[] {
  const { paint, signs } = page;
  return [
    `  ${paintOf(severity, page)(`${signs.severity[severity]} ${severity}`)} ${paint.strong(rule)}${known ? ', known' : ''}${also}`,
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

function drawSummary(summary: CheckResult['summary'], page: Page): string[] {
  const { signs, paint } = page;
  const sign = summary.errors > 0 ? { sign: signs.refused, paint: paint.bad } : { sign: signs.done, paint: paint.good };
  return signed(sign, foundInWords(summary), page);
}
