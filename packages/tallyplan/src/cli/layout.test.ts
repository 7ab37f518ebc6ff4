import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplePage } from './golden.ts';
import { bar, columns, hanging, wrap } from './layout.ts';
import { TextMeasure } from './text-measure.ts';

describe('wrapping', () => {
  const page = examplePage();

  it('breaks at spaces, and inside a word only where it does not fit alone', () => {
    expect(wrap('one two three', 8, page)).toEqual(['one two', 'three']);
    expect(wrap('extraordinarily so', 6, page)).toEqual(['extrao', 'rdinar', 'ily so']);
    expect(wrap('a\nb', 8, page)).toEqual(['a', 'b']);
  });

  it('keeps every word, and every line within the width', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 12 }), fc.integer({ min: 4, max: 40 }), (words, width) => {
        const lines = wrap(words.join(' '), width, page);
        expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
        expect(lines.every((line) => line.length <= width)).toBe(true);
      }),
    );
  });

  it('indents what follows as far as the first line begins', () => {
    expect(hanging('a: ', 'one two three', examplePage({ width: 13 }))).toEqual(['a: one two', '   three']);
  });
});

describe('columns', () => {
  const rows = [
    [{ text: 'TASKS-01' }, { text: 'A long name that gives way' }, { text: 'P0' }],
    [{ text: 'T-2' }, { text: 'Short' }, { text: 'P1' }],
  ];

  it('are aligned', () => {
    expect(columns(rows, [{}, { flexible: true }, {}], examplePage())).toEqual([
      'TASKS-01  A long name that gives way  P0',
      'T-2       Short                       P1',
    ]);
  });

  it('give way where the page is narrow', () => {
    expect(columns(rows, [{}, { flexible: true }, {}], examplePage({ width: 30 }))).toEqual([
      'TASKS-01  A long name tha…  P0',
      'T-2       Short             P1',
    ]);
  });

  it('take no place where they are empty', () => {
    const rows = [
      [{ text: '2026-01-10' }, { text: '' }, { text: 'COMPLETED' }],
      [{ text: '2026-01-09' }, { text: '' }, { text: 'BLOCKED' }],
    ];
    expect(columns(rows, [{}, {}, { flexible: true }], examplePage())).toEqual(['2026-01-10  COMPLETED', '2026-01-09  BLOCKED']);
  });

  it('are measured as they are seen', async () => {
    const measure = new TextMeasure();
    const page = examplePage({ measure });
    columns([[{ text: '東京' }, { text: 'x' }]], [{}, {}], page);
    expect(measure.isUnsure).toBe(true);
    await measure.load();
    expect(
      columns(
        [
          [{ text: '東京' }, { text: 'x' }],
          [{ text: 'ab' }, { text: 'y' }],
        ],
        [{}, {}],
        page,
      ),
    ).toEqual(['東京  x', 'ab    y']);
    expect(measure.fit('東京都', 5, '…')).toBe('東京…');
    expect(measure.fit('👩‍💻👩‍💻👩‍💻', 5, '…')).toBe('👩‍💻👩‍💻…');
  });
});

describe('a bar', () => {
  const page = examplePage();
  const drawn = (done: number, underway: number, total: number) => bar({ done, underway, total }, 10, page);

  it('shows the parts of a whole', () => {
    expect(drawn(5, 2, 10)).toBe('█████▒▒░░░');
    expect(drawn(0, 0, 10)).toBe('░░░░░░░░░░');
    expect(drawn(10, 0, 10)).toBe('██████████');
  });

  it('shows that something was done, and that something is left', () => {
    expect(drawn(1, 0, 1000)).toBe('█░░░░░░░░░');
    expect(drawn(999, 0, 1000)).toBe('█████████░');
  });

  it('is empty where there is nothing to do', () => {
    expect(drawn(0, 0, 0)).toBe('░░░░░░░░░░');
  });
});
