/** The law of content digests: form and the record of the work never change one; any other change of a word does. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { UpstreamDocument } from './upstream.ts';
import { upstreamOfTexts } from './upstream-of-texts.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');

function documentOf(text: string, path = 'docs/12_IPLAN/IPLAN-07_gate.md'): UpstreamDocument {
  const document = upstreamOfTexts({ [path]: text }, { digest, library: () => yaml }).at(path);
  if (document === null) throw new Error(`${path} is no document`);
  return document;
}

const iplan = `---
title: "IPLAN-07: Lock Gate"
custom_fields:
  document_type: iplan
  layer: 12
  parent_tasks: TASKS-07
  status: active
  last_updated: 2026-01-04
  spec_ready_score: 91
---

# IPLAN-07: Lock Gate

**Last Updated**: 2026-01-04

## 1. Document Control

| Item | Details |
|------|---------|
| **ID** | IPLAN-07 |
| **Status** | Draft |
| **Version** | 1.0.0 |
| **Date Created** | 2026-01-02 |
| **Last Updated** | 2026-01-04 09:00 |
| **Author** | Ida |
| **Estimated Effort** | 14 hours |
| **Parent TASKS** | TASKS-07 |
| **IPLAN-Ready Score** | 95% |

## 2. Objective

Open the gate at high water, and never against a swell.

## 3. Task List

### 3.1 Wiring

- [ ] **1.1**: Read the level twice
  - [ ] compare both readings
- [ ] **1.2**: Stop the motor within a second

### 3.2 Trial

* [ ] one tide with the foreman

| Criterion | Shown by | Done |
|---|---|---|
| REQ.07.06.01 | trial | [ ] |

\`\`\`yaml
gate:
  status: open
  version: 3
\`\`\`

\`\`\`yaml
gate_tracking:
  wired: false
\`\`\`

## 4. Interfaces

**Version**: 3 of the motor protocol

| Field | Meaning |
|---|---|
| Status | what the motor says |
| Date | when it said it |

## 5. Session Log

| Date | What |
|---|---|
| 2026-01-04 | wired |

## 6. Change History

Version 1.0.0 was the first.

---

**Document Version**: 1.0.0
`;

/** What doing and recording the work changes, and what only changes the form. */
const harmless: readonly (readonly [string, (text: string) => string])[] = [
  ['Windows line endings', (text) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text) => `\ufeff${text}`],
  ['blanks at the ends of lines', (text) => text.replace(/\r?\n/g, '  $&')],
  ['a blank line more', (text) => text.replaceAll('\n## ', '\n\n## ')],
  ['no line ending at the end', (text) => text.trimEnd()],
  ['ticks', (text) => text.replaceAll('[ ]', '[x]')],
  ['the status', (text) => text.replace('| Draft |', '| In Progress |')],
  ['the version', (text) => text.replace('**Version** | 1.0.0', '**Version** | 1.1.0')],
  ['the dates', (text) => text.replaceAll('2026-01-04', '2026-03-09')],
  ['the effort', (text) => text.replace('14 hours', '3 days')],
  ['a score', (text) => text.replace('95%', '40%').replace('score: 91', 'score: 12')],
  ['the status in front', (text) => text.replace('status: active', 'status: completed')],
  ['a row of actual effort', (text) => text.replace('| **Parent TASKS**', '| **Actual Effort** | 9 hours |\n| **Parent TASKS**')],
  ['the session log', (text) => text.replace('| wired |', '| wired |\n| 2026-01-09 | tried REQ-99 with the foreman |')],
  ['the change history', (text) => text.replace('was the first.', 'was the first.\n\n- 1.1.0: another motor')],
  ['tracking', (text) => text.replace('wired: false', 'wired: true\n  tried: true')],
  ['a session log where there was none', (text) => `${text}\n---\n\n## 8. Session Log\n\n- done on Friday\n`],
  ['a status with other marks', (text) => text.replace(/^# .*\n/m, '$&\n__Status__: _Approved_\n')],
  ['the version at the foot', (text) => text.replace('Version**: 1.0.0', 'Version**: 2.0.0')],
];

describe('content digests', () => {
  const before = documentOf(iplan);

  it.each(harmless)('%s: the same', (_, change) => {
    const changed = change(iplan);
    expect(changed).not.toBe(iplan);
    const after = documentOf(changed);
    expect(after.content()).toBe(before.content());
    expect(after.contentDigest()).toBe(before.contentDigest());
    expect(after.rawDigest).not.toBe(before.rawDigest);
  });

  it('any number of these together: the same', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(harmless.map(([, change]) => change)), (changes) => {
        const after = documentOf(changes.reduce((text, change) => change(text), iplan));
        expect(after.contentDigest()).toBe(before.contentDigest());
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    ['a word of the objective', 'high water', 'low water'],
    ['a step', 'twice', 'once'],
    ['an id', 'Parent TASKS** | TASKS-07', 'Parent TASKS** | TASKS-08'],
    ['the author', 'Ida', 'Per'],
    ['a status in code', 'status: open', 'status: shut'],
    ['a version in code', 'version: 3\n', 'version: 4\n'],
    ['a version in the text', '**Version**: 3 of', '**Version**: 4 of'],
    ['a row of another table', '| Status | what the motor says |', '| Status | what the level says |'],
    ['a criterion', 'REQ.07.06.01', 'REQ.07.06.02'],
    ['the parent in front', 'parent_tasks: TASKS-07', 'parent_tasks: TASKS-09'],
    ['a heading', '## 4. Interfaces', '## 4. Protocols'],
  ])('%s: another', (_, from, to) => {
    expect(iplan).toContain(from);
    expect(documentOf(iplan.replace(from, to)).contentDigest()).not.toBe(before.contentDigest());
  });

  it('every word outside of what is set aside counts', () => {
    const { text, setAside } = before;
    const words = [...iplan.matchAll(/[A-Za-z]{3,}/g)].filter(
      ({ index }) => !setAside.some(({ start, end }) => start <= index && index < end),
    );
    expect(text).toBe(iplan);
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.stringMatching(/^[a-z]{3,9}$/), ({ 0: word, index }, other) => {
        fc.pre(other !== word);
        const changed = `${iplan.slice(0, index)}${other}${iplan.slice(index + word.length)}`;
        expect(documentOf(changed).contentDigest()).not.toBe(before.contentDigest());
      }),
      { numRuns: 300 },
    );
  });

  it('what is set aside is the record of the work, and nothing else', () => {
    expect(before.setAside.map((span) => before.quote(span).replaceAll('\n', '⏎').slice(0, 40))).toMatchInlineSnapshot(`
      [
        "  status: active⏎  last_updated: 2026-01",
        "**Last Updated**: 2026-01-04⏎",
        "| **Status** | Draft |⏎| **Version** | 1",
        "| **Estimated Effort** | 14 hours |⏎",
        "| **IPLAN-Ready Score** | 95% |⏎",
        " ",
        " ",
        " ",
        " ",
        "[ ]",
        "gate_tracking:⏎  wired: false⏎",
        "## 5. Session Log⏎⏎| Date | What |⏎|---|",
      ]
    `);
  });
});

