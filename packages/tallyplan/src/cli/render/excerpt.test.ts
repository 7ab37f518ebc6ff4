import { describe, expect, it } from 'vitest';
import { examplePage } from '../golden.ts';
import { TextMeasure } from '../text-measure.ts';
import { drawExcerpt } from './excerpt.ts';

const text = '| ソース配置 👩‍👩‍👧 (src/) | 完了かも | SETUP-01 | P0 | everything else |';
const start = text.indexOf('完');

describe('an excerpt', () => {
  it('is cut between characters, whatever they are made of', async () => {
    const measure = new TextMeasure();
    await measure.load();
    for (let width = 25; width < 70; width++) {
      const [line = '', carets = ''] = drawExcerpt({ line: 1, text, marks: [{ start, end: start + 4 }] }, examplePage({ width, measure }));
      const shown = line.slice(line.indexOf('│') + 2);
      expect(shown).not.toMatch(/\p{Surrogate}/u);
      expect(shown).not.toMatch(/^…\u200d/);
      expect(text).toContain(shown.replaceAll('…', ''));
      expect(measure.width(line)).toBeLessThanOrEqual(Math.max(width, 26));
      expect(measure.width(line.slice(0, line.indexOf('完')))).toBe(carets.indexOf('^'));
    }
  });
});
