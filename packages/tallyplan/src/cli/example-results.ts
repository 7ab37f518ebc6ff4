/** Results for tests of the renderers: one believable plan, with everything in it that is drawn differently. */
import type { Status } from '@tallyplan/core/model/status';
import type { PlanJson } from '@tallyplan/core/operations/show';
import type { TaskDetails, TaskJson } from '@tallyplan/core/operations/task-json';

export function exampleTask(id: string, name: string, more: Partial<TaskJson> = {}): TaskJson {
  const status: Status = 'NOT_STARTED';
  return {
    id,
    name,
    priority: 'P0',
    status,
    phase: '1',
    line: 120,
    placeholder: false,
    dependents: [],
    components: [],
    prerequisites: [],
    preCheck: null,
    implementation: { status, iplanId: null, iplanStatus: null, started: null, completed: null },
    postCheck: null,
    assignee: null,
    verified: false,
    ready: false,
    waitingFor: [],
    ...more,
  };
}

const ada = { name: 'Ada Lindholm', kind: 'human' } as const;
const robot = { name: 'robot', kind: 'agent', claimed: 'human' } as const;

export const examplePlan: PlanJson = {
  plan: {
    path: 'docs/DEVELOPMENT_PLAN.md',
    title: 'Lindholm harbour: development plan',
    lastUpdated: '2026-11-20',
    families: ['B'],
    revision: 'f'.repeat(64),
  },
  phases: [
    {
      number: '1',
      name: 'Foundation',
      goal: 'A berth register that survives a power cut, and logs that say what happened.',
      line: 40,
      tasks: [
        exampleTask('TASKS-01', 'Structured logging', { status: 'COMPLETED', verified: true }),
        exampleTask('TASKS-02', 'Configuration service', { status: 'IN_PROGRESS', assignee: 'Ada Lindholm' }),
        exampleTask('TASKS-03', 'Authentication of the pilots and of the harbour office', {
          status: 'BLOCKED',
          waitingFor: [],
        }),
        exampleTask('TASKS-XX', '[Service Name]', { placeholder: true, priority: 'P1' }),
      ],
    },
    {
      number: '2',
      name: 'Berths',
      goal: null,
      line: 200,
      tasks: [
        exampleTask('TASKS-10', 'Berth allocation', {
          phase: '2',
          waitingFor: [{ rule: 'started-before-prerequisite', message: 'TASKS-02 is IN_PROGRESS', task: 'TASKS-02' }],
        }),
        exampleTask('TASKS-11', 'Tide import', { phase: '2', ready: true, priority: 'P1' }),
        exampleTask('TASKS-12', '港 Pilot roster', { phase: '2', status: null, priority: null }),
        exampleTask('TASKS-13', 'Winter storage', { phase: '2', status: 'DEFERRED', priority: 'P2' }),
      ],
    },
  ],
  sessionLog: [{ date: '2026-11-20', task: 'TASKS-01', status: 'COMPLETED', notes: 'Logging with request ids; 41 tests', line: 400 }],
};

export const exampleDetails: TaskDetails = {
  ...exampleTask('TASKS-02', 'Configuration service', {
    status: 'IN_PROGRESS',
    assignee: 'Ada Lindholm',
    prerequisites: ['TASKS-01'],
    dependents: ['TASKS-10', 'TASKS-11'],
    components: ['All Python Code'],
    preCheck: {
      status: 'IN_PROGRESS',
      items: [
        { key: 'verified_req', done: true },
        { key: 'reviewed_upstream', done: true },
        { key: 'checked_gaps', done: false },
      ],
    },
    implementation: { status: 'IN_PROGRESS', iplanId: 'IPLAN-02', iplanStatus: 'IN_PROGRESS', started: '2026-11-21', completed: null },
    waitingFor: [{ rule: 'stop-open', message: 'a question is open: which tide model counts?' }],
  }),
  receipts: [
    {
      item: 'verified_req',
      note: 'REQ-02 read: five criteria, all of them measurable, none of them open',
      trust: 'self-reported',
      documents: [],
      event: 'a',
      at: '2026-11-21T09:12:30.000Z',
      actor: ada,
    },
    { item: 'reviewed_upstream', note: '', trust: 'tool-run', documents: [], event: 'a', at: '2026-11-21T09:12:30.000Z', actor: ada },
  ],
  evidence: [
    {
      event: 'b',
      name: 'tests',
      exitCode: 1,
      duration: 4100,
      outputDigest: '',
      outputTail: '',
      revision: null,
      tree: '',
      at: '2026-11-21T10:00:00.000Z',
      actor: robot,
    },
  ],
  documents: [],
  stops: [
    {
      event: 'c',
      question: 'Which tide model counts at neap tide?',
      cause: 'question',
      at: '2026-11-21T11:00:00.000Z',
      actor: robot,
      answered: false,
    },
  ],
  blocks: [{ event: 'd', reason: 'the supplier has not delivered the sensors', at: '2026-11-21T12:00:00.000Z', actor: ada }],
  waivers: [],
  history: [
    {
      id: 'a',
      at: '2026-11-21T09:12:30.000Z',
      actor: ada,
      operation: 'verify',
      input: {},
      changes: [{ path: 'preCheck.items.verified_req', from: false, to: true }],
    },
    {
      id: 'b',
      at: '2026-11-21T09:20:00.000Z',
      actor: robot,
      operation: 'start',
      input: {},
      changes: [{ path: 'status', from: 'NOT_STARTED', to: 'IN_PROGRESS' }],
    },
  ],
};
