/** `graph`: who waits for whom, and the longest chain. */

import * as v from 'valibot';
import { taskIn } from '../model/in-plan.ts';
import type { Task } from '../model/plan.ts';
import { done } from '../model/problem.ts';
import type { Status } from '../model/status.ts';
import type { TaskKey } from '../model/task-id.ts';
import { criticalChain } from '../rules/critical-chain.ts';
import { phaseOrder } from '../rules/phase-order.ts';
import { allLinks } from '../rules/prerequisites.ts';
import { choice } from './input.ts';
import { mermaidOf } from './mermaid.ts';
import type { ReadOperation, World } from './operation.ts';
import { tellPhase } from './place-in-plan.ts';

const input = v.object({ format: v.optional(choice(['text', 'mermaid', 'json'], 'How to write it.'), 'text') });

export interface GraphResult {
  readonly format: 'text' | 'mermaid' | 'json';
  /** Every task that is no template row, in document order. */
  readonly nodes: readonly GraphNode[];
  /** From a prerequisite to what needs it. */
  readonly edges: readonly GraphEdge[];
  /** The phases that hold each other back, in document order: all earlier ones with `phase_gate`, and those that a phase itself names (family E). */
  readonly phases: readonly GraphPhase[];
  /** Tasks that wait for each other. */
  readonly cycles: readonly (readonly string[])[];
  /** The chain that decides how soon the plan can be done; `measure` says what its length is of. */
  readonly criticalPath: { readonly tasks: readonly string[]; readonly length: number; readonly measure: string };
  /** The graph in the Mermaid language; null for the other formats. */
  readonly mermaid: string | null;
}
export interface GraphNode {
  readonly id: string;
  readonly name: string;
  readonly status: Status | null;
  /** Position of its phase in the plan. */
  readonly phase: number;
}
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
}
export interface GraphPhase {
  /** Position in the plan. */
  readonly phase: number;
  readonly title: string;
  /** Positions of the phases directly before it: none of its tasks starts until all of theirs are COMPLETED or DEFERRED. */
  readonly after: readonly number[];
}

export const graph: ReadOperation<typeof input, GraphResult> = {
  kind: 'read',
  remembered: true,
  name: 'graph',
  summary: 'Show which tasks need which, and the longest chain.',
  group: 'read',
  input,
  examples: [
    { command: 'graph', does: 'draws it' },
    { command: 'graph --format mermaid', does: 'for a Markdown document' },
  ],
  answer({ format }, world) {
    const found = graphJson(world);
    return done({ format, ...found, mermaid: format === 'mermaid' ? mermaidOf({ ...found, boxes: world.plan.phases }) : null });
  },
};

function graphJson(world: World): Omit<GraphResult, 'format' | 'mermaid'> {
  const { plan } = world;
  const tasks = plan.tasks.filter((task) => !task.placeholder && plan.task(task.key) === task);
  const idOf = (key: TaskKey) => taskIn(plan, key).id;
  const links = allLinks(world);
  const { tasks: chain, length, measure } = criticalChain(world);
  return {
    nodes: tasks.map(({ id, name, status, phase }: Task) => ({ id, name, status, phase })),
    edges: tasks.flatMap(({ id, key }) => links.dependents(key).map((dependent) => ({ from: id, to: idOf(dependent) }))),
    phases: phaseOrder(world).map(({ phase, after }) => ({ phase: phase.index, title: tellPhase(phase), after })),
    cycles: world.graph.cycles.map((cycle) => cycle.map(idOf)),
    criticalPath: { tasks: chain.map(idOf), length, measure },
  };
}
