// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of the code, not templates
/** Bugs in what is remembered of files. */
const stores = 'packages/tallyplan/src/stores';
const tests = [`${stores}/remembered-answers.test.ts`, `${stores}/observed-files.test.ts`];

export const mutants = [
  {
    name: 'stores: an answer is given again although a file has another size and time',
    file: `${stores}/observed-files.ts`,
    from: 'if (stampOf(files.status(path)) !== stamps[path]) return false;',
    to: 'if ((stampOf(files.status(path)) === null) !== (stamps[path] === null)) return false;',
    tests,
  },
  {
    name: 'stores: an answer is kept of a file that was changed a moment before',
    file: `${stores}/observed-files.ts`,
    from: 'return isSettled(status, moment) && isSettled({ modified: status.changed }, moment);',
    to: 'return moment > 0n || isSettled(status, moment);',
    tests,
  },
  {
    name: 'stores: an answer is given again although a file came into a folder',
    file: `${stores}/observed-files.ts`,
    from: 'areSame(sorted(files.list(folder)), names)',
    to: '(folder !== null || areSame(sorted(files.list(folder)), names))',
    tests,
  },
  {
    name: 'stores: the answer to another question is given',
    file: `${stores}/remembered-answers.ts`,
    from: 'if (text === null || !text.startsWith(start)) return null;',
    to: 'if (text === null) return null;',
    tests,
  },
  {
    name: 'stores: what others can write is believed',
    file: `${stores}/own-file.ts`,
    from: '(mode & 0o022) === 0',
    to: '(mode & 0o022) >= 0',
    tests,
  },
  {
    name: 'stores: an answer is given to somebody else, or later than it holds',
    file: `${stores}/remembered-answers.ts`,
    from: 'wouldBeSeenAgain(seen, files) && question.isWithin(bounds)',
    to: 'wouldBeSeenAgain(seen, files)',
    tests,
  },
  {
    name: 'stores: a process that lives on gives an answer again although a young file holds other bytes',
    file: `${stores}/observed-files.ts`,
    from: 'this.#files.holds(path, bytes) === held)',
    to: '(held || this.#files.holds(path, bytes)))',
    tests,
  },
  {
    name: 'stores: the answer of a lease that holds is given when it has run out',
    file: 'packages/core/src/operations/question.ts',
    from: '&& (until === null || utc < until);',
    to: '&& (until === null || utc !== until);',
    tests: ['packages/core/src/operations/question.test.ts'],
  },
  {
    name: 'stores: a process that lives on asks the graph about tasks as they were',
    file: `${stores}/stored-snapshot.ts`,
    from: 'known.graph.of(document.plan)',
    to: 'known.graph',
    tests: [`${stores}/stored-snapshot.test.ts`, 'tests/laws/a-process-that-lives-on.test.ts'],
  },
];
