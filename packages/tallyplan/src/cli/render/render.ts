/** A renderer: a result, drawn on a page for people. Pure; the result's texts are plain already. */
import type { Page } from '../page.ts';

export type Render<Result> = (result: Result, page: Page) => string;

/** Draws; where a text had to be guessed at, measures exactly and draws again. */
export async function draw<Result>(render: Render<Result>, result: Result, page: Page): Promise<string> {
  const text = render(result, page);
  if (!page.measure.isUnsure) return text;
  await page.measure.load();
  return render(result, page);
}
