/** `impact ID|FILE`: what stands on a document, and which receipts a change of it would make suspect. */
import * as v from 'valibot';
import type { HeldReceipt } from '../ledger/history.ts';
import { done } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import { stepsDown, tasksAmong } from '../rules/traces.ts';
import { findDocument, type MeantDocument } from './find-document.ts';
import { boundedText } from './input.ts';
import type { ReadOperation, World } from './operation.ts';
import type { WalkStepJson } from './trace.ts';
import { nameOf, stepJson } from './trace.ts';

const input = v.object({
  id: v.pipe(
    boundedText(),
    v.nonEmpty('may not be empty'),
    v.description('A document by its id, or a file.'),
    v.metadata({ placeholder: 'ID|FILE', position: 0 }),
  ),
});

export interface ImpactResult {
  readonly document: { readonly id: string; readonly name: string; readonly path: string; readonly sections: readonly string[] };
  /** Documents that stand on it, nearest first. */
  readonly documents: readonly WalkStepJson[];
  /** Tasks of the plan that belong to it, or to these. */
  readonly tasks: readonly { readonly id: string; readonly name: string; readonly status: Status | null }[];
  /** Receipts that rest on its content as it is. */
  readonly receipts: readonly ImpactReceipt[];
  readonly message: string;
}

export interface ImpactReceipt {
  readonly task: string;
  readonly status: Status | null;
  readonly item: string;
  readonly by: string;
  /** UTC. */
  readonly at: string;
  /** On a COMPLETED task a change is a note; elsewhere it has to be read again. */
  readonly counts: boolean;
}

export const impact: ReadOperation<typeof input, ImpactResult> = {
  kind: 'read',
  name: 'impact',
  summary: 'Show what stands on a document, and what its change would make suspect.',
  group: 'read',
  input,
  examples: [
    { command: 'impact REQ-06', does: 'documents, tasks and receipts that rest on it' },
    { command: 'impact docs/05_ADR/ADR-04_one_place_decides_overlap.md', does: 'the same by file' },
  ],
  answer({ id }, world) {
    const meant = findDocument(world, id, 'impact');
    if (!meant.ok) return meant;
    const { document, sections } = meant.value;
    const steps = stepsDown(world, document);
    const tasks = tasksAmong(world, [document, ...steps.map((step) => step.document)]);
    const receipts = receiptsOn(world, meant.value);
    return done({
      document: { id: document.id, name: nameOf(document), path: document.path, sections },
      documents: steps.map((step) => stepJson(world, step)),
      tasks: tasks.map(({ id, name, status }) => ({ id, name, status })),
      receipts,
      message: told(document.id, { documents: steps.length, tasks: tasks.length, receipts }),
    });
  },
};

function receiptsOn(world: World, { document, sections }: MeantDocument): readonly ImpactReceipt[] {
  const paths = new Set(world.upstream.filesOf(document).map(({ path }) => path));
  const rests = ({ documents }: HeldReceipt) =>
    documents.some(
      (relied) =>
        paths.has(relied.path) &&
        (sections.length === 0 || relied.sections === undefined || relied.sections.some((section) => sections.includes(section))),
    );
  return world.plan.tasks
    .filter(({ placeholder }) => !placeholder)
    .flatMap((task) =>
      world.ledgers
        .task(task.key)
        .receipts.filter(rests)
        .map(({ item, actor, at }) => ({
          task: task.id,
          status: task.status,
          item,
          by: actor.name,
          at,
          counts: task.status !== 'COMPLETED',
        })),
    );
}

function told(
  id: string,
  { documents, tasks, receipts }: { documents: number; tasks: number; receipts: readonly ImpactReceipt[] },
): string {
  const some = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;
  const counting = receipts.filter(({ counts }) => counts).length;
  return `${some(documents, 'document')} and ${some(tasks, 'task')} stand on ${id}; a change of it makes ${some(counting, 'receipt')} suspect`;
}
