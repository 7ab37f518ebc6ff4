/** A phase of the plan, and where it stands. */
import type { Span } from '../../model/place.ts';
import type { Phase, RowShape } from '../../model/plan.ts';
import type { Container } from './containers.ts';
import { rowShape } from './row-shape.ts';
import type { PlanTask } from './tasks.ts';

/** What a phase is made of before its tasks are. */
export interface PhaseDraft {
  readonly start: number;
  readonly number: string | null;
  readonly id: string | null;
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly containers: Container[];
  goal(): string | null;
  heading(): Span;
  section(): Span;
}

export class PlanPhase implements Phase {
  readonly index: number;
  readonly number: string | null;
  readonly id: string | null;
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly tasks: PlanTask[] = [];
  readonly draft: PhaseDraft;
  private readonly lineOf: (offset: number) => number;

  constructor(index: number, draft: PhaseDraft, lineOf: (offset: number) => number) {
    this.index = index;
    this.number = draft.number;
    this.id = draft.id;
    this.name = draft.name;
    this.dependencies = draft.dependencies;
    this.draft = draft;
    this.lineOf = lineOf;
  }

  get goal(): string | null {
    return this.draft.goal();
  }
  get line(): number {
    return this.lineOf(this.draft.start);
  }
  get firstRow(): RowShape | null {
    const [container] = this.tasks.length > 0 ? [] : this.draft.containers;
    return container?.kind === 'table' ? rowShape(container.columns) : null;
  }
}
