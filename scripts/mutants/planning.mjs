/** Bugs in how a plan is grown and mended. */
const tests = ['packages/core/src/operations/planning.test.ts'];
const operations = 'packages/core/src/operations';

export const mutants = [
  {
    name: 'planning: an agent may take a prerequisite away',
    file: `${operations}/planning.ts`,
    from: 'if (!actsAsPerson(world.actor, world.policy)) {',
    to: 'if (false) {',
    tests,
  },
  {
    name: 'planning: the task that waits for less is not told',
    file: `${operations}/planning.ts`,
    from: 'const events = [ownEvent(after, planning), ...bystanders.value];',
    to: 'const events = [ownEvent(after, planning)];',
    tests,
  },
  {
    name: 'planning: a former id is given away',
    file: `${operations}/new-id.ts`,
    from: 'if (ledgers.plan.aliases.has(key)) return true;',
    to: '',
    tests,
  },
  {
    name: 'planning: a renamed task loses its story',
    file: 'packages/core/src/ledger/present-ids.ts',
    from: 'ledgers.task(first.get(key) ?? key)',
    to: 'ledgers.task(key)',
    tests,
  },
  {
    name: 'planning: what was begun and given back can be taken out',
    file: `${operations}/remove.ts`,
    from: "return status === 'IN_PROGRESS' || status === 'COMPLETED';",
    to: "return status === 'COMPLETED';",
    tests,
  },
];
