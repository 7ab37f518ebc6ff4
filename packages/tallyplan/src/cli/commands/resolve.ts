/** `resolve`: settles what git left of a merge. */
import type { SurfaceCommand } from '../command.ts';

export const resolve: SurfaceCommand = {
  kind: 'surface',
  name: 'resolve',
  summary: 'Settle by meaning what a merge left in plan and ledgers.',
  group: 'git',
  fields: [
    {
      name: 'ids',
      kind: 'list',
      description: 'The tasks that --take is about; all in conflict where none is named.',
      required: false,
      choices: [],
      placeholder: 'ID',
      position: 0,
      completes: 'task',
    },
    {
      name: 'take',
      kind: 'choice',
      description: 'Where both sides moved one task differently, the side that counts.',
      required: false,
      choices: ['ours', 'theirs'],
      placeholder: 'ours|theirs',
    },
  ],
  examples: [
    { command: 'resolve', does: 'merges by meaning what git could not; exit status 3 while something is left to decide' },
    { command: 'resolve TASKS-03 --take theirs', does: 'decides for the branch that was merged in' },
  ],
  run: async (request, context) => (await import('./resolve-merge.ts')).resolveMerge(request, context),
};
