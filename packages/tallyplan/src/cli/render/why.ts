/** `why ID`: the chain of reasons as a tree, and what can be done at its ends. */
import type { Move, ReasonJson, WhyResult } from '@tallyplan/core/operations/why';
import { hanging, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { oneLine } from '../plain-text.ts';
import { nextSteps } from './done.ts';
import { statusSign } from './status-word.ts';
import { drawTree, type TreeNode } from './tree.ts';

export function renderWhy({ task, name, status, message, because, move }: WhyResult, page: Page): string {
  const root = {
    label: `${statusSign(status, page)} ${task}  ${oneLine(name)}`,
    paint: page.paint.strong,
    children: because.map((reason) => node(reason, page)),
  };
  return lines(...drawTree(root, page), '', ...hanging('', oneLine(message), page), ...drawMoves(move, page));
}

function node({ rule, message, because }: ReasonJson, page: Page): TreeNode {
  return { label: `${oneLine(message)}  [${rule}]`, children: because.map((reason) => node(reason, page)) };
}

function drawMoves(moves: readonly Move[], page: Page): string[] {
  return nextSteps(
    moves.flatMap(({ next }) => next),
    page,
  );
}