describe('the record of the work in the head', () => {
  const headed = (lines: string, front = '') => documentOf(`${front}# IPLAN-07: Gate\n\n${lines}\n\n## Scope\n\nAll.\n`).contentDigest();

  it.each([
    ['Status: Draft', 'Status: Approved by Ida Lund, 2026-01-04'],
    ['Status: Draft', 'Status: In Review since 4 January 2026'],
    ['Status: Approved 2026-01-04', 'Status: Superseded by IPLAN-08'],
    ['Last Updated: 2026-01-01', 'Last Updated: Tuesday, January 4, 2026 at 9:12 AM UTC'],
    ['Estimated Effort: 2 days', 'Estimated Effort: 3-4 person days'],
    ['Ready Score: 80%', 'Ready Score: 90% (target: ≥90%)'],
  ])('%s and %s are the same', (before, after) => {
    expect(headed(before)).toBe(headed(after));
  });

  it.each([
    ['a remark that bounds a status', 'Status: Approved, but not for crane 4', 'Status: Approved, but not for crane 5'],
    ['what a version is of', 'Version: 2 of the motor protocol', 'Version: 3 of the motor protocol'],
    ['a fence', '```yaml\nversion: 2\n```', '```yaml\nversion: 3\n```'],
    ['a line that is indented as code', 'So:\n\n    GET /gate\n    Version: 2', 'So:\n\n    GET /gate\n    Version: 3'],
    ['a cell of HTML', '<table><tr><td>Most</td><td>40</td></tr></table>', '<table><tr><td>Most</td><td>41</td></tr></table>'],
    ['a table of fields', '| Type | Status |\n|---|---|\n| Status | 200 |', '| Type | Status |\n|---|---|\n| Status | 404 |'],
  ])('%s counts', (_, before, after) => {
    expect(headed(before)).not.toBe(headed(after));
  });

  it('is none further in a front matter', () => {
    const front = (version: number) => `---\nrequirements:\n  - ref: REQ-09\n    version: ${version}\n---\n\n`;
    expect(headed('x', front(2))).not.toBe(headed('x', front(3)));
  });
});

