import { describe, it } from 'vitest';
import { exampleDetails, examplePlan } from '../example-results.ts';
import { expectGoldenPages } from '../golden.ts';
import { renderShow } from './show.ts';

describe('show', () => {
  it('draws the plan as a table of its tasks', async () => {
    await expectGoldenPages('show', renderShow, examplePlan);
  });

  it('draws one task as a card', async () => {
    await expectGoldenPages('show-task', renderShow, exampleDetails);
  });
});
