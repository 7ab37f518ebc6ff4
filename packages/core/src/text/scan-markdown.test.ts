import { describe, expect, test } from 'vitest';
import { type ByteString, encodeUtf8 } from '../model/byte-string.ts';
import { scanMarkdown } from './scan-markdown.ts';
import { cellsOf } from './table-cells.ts';

/** The pieces of a text, each as its kind and what it holds. */
function pieces(text: string): [string, string][] {
  const bytes = encodeUtf8(text);
  return scanMarkdown(bytes)
    .runs.pieces(bytes)
    .map(({ kind, start, end }) => [kind, bytes.slice(start, end)]);
}
const kinds = (text: string) => pieces(text).map(([kind]) => kind);

describe('headings', () => {
  test.each(['# A\n', '###### A\n', '   ## A\n', '## A ##\n', '#\n', '#\tA\n', '## A', '<h2>A</h2>\n', '<H3 class="x"> A </H3>  \r\n'])(
    '%j is one',
    (text) => {
      expect(kinds(text)).toEqual(['heading']);
    },
  );
  test.each([
    '####### A\n',
    '#A\n',
    '    # A\n',
    '\t# A\n',
    '\\# A\n',
    '<h2>A\n',
    '<h2>A</h3>\n',
    '<h7>A</h7>\n',
    '<hr></hr>\n',
    '<h2</h2>\n',
    '<h2 </h2>\n',
  ])('%j is none', (text) => {
    expect(kinds(text)).toEqual(['text']);
  });
  test('what they say stands without marks and blanks', () => {
    const text = encodeUtf8('##  Phase 1: A#  ## \n<h3 id="x"> B </h3>\n# C\\#\n## ##\n');
    const said = [...scanMarkdown(text).headings].map((heading) => [heading.level, text.slice(heading.text.start, heading.text.end)]);
    expect(said).toEqual([
      [2, 'Phase 1: A#'],
      [3, 'B'],
      [1, 'C\\#'],
      [2, ''],
    ]);
  });
});

describe('headings that are underlined', () => {
  test.each([
    ['Tide\n====\n', 1, 'Tide'],
    ['Tide gauges.\r\n===\r\n', 1, 'Tide gauges.'],
    ['Phase 1\n-----\n', 2, 'Phase 1'],
    ['Scope\n---', 2, 'Scope'],
    ['Scope  \n  ---\t\n', 2, 'Scope'],
    ['Phase 1: Data\n---\n', 2, 'Phase 1: Data'],
    ['2. Phase Tracker\n----------------\n', 2, '2. Phase Tracker'],
    ['**Notes**: all\n--------------\n', 2, '**Notes**: all'],
    ['\xc3\x84pfel\n------\n', 2, '\xc3\x84pfel'],
  ])('%j', (text, level, said) => {
    const bytes = text as ByteString;
    expect([...scanMarkdown(bytes).headings].map((heading) => [heading.level, bytes.slice(heading.text.start, heading.text.end)])).toEqual([
      [level, said],
    ]);
    expect(pieces(text).map(([kind]) => kind)).toEqual(['heading']);
    expect(scanMarkdown(`a\n\n${text}`.trimEnd() as ByteString).headings.count).toBe(1);
  });
  test.each([
    '\n===\n',
    'Tide\n--\n',
    'Tide\n=-=\n',
    'Tide\n\n====\n',
    'Tide\n    ====\n',
    '    Tide\n====\n',
    '- Tide\n------\n',
    '> Tide\n------\n',
    '1. Tide\n---\n',
    '***\n---\n',
    '**Goal**: Readings\n---\n',
    'Goal: Readings\n---\n',
    'It is done.\n---\n',
    'Of two\nlines\n-----\n',
    '@req: REQ-01\n---\n',
    '<<<<<<< HEAD\na\n\nTide\n=======\nb\n>>>>>>> x\n',
  ])('%j has none', (text) => {
    expect(scanMarkdown(text as ByteString).headings.count).toBe(0);
  });
  test('end a table, a fence and a comment, and stand above one', () => {
    expect(kinds('| a | b |\n|---|---|\n\nTide\n----\n| a | b |\n|---|---|\n```\n```\nTide\n----\n<!-- a -->\nTide\n----\n')).toEqual([
      'table-head',
      'table-delimiter',
      'text',
      'heading',
      'table-head',
      'table-delimiter',
      'fence-open',
      'fence-close',
      'heading',
      'comment',
      'heading',
    ]);
  });
});

describe('fences', () => {
  test('of backticks and tildes own what is in them', () => {
    expect(pieces('```yaml\na: b\n# c\n```\n~~~\n# no heading\n~~~~\n')).toEqual([
      ['fence-open', '```yaml\n'],
      ['yaml', 'a: b\n'],
      ['yaml', '# c\n'],
      ['fence-close', '```\n'],
      ['fence-open', '~~~\n'],
      ['code', '# no heading\n'],
      ['fence-close', '~~~~\n'],
    ]);
  });
  test('close with as many marks of their kind, and nothing else on the line', () => {
    expect(kinds('````\n```\n````x\n    ````\n~~~~\n   `````  \n')).toEqual(['fence-open', 'code', 'fence-close']);
  });
  test('that are never closed reach to the end', () => {
    expect(kinds('```yml\na: b')).toEqual(['fence-open', 'yaml']);
    expect(kinds('```')).toEqual(['fence-open']);
  });
  test('are none with a backtick in their info, or indented by four', () => {
    expect(kinds('```a`b\n')).toEqual(['text']);
    expect(kinds('    ```\n``\n')).toEqual(['text']);
  });
  test('may be empty', () => {
    expect(kinds('```yaml\n```\n')).toEqual(['fence-open', 'fence-close']);
  });
});

