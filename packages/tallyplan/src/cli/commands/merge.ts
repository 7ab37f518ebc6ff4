/** `merge BASE OURS THEIRS PATH`: git's merge driver for plan and ledgers. */
import type { Field } from '@tallyplan/core/operations/fields';
import type { SurfaceCommand } from '../command.ts';

const text = (name: string, position: number, description: string): Field => ({
  name,
  kind: 'text',
  description,
  required: true,
  choices: [],
  placeholder: name.toUpperCase(),
  position,
});

export const merge: SurfaceCommand = {
  kind: 'surface',
  name: 'merge',
  summary: 'Merge a plan or a ledger by meaning: git calls this as its merge driver.',
  group: 'git',
  fields: [
    text('base', 0, 'File with the version of the common ancestor (%O).'),
    text('ours', 1, 'File with our version (%A); the result is written here.'),
    text('theirs', 2, 'File with their version (%B).'),
    text('path', 3, 'How the file is named in the repository (%P).'),
    {
      name: 'markerSize',
      kind: 'number',
      description: 'How long conflict markers are (%L).',
      required: false,
      choices: [],
      placeholder: 'N',
    },
  ],
  examples: [{ command: 'merge %O %A %B %P', does: 'as `init --git` writes it into the configuration of the clone' }],
  run: async (request, context) => (await import('./merge-driver.ts')).mergeDriver(request, context),
};
