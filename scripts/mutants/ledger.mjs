// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of the code, not templates
/** Bugs in what the ledger notices, and in what it says. */
const ledger = 'packages/core/src/ledger';
const tests = [
  'packages/core/src/ledger/verify.test.ts',
  'packages/core/src/rules/ledger-findings.test.ts',
  'packages/core/src/operations/life.test.ts',
  'packages/core/src/ledger/replay.test.ts',
];

export const mutants = [
  {
    name: 'ledger: any sign between two changes is taken for the comma',
    file: `${ledger}/cut-event.ts`,
    from: "if (changes === null || !(end === text.length || text.charAt(end) === ',')) return null;",
    to: 'if (changes === null) return null;',
    tests: [`${ledger}/cut-event.test.ts`],
  },
  {
    name: 'ledger: an event may say what its id is not the hash of',
    file: `${ledger}/event-line.ts`,
    from: "if (digest(withoutId(line, event.id)) !== event.id) return broken('its id is not the hash of what it says', event);",
    to: '',
    tests,
  },
  {
    name: 'ledger: an event may follow one that is not there',
    file: `${ledger}/chain.ts`,
    from: 'if (unknown !== undefined) return `it follows ${unknown.slice(0, 12)}…, which does not stand before it`;',
    to: '',
    tests,
  },
  {
    name: 'ledger: two ends are not noticed',
    file: `${ledger}/chain.ts`,
    from: 'if (first !== undefined && ends.length > 1) {',
    to: 'if (first !== undefined && ends.length > 2) {',
    tests,
  },
  {
    name: 'ledger: a line that stands twice is not noticed',
    file: `${ledger}/chain.ts`,
    from: 'this.fault(line, `it stands twice: it is line ${before}`);',
    to: '',
    tests,
  },
  {
    name: 'ledger: a torn last line counts',
    file: `${ledger}/chain.ts`,
    from: 'chain.fault(line, tornLine);',
    to: '',
    tests,
  },
  {
    name: 'ledger: values may start from what was never there',
    file: `${ledger}/branched-task.ts`,
    from: 'if (misfit !== undefined) tell(',
    to: 'if (misfit === null) tell(',
    tests,
  },
  {
    name: 'ledger: a prerequisite taken away by hand is no difference',
    file: `${ledger}/tracked-state.ts`,
    from: 'return !from.every((key) => to.some((other) => other === key));',
    to: 'return false;',
    tests: [...tests, 'packages/core/src/operations/planning.test.ts'],
  },
  {
    name: 'ledger: keys are not put in order before they are hashed',
    file: `${ledger}/canonical-json.ts`,
    from: 'for (const key of Object.keys(value).sort()) {',
    to: 'for (const key of Object.keys(value)) {',
    tests,
  },
  {
    name: 'ledger: a receipt stays when its item is unticked',
    file: `${ledger}/side-effects.ts`,
    from: 'const gone = [...given.map(({ item }) => item), ...uncheckedItems(event)];',
    to: 'const gone = given.map(({ item }) => item);',
    tests,
  },
];
