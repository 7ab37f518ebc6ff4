/** What a change did: one line that says so, and what leads on. */
import type { NextStep } from '@tallyplan/core/model/problem';
import { lines, signed } from '../layout.ts';
import type { Page } from '../page.ts';
import { labelled } from './labelled.ts';
import { tellStep } from './problems.ts';

/** What every operation that changes something answers at least. */
export interface Done {
  readonly message: string;
  readonly next?: readonly NextStep[];
}

/** What was done; or, where that is bad news (`fmt --check` that found something), what was found. */
export function renderDone(result: Done | readonly Done[], page: Page, isBadNews = false): string {
  const all = 'message' in result ? [result] : result;
  // `record` of a plan in which nothing was edited by hand.
  if (all.length === 0) return lines(doneLine('there was nothing to do', page));
  return lines(
    all.flatMap(({ message }) => (isBadNews ? badLine(message, page) : doneLine(message, page))),
    nextSteps(
      all.flatMap(({ next }) => next ?? []),
      page,
    ),
  );
}

/** `✓ what happened` */
export function doneLine(message: string, page: Page): string[] {
  return signed({ sign: page.signs.done, paint: page.paint.good }, message, page);
}

function badLine(message: string, page: Page): string[] {
  return signed({ sign: page.signs.refused, paint: page.paint.bad }, message, page);
}

/** The calls that lead on, each once. */
export function nextSteps(next: readonly NextStep[], page: Page): string[] {
  const values = [...new Set(next.map(tellStep))];
  return labelled([{ label: 'next', values, verbatim: true, paint: page.paint.strong }], page);
}
