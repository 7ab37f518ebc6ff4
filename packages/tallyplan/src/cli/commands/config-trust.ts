/** `config trust [NAME]`: a person agrees that commands of the accepted policy may run on this machine. */
import type { SurfaceCommand } from '../command.ts';

export const configTrust: SurfaceCommand = {
  kind: 'surface',
  name: 'config trust',
  summary: 'Let commands of the accepted policy run on this machine (a person).',
  group: 'record',
  fields: [
    {
      name: 'name',
      kind: 'text',
      description: 'The command; without one, all of them.',
      required: false,
      choices: [],
      placeholder: 'NAME',
      position: 0,
      completes: 'evidence',
    },
    { name: 'yes', kind: 'flag', description: 'Without asking.', required: false, choices: [], placeholder: '' },
  ],
  examples: [{ command: 'config trust tests', does: 'shows the command, and asks' }],
  run: async (request, context) => (await import('./agree-to-commands.ts')).agreeToCommands(request, context),
};
