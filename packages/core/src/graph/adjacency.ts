/**
 * Neighbours of nodes, kept flat: all lists one after another in one array, with the place where each
 * begins (compressed sparse rows). Two arrays instead of one a node: it is made for every plan read.
 */
export interface Adjacency {
  readonly nodes: number;
  /** The neighbours of node n stand from `starts[n]` up to `starts[n + 1]`, in the order given; one may repeat. */
  readonly starts: Int32Array;
  readonly neighbours: Int32Array;
}

/** Files edge i, which leads from `from[i]` to `to[i]`, under the node that it leads from. */
export function adjacencyOf(nodes: number, from: readonly number[], to: readonly number[]): Adjacency {
  const starts = new Int32Array(nodes + 1);
  for (let i = 0; i < from.length; i++) {
    const next = (from[i] as number) + 1;
    starts[next] = (starts[next] as number) + 1;
  }
  for (let node = 0; node < nodes; node++) starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
  const next = starts.slice();
  const neighbours = new Int32Array(from.length);
  for (let i = 0; i < from.length; i++) {
    const node = from[i] as number;
    const place = next[node] as number;
    neighbours[place] = to[i] as number;
    next[node] = place + 1;
  }
  return { nodes, starts, neighbours };
}

/** The neighbours of a node in ascending order, each once. */
export function neighboursOf({ starts, neighbours }: Adjacency, node: number): readonly number[] {
  const list: number[] = [];
  let ascending = true;
  for (let i = starts[node] as number; i < (starts[node + 1] as number); i++) {
    const neighbour = neighbours[i] as number;
    if (neighbour <= (list.at(-1) ?? -1)) ascending = false;
    list.push(neighbour);
  }
  return ascending ? list : [...new Set(list)].sort((a, b) => a - b);
}

/** Whether one of them is such, without making a list of them. */
export function hasNeighbour({ starts, neighbours }: Adjacency, node: number, is: (neighbour: number) => boolean): boolean {
  const end = starts[node + 1] as number;
  for (let i = starts[node] as number; i < end; i++) if (is(neighbours[i] as number)) return true;
  return false;
}