describe('comments', () => {
  test('own their lines and hide what is in them', () => {
    expect(kinds('<!-- a -->\n<!--\n# b\n| c |\n--> d\ne\n')).toEqual(['comment', 'comment', 'text']);
    expect(kinds('<!-->\n# a\n')).toEqual(['comment', 'heading']);
  });
  test('that never end hide the rest, and it is told where they begin', () => {
    const text = encodeUtf8('# a\n  <!-- b\n# c\n');
    expect(kinds('# a\n  <!-- b\n# c\n')).toEqual(['heading', 'comment']);
    expect(scanMarkdown(text).endlessComment).toEqual({ start: 6, end: 12 });
  });
});

describe('tables', () => {
  test('are found by their delimiter row', () => {
    expect(pieces('prose\n| A | B |\n|---|:-:|\n| 1 | 2 |\nend\n')).toEqual([
      ['text', 'prose\n'],
      ['table-head', '| A | B |\n'],
      ['table-delimiter', '|---|:-:|\n'],
      ['table-row', '| 1 | 2 |\n'],
      ['text', 'end\n'],
    ]);
  });
  test('need no outer pipes, and go on after a comment', () => {
    expect(kinds('A | B\n--|--\n1 | 2\n<!-- x -->\n<!--\ny\n-->\n3 | 4\n')).toEqual([
      'table-head',
      'table-delimiter',
      'table-row',
      'comment',
      'comment',
      'table-row',
    ]);
  });
  test('end with a blank line, a heading or a line without a pipe', () => {
    const head = 'A|B\n-|-\n';
    for (const end of ['\n', '   \n', '# a | b\n', 'x\n', '```\n']) {
      expect(kinds(`${head}1|2\n${end}3|4\n`).filter((kind) => kind === 'table-row')).toHaveLength(1);
    }
  });
  test.each(['| A |\n| b |\n', 'A\n---\n', 'A|B\n-|x\n', 'A|B\n::|-\n', '|---|\n', '# A|B\n-|-\n', 'A|B\n\n-|-\n', 'A|B\n---\n'])(
    '%j holds none',
    (text) => {
      expect(scanMarkdown(encodeUtf8(text)).tables.count).toBe(0);
    },
  );
  test.each([
    ['| a | b |', ['a', 'b']],
    ['a|b', ['a', 'b']],
    ['|a|b', ['a', 'b']],
    ['| a \\| b | `c|d` |', ['a \\| b', '`c', 'd`']],
    ['|  |a|', ['', 'a']],
    ['||a|', ['', 'a']],
    ['  | a |  \r\n', ['a']],
    ['|\ta\t|', ['a']],
    ['| à |', ['\xc3\xa0']],
    ['|', []],
  ])('the cells of %j', (row, expected) => {
    const text = encodeUtf8(row);
    const cells = cellsOf(text, 0, text.length);
    expect(Array.from({ length: cells.length / 2 }, (_, i) => text.slice(cells[i * 2], cells[i * 2 + 1]))).toEqual(expected);
  });
  test('an empty cell is a place after its first blank', () => {
    expect(cellsOf('|  || a' as ByteString, 0, 7)).toEqual([2, 2, 4, 4, 6, 7]);
  });
});

describe('front matter', () => {
  const front = (text: string) =>
    pieces(text)
      .filter(([kind]) => kind === 'front-matter')
      .map(([, held]) => held);
  test.each([
    ['---\ntitle: x\n---\n# A\n', '---\ntitle: x\n---\n'],
    ['\ufeff---\r\ntitle: x\r\n...\r\n', '---\r\ntitle: x\r\n...\r\n'],
    ['# ====\n# Plan\n# ====\n\n---\n# note\ntitle: x\n---\n', '---\n# note\ntitle: x\n---\n'],
    ['<!-- a\n b -->\n---\n"a b": x\n---\n', '---\n"a b": x\n---\n'],
    ['---\n---\n', '---\n---\n'],
    ['--- \ntitle: x\n---', '--- \ntitle: x\n---'],
  ])('stands at the head of %j', (text, expected) => {
    expect(front(text)).toEqual([encodeUtf8(expected)]);
  });
  test.each([
    '---\ntitle: x\n',
    '# Plan\n---\ntitle: x\n---\n',
    '---\n\nprose\n\n---\n',
    'x\n---\na: b\n---\n',
    '<!-- a\n---\na: b\n---\n',
    '# ===\n',
    '---\n- a\n---\n',
  ])('does not stand in %j', (text) => {
    expect(front(text)).toEqual([]);
  });
});

test('a mark of the byte order is a piece of its own', () => {
  expect(kinds('\ufeff# A\n')).toEqual(['bom', 'heading']);
  expect(kinds('\ufeff')).toEqual(['bom']);
  expect(kinds('')).toEqual([]);
});
