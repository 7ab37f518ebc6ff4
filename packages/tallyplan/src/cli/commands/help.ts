/** `help [COMMAND]`: the overview, or the page of one command. What a bare `tallyplan` shows. */
import type { SurfaceCommand } from '../command.ts';

export const help: SurfaceCommand = {
  kind: 'surface',
  name: 'help',
  summary: 'Show all commands, or the form of one with examples.',
  group: 'help',
  fields: [
    {
      name: 'command',
      kind: 'list',
      description: 'The command.',
      required: false,
      choices: [],
      placeholder: 'COMMAND',
      position: 0,
      rest: true,
      completes: 'command',
    },
  ],
  examples: [{ command: 'help complete', does: 'shows how a task is completed' }],
  run: async (request, context) => (await import('./help-on-command.ts')).helpOnCommand(request, context),
};
