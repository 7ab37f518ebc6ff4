/** `hook HOST MOMENT`: what hosts of coding agents run, as `init --agents` has told them to. */
import { hostNames } from '../../hosts/host-names.ts';
import type { SurfaceCommand } from '../command.ts';

export const hook: SurfaceCommand = {
  kind: 'surface',
  name: 'hook',
  summary: "Answer a hook of a coding agent's host, which asks on standard input.",
  group: 'help',
  hidden: true,
  alone: true,
  fields: [
    {
      name: 'host',
      kind: 'choice',
      description: 'The host.',
      required: true,
      choices: hostNames,
      placeholder: 'HOST',
      position: 0,
    },
    {
      name: 'moment',
      kind: 'text',
      description: 'The moment, for who reads the settings of the host; what counts is what the host says.',
      required: false,
      choices: [],
      placeholder: 'MOMENT',
      position: 1,
    },
  ],
  examples: [{ command: 'hook claude stop', does: 'answers what Claude Code asks on standard input' }],
  run: async (request, context) => (await import('./answer-hook.ts')).answerHook(request, context),
};