describe('digests of sections', () => {
  const before = documentOf(iplan);

  it('see their own section and no other', () => {
    const after = documentOf(iplan.replace('high water', 'low water'));
    expect(after.contentDigest(['3'])).toBe(before.contentDigest(['3']));
    expect(after.contentDigest(['2'])).not.toBe(before.contentDigest(['2']));
    expect(after.contentDigest(['2', '3'])).not.toBe(before.contentDigest(['2', '3']));
    expect(after.rawDigestOf(['3'])).toBe(before.rawDigestOf(['3']));
    expect(after.rawDigestOf(['2'])).not.toBe(before.rawDigestOf(['2']));
  });

  it('see their subsections', () => {
    const after = documentOf(iplan.replace('one tide', 'two tides'));
    expect(after.contentDigest(['3'])).not.toBe(before.contentDigest(['3']));
    expect(after.contentDigest(['3.1'])).toBe(before.contentDigest(['3.1']));
    expect(after.contentDigest(['3.2'])).not.toBe(before.contentDigest(['3.2']));
  });

  it('do not depend on the order in which sections are named', () => {
    expect(before.contentDigest(['3', '2'])).toBe(before.contentDigest(['2', '3']));
  });

  it('change when the section goes', () => {
    const after = documentOf(iplan.replace('## 2. Objective', '## 9. Objective'));
    expect(after.contentDigest(['2'])).not.toBe(before.contentDigest(['2']));
    expect(after.contentDigest(['2'])).not.toBeNull();
  });

  it('say which algorithm made them', () => {
    expect(before.contentDigest(['2'])).toMatch(/^v3:[0-9a-f]{64}$/);
  });
});

describe('content digests of section files', () => {
  it('set aside one that is the history', () => {
    const digestOf = (name: string, said: string) =>
      documentOf(`# ADR-07.9: ${name}\n\n- ${said}\n`, 'docs/ADR-07_x/ADR-07.9_x.md').contentDigest();
    expect(digestOf('Change History', 'begun')).toBe(digestOf('Change History', 'begun, and ended'));
    expect(digestOf('Changes', 'begun')).not.toBe(digestOf('Changes', 'begun, and ended'));
  });
});

describe('content digests of documents in other languages', () => {
  const text = (status: string, log: string) =>
    `# TASKS-07: Tor\n\n| Feld | Wert |\n|---|---|\n| Statut | ${status} |\n| Aufwand | 2 Tage |\n\n## Umfang\n\nDas Tor.\n\n## Änderungshistorie\n\n- ${log}\n`;
  const path = 'docs/11_TASKS/TASKS-07_tor.md';

  it('set aside the status and the history, and nothing else', () => {
    const before = documentOf(text('Entwurf', 'angelegt'), path).contentDigest();
    expect(documentOf(text('Freigegeben', 'angelegt, und geprüft'), path).contentDigest()).toBe(before);
    expect(documentOf(text('Entwurf', 'angelegt').replace('Das Tor', 'Das Tor nicht'), path).contentDigest()).not.toBe(before);
    expect(documentOf(text('Entwurf', 'angelegt').replace('| Aufwand |', '| Standort |'), path).contentDigest()).not.toBe(before);
  });
});

