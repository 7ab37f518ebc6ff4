/** HTML says what Markdown says: a status, references, links, tables. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import { inMarkdown } from './html-marks.ts';
import { upstreamOfTexts } from './upstream-of-texts.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');

function documentOf(text: string, path = 'docs/07_REQ/REQ-07_gate.md') {
  const document = upstreamOfTexts({ [path]: text }, { digest, library: () => yaml }).at(path);
  if (document === null) throw new Error(`${path} is no document`);
  return document;
}
const factsOf = (text: string, path?: string) => documentOf(text, path).facts;
const headed = (...lines: readonly string[]) => `# REQ-07: Gate\n\n${lines.join('\n')}\n\n## Scope\n\nAll of it.\n`;
const below = (heading: string, ...lines: readonly string[]) => `${headed()}\n## ${heading}\n\n${lines.join('\n')}\n`;

describe('in the marks of Markdown', () => {
  it.each([
    '<b>Status:</b> Draft',
    '<a class="x" href="REQ-01_a.md"><em>REQ-01</em></a>, <a href=\'https://x.org/REQ-02\'>REQ-02</a>',
    '<tr><td style="x">a</td><th>b&nbsp;</th></tr>',
    '<li><code>x</code></li><hours> a < b',
  ])('%s stays as long as it was', (text) => {
    const said = inMarkdown(text);
    expect(said).toHaveLength(text.length);
    expect(said).not.toBe(text);
  });
});

describe('a status', () => {
  it.each([
    ['<b>Status:</b> Draft'],
    ['<strong>Status</strong>: Draft<br/>'],
    ['<p><b>Status:</b> <span style="color: red">Draft</span></p>'],
    ['**Status**: Draft<br>'],
    ['<table><tr><td>Status</td><td>Draft</td></tr></table>'],
    ['<table>', '<tr>', '<th><p>Status</p></th>', '<td>', '<b>Draft</b>', '</td>', '</tr>', '</table>'],
    ['<TABLE><TR><TH>Field<TH>Value<TR><TD>Status<TD>Draft</TABLE>'],
    ['| Item | Details |', '|---|---|', '| <b>Status</b> | <span class="badge">Draft</span> |'],
  ])('%s', (...lines) => {
    const { status } = factsOf(headed(...lines));
    expect(status).toMatchObject({ word: 'Draft', means: 'draft' });
  });

  it.each([
    ['<table><tr><td>Status</td><td>WORD</td></tr></table>'],
    ['<table>', '<tr>', '<th>Status</th>', '<td>', '<b>WORD</b>', '</td>', '</tr>', '</table>'],
    ['<p><b>Status:</b> <em>WORD</em></p>'],
    ['**Status**: WORD<br>'],
    ['Status: WORD\\', 'Owner: Jon'],
    ['Status:: WORD'],
    [':status: WORD'],
    ['Status', ': WORD'],
  ])('%s is set aside by the content digest', (...lines) => {
    const digests = ['Draft', 'Approved'].map((word) => documentOf(headed(...lines).replace('WORD', word)).contentDigest());
    expect(digests[0]).toBe(digests[1]);
    expect(digests[0]).not.toBe(
      documentOf(
        headed(...lines)
          .replace('tatus', 'tation')
          .replace('WORD', 'Draft'),
      ).contentDigest(),
    );
  });

  it.each([
    ['of what the document is about', below('States', '<table><tr><td>Status</td><td>Draft</td></tr></table>')],
    ['in a table of more than names and values', headed('<table><tr><td>Status</td><td>Draft</td><td>Jon</td></tr></table>')],
    ['in code', headed('```html', '<table><tr><td>Status</td><td>Draft</td></tr></table>', '<b>Status:</b> Draft', '```')],
    ['indented as code', headed('It says:', '', '    HTTP/1.1 200', '    Status: Draft')],
    ['in a span of code', headed('`<b>Status:</b> Draft`')],
    ['of a table in a span of code', headed('It renders `<table><tr><td>Status</td><td>Draft</td></tr></table>` for each gate.')],
    ['below heads of columns', headed('<table><tr><th>Status</th><th>Sense</th></tr><tr><td>Status</td><td>Draft</td></tr></table>')],
    ['that a definition explains', headed('Status', ': Draft, or what a gate has that is new')],
  ])('%s is none', (_, text) => {
    expect(factsOf(text).status).toBeNull();
  });
});

describe('references', () => {
  const written = (text: string, path?: string) => factsOf(text, path).references.map((reference) => reference.written);

  it('stand in rows of a Document Control, and in links', () => {
    const row = '<tr><td>Requirements</td><td><a href="REQ-08_x.md">REQ-08</a>,<br><a href="x.md">REQ-09</a></td></tr>';
    const { references } = factsOf(headed('<table>', row, '</table>'));
    expect(references.map(({ target }) => target.document)).toEqual(['REQ-08', 'REQ-09']);
    expect(references[0]?.written).toBe('[REQ-08](REQ-08_x.md)');
  });

  it('stand in tables about what is upstream, but not in a column of what they replace', () => {
    const table = [
      '<table><tr><th>Source</th><th>Replaces</th></tr>',
      '<tr><td>REQ-08</td><td>REQ-03</td></tr>',
      '<tr><td>',
      '@req: REQ-09',
      '</td></tr></table>',
    ];
    expect(written(below('Upstream Sources', ...table))).toEqual(['REQ-08', 'REQ-09']);
  });

  it('stand in lists, and behind labels', () => {
    expect(written(below('Based on', '<ul>', '<li>REQ-08: the limits</li>', '<li><b>REQ-09</b></li>', '</ul>'))).toEqual([
      'REQ-08',
      'REQ-09',
    ]);
    expect(written(below('Work', '<strong>Blocked By:</strong> TASKS-08'), 'docs/TASKS-07_x.md')).toEqual(['TASKS-08']);
  });

  it.each([
    ['a span of code', 'An export holds `<table><tr><td>REQ-08</td></tr></table>` and `<ul><li>@req: REQ-08</li></ul>`.'],
    ['a quotation', '> <table><tr><td>REQ-08</td></tr></table>'],
    ['a block that is indented', 'So:\n\n    <table><tr><td>REQ-08</td></tr></table>\n\nand so on.'],
    ['a preformatted text', '<pre>\n<table><tr><td>REQ-08</td></tr></table></pre>'],
  ])('are none in %s', (_, text) => {
    expect(written(below('Upstream Sources', text))).toEqual([]);
    expect(written(below('Upstream Sources', text, '', '<table><tr><td>REQ-09</td></tr></table>'))).toEqual(['REQ-09']);
  });

  it('stand beside a cell of preformatted text, and in a table that is indented below its parent', () => {
    const rows = ['<tr><td><pre>x</pre></td><td>REQ-08</td></tr>', '<tr><td>`</td><td>REQ-09</td></tr>'];
    expect(written(below('Upstream Sources', '<div>', '    <table>', ...rows, '    </table>', '</div>'))).toEqual(['REQ-08', 'REQ-09']);
    expect(written(below('Upstream Sources', `<p>${'x'.repeat(200)}</p><table>${rows.join('')}</table>`))).toEqual(['REQ-08', 'REQ-09']);
  });

  it('are none in tables of prose, and below what is downstream', () => {
    expect(written(below('Words', '<table><tr><td>REQ-08</td></tr></table>'))).toEqual([]);
    expect(written(below('Downstream', '<table><tr><td>REQ-08</td></tr></table>'))).toEqual([]);
  });
});

describe('a link that is spread over lines', () => {
  it.each(['<a\n   href="lost.md">x</a>', '<img alt="a"\n title="b"\n src="lost.md">'])('%j', (link) => {
    const text = below('Words', `See ${link}.`);
    const { links } = factsOf(text);
    expect(links.map(({ written, span }) => [written, text.slice(span.start, span.end)])).toEqual([['lost.md', 'lost.md']]);
  });

  it('ends with its paragraph', () => {
    expect(factsOf(below('Words', 'a <a', '', 'href="lost.md">')).links).toEqual([]);
  });
});

describe('a criterion', () => {
  it('is one of the acceptance criteria in the first cell of a row', () => {
    const row = '<tr><td>REQ.07.06.01</td><td>opens</td></tr>';
    expect(factsOf(below('Acceptance Criteria', '<table>', row, '</table>')).criteria).toMatchObject([
      { id: 'REQ.07.06.01', isAcceptance: true },
    ]);
  });
});
