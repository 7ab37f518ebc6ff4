/** The graph of a plan in the Mermaid language: a flow chart, a box a phase. */
import type { Phase } from '../model/plan.ts';
import { statuses } from '../model/status.ts';
import type { GraphEdge, GraphNode, GraphPhase } from './graph.ts';
import { tellPhase } from './place-in-plan.ts';

interface Drawing {
  readonly boxes: readonly Pick<Phase, 'index' | 'number' | 'id' | 'name'>[];
  readonly phases: readonly GraphPhase[];
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly criticalPath: { readonly tasks: readonly string[] };
}

/** Nodes are numbered, since an id may hold what Mermaid reads as its own. */
export function mermaidOf({ boxes, phases, nodes, edges, criticalPath }: Drawing): string {
  const numbers = new Map(nodes.map(({ id }, i) => [id, `t${i}`]));
  const next = new Map(criticalPath.tasks.map((id, i) => [id, criticalPath.tasks[i + 1]]));
  const lines = ['flowchart LR'];
  for (const phase of boxes) {
    const own = nodes.filter((node) => node.phase === phase.index);
    if (own.length === 0) continue;
    lines.push(`  subgraph p${phase.index}["${quoted(tellPhase(phase))}"]`);
    for (const { id, name, status } of own)
      lines.push(`    ${numbers.get(id)}["${quoted(id)}<br>${quoted(name)}"]:::${status ?? 'UNKNOWN'}`);
    lines.push('  end');
  }
  for (const { from, to } of edges) lines.push(`  ${numbers.get(from)} ${next.get(from) === to ? '==>' : '-->'} ${numbers.get(to)}`);
  for (const { phase, after } of phases) for (const before of after) lines.push(`  p${before} --> p${phase}`);
  for (const status of statuses) lines.push(`  classDef ${status} ${styles[status]}`);
  lines.push('  classDef UNKNOWN stroke-dasharray:4');
  return `${lines.join('\n')}\n`;
}

const styles: Readonly<Record<(typeof statuses)[number], string>> = {
  NOT_STARTED: 'fill:#fff,stroke:#888,color:#222',
  IN_PROGRESS: 'fill:#fff3c4,stroke:#b58900,color:#222',
  BLOCKED: 'fill:#ffd7d5,stroke:#c0392b,color:#222',
  COMPLETED: 'fill:#d5f5dc,stroke:#2d8a4b,color:#222',
  DEFERRED: 'fill:#e6e6e6,stroke:#999,color:#555',
};

/** Text inside the quotes of a label: Mermaid's own escapes, one line. */
function quoted(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[#"<>&]/g, (character) => `#${character.codePointAt(0)};`);
}