describe('content digests of YAML documents', () => {
  const path = 'docs/10_SPEC/SPEC-07_gate.yaml';
  const spec = [
    '# SPEC-07: the gate',
    'id: SPEC-07',
    'metadata:',
    '  version: "1.0.0"',
    '  status: draft  # draft, approved',
    '  last_updated: 2026-01-04',
    '  task_ready_score: 90%',
    'interfaces:',
    '  open:',
    '    status: 200',
    '    version: 3',
    'file_manifest:',
    '  files:',
    '    - { path: "src/gate.mjs", order: 1, status: DONE, session: "s1" }',
    'changelog:',
    '  - version: "1.0.0"',
    '    changes: first',
    'session_handoff:',
    '  note: none',
    '',
  ].join('\n');
  const digestOf = (text: string) => documentOf(text, path).contentDigest();

  it.each([
    ['the status', 'status: draft', 'status: approved'],
    ['the version', 'version: "1.0.0"', 'version: "2.0.0"'],
    ['a date', '2026-01-04', '2026-02-05'],
    ['a score', '90%', '95%'],
    ['what became of a file', 'status: DONE, session: "s1"', 'status: NOT_STARTED, session: null'],
    ['the changelog', 'changes: first', 'changes: first and second'],
    ['the handoff', 'note: none', 'note: go on with order 2'],
  ])('%s: the same', (_, from, to) => {
    expect(spec).toContain(from);
    expect(digestOf(spec.replace(from, to))).toBe(digestOf(spec));
  });

  it.each([
    ['keys in another order', 'changelog:\n  - version: "1.0.0"\n    changes: first\n', ''],
    ['lines that are indented further', '  open:\n    status: 200\n    version: 3', '    open:\n        version: 3\n        status: 200'],
    ['quotation marks', 'status: DONE', "status: 'DONE'"],
    ['other quotation marks', '"src/gate.mjs"', "'src/gate.mjs'"],
    [
      'a mapping over several lines',
      '{ path: "src/gate.mjs", order: 1, status: DONE, session: "s1" }',
      'path: "src/gate.mjs"\n      order: 1',
    ],
    ['blanks before a comment', '# SPEC-07: the gate', '#  SPEC-07:  the gate  '],
    ['a folded text on other lines', 'open:', 'note: >\n    a text of\n    two lines\n  open:'],
  ])('%s: the same', (name, from, to) => {
    expect(spec).toContain(from);
    const before = name.startsWith('a folded') ? spec.replace(from, to.replace('text of\n    two', 'text\n    of two')) : spec;
    expect(digestOf(spec.replace(from, to))).toBe(digestOf(before));
  });

  it.each([
    ['a comment', '# SPEC-07: the gate', '# SPEC-07: the gate, never open'],
    ['a comment behind a value', 'version: 3', 'version: 3  # at least'],
    ['a number that is a text', 'version: 3', 'version: "3"'],
    ['a tag', 'version: 3', 'version: !!str 3'],
    ['a second document', '  note: none\n', '  note: none\n---\nmore: true\n'],
    ['a status that is content', 'status: 200', 'status: 204'],
    ['a version that is content', 'version: 3', 'version: 4'],
    ['a path', 'src/gate.mjs', 'src/lock.mjs'],
    ['a key', 'open:', 'shut:'],
  ])('%s: another', (_, from, to) => {
    expect(spec).toContain(from);
    expect(digestOf(spec.replace(from, to))).not.toBe(digestOf(spec));
  });
});

