/** `init`: what was found, what the baseline keeps, what is written. */
import type { InitResult } from '@tallyplan/core/operations/init';
import { columns, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { doneLine, nextSteps } from './done.ts';
import { labelled } from './labelled.ts';

/** With what was put into the files of other tools. */
export interface InitDone extends InitResult {
  readonly installed?: readonly { readonly target: string; readonly does: string }[];
  readonly remarks?: readonly string[];
}

export function renderInit(result: InitDone, page: Page): string {
  return lines(
    doneLine(result.message, page),
    result.alreadyAdopted ? [] : drawAdoption(result, page),
    drawInstalled(result, page),
    nextSteps(result.next, page),
  );
}

/** Files of other tools, and what is to be known of them; also shown before they are written. */
export function drawInstalled({ installed, remarks = [] }: InitDone, page: Page): string[] {
  if (installed === undefined) return [];
  const files = columns(
    installed.map(({ target, does }) => [{ text: target }, { text: does }]),
    [{}, { flexible: true }],
    page,
  );
  return labelled(
    [
      { label: 'installs', values: files.length === 0 ? ['everything is as it should be'] : files, verbatim: true },
      { label: 'note', values: remarks },
    ],
    page,
  );
}

/** What adoption takes as it is; also shown before it is done. */
export function drawAdoption({ plan, families, tasks, completed, underway, known, writes, policy }: InitResult, page: Page): string[] {
  const findings = Object.entries(known).map(([rule, count]) => `${count} × ${rule}`);
  return labelled(
    [
      { label: 'plan', values: [families.length === 0 ? plan : `${plan} (family ${families.join(', ')})`] },
      { label: 'tasks', values: [`${tasks}: ${completed} completed, ${underway} under way`] },
      { label: 'known', values: findings.length === 0 ? ['no findings'] : findings },
      { label: 'policy', values: [policy] },
      { label: 'writes', values: writes, verbatim: true },
    ],
    page,
  );
}
