/** A tree with connectors. A long label is wrapped beside its connector, so that the lines of the tree go on. */
import { wrap } from '../layout.ts';
import type { Page } from '../page.ts';

export interface TreeNode {
  readonly label: string;
  /** Paints each line of the label. */
  readonly paint?: (text: string) => string;
  readonly children: readonly TreeNode[];
}

export function drawTree(root: TreeNode, page: Page): string[] {
  return drawNode(root, { first: '', rest: '' }, page);
}

/** What stands before the first line of a label, and before all other lines of the node. */
interface Lead {
  readonly first: string;
  readonly rest: string;
}

function drawNode({ label, paint = (text) => text, children }: TreeNode, lead: Lead, page: Page): string[] {
  const { fork, last, down, none } = page.signs.tree;
  const beside = children.length > 0 ? down : none;
  const room = Math.max(page.width - page.measure.width(lead.rest) - beside.length, 16);
  const own = wrap(label, room, page).map((line, index) => (index === 0 ? lead.first : lead.rest + beside) + paint(line));
  const below = children.flatMap((child, index) => {
    const isLast = index === children.length - 1;
    return drawNode(child, { first: lead.rest + (isLast ? last : fork), rest: lead.rest + (isLast ? none : down) }, page);
  });
  return [...own, ...below];
}
