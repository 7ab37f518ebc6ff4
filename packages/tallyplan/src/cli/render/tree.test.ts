import { describe, expect, it } from 'vitest';
import { examplePage } from '../golden.ts';
import { drawTree } from './tree.ts';

describe('a tree', () => {
  const tree = {
    label: 'TASKS-07 waits',
    children: [
      { label: 'TASKS-05 is NOT_STARTED, and it stands before this one', children: [{ label: 'it can be started', children: [] }] },
      { label: 'a question is open', children: [] },
    ],
  };

  it('has its connectors', () => {
    expect(drawTree(tree, examplePage())).toEqual([
      'TASKS-07 waits',
      '├─ TASKS-05 is NOT_STARTED, and it stands before this one',
      '│  └─ it can be started',
      '└─ a question is open',
    ]);
  });

  it('goes on beside labels that are wrapped', () => {
    expect(drawTree(tree, examplePage({ width: 30 }))).toEqual([
      'TASKS-07 waits',
      '├─ TASKS-05 is NOT_STARTED,',
      '│  │  and it stands before',
      '│  │  this one',
      '│  └─ it can be started',
      '└─ a question is open',
    ]);
  });
});
