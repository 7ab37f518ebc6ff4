/**
 * Findings as annotations of GitHub Actions, one workflow command a line, and a summary of the job where the
 * runner wants one (GITHUB_STEP_SUMMARY names its file).
 *
 * Documents are others' words: in a command, what would end it or begin another is escaped as the runner
 * wants it; in the summary, what Markdown or HTML would act on.
 */
import { appendFileSync } from 'node:fs';
import type { Finding, Severity } from '@tallyplan/core/model/problem';
import type { CheckResult } from '@tallyplan/core/operations/check';
import { foundInWords } from '../found-in-words.ts';
import { oneLine, plainText } from '../plain-text.ts';
import type { FormatContext } from './formats.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'notice' };

export function githubAnnotations(result: CheckResult, { environment }: FormatContext): string {
  const summary = environment.GITHUB_STEP_SUMMARY;
  if (summary !== undefined && summary !== '') appendFileSync(summary, jobSummary(result));
  return result.findings.map(annotation).join('');
}

function annotation({ rule, severity, message, file, remedy, line, column, endLine, endColumn }: Finding): string {
  const told = remedy === undefined ? message : `${message}\nTo mend it: ${remedy}`;
  // The runner takes columns only within one line.
  const columns = endLine === line ? { col: column, endColumn } : {};
  const properties = Object.entries({ file, line, endLine, ...columns, title: `tallyplan ${rule}` });
  return `::${commands[severity]} ${properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`).join(',')}::${escapeData(told)}\n`;
}

/** As the toolkit of GitHub Actions escapes them (`packages/core/src/command.ts`). */
function escapeData(text: string): string {
  return plainText(text).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A summary has 1 MiB at most, and nobody reads more. */
const rows = 200;

function jobSummary({ findings, summary }: CheckResult): string {
  const head = `### ${summary.errors > 0 ? '❌' : '✅'} Development plan\n\n${foundInWords(summary)}\n\n`;
  if (findings.length === 0) return head;
  const told = findings
    .slice(0, rows)
    .map(
      ({ severity, rule, file, line, message, remedy = '' }) =>
        `| ${[severity, rule, `${file}:${line}`, message, remedy].map(cell).join(' | ')} |\n`,
    );
  const more = findings.length > rows ? `\nand ${findings.length - rows} more\n` : '';
  return `${head}| | rule | place | what | to mend it |\n|---|---|---|---|---|\n${told.join('')}${more}\n`;
}

/** Every character that Markdown, HTML or a mention would act on, as an entity. */
function cell(text: string): string {
  return oneLine(plainText(text))
    .slice(0, 500)
    .replace(/[&<>"'`*_~[\](){}#@|\\!:$]/g, (character) => `&#${character.charCodeAt(0)};`);
}
