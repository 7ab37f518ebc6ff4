/** `init`: what was found, what the baseline keeps, what is written. */
import type { InitResult } from '@tallyplan/core/operations/init';
import { lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { doneLine, nextSteps } from './done.ts';
import { labelled } from './labelled.ts';

export function renderInit(result: InitResult, page: Page): string {
  return lines(doneLine(result.message, page), result.alreadyAdopted ? [] : drawAdoption(result, page), nextSteps(result.next, page));
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
