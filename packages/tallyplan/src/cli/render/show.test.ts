import { describe, expect, it } from 'vitest';
import { exampleDetails, examplePlan } from '../example-results.ts';
import { examplePage, expectGoldenPages } from '../golden.ts';
import { renderShow } from './show.ts';

describe('show', () => {
  it('draws the plan as a table of its tasks', async () => {
    await expectGoldenPages('show', renderShow, examplePlan);
  });

  it('leaves no line for a title that the document does not have, and names no phase of tasks that stand in none', () => {
    const { plan, phases } = examplePlan;
    const untitled = {
      ...examplePlan,
      plan: { ...plan, title: '' },
      phases: phases.map((phase) => ({ ...phase, number: null, name: '' })),
    };
    const [first, second, third] = renderShow(untitled, examplePage()).split('\n');
    expect([first, second, third]).toEqual([expect.stringContaining(plan.path), '', '(no phase)']);
  });

  it('draws one task as a card', async () => {
    await expectGoldenPages('show-task', renderShow, exampleDetails);
  });
});
