/** Tables that tell of a document without the heads of a Document Control. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { upstreamOfTexts } from './upstream-of-texts.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');

function documentOf(...lines: readonly string[]) {
  const path = 'docs/07_REQ/REQ-07_gate.md';
  const document = upstreamOfTexts({ [path]: `# REQ-07: Gate\n\n${lines.join('\n')}\n` }, { digest, library: () => yaml }).at(path);
  if (document === null) throw new Error('no document');
  return document;
}
const wordOf = (...lines: readonly string[]) => documentOf(...lines).facts.status?.word ?? null;

describe('a table without heads', () => {
  const rows = ['|  |  |', '|---|---|', '| **Status** | DRAFT |', '| **Requirements** | REQ-08 |'];

  it('is a Document Control in the head of the document', () => {
    const { status, references } = documentOf(...rows, '', '## Scope').facts;
    expect([status?.means, references.map(({ written }) => written)]).toEqual(['draft', ['REQ-08']]);
  });

  it('is one in a section of that name', () => {
    expect(wordOf('## Scope', '', 'x', '', '## Page Properties', '', ...rows)).toBe('DRAFT');
  });

  it.each(['Document properties', '3. Document Record'])('is none in a section "%s" about the documents of the product', (heading) => {
    const table = ['| Property | Value |', '|---|---|', '| Status | Draft |'];
    expect(wordOf('## Scope', '', 'x', '', `## ${heading}`, '', ...table)).toBeNull();
    expect(wordOf(`## ${heading}`, '', ...table, '', '## Scope', '', 'x')).toBe('Draft');
  });

  it('is none in another section', () => {
    expect(wordOf('## States', '', ...rows)).toBeNull();
  });

  it('may begin with the first row in the place of heads', () => {
    expect(wordOf('| Status | Draft |', '|---|---|', '| Owner | Jon |', '', '## Scope')).toBe('Draft');
  });

  it.each([
    ['words and what they mean', ['| Status | Meaning |', '|---|---|', '| Draft | in work |', '| Approved | agreed |']],
    ['editions', ['| Version | Date |', '|---|---|', '| 1.0 | 2026-01-01 |']],
    ['fields of a message', ['| Type | Status |', '|---|---|', '| Version | Draft |', '| Status | Draft |']],
    ['more than names and values', ['| Status | Draft | Jon |', '|---|---|---|', '| Owner | Jon | Eide |']],
  ])('is none, where it is about %s', (_, lines) => {
    const { status, version } = documentOf(...lines, '', '## Scope').facts;
    expect([status, version]).toEqual([null, null]);
  });

  it('leaves the status out of the content digest', () => {
    const [draft, approved] = ['Draft', 'Approved'].map((word) => documentOf('| | |', '|-|-|', `| Status | ${word} |`, '', '## Scope'));
    expect(draft?.contentDigest()).toBe(approved?.contentDigest());
    expect(draft?.contentDigest()).not.toBe(documentOf('| | |', '|-|-|', '| Reason | Draft |', '', '## Scope').contentDigest());
  });
});
