/** `uninstall`: takes out of the files of other tools what `init` put there. */
import type { SurfaceCommand } from '../command.ts';

export const uninstall: SurfaceCommand = {
  kind: 'surface',
  name: 'uninstall',
  summary: 'Take out again what init wrote for git and agents; plan and ledger stay.',
  group: 'record',
  alone: true,
  fields: [{ name: 'yes', kind: 'flag', description: 'Without asking.', required: false, choices: [], placeholder: '' }],
  examples: [
    { command: 'uninstall --dry-run', does: 'shows what would go, as a diff' },
    { command: 'uninstall', does: 'shows it, and asks; files are as they were before, byte for byte' },
  ],
  run: async (request, context) => (await import('./take-out.ts')).takeOut(request, context),
};
