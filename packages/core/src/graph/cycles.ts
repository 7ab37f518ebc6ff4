/**
 * Tasks that wait for each other: the strongly connected components of the graph that have more than
 * one node, and the nodes that wait for themselves.
 *
 * Tarjan, "Depth-first search and linear graph algorithms" (1972), with the recursion unrolled: time
 * and memory are linear, and a chain of any length overflows no stack.
 */
import type { Adjacency } from './adjacency.ts';
import { neighboursOf } from './adjacency.ts';

/**
 * Each component once, as its nodes in the order of a walk along the edges that begins at the least of
 * them; a plain cycle comes out in its own order. Components are in the order of their first nodes.
 */
export function cyclesOf(edges: Adjacency, selfish: ReadonlySet<number>): readonly (readonly number[])[] {
  const components = componentsOf(edges).filter((nodes) => nodes.length > 1 || selfish.has(nodes[0] as number));
  return components.map((nodes) => walkOf(nodes, edges)).sort(([a = 0], [b = 0]) => a - b);
}

const unvisited = -1;

function componentsOf({ nodes, starts, neighbours }: Adjacency): readonly number[][] {
  /** When a node was first seen; the earliest node known to be reachable from it; whether it is still on the stack. */
  const seen = new Int32Array(nodes).fill(unvisited);
  const low = new Int32Array(nodes);
  const open = new Uint8Array(nodes);
  /** The edge of a node to be followed next: what the recursion would keep in its frame. */
  const edge = starts.slice();
  const stack: number[] = [];
  const path: number[] = [];
  const components: number[][] = [];
  let clock = 0;

  const enter = (node: number) => {
    seen[node] = low[node] = clock++;
    open[node] = 1;
    stack.push(node);
    path.push(node);
  };
  const lower = (node: number, to: number) => {
    if (to < (low[node] as number)) low[node] = to;
  };
  const leave = (node: number) => {
    path.pop();
    const parent = path.at(-1);
    if (parent !== undefined) lower(parent, low[node] as number);
    if (low[node] !== seen[node]) return;
    const component = stack.splice(stack.lastIndexOf(node));
    for (const member of component) open[member] = 0;
    components.push(component);
  };

  const follow = (node: number) => {
    const next = neighbours[edge[node] as number] as number;
    edge[node] = (edge[node] as number) + 1;
    if (seen[next] === unvisited) enter(next);
    else if (open[next] === 1) lower(node, seen[next] as number);
  };

  for (let root = 0; root < nodes; root++) {
    if (seen[root] !== unvisited) continue;
    enter(root);
    for (let node = path.at(-1); node !== undefined; node = path.at(-1)) {
      if ((edge[node] as number) < (starts[node + 1] as number)) follow(node);
      else leave(node);
    }
  }
  return components;
}

/** The nodes of a component in the order of a depth-first walk from the least one. */
function walkOf(nodes: readonly number[], edges: Adjacency): readonly number[] {
  const waiting = new Set(nodes);
  const walk: number[] = [];
  const stack = [nodes.reduce((least, node) => Math.min(least, node))];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (!waiting.delete(node)) continue;
    walk.push(node);
    for (const next of [...neighboursOf(edges, node)].reverse()) if (waiting.has(next)) stack.push(next);
  }
  return walk;
}
