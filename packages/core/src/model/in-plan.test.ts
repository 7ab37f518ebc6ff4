import { describe, expect, it } from 'vitest';
import { phaseOf, taskIn } from './in-plan.ts';
import { taskKeyOf } from './task-id.ts';
import { planOf } from './testing/plan-of.ts';

describe('what must stand in a plan', () => {
  const plan = planOf({ phases: [[{ id: 'TASKS-01' }], [{ id: 'TASKS-02' }]] });

  it('is found', () => {
    const task = taskIn(plan, taskKeyOf('tasks-2'));
    expect(task.id).toBe('TASKS-02');
    expect(phaseOf(plan, task)).toBe(plan.phases[1]);
  });

  it('is told where it is not there', () => {
    expect(() => taskIn(plan, taskKeyOf('TASKS-9'))).toThrow('no task TASKS-09');
    expect(() => phaseOf(plan, { id: 'TASKS-09', phase: 2 })).toThrow('no phase at 2, where TASKS-09 stands');
  });
});
