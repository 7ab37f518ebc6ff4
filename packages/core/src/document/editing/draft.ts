/** A text that is being edited: what has been done to it, and what can still be done before it must be read again. */
import type { Change } from '../../model/change.ts';
import type { Document, Edit } from '../document.ts';
import { applyEdits, composeEdits, inOrder } from './edits.ts';
import { followsLog } from './log-row.ts';
import type { Planned } from './planned.ts';

/** Changes that move lines about; each is made on a text in which nothing else is pending. */
const structural: ReadonlySet<Change['kind']> = new Set([
  'rename-task',
  'add-task',
  'add-phase',
  'move-task',
  'remove-task',
  'remove-log-row',
]);

export class Draft {
  /** The text at hand, and the edits that led to it from the one that was handed in. */
  private document: Document;
  private edits: readonly Edit[] = [];
  /** Edits of the text at hand, and what they are about. */
  private pending: Edit[] = [];
  private readonly touched = new Set<string>();
  /** Whether another change may still be made on the text at hand. */
  private isOpen = true;

  constructor(document: Document) {
    this.document = document;
  }

  /** Makes a change as `plan` has it on the text at hand. Nothing happens where it cannot be made. */
  make(change: Change, plan: (document: Document) => Planned): Planned {
    if (this.pending.length > 0 && !this.canJoin(change)) this.settle();
    const planned = plan(this.document);
    if (!planned.ok) return planned;
    this.isOpen = !structural.has(change.kind) && planned.alone !== true && this.leavesLog(change);
    this.pending.push(...planned.edits);
    this.touched.add(subjectOf(change));
    return planned;
  }

  /** The edits that do everything to the text that was handed in. */
  finish(): readonly Edit[] {
    return composeEdits(this.edits, inOrder(this.document.text, this.pending));
  }

  private canJoin(change: Change): boolean {
    if (!this.isOpen || structural.has(change.kind)) return false;
    return change.kind === 'add-log-row' ? this.leavesLog(change) : !this.touched.has(subjectOf(change));
  }

  /** A row may turn the direction of the log, or stand before others of its date; the next one must know. */
  private leavesLog(change: Change): boolean {
    return change.kind !== 'add-log-row' || (change.back !== true && followsLog(this.document, change));
  }

  private settle(): void {
    const { text } = this.document;
    const ordered = inOrder(text, this.pending);
    this.document = this.document.reread(applyEdits(text, ordered));
    this.edits = composeEdits(this.edits, ordered);
    this.pending = [];
    this.touched.clear();
  }
}

/** What a change is about. Two that are about the same thing are made one after the other. */
function subjectOf(change: Change): string {
  switch (change.kind) {
    case 'set-tracked':
      return `${change.task} ${change.path}`;
    case 'set-field':
      return `${change.task} ${change.field === 'iplan_id' ? 'implementation.iplanId' : change.field}`;
    default:
      return change.kind;
  }
}
