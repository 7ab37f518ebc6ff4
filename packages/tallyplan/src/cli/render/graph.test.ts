import type { GraphResult } from '@tallyplan/core/operations/graph';
import { describe, expect, it } from 'vitest';
import { examplePage, expectGoldenPages } from '../golden.ts';
import { renderGraph } from './graph.ts';

const names = [
  'Logging',
  'Configuration',
  'Authentication of pilots and office',
  'Berth store',
  'Berth allocation',
  'Reports',
  'Winter storage',
  'Tides',
  'Moon',
];
const result: GraphResult = {
  format: 'text',
  nodes: names.map((name, index) => ({ id: `TASKS-0${index + 1}`, name, status: index === 0 ? 'COMPLETED' : 'NOT_STARTED', phase: 0 })),
  edges: [
    { from: 'TASKS-01', to: 'TASKS-02' },
    { from: 'TASKS-02', to: 'TASKS-03' },
    { from: 'TASKS-02', to: 'TASKS-04' },
    { from: 'TASKS-04', to: 'TASKS-05' },
    { from: 'TASKS-03', to: 'TASKS-05' },
    { from: 'TASKS-05', to: 'TASKS-06' },
    { from: 'TASKS-08', to: 'TASKS-09' },
    { from: 'TASKS-09', to: 'TASKS-08' },
  ],
  phases: [],
  cycles: [['TASKS-08', 'TASKS-09']],
  criticalPath: { tasks: ['TASKS-01', 'TASKS-02', 'TASKS-04', 'TASKS-05', 'TASKS-06'], length: 5, measure: 'longest chain, unweighted' },
  mermaid: null,
};

describe('graph', () => {
  it('draws who needs whom', async () => {
    await expectGoldenPages('graph', renderGraph, result);
  });

  it('says what a task of a circle needs beside the circle', () => {
    const edges = [...result.edges, { from: 'TASKS-07', to: 'TASKS-08' }];
    expect(renderGraph({ ...result, edges }, examplePage())).toContain('○ TASKS-08  Tides  + TASKS-07');
  });

  it('draws every task once, and long chains without indentation', () => {
    const length = 5000;
    const nodes = Array.from({ length }, (_, index) => ({ id: `T-${index}`, name: 'x', status: 'NOT_STARTED' as const, phase: 0 }));
    const edges = nodes.slice(1).map(({ id }, index) => ({ from: `T-${index}`, to: id }));
    const drawn = renderGraph({ ...result, nodes, edges, cycles: [], criticalPath: { ...result.criticalPath, tasks: [] } }, examplePage());
    const rows = drawn.split('\n').filter((line) => line.includes('T-'));
    expect(rows).toHaveLength(length);
    expect(Math.max(...rows.map((row) => row.length))).toBeLessThan(20);
  });

  it('puts tasks that only their phases hold back below these', () => {
    const nodes = names.slice(0, 5).map((name, index) => ({ id: `T-${index}`, name, status: null, phase: Math.min(index, 3) }));
    const phases = [
      { phase: 0, title: 'ONE', after: [] },
      { phase: 1, title: 'TWO', after: [0] },
      { phase: 3, title: 'THREE', after: [0, 1] },
    ];
    const drawn = renderGraph({ ...result, nodes, phases, edges: [{ from: 'T-3', to: 'T-4' }], cycles: [] }, examplePage());
    expect(drawn.split('\n\n')).toEqual([
      expect.stringContaining('T-4'),
      'ONE\n  T-0',
      'TWO\n  T-1\n  after ONE',
      'THREE\n  after ONE, TWO',
      'On their own  T-2',
      expect.stringContaining('Critical path'),
    ]);
  });

  it('prints Mermaid as it is', () => {
    expect(renderGraph({ ...result, format: 'mermaid', mermaid: 'flowchart TD' }, examplePage({ width: 5 }))).toBe('flowchart TD\n');
  });
});
