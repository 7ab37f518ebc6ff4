/** Bugs in what makes a commit survive the death of its process, a power cut, and a disk that fails. */
const stores = 'packages/tallyplan/src/stores';
const tests = [`${stores}/crash.test.ts`];

export const mutants = [
  {
    name: 'commits: the new name of the plan is not synced',
    file: `${stores}/commit.ts`,
    from: '  files.rename(temporary, plan.path);\n  files.syncFolder(dirname(plan.path));\n  plan.replaced',
    to: '  files.rename(temporary, plan.path);\n  plan.replaced',
    tests,
  },
  {
    name: 'commits: no intent is written',
    file: `${stores}/commit.ts`,
    from: '  writeIntent(files, folder, intent);\n',
    to: '',
    tests,
  },
  {
    name: 'commits: what failed is not taken back',
    file: `${stores}/commit.ts`,
    from: '    takeBack(undo, error);\n    throw error;',
    to: '    throw error;',
    tests,
  },
  {
    name: 'commits: whoever finishes a change does not sync the names of its ledgers',
    file: `${stores}/recovery.ts`,
    from: '  files.syncFolder(folder.ledgers);\n  files.syncFolder(folder.path);\n  if (document',
    to: '  if (document',
    tests,
  },
];
