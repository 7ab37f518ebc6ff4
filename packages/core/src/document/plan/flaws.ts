/** What can't be understood, all of it: what reading met with, and statuses and tables that say nothing it knows. */
import type { Flaw, LogRow, Task } from '../../model/plan.ts';
import type { Status } from '../../model/status.ts';
import type { Sources } from '../document.ts';
import type { Scan } from '../scan/scan-markdown.ts';
import type { PlanContext } from './plan-parts.ts';
import type { PlacedRow } from './session-log.ts';

export interface FlawParts {
  readonly scan: Scan;
  readonly context: PlanContext;
  readonly sources: Sources;
  readonly tasks: readonly Task[];
  readonly log: readonly LogRow[];
}

export function allFlaws({ scan, context, sources, tasks, log }: FlawParts): Flaw[] {
  const flaws = [...context.flaws];
  if (scan.endlessComment !== null) {
    flaws.push({ rule: 'unmapped', message: 'This comment never ends (`-->`): nothing after it is read.', span: scan.endlessComment });
  }
  const hintFor = (text: string): Status => context.vocabulary.nearest(text);
  for (const task of tasks) {
    if (task.status !== null || (!task.writable && task.statusText === '')) continue;
    const source = sources.task(task);
    const span = source.value('status') ?? { start: source.entry.start, end: source.entry.start };
    flaws.push(unknownStatus({ text: task.statusText, owner: task.id, hint: hintFor(task.statusText) }, { span, task: task.key }));
  }
  for (const row of log as readonly PlacedRow[]) {
    if (row.status !== null || row.statusText === '' || row.placeholder) continue;
    const { statusText: text, task } = row;
    flaws.push(unknownStatus({ text, owner: `the log row of ${task}`, hint: hintFor(text) }, { span: row.source('status') ?? row.span }));
  }
  return flaws.sort((a, b) => a.span.start - b.span.start);
}

function unknownStatus({ text, owner, hint }: { text: string; owner: string; hint: Status }, place: Pick<Flaw, 'span' | 'task'>): Flaw {
  const message = text === '' ? `${owner} has no status.` : `The status "${text}" of ${owner} is none of the five.`;
  return { rule: 'unknown-status', message, hint, ...place };
}