describe('form', () => {
  const path = 'docs/07_REQ/REQ-07_gate.md';
  const requirement = [
    '---',
    'title: "REQ-07: Gate"',
    'tags: [gate, lock]',
    'custom_fields:',
    '  artifact_type: REQ',
    '  layer: 7',
    '---',
    '',
    '# REQ-07: Gate',
    '',
    '## 1. Rules',
    '',
    'The gate opens "at high water" only, and',
    "never against a swell, whatever the foreman's view is.",
    '',
    '- it *must* close in 12 seconds, with',
    '  `a  "quoted"  call`',
    '  - and report it',
    '- it is painted',
    '',
    '1. first the light',
    '2. then the bell',
    '',
    '> said by the office,',
    '> and meant',
    '',
    '| Name | Value |',
    '|------|-------|',
    '| swell | 0.5 \\| 0.7 |',
    '| wind |  |',
    '',
    '```js',
    'const limit = 12;  // "s"',
    '```',
    '',
    '@req: REQ-01',
    '**Blocked By**: TASKS-02',
    '',
    '    indented  code',
    '    of two lines',
    '',
  ].join('\n');
  const digestOf = (text: string) => documentOf(text, path).contentDigest();
  const replaced = (from: string, to: string) => {
    expect(requirement).toContain(from);
    return requirement.replace(from, to);
  };

  it.each([
    ['lines wrapped elsewhere', 'only, and\nnever against', 'only,\nand never against'],
    ['lines not wrapped', 'only, and\nnever', 'only, and never'],
    ['words in bold', 'at high water', '**at high water**'],
    ['no emphasis', 'it *must* close', 'it must close'],
    ['emphasis over several words', 'it *must* close', '**it *must* close**'],
    ['a cell in bold', '| swell |', '| **swell** |'],
    ['a heading in bold', '## 1. Rules', '## **1. Rules**'],
    ['blanks behind indented code', 'indented  code\n    of two', 'indented  code  \n    of two'],
    ['an item wrapped elsewhere', '12 seconds, with\n  `a', '12\n  seconds, with `a'],
    ['a quotation wrapped elsewhere', '> said by the office,\n> and', '> said by\n> the office, and'],
    ['curled quotation marks', '"at high water"', '\u201cat high water\u201d'],
    ['a curled apostrophe', "foreman's", 'foreman\u2019s'],
    ['a blank that does not break', '12 seconds', '12\u00a0seconds'],
    ['two blanks', 'gate opens', 'gate  opens'],
    ['another mark of items', '- it is painted', '* it is painted'],
    ['another mark of numbers', '2. then', '2) then'],
    ['items further in', '  - and report', '    - and report'],
    ['another mark of emphasis', '*must*', '_must_'],
    ['keys in another order', '  artifact_type: REQ\n  layer: 7', '  layer: 7\n  artifact_type: REQ'],
    ['keys at the top in another order', 'title: "REQ-07: Gate"\ntags: [gate, lock]', 'tags: [gate, lock]\ntitle: "REQ-07: Gate"'],
    ['a list in another style', 'tags: [gate, lock]', "tags:\n  - gate\n  - 'lock'"],
    ['a table drawn wider', '| Name | Value |\n|------|-------|', '| Name  | Value       |\n|:------|------------:|'],
    ['a table without its outer pipes', '| swell | 0.5 \\| 0.7 |', 'swell | 0.5 \\| 0.7'],
    ['hashes at both ends', '## 1. Rules', '##  1. Rules ##'],
    ['a heading as an element', '## 1. Rules', '<h2>1. Rules</h2>'],
    ['a heading that is underlined', '## 1. Rules', '1. Rules\n--------'],
    ['a title that is underlined', '# REQ-07: Gate', 'REQ-07: Gate\n==='],
  ])('%s: the same', (_, from, to) => {
    expect(digestOf(replaced(from, to))).toBe(digestOf(requirement));
  });

  it.each([
    ['a digit', '12 seconds', '13 seconds'],
    ['a sign', '0.5', '-0.5'],
    ['a word in two', 'high water', 'highwater'],
    ['an item at another depth', '  - and report', '- and report'],
    ['an item that is none', '- it is painted', 'it is painted'],
    ['items in another order', '1. first the light\n2. then the bell', '1. then the bell\n2. first the light'],
    ['a cell in two', '0.5 \\| 0.7', '0.5 | 0.7'],
    ['another cell', '| wind |  |', '|  | wind |'],
    ['blanks in code', 'limit = 12;  //', 'limit = 12; //'],
    ['quotation marks in code', '"s"', '\u201cs\u201d'],
    ['blanks in code within a line', '`a  "quoted"', '`a "quoted"'],
    ['quotation marks in code within a line', '"quoted"', '\u201cquoted\u201d'],
    ['stars that are signs', '- it is painted', '- it is *painted'],
    ['stars between numbers', '12 seconds', '12*2*1 seconds'],
    ['stars in code', 'quoted"  call', 'quoted"  *call*'],
    ['words struck out', '- it is painted', '- ~~it is painted~~'],
    ['a label that was none', '\n@req: REQ-01\n**Blocked By**:', '\n@req: REQ-01\nBlocked By:'],
    ['lines of indented code', '    indented  code\n    of', '    indented  code of'],
    ['a tag that begins no line', '\n@req: REQ-01', '\nas said @req: REQ-01'],
    ['a label that begins no line', '@req: REQ-01\n**Blocked By**', '@req: REQ-01 **Blocked By**'],
    ['a value of the front matter', 'layer: 7', 'layer: 8'],
    ['a list in another order', '[gate, lock]', '[lock, gate]'],
    ['the level of a heading', '## 1. Rules', '### 1. Rules'],
    ['a quotation that is none', '> said by the office,\n> and', 'said by the office,\nand'],
  ])('%s: another', (_, from, to) => {
    expect(digestOf(replaced(from, to))).not.toBe(digestOf(requirement));
  });

  it('counted in version 2, where it was emphasis: what it has judged is judged by it', () => {
    const before = documentOf(requirement, path);
    const calm = documentOf(replaced('it *must*', 'it must'), path);
    expect(before.contentDigest([], 'v2')).toMatch(/^v2:/);
    expect(calm.contentDigest([], 'v2')).not.toBe(before.contentDigest([], 'v2'));
    const spec = documentOf('id: SPEC-07\nlimit: 2\n', 'docs/10_SPEC/SPEC-07_gate.yaml');
    const other = documentOf('limit: 2\nid: SPEC-07\n', 'docs/10_SPEC/SPEC-07_gate.yaml');
    expect([other.contentDigest(), other.contentDigest([], 'v2')]).not.toEqual([spec.contentDigest(), spec.contentDigest([], 'v2')]);
    expect(other.contentDigest()).toBe(spec.contentDigest());
  });

  it('counted in version 1: what it has judged is judged by it', () => {
    const before = documentOf(requirement, path);
    const wrapped = documentOf(replaced('only, and\nnever', 'only, and never'), path);
    expect(before.contentDigest([], 'v1')).toMatch(/^v1:/);
    expect(wrapped.contentDigest([], 'v1')).not.toBe(before.contentDigest([], 'v1'));
    expect(documentOf(requirement.replaceAll('\n', '\r\n'), path).contentDigest([], 'v1')).toBe(before.contentDigest([], 'v1'));
  });
});

describe('former texts', () => {
  it('are read as the document that they were', () => {
    const path = 'docs/REQ-01_gate.md';
    const upstream = upstreamOfTexts(
      { [path]: '# REQ-01: Gate\n\n## 1. Text\n\nnew\n' },
      { digest, history: { abc: '# REQ-01: Gate\n\n## 1. Text\n\nold\n' } },
    );
    const document = upstream.at(path);
    if (document === null) throw new Error('no document');
    expect(upstream.former(document, 'abc')?.content(['1'])).toBe('## 1. Text\nold');
    expect(document.content(['1'])).toBe('## 1. Text\nnew');
    expect(upstream.former(document, 'def')).toBeNull();
  });
});
