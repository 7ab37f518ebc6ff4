/**
 * Golden files for tests: what is drawn is compared with a file under `golden/`, which a person has read.
 * `UPDATE_GOLDENS=1` writes them anew.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import type { Page } from './page.ts';
import { painted, unpainted } from './paint.ts';
import { draw, type Render } from './render/render.ts';
import { signSets } from './signs.ts';
import { TextMeasure } from './text-measure.ts';

export function expectGolden(name: string, text: string): void {
  const file = join(import.meta.dirname, 'golden', `${name}.txt`);
  if (process.env.UPDATE_GOLDENS === '1') {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  expect(existsSync(file), `${file} is missing: write it with UPDATE_GOLDENS=1`).toBe(true);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** A page for tests: 80 columns, Unicode, no colour, unless said otherwise. */
export function examplePage(page: Partial<Page> = {}): Page {
  return { width: 80, paint: unpainted, signs: signSets.unicode, measure: new TextMeasure(), ...page };
}

/** Draws at three widths, and once with colour and ASCII signs; each is one section of the golden file. */
export async function expectGoldenPages<Result>(name: string, render: Render<Result>, result: Result): Promise<void> {
  const pages = {
    '40 columns': examplePage({ width: 40 }),
    '80 columns': examplePage(),
    '120 columns': examplePage({ width: 120 }),
    'a pipe': examplePage({ width: Number.POSITIVE_INFINITY }),
    '80 columns, ASCII, colour': examplePage({ signs: signSets.ascii, paint: painted }),
  };
  const sections = await Promise.all(
    Object.entries(pages).map(async ([title, page]) => {
      const text = await draw(render, result, page);
      expectToFit(text, page);
      return `=== ${title}\n${text.replaceAll('\u001b', '␛')}`;
    }),
  );
  expectGolden(name, sections.join('\n'));
}

/** Nothing but commands to copy, file names and source lines may be wider than the page. */
function expectToFit(text: string, page: Page): void {
  const tooWide = text.split('\n').filter((line) => page.measure.width(line) > page.width && !/tallyplan |\.md|\.yaml|│ | \| /.test(line));
  expect(tooWide).toEqual([]);
}
