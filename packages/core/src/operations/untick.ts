/** Taking back an `iplan tick`: its steps are open again, as long as the document is the one that they were ticked in. */
import { encodeUtf8 } from '../model/byte-string.ts';
import type { LedgerEvent } from '../model/event.ts';
import type { Task } from '../model/plan.ts';
import { whyStep } from '../rules/next-steps.ts';
import type { ShutGate } from '../rules/shut-gate.ts';
import { shut } from '../rules/shut-gate.ts';
import { rangesOf } from '../rules/step-ranges.ts';
import { versionOf } from '../upstream/content-digest.ts';
import { stepListOf } from './iplan-tick.ts';
import type { World } from './operation.ts';
import type { DocumentEdit } from './store.ts';

/** The edit, or why there can be none. A step that somebody opened already stays as it is. */
export function untick(world: World, task: Task, { input }: LedgerEvent): { readonly edit: DocumentEdit } | { readonly why: ShutGate } {
  const list = stepListOf(world, task);
  if ('why' in list) return list;
  const { document } = list;
  const numbers = [input.steps].flat().filter((step) => typeof step === 'number');
  if (typeof input.content !== 'string' || input.content !== document.contentDigest([], versionOf(input.content))) {
    const told = `can't have steps ${rangesOf(numbers)} opened again: ${document.path} is not what it was when they were ticked`;
    const missing = ['an editor: open the boxes there that are not done (a box is no content, and needs no record)'];
    return { why: shut('wrong-status', told, { have: [document.path], missing, next: [whyStep(task)] }) };
  }
  const marks = document.facts.steps.filter(({ number, done }) => done && numbers.includes(number)).map(({ mark }) => mark);
  return { edit: { path: document.path, edits: marks.map(({ start, end }) => ({ start, end, text: encodeUtf8(' ') })) } };
}
