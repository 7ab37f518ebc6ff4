/**
 * `graph`: each task below the last of what it needs, as a tree; what else it needs is said beside it.
 *
 * A task that alone follows another stands directly below it, marked by an arrow, so that long chains do
 * not run off the page; only where paths part does the tree grow to the right.
 */
import type { GraphNode, GraphResult } from '@tallyplan/core/operations/graph';
import { hanging, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { statusPaint, statusSign } from './status-word.ts';

export function renderGraph(result: GraphResult, page: Page): string {
  if (result.mermaid !== null) return result.mermaid.endsWith('\n') ? result.mermaid : `${result.mermaid}\n`;
  const drawing = new Drawing(result, page);
  const alone = drawing.alone.map(({ id }) => id).join(', ');
  return lines(
    ...drawing.roots.flatMap((root) => [...drawing.below(root), '']),
    ...phaseLines(result, drawing.held, page),
    ...(alone === '' ? [] : [...hanging('On their own  ', alone, page), '']),
    ...hanging('Critical path  ', pathText(result, page), page),
    ...result.cycles.flatMap((cycle) => hanging(page.paint.bad('Cycle  '), [...cycle, cycle[0] ?? ''].join(` ${page.signs.arrow} `), page)),
  );
}

/** A phase that holds others back or is held back: those of its tasks that are in no tree, and what it comes after. */
function phaseLines({ phases }: GraphResult, held: readonly GraphNode[], page: Page): string[] {
  const titles = new Map(phases.map(({ phase, title }) => [phase, oneLine(title)]));
  return phases.flatMap(({ phase, after }) => {
    const ids = held.filter((node) => node.phase === phase).map(({ id }) => id);
    const before = after.map((index) => titles.get(index) ?? '');
    if (ids.length === 0 && before.length === 0) return [];
    return [
      ...hanging('', titles.get(phase) ?? '', page).map(page.paint.strong),
      ...(ids.length === 0 ? [] : hanging('  ', ids.join(', '), page)),
      ...(before.length === 0 ? [] : hanging('  after ', before.join(', '), page)),
      '',
    ];
  });
}

function pathText({ criticalPath: { tasks, length, measure } }: GraphResult, { signs }: Page): string {
  return tasks.length === 0 ? 'none' : `${tasks.join(` ${signs.arrow} `)}  (${length}, ${measure})`;
}

interface Step {
  readonly node: GraphNode;
  /** What stands before its line, and before the lines below it. */
  readonly lead: string;
  readonly connector: string;
}

class Drawing {
  readonly roots: readonly GraphNode[];
  /** Tasks that need nothing and that nothing needs, in phases that hold each other back. */
  readonly held: readonly GraphNode[];
  /** The same in other phases. */
  readonly alone: readonly GraphNode[];
  readonly #page: Page;
  readonly #children = new Map<string, GraphNode[]>();
  readonly #alsoNeeds = new Map<string, readonly string[]>();
  readonly #critical: ReadonlySet<string>;

  constructor({ nodes, edges, phases, cycles, criticalPath }: GraphResult, page: Page) {
    this.#page = page;
    this.#critical = new Set(criticalPath.tasks);
    const needs = groups(edges.map(({ from, to }) => [to, from]));
    const needed = new Set(edges.map(({ from }) => from));
    const parents = parentsOf(nodes, needs, new Set(cycles.flat()));
    for (const node of nodes) {
      const parent = parents.get(node.id);
      if (parent !== undefined) this.#children.set(parent, [...(this.#children.get(parent) ?? []), node]);
      this.#alsoNeeds.set(
        node.id,
        (needs.get(node.id) ?? []).filter((id) => id !== parent),
      );
    }
    const tops = nodes.filter(({ id }) => !parents.has(id));
    const unlinked = new Set(tops.filter(({ id }) => !needed.has(id) && !needs.has(id)));
    const inOrder = new Set(phases.map(({ phase }) => phase));
    this.roots = tops.filter((node) => !unlinked.has(node));
    this.held = [...unlinked].filter(({ phase }) => inOrder.has(phase));
    this.alone = [...unlinked].filter(({ phase }) => !inOrder.has(phase));
  }

  /** A task and everything that is drawn below it. With a stack, since chains may be thousands long. */
  below(root: GraphNode): string[] {
    const { tree } = this.#page.signs;
    const drawn: string[] = [];
    const open: Step[] = [{ node: root, lead: '', connector: '' }];
    for (let step = open.pop(); step !== undefined; step = open.pop()) {
      const { node, lead, connector } = step;
      drawn.push(this.#line(node, lead + connector));
      const inner = lead + (connector === tree.fork ? tree.down : connector === tree.last ? tree.none : '');
      open.push(...this.#stepsBelow(node, inner).reverse());
    }
    return drawn;
  }

  #stepsBelow({ id }: GraphNode, lead: string): Step[] {
    const { tree, follows } = this.#page.signs;
    const children = this.#children.get(id) ?? [];
    const [only] = children;
    if (children.length === 1 && only !== undefined) return [{ node: only, lead, connector: `${follows} ` }];
    return children.map((node, index) => ({ node, lead, connector: index === children.length - 1 ? tree.last : tree.fork }));
  }

  /** `○ TASKS-05 ◆  Berth allocation  + TASKS-03`, its name cut where the page is narrow. */
  #line({ id, name, status }: GraphNode, lead: string): string {
    const { measure, paint, signs, width } = this.#page;
    const sign = statusSign(status, this.#page);
    const isCritical = this.#critical.has(id);
    const task = isCritical ? `${id} ${signs.critical}` : id;
    const others = this.#alsoNeeds.get(id) ?? [];
    const about = others.length === 0 ? oneLine(name) : `${oneLine(name)}  + ${others.join(', ')}`;
    const room = width - measure.width(`${lead}${sign} ${task}  `);
    const told = room < leastName ? '' : `  ${measure.fit(about, room, signs.ellipsis)}`;
    return `${lead}${statusPaint(status, this.#page)(sign)} ${isCritical ? paint.strong(task) : task}${told}`.trimEnd();
  }
}

/** Fewer columns say nothing of a name. */
const leastName = 4;

/** The values of each key, in order. */
function groups(pairs: readonly (readonly [string, string])[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, string[]>();
  for (const [key, value] of pairs) {
    const known = values.get(key);
    if (known === undefined) values.set(key, [value]);
    else known.push(value);
  }
  return values;
}

/** Below which of its prerequisites a task is drawn: the last one in the document. Of tasks that wait for each other one is left without, so that none is drawn below itself. */
function parentsOf(
  nodes: readonly GraphNode[],
  needs: ReadonlyMap<string, readonly string[]>,
  cyclic: ReadonlySet<string>,
): ReadonlyMap<string, string> {
  const position = new Map(nodes.map(({ id }, index) => [id, index]));
  const at = (id: string) => position.get(id) ?? -1;
  const parents = new Map<string, string>();
  for (const { id } of nodes) {
    const parent = (needs.get(id) ?? []).reduce<string | null>(
      (last, other) => (last === null || at(other) > at(last) ? other : last),
      null,
    );
    if (parent !== null && !(cyclic.has(id) && leadsTo(parents, parent, id))) parents.set(id, parent);
  }
  return parents;
}

/** True where `from` is drawn below `to` already. */
function leadsTo(parents: ReadonlyMap<string, string>, from: string, to: string): boolean {
  for (let id: string | undefined = from; id !== undefined; id = parents.get(id)) if (id === to) return true;
  return false;
}
