/** `impact`: what stands on a document, and whose word rests on it. */
import type { ImpactResult } from '@tallyplan/core/operations/impact';
import { hanging, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { doneLine } from './done.ts';
import { drawStep } from './trace.ts';

export function renderImpact({ document, documents, tasks, receipts, message }: ImpactResult, page: Page): string {
  const { paint } = page;
  const section = (title: string, drawn: readonly string[]) => (drawn.length === 0 ? [] : [paint.faint(title), ...drawn]);
  const sections = document.sections.length === 0 ? '' : `, section ${document.sections.join(', ')}`;
  return lines(
    doneLine(message, page),
    paint.faint(`  ${document.path}${sections}`),
    section(
      'documents',
      documents.flatMap((step) => drawStep(step, page)),
    ),
    section(
      'tasks',
      tasks.flatMap(({ id, name, status }) => hanging(`  ${id}  `, `${oneLine(name)}, ${status ?? 'unknown'}`, page)),
    ),
    section(
      'receipts',
      receipts.flatMap(({ task, item, by, at, counts }) =>
        hanging(`  ${task}  `, `${item} by ${oneLine(by)} on ${at.slice(0, 10)}: ${counts ? 'would be suspect' : 'a note'}`, page),
      ),
    ),
  );
}
