/** `next`: the task to work on, why it, what leads on; then who comes after it and who waits. */
import type { NextResult } from '@tallyplan/core/operations/next-answer';
import { hanging, lines, signed } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { nextSteps } from './done.ts';
import { labelled } from './labelled.ts';
import { taskCell } from './status-word.ts';

export function renderNext({ task, why, next, queue, waiting, counts }: NextResult, page: Page): string {
  const { paint, signs } = page;
  const waits = waiting.slice(0, mostWaiting).map(({ id, waitingFor }) => `${id}: ${oneLine(waitingFor[0]?.message ?? '')}`);
  if (waiting.length > mostWaiting) waits.push('and others: tallyplan show');
  const after = queue.filter((id) => id !== task?.id);
  return lines(
    ...(task === null
      ? signed({ sign: signs.dot, paint: paint.note }, oneLine(why), page)
      : [...head(task, page), ...hanging('  ', oneLine(why), page)]),
    ...nextSteps(next, page),
    ...apart(
      labelled(
        [
          { label: 'then', values: after.length === 0 ? [] : [after.join(', ')] },
          { label: 'waiting', values: waits, paint: paint.faint },
          { label: 'done', values: [`${counts.COMPLETED} of ${counts.total}`] },
        ],
        page,
      ),
    ),
  );
}

/** The answer to `next` fits a small screen; `show` has the rest. */
const mostWaiting = 5;

function head(task: NonNullable<NextResult['task']>, page: Page): string[] {
  const cell = taskCell(task, page);
  const about = [task.priority, task.phase === null ? null : `phase ${task.phase}`].filter((part) => part !== null);
  const [first = '', ...rest] = hanging(`${cell.text}  `, `${oneLine(task.name)}  ${about.join(', ')}`.trimEnd(), page);
  return [first, ...rest].map(page.paint.strong);
}

function apart(block: readonly string[]): readonly string[] {
  return block.length === 0 ? [] : ['', ...block];
}
