/** What each rule finds that needs a ledger, and what it lets pass: one table. `text-cases.ts` has the rules about the text alone. */
import { policies } from '../../model/policy.ts';
import { taskKeyOf } from '../../model/task-id.ts';
import type { RuleWorld } from '../../rules/rule-world.ts';
import { block } from '../block.ts';
import { log } from '../log.ts';
import { reopen } from '../reopen.ts';
import { instruct, stop } from '../stop.ts';
import { verify } from '../verify.ts';
import { waive } from '../waive.ts';
import { agent } from './data-store.ts';
import { planText } from './plan-text.ts';
import type { Stories } from './story.ts';
import { set, twoTasks } from './story.ts';
import { textWorld } from './text-world.ts';

export interface StoryCase {
  readonly rule: string;
  readonly sees: () => Promise<RuleWorld>;
  /** The task that it is about; null where it is about the plan. */
  readonly task: string | null;
  readonly passes: readonly [NearMiss, NearMiss, NearMiss];
}
/** What looks much like it and is right, and how it came about. */
type NearMiss = readonly [string, () => Promise<RuleWorld>];

export function storyCases(stories: Stories): readonly StoryCase[] {
  const begun = async () => (await stories.of(...twoTasks)).started('TASKS-01');
  const done = async () => (await stories.of(...twoTasks)).completed('TASKS-01');

  const tickedByHand = async (item: string) =>
    (await stories.of(...twoTasks)).byHand(set('TASKS-01', `preCheck.items.${item}`, true)).world();

  const asked = async () => (await stories.of(...twoTasks)).does(stop, { id: 'TASKS-01', question: 'UTC or local time?' }, agent);

  const outOfOrder = [
    { id: 'TASKS-01', priority: 'P1' },
    { id: 'TASKS-02', priority: 'P0' },
  ] as const;
  const waived = async (until?: string) =>
    (await stories.of(...outOfOrder)).does(waive, {
      id: 'TASKS-02',
      rule: 'priority-order',
      reason: 'the supplier delivers in this order',
      until,
    });
  const past = '2026-03-01';
  const inOrder = outOfOrder.toReversed();

  /** Two lines, and two branches from the first of them. */
  const forked = async () => {
    const story = await begun();
    const ours = await story.otherwise('TASKS-01', log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: 'our half of it reads well' });
    const theirs = await story.otherwise('TASKS-01', log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: 'their half reads well' });
    return { story, ours, theirs, last: theirs.slice(theirs.lastIndexOf('\n', theirs.length - 2) + 1) };
  };

  return [
    {
      rule: 'unrecorded-change',
      sees: async () => (await begun()).byHand(set('TASKS-01', 'status', 'COMPLETED')).world(),
      task: 'TASKS-01',
      passes: [
        ['the same, by operations', async () => (await done()).world()],
        [
          'planning by hand: a name',
          async () => (await begun()).byHand({ kind: 'set-field', task: taskKeyOf('TASKS-01'), field: 'name', to: 'Another' }).world(),
        ],
        [
          'planning by hand: a prerequisite more',
          async () =>
            (await stories.of(...twoTasks, { id: 'TASKS-03' }))
              .byHand({ kind: 'set-field', task: taskKeyOf('TASKS-03'), field: 'dependents', to: 'TASKS-02' })
              .world(),
        ],
      ],
    },
    {
      rule: 'missing-receipt',
      sees: () => tickedByHand('verified_req'),
      task: 'TASKS-01',
      passes: [
        ['items that were verified', async () => (await begun()).world()],
        [
          'a tick that adoption brought',
          async () => (await stories.of({ id: 'TASKS-01', ticked: ['verified_req'], preCheck: 'IN_PROGRESS' })).world(),
        ],
        ['an item that the tool decides by itself', () => tickedByHand('confirmed_deps')],
      ],
    },
    {
      rule: 'prerequisite-reopened',
      sees: async () =>
        (await (await done()).started('TASKS-02'))
          .does(reopen, { id: 'TASKS-01', reason: 'the import missed two vessels' })
          .then((story) => story.world()),
      task: 'TASKS-02',
      passes: [
        ['a prerequisite that stays COMPLETED', async () => (await (await done()).started('TASKS-02')).world()],
        [
          'a prerequisite that never was COMPLETED',
          async () => (await stories.of({ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02', status: 'IN_PROGRESS' })).world(),
        ],
        [
          'a dependent that has not begun',
          async () => (await (await done()).does(reopen, { id: 'TASKS-01', reason: 'the import missed two vessels' })).world(),
        ],
      ],
    },
    {
      rule: 'waiver-active',
      sees: async () => (await waived()).world(),
      task: 'TASKS-02',
      passes: [
        ['one whose matter was mended', async () => (await waived()).rewritten({ phases: [inOrder] }).world()],
        ['one that has run out', async () => (await waived(past)).world()],
        [
          'one whose matter is another now',
          async () =>
            (await waived())
              .rewritten({
                phases: [[{ id: 'TASKS-03', priority: 'P1' }, ...inOrder]],
              })
              .world(),
        ],
      ],
    },
    {
      rule: 'waiver-expired',
      sees: async () => (await waived(past)).world(),
      task: 'TASKS-02',
      passes: [
        ['one that lasts', async () => (await waived('2026-12-31')).world()],
        ['one that lasts to the end of this day', async () => (await waived('2026-03-02')).world()],
        ['one whose matter was mended', async () => (await waived(past)).rewritten({ phases: [inOrder] }).world()],
      ],
    },
    {
      rule: 'stop-open',
      sees: async () => (await asked()).world(),
      task: 'TASKS-01',
      passes: [
        [
          'one that was answered',
          async () => (await (await asked()).does(instruct, { id: 'TASKS-01', text: 'UTC everywhere, as REQ-03 says.' })).world(),
        ],
        [
          'work that is blocked without a question',
          async () => (await (await begun()).does(block, { ids: ['TASKS-01'], reason: 'the supplier is late' })).world(),
        ],
        [
          'a question in the log alone',
          async () => (await (await begun()).does(log, { id: 'TASKS-01', status: 'IN_PROGRESS', note: 'UTC or local time?' })).world(),
        ],
      ],
    },
    {
      rule: 'policy-not-accepted',
      sees: async () => ({ ...(await done()).world(), configuration: { digest: 'of another configuration' } }),
      task: null,
      passes: [
        [
          'the one that was accepted',
          async () => {
            const world = (await done()).world();
            return { ...world, configuration: { digest: world.ledgers.plan.policyDigest } };
          },
        ],
        ['another that a person accepted', async () => (await (await done()).accepts(policies.strict)).world()],
        [
          'any before adoption',
          async () => ({ ...textWorld(planText({ phases: [twoTasks] }), stories), configuration: { digest: 'whatever' } }),
        ],
      ],
    },
    {
      rule: 'ledger-broken',
      sees: async () => (await begun()).withLedger('TASKS-01', (lines) => lines.replace('read everything', 'read anything')).world(),
      task: 'TASKS-01',
      passes: [
        ['lines as they were written', async () => (await begun()).world()],
        ['a plan that was edited, and no ledger', async () => (await begun()).byHand(set('TASKS-01', 'status', 'BLOCKED')).world()],
        [
          'a ledger whose task was taken out of the plan',
          async () => (await begun()).rewritten({ phases: [[{ id: 'TASKS-02' }]] }).world(),
        ],
      ],
    },
    {
      rule: 'ledger-forked',
      sees: async () => {
        const { story, ours, last } = await forked();
        return story.withLedger('TASKS-01', () => ours + last).world();
      },
      task: 'TASKS-01',
      passes: [
        ['one branch of two', async () => (await forked().then(({ story, theirs }) => story.withLedger('TASKS-01', () => theirs))).world()],
        [
          'the same branch twice, which is another fault',
          async () => {
            const { story, theirs, last } = await forked();
            return story.withLedger('TASKS-01', () => theirs + last).world();
          },
        ],
        ['two tasks that went on side by side', async () => (await (await done()).started('TASKS-02')).world()],
      ],
    },
    {
      rule: 'ledger-truncated',
      // What a ledger says by itself can't show that it was longer: whoever holds it against a pin tells.
      sees: async () => {
        const world = (await begun()).world();
        const faults = [{ rule: 'ledger-truncated', ledger: taskKeyOf('TASKS-01'), line: 3, message: 'the pin has more' }] as const;
        return {
          ...world,
          ledgers: { ...world.ledgers, task: (key) => ({ ...world.ledgers.task(key), ...(key === 'TASKS-01' ? { faults } : {}) }) },
        };
      },
      task: 'TASKS-01',
      passes: [
        ['a ledger that grew', async () => (await done()).world()],
        [
          'a last line that is torn, which is another fault',
          async () => (await begun()).withLedger('TASKS-01', (lines) => lines.slice(0, -9)).world(),
        ],
        ['a task without a ledger', async () => (await stories.of(...twoTasks)).world()],
      ],
    },
    {
      rule: 'unlinked-task',
      sees: async () => (await begun()).world(),
      task: 'TASKS-01',
      passes: [
        ['items of the tool alone', async () => (await (await stories.of(...twoTasks)).does(verify, { id: 'TASKS-01' })).world()],
        ['nothing verified', async () => (await stories.of(...twoTasks)).world()],
        ['ticks that adoption brought', async () => (await stories.of({ id: 'TASKS-01', ticked: 'all', preCheck: 'COMPLETED' })).world()],
      ],
    },
  ];
}
