/** Bugs in what an operation is let through for. */
const rules = 'packages/core/src/rules';
const operations = 'packages/core/src/operations';
const tests = [
  'packages/core/src/operations/life.test.ts',
  'packages/core/src/rules/sequence.test.ts',
  'packages/core/src/rules/findings.test.ts',
  'tests/gates.test.ts',
];

const dropGate = (name) => ({
  name: `gates: start without ${name}`,
  file: `${rules}/gates.ts`,
  from: `  ${name},\n`,
  to: '',
  tests,
});

export const mutants = [
  dropGate('preCheckComplete'),
  dropGate('receiptsHeld'),
  dropGate('prerequisitesCompleted'),
  dropGate('completionsRecorded'),
  dropGate('phaseOpen'),
  {
    name: 'gates: a prerequisite counts as COMPLETED by the tick in the file',
    file: `${rules}/verifiers.ts`,
    from: ".filter(({ vouched }) => vouched.status !== 'COMPLETED')",
    to: ".filter(({ task }) => task.status !== 'COMPLETED')",
    tests,
  },
  {
    name: 'gates: a DEFERRED prerequisite is as good as a COMPLETED one',
    file: `${rules}/verifiers.ts`,
    from: ".filter(({ vouched }) => vouched.status !== 'COMPLETED')",
    to: ".filter(({ vouched }) => vouched.status !== 'COMPLETED' && vouched.status !== 'DEFERRED')",
    tests,
  },
  {
    name: 'gates: a task with an open STOP can go on',
    file: `${rules}/gates.ts`,
    from: 'if (history.stops.length === 0) return null;',
    to: 'return null;',
    tests,
  },
  {
    name: 'gates: anybody completes what another has started',
    file: `${rules}/holder.ts`,
    from: 'return holder === null || sameActor(holder.actor, world.actor) ? null : holder;',
    to: 'return null;',
    tests,
  },
  {
    name: 'gates: any task of the queue can start',
    file: `${rules}/gates.ts`,
    from: "if (world.policy.order === 'ready' || isHeldByActor(world, standing.history)) return null;",
    to: 'return null;',
    tests,
  },
  {
    name: 'gates: an agent may do what is a person’s',
    file: `${rules}/permission.ts`,
    from: "if (actor.kind === 'human') return true;",
    to: 'return true;',
    tests,
  },
  {
    name: 'gates: a hand edit is taken for recorded',
    file: `${rules}/alone-gates.ts`,
    from: 'if (open.length === 0) return null;',
    to: 'return null;',
    tests,
  },
  {
    name: 'gates: a summary of blanks is long enough',
    file: `${rules}/enough-said.ts`,
    from: "const plain = (text: string) => text.trim().replace(/\\s+/gu, ' ');",
    to: 'const plain = (text: string) => text;',
    tests,
  },
  {
    name: 'gates: a summary that says nothing passes',
    file: `${rules}/enough-said.ts`,
    from: '&& !refusedPhrases.some((phrase) => letters(phrase) === letters(text));',
    to: '&& refusedPhrases.length >= 0;',
    tests,
  },
  {
    name: 'gates: a post-check item needs nobody to vouch for it',
    file: `${operations}/said.ts`,
    from: 'const open = openAttestations(standing, attested);',
    to: 'const open: readonly string[] = openAttestations(standing, attested).slice(0, 0);',
    tests,
  },
  {
    name: 'gates: a waiver outlives its date',
    file: `${rules}/waivers.ts`,
    from: 'until < now.date || ',
    to: '',
    tests,
  },
  {
    name: 'gates: a waiver outlives its day where a call asks for an earlier date',
    file: `${rules}/waivers.ts`,
    from: ' || isOver(until, now)',
    to: '',
    tests,
  },
  {
    name: 'gates: a waiver is for whatever the rule says later',
    file: `${rules}/waivers.ts`,
    from: 'waiver.rule === rule && waiver.content === content && holds',
    to: 'waiver.rule === rule && holds',
    tests,
  },
];
