/** Which ids of a document are references, and which are not. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { DocumentFacts } from './document-facts.ts';
import type { Target } from './document-id.ts';
import type { UpstreamDocument } from './upstream.ts';
import { upstreamOfTexts } from './upstream-of-texts.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');

function documentOf(text: string, path = 'docs/11_TASKS/TASKS-07_gate.md'): UpstreamDocument {
  const document = upstreamOfTexts({ [path]: text }, { digest, library: () => yaml }).at(path);
  if (document === null) throw new Error(`${path} is no document`);
  return document;
}
const factsOf = (text: string, path?: string): DocumentFacts => documentOf(text, path).facts;

function idOf({ document, part }: Target): string {
  return part === null ? document : part.kind === 'element' ? part.key : `${document}.${part.number}`;
}
const referencesOf = (text: string, path?: string) =>
  factsOf(text, path)
    .references.map(({ target }) => idOf(target))
    .join(' ');

const titled = (...lines: readonly string[]) => ['# TASKS-07: Gate', '', ...lines, ''].join('\n');
const control = (...rows: readonly string[]) => titled('## Document Control', '', '| Item | Details |', '|------|---------|', ...rows);
const inSection = (heading: string, ...lines: readonly string[]) =>
  titled('## 1. Scope', '', 'All of it.', '', `## ${heading}`, '', ...lines);

describe('tags', () => {
  it.each([
    ['one', '@req: REQ-01', 'REQ-01'],
    ['several of one line', '@req: REQ-01, REQ.02.26.01', 'REQ-01 REQ.02.26.01'],
    ['repeated lines', '@req: REQ-01\n@req: REQ-02', 'REQ-01 REQ-02'],
    ['with a name', '@ctr: CTR-01:Name', 'CTR-01'],
    ['of a section', '@bdd: BDD-01.2:scenarios', 'BDD-01.2'],
    ['null', '@spec: null', ''],
    ['in code that is indented', 'As before:\n\n    @req: REQ-01\n\n    @req: REQ-02\n\n@req: REQ-03', 'REQ-03'],
    ['indented below an item', '- what it stands on:\n\n    @req: REQ-01', 'REQ-01'],
    ['indented behind a list', '- an item\n\nAs before:\n\n\t@req: REQ-01', ''],
    ['indented without a blank line', 'It stands on\n    @req: REQ-01', 'REQ-01'],
    ['indented below an item with code', '- an item\n\n  ```js\n  go()\n  ```\n\n    @req: REQ-01', 'REQ-01'],
    ['as an item', '- @req: REQ-01', 'REQ-01'],
    ['in backticks', '- `@req: REQ-01` - Atomic Requirements', 'REQ-01'],
    ['only the name in backticks', '`@req`: REQ-01', 'REQ-01'],
    ['in bold', '**@req**: REQ-01', 'REQ-01'],
    ['in a quotation', '> @req: REQ-01', 'REQ-01'],
    ['as a link', '@req:[REQ-03](../07_REQ/REQ-03_x.md#REQ-03)', 'REQ-03'],
    ['as a link whose text is a name', '@spec:[gate service](../../SPEC/services/SPEC-003_gate.yaml)', 'SPEC-03'],
    ['as a link by a label', '@spec: [the gate][SPEC-03], [REQ-02][limits]', 'SPEC-03 REQ-02'],
    ['in capitals', '@PRD:[PRD-003](../PRD-003_x.md)', 'PRD-03'],
    ['with remarks', '@req: REQ-01 (first the login, then this), REQ-02', 'REQ-01 REQ-02'],
    ['with semicolons', '@depends: REQ-08 (consumer); REQ-10 (consumer)', 'REQ-08 REQ-10'],
    ['side by side', '@req: REQ-01 REQ-02', 'REQ-01 REQ-02'],
    ['several tags of one line', '@req: REQ-01 @spec: SPEC-02', 'REQ-01 SPEC-02'],
    ['a range of elements', '@sys: SYS.02.01.01-03', 'SYS.02.01.01 SYS.02.01.02 SYS.02.01.03'],
    ['of a dependency', '@depends-tasks: TASKS-01', 'TASKS-01'],
    ['of a relation', '@related-iplan: IPLAN-04', 'IPLAN-04'],
    ['in a fence without a language', '```\n@req: REQ-01\n```', 'REQ-01'],
    ['in a fence of Markdown', '```markdown\n@req: REQ-01\n@spec: SPEC-01\n```', 'REQ-01 SPEC-01'],
    ['in a cell', '| tag | value |\n|---|---|\n| @req: REQ-01 | x |', 'REQ-01'],
    ['after prose in the value', '@req: REQ-01 replaced by REQ-02', 'REQ-01'],
    ['with a placeholder', '@req: REQ-NN', ''],
    ['with a word between', '@req: REQ-01 and REQ-02, and `REQ-03`', 'REQ-01 REQ-02 REQ-03'],
    ['with a word between links', '@req: [REQ-01](a.md) and [[REQ-02|the limits]]', 'REQ-01 REQ-02'],
    ['with a remark before the word', '@req: REQ-01 (the login) and REQ-02', 'REQ-01 REQ-02'],
    ['with signs', '@req: REQ-01/REQ-02 & REQ-03 + SPEC-01', 'REQ-01 REQ-02 REQ-03 SPEC-01'],
    ['with points', '@req: REQ-01 \u00b7 REQ-02 \u2022 REQ-03', 'REQ-01 REQ-02 REQ-03'],
    ['in another language', '@req: REQ-01 und REQ-02', 'REQ-01 REQ-02'],
    ['with commas of another script', '@req: REQ-01\u3001REQ-02\uff0cREQ-03\u060c REQ-04', 'REQ-01 REQ-02 REQ-03 REQ-04'],
    ['with a word that is a remark', '@req: REQ-01 and all that follows, SPEC-02', 'REQ-01 SPEC-02'],
    ['instead of another', '@req: REQ-01 instead of REQ-02', 'REQ-01'],
    ['a range', '@req: REQ-01 to REQ-03', 'REQ-01 REQ-02 REQ-03'],
    ['a range with points', '@req: REQ-01..03, REQ-05..REQ-06', 'REQ-01 REQ-02 REQ-03 REQ-05 REQ-06'],
    ['a range with a dash', '@req: REQ-01\u2013REQ-02 (all), SPEC-01', 'REQ-01 REQ-02 SPEC-01'],
    ['what only looks like a range', '@req: REQ-03 \u2013 REQ-01, REQ-04 - 12 hours', 'REQ-03 REQ-04'],
  ])('%s', (_, line, expected) => {
    expect(referencesOf(titled(line))).toBe(expected);
  });
});

describe('cells about traceability', () => {
  it.each([
    ['REQ-01 and REQ-02 and REQ-03', 'REQ-01 REQ-02 REQ-03'],
    ['REQ-01<br>REQ-02<br />REQ-03', 'REQ-01 REQ-02 REQ-03'],
    ['REQ-01,<br>REQ-02; <br/>REQ-03', 'REQ-01 REQ-02 REQ-03'],
    ['REQ-01 and what follows from it', ''],
  ])('%s', (cell, expected) => {
    expect(referencesOf(inSection('Traceability', '| What | Where |', '|---|---|', `| Rules | ${cell} |`))).toBe(expected);
  });
});

describe('no references', () => {
  it.each([
    ['an id in running prose', 'As REQ-01 says, and SPEC-02 repeats.'],
    ['a tag in the middle of prose', 'Write `@req: REQ-01` to refer to a requirement.'],
    ['a tag in code', '```python\n@dataclass\n@req: REQ-01\n```'],
    ['a tag in YAML of the text', '```yaml\n# @req: REQ-01\nx: 1\n```'],
    ['a tag that nobody knows', '@threshold: PRD.02.perf.x\n@code: REQ-01\n@dataclass: REQ-01'],
    ['a tag in a comment', '<!--\n@req: REQ-01\n-->'],
    ['a fence that is called an example', '**Example**:\n```markdown\n@req: REQ-01\n```'],
    ['a section of examples', '## Examples\n\n@req: REQ-01'],
    ['a change history', '## Change History\n\n| Version | Change |\n|---|---|\n| 1.1 | @req: REQ-01 |\n\n@req: REQ-02'],
    ['a template', '## Appendix B: Template for new tasks\n\n@req: REQ-01'],
    ['how tags are written', '## Tag Format\n\n@req: REQ-01'],
    ['what was', '## Superseded Requirements\n\n@req: REQ-01\n\n## Removed References\n\n@req: REQ-02\n\n## Deprecated\n\n@req: REQ-03'],
    ['what is to come', '## Future Work\n\n@req: REQ-01\n\n## Deferred\n\n@req: REQ-02\n\n## Next Steps\n\n@req: REQ-03'],
    [
      'what stands on it',
      '## Forward Traceability\n\n@req: REQ-01\n\n## Implemented in\n\n@req: REQ-02\n\n## Affected Documents\n\n@req: REQ-03',
    ],
    ['a link whose label leads elsewhere', '@req: [the limits][1]'],
    ['a session log', '## 9. Session Log\n\n- @req: REQ-01'],
    ['its own id', '@tasks: TASKS-07:Gate'],
    ['an e-mail address', 'ask@req: REQ-01'],
  ])('%s', (_, text) => {
    expect(referencesOf(titled(text))).toBe('');
  });
});

describe('Document Control', () => {
  it.each([
    ['| **Parent TASKS** | TASKS-01 |', 'TASKS-01'],
    ['| Parent TASKS | `TASKS-01` |', 'TASKS-01'],
    ['| **Related Artifacts** | SPEC-01, REQ-01, ADR-01 |', 'SPEC-01 REQ-01 ADR-01'],
    ['| **Related Artifacts** | [SPEC-01, REQ-01] |', 'SPEC-01 REQ-01'],
    ['| **Dependencies** | TASKS-01 (register), TASKS-02 |', 'TASKS-01 TASKS-02'],
    ['| **Dependencies** | None |', ''],
    ['| **Blockers** | TASKS-03: waits for the table |', 'TASKS-03'],
    ['| **Source Document** | SYS-02 Sections 4.1-4.4 |', 'SYS-02'],
    ['| **Source** | SYS-02 |', 'SYS-02'],
    ['| Requirements | REQ-01, REQ-02 |', 'REQ-01 REQ-02'],
    ['| Implements | REQ-01 |', 'REQ-01'],
    ['| **Related Artifacts** | [REQ-01](a.md)<br>[ADR-01](b.md)<br/>SPEC-01 |', 'REQ-01 ADR-01 SPEC-01'],
    ['| Decision | ADR-01 |', 'ADR-01'],
    ['| **SPEC ID** | SPEC-01 |', 'SPEC-01'],
    ['| **TASKS ID** | TASKS-07 |', ''],
    ['| **Author** | REQ-01 |', ''],
  ])('%s', (row, expected) => {
    expect(referencesOf(control(row))).toBe(expected);
  });

  it('may be called Field and Value', () => {
    expect(referencesOf(titled('## Document Control', '', '| Field | Value |', '|---|---|', '| Parent TASKS | TASKS-01 |'))).toBe(
      'TASKS-01',
    );
  });

  it('is no other table with such heads', () => {
    expect(referencesOf(inSection('3. Data', '| Field | Value |', '|---|---|', '| Dependencies | TASKS-01 |'))).toBe('');
  });
});

describe('front matter', () => {
  const front = (line: string) => `---\ntitle: "TASKS-07: Gate"\ncustom_fields:\n  ${line}\n---\n\n# TASKS-07: Gate\n`;
  it.each([
    ['parent_tasks: TASKS-01', 'TASKS-01'],
    ['parent_spec: "SPEC-01"', 'SPEC-01'],
    ['parent_tasks: [TASKS-01, TASKS-02]', 'TASKS-01 TASKS-02'],
    ['layer: REQ-01', ''],
    ['requirements: [REQ-01, REQ-02]', 'REQ-01 REQ-02'],
    ['traces_to: REQ-01', 'REQ-01'],
    ['traceability: { req: REQ-01, downstream: IPLAN-01, former: REQ-02 }', 'REQ-01'],
    ['supersedes: REQ-01', ''],
    ['upstream: [{id: REQ-01, why: the limits}, {id: ADR-02, supersedes: ADR-01}]', 'REQ-01 ADR-02'],
    ['traceability: {upstream: {reqs: [REQ-01]}, downstream: {plans: [IPLAN-01]}}', 'REQ-01'],
    ['related_adrs: |\n    ADR-02', 'ADR-02'],
  ])('%s', (line, expected) => {
    expect(referencesOf(front(line))).toBe(expected);
  });

  it('that is broken is told of with its place, and the rest is read', () => {
    const document = documentOf('---\ntitle: "open\ntags: [a\n---\n\n# TASKS-07: Gate\n\n@req: REQ-01\n');
    const [problem] = document.facts.problems;
    expect(problem?.kind).toBe('invalid-yaml');
    expect(problem && document.placeOf(problem.span).line).toBe(2);
    expect(document.facts.references.map(({ written }) => written)).toEqual(['REQ-01']);
  });
});

describe('traceability', () => {
  const table = ['| Source Type | Document ID | Element | Relationship |', '|---|---|---|---|'];
  it('rows refer by cells that hold nothing but ids', () => {
    const text = inSection(
      '10. Traceability',
      '### 10.1 Upstream Sources',
      '',
      ...table,
      '| REQ | REQ-01 | REQ.01.06.01 | what REQ-09 once said |',
    );
    expect(referencesOf(text)).toBe('REQ-01 REQ.01.06.01');
  });

  it('what stands on the document is no reference', () => {
    expect(referencesOf(inSection('10. Traceability', '### 10.2 Downstream Artifacts', '', ...table, '| IPLAN | IPLAN-01 | | |'))).toBe('');
  });

  it('lists of sources count', () => {
    expect(referencesOf(inSection('10. Traceability', '- **Upstream Sources**: [PRD-003](../PRD-003.md), SYS-03'))).toBe('PRD-03 SYS-03');
  });

  it.each([
    ['an id', '- REQ-01', 'REQ-01'],
    ['an id with its name', '* **REQ-01**: Limits', 'REQ-01'],
    ['numbered, with a dash', '1. REQ-01 \u2013 Limits', 'REQ-01'],
    ['ids', '- REQ-01, SPEC-02', 'REQ-01 SPEC-02'],
    ['a link', '- [REQ-01](../07_REQ/REQ-01_limits.md) (the limits)', 'REQ-01'],
    ['a link of a wiki', '- [[REQ-01_limits|the limits]]', 'REQ-01'],
    ['of a type', '- REQ: REQ-01', 'REQ-01'],
    ['prose', '- REQ-01 was given up', ''],
    ['planned', '- REQ-01: to be written', ''],
    ['struck out', '- ~~REQ-01~~', ''],
    ['none', '- none; REQ-01 is not used', ''],
  ])('an item that is %s', (_, line, expected) => {
    expect(referencesOf(inSection('10. Upstream Artifacts', line))).toBe(expected);
    expect(referencesOf(inSection('10. Notes', line))).toBe('');
  });

  it('a column of what something was before, or takes the place of, does not count', () => {
    expect(referencesOf(inSection('10. Traceability', '| Requirement | Replaces |', '|---|---|', '| REQ-01 | REQ-09 |'))).toBe('REQ-01');
  });

  it('tables elsewhere do not', () => {
    expect(referencesOf(inSection('8. Tests', ...table, '| unit | REQ-01 | | |'))).toBe('');
  });
});

describe('prerequisites, in six places', () => {
  const of = (text: string) => factsOf(text).prerequisites.map(({ order, from, target }) => `${order} ${from} ${target.document}`);
  it.each([
    ['row Dependencies', control('| **Dependencies** | TASKS-01, REQ-02 |'), 'before dependencies-row TASKS-01'],
    ['line of the head', '# TASKS-07: Gate\n\nDepends on:: TASKS-01\n\n## Scope\n', 'before dependencies-row TASKS-01'],
    ['row Blockers', control('| **Blockers** | TASKS-02 must be merged |'), 'before blockers-row TASKS-02'],
    ['tag', titled('@depends-tasks: TASKS-03'), 'before tag TASKS-03'],
    [
      'table of relations',
      inSection(
        '10. Traceability',
        '### Same-Type References',
        '',
        '| Relationship | Document ID |',
        '|---|---|',
        '| Depends | [TASKS-04](./TASKS-04_x.md) |',
        '| Related | TASKS-09 |',
      ),
      'before table TASKS-04',
    ],
    [
      'table of dependencies',
      inSection(
        '8. Contracts',
        '#### Upstream Dependencies',
        '',
        '| TASKS ID | Contract |',
        '|---|---|',
        '| TASKS-04 | Reader |',
        '',
        '#### Downstream Dependencies',
        '',
        '| TASKS ID | Purpose |',
        '|---|---|',
        '| TASKS-08 | Bulk |',
      ),
      'before table TASKS-04|after table TASKS-08',
    ],
    [
      'lists',
      inSection(
        '7. Dependencies',
        '**Blocking Tasks** (must complete before this task can start):',
        '- TASKS-05: Register, not TASKS-55',
        '- [TASKS-06]: Clock, Status: completed',
        '',
        '**Dependent Tasks** (blocked by this task):',
        '- TASKS-08: Bulk',
        '',
        'Then prose.',
        '- TASKS-66',
      ),
      'before task-list TASKS-05|before task-list TASKS-06|after task-list TASKS-08',
    ],
    [
      'lines',
      inSection('7. Dependencies', '**Blocked By**: TASKS-05', '- **Blocks**: TASKS-08, TASKS-09'),
      'before blocks-line TASKS-05|after blocks-line TASKS-08|after blocks-line TASKS-09',
    ],
    [
      'keys of the front matter, which are rows by another name',
      '---\ndepends_on: [TASKS-05, REQ-02]\nblockers: "TASKS-06 must be merged"\nblocked_by:\n  - {id: TASKS-03, why: first}\nblocks: TASKS-08\n---\n\n# TASKS-07: Gate\n',
      'before dependencies-row TASKS-05|before blockers-row TASKS-06|before dependencies-row TASKS-03|after blocks-line TASKS-08',
    ],
  ])('%s', (_, text, expected) => {
    expect(of(text).join('|')).toBe(expected);
  });
});

describe('places', () => {
  it('a reference knows where it stands, and what stands there', () => {
    const document = documentOf('# TASKS-07: Gåte ø\n\nÆ\n\n- @req: REQ-01, [REQ-02](x.md)\n');
    const [first, second] = document.facts.references;
    expect(first && document.placeOf(first.span)).toEqual({ line: 5, column: 9, endLine: 5, endColumn: 15 });
    expect(first && document.quote(first.span)).toBe('REQ-01');
    expect(second && document.quote(second.span)).toBe('[REQ-02](x.md)');
  });
});

describe('YAML documents', () => {
  const spec = 'docs/10_SPEC/SPEC-04_gate.yaml';
  it('refer by tags wherever they stand, and by keys of what they stand on', () => {
    const text = [
      '# SPEC-04: the gate',
      'id: SPEC-04',
      'document_control:',
      '  status: "Approved"',
      '  version: "1.2"',
      'requirements:',
      '  - "REQ-01"  # not REQ-09',
      '  - REQ-02',
      'traceability:',
      '  upstream_sources: [ADR-01]',
      '  downstream_artifacts: [TASKS-01]',
      '  cumulative_tags:',
      '    - "@req: REQ-03"',
      '    - "@spec: SPEC-04"',
      'interfaces:',
      '  note: see REQ-08',
      'scope: all of it',
      'acceptance_criteria:',
      '  - "REQ.01.06.01: it opens"',
    ].join('\n');
    const { references, status, version, ids, hasScope, hasAcceptanceCriteria, criteria, sections } = factsOf(text, spec);
    expect(references.map(({ target }) => idOf(target))).toEqual(['REQ-01', 'REQ-02', 'ADR-01', 'REQ-03']);
    expect(status).toMatchObject({ word: 'Approved', means: 'approved', approval: 'approved' });
    expect(version).toBe('1.2');
    expect(ids.map(({ from, key }) => `${from} ${key}`)).toEqual(['title SPEC-04', 'document-control SPEC-04']);
    expect([hasScope, hasAcceptanceCriteria]).toEqual([true, true]);
    expect(criteria).toMatchObject([{ id: 'REQ.01.06.01', isAcceptance: true }]);
    expect(sections.map(({ number }) => number)).toContain('traceability');
  });

  it.each([
    ['traces_to: [REQ-01]', 'REQ-01'],
    ['covers: REQ-01', 'REQ-01'],
    ['req_ids:\n  - REQ-01', 'REQ-01'],
    ['traceability:\n  - type: REQ\n    id: REQ-01', 'REQ-01'],
    ['requirements:\n  REQ-01: the limits\n  "REQ-02": the bell', 'REQ-01 REQ-02'],
    ['requirements:\n  - id: REQ-01\n    replaces: REQ-08\n    former_id: REQ-09', 'REQ-01'],
    ['legacy_references: [REQ-01]', ''],
    ['deferred:\n  requirements: [REQ-01]', ''],
    ['source_code: REQ-01', ''],
    ['specified_by: ["@req: REQ-01"]', ''],
  ])('%s', (lines, expected) => {
    expect(referencesOf(`id: SPEC-04\n${lines}\n`, spec)).toBe(expected);
  });

  it('that are broken are told of with the place', () => {
    const document = documentOf('id: SPEC-04\nx: [1, 2\ny: "open\n', spec);
    expect(document.facts.problems).toMatchObject([{ kind: 'invalid-yaml' }]);
    expect(document.facts.references).toEqual([]);
  });
});
