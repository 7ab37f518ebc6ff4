/**
 * Findings as SARIF 2.1.0 (OASIS, https://docs.oasis-open.org/sarif/sarif/v2.1.0/), for code scanning and
 * editors: every rule that can be found with its page, and the findings at their places.
 */

import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { Finding, Severity } from '@tallyplan/core/model/problem';
import { natureOf, type RuleName, ruleNames } from '@tallyplan/core/model/rule-names';
import type { CheckResult } from '@tallyplan/core/operations/check';
import { packageVersion } from '../../package-version.ts';
import { sha256 } from '../../stores/sha256.ts';
import { plainValue, safeJson } from '../plain-text.ts';
import { rulePage } from '../rule-page.ts';

/** Hosts take no more from one run; the gravest are told. */
const most = 5000;

export function sarifOf({ findings, summary }: CheckResult): string {
  const told = gravestFirst(findings).slice(0, most);
  const log = {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'tallyplan', semanticVersion: packageVersion(), rules: rules.map(ruleOf) } },
        columnKind: 'utf16CodeUnits',
        invocations: [{ executionSuccessful: true, toolExecutionNotifications: leftOut(findings.length - told.length) }],
        results: told.map(resultOf),
        properties: { summary },
      },
    ],
  };
  return `${safeJson(plainValue(log))}\n`;
}

/** Rules that `check` can report, in the order of their table. */
const rules = ruleNames.filter((name) => natureOf(name).finding !== undefined);
const indexOf = new Map(rules.map((name, index) => [name, index]));

function ruleOf(name: RuleName) {
  const { title, finding, waivable } = natureOf(name);
  const page = rulePage(name);
  return {
    id: name,
    shortDescription: { text: `${title.charAt(0).toUpperCase()}${title.slice(1)}.` },
    ...(page === null ? {} : { fullDescription: { text: sectionOf(page, 'What') }, help: { text: page, markdown: page } }),
    defaultConfiguration: { level: finding ?? 'error' },
    properties: { waivable: waivable === true },
  };
}

/** What stands under a heading of a rule's page, as one paragraph. */
function sectionOf(page: string, heading: string): string {
  const [, section = ''] = page.split(`\n## ${heading}\n`);
  return (section.split('\n## ')[0] ?? '').trim().replace(/\s+/g, ' ');
}

function resultOf({ rule, severity, message, file, task, remedy, known, ...place }: Finding) {
  return {
    ruleId: rule,
    ruleIndex: indexOf.get(rule) ?? -1,
    level: severity,
    message: { text: remedy === undefined ? message : `${message}\nTo mend it: ${remedy}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
          region: { startLine: place.line, startColumn: place.column, endLine: place.endLine, endColumn: place.endColumn },
        },
      },
    ],
    // Lines move; what is found, and of which task, stays.
    partialFingerprints: { 'tallyplan/v1': sha256(encodeUtf8(JSON.stringify([rule, file, task ?? null, message]))) },
    ...(task === undefined && known === undefined
      ? {}
      : { properties: { ...(task === undefined ? {} : { task }), ...(known === undefined ? {} : { known }) } }),
  };
}

function leftOut(count: number) {
  return count <= 0
    ? []
    : [
        {
          level: 'warning',
          message: {
            text: `${count} ${count === 1 ? 'finding more is' : 'findings more are'} left out; \`tallyplan check --json\` lists them`,
          },
        },
      ];
}

const gravity: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };

function gravestFirst(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort((a, b) => gravity[a.severity] - gravity[b.severity]);
}
