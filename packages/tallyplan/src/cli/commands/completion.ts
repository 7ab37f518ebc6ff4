/** `completion SHELL`: the script that makes a shell complete commands, flags, ids and rules. */
import { done } from '@tallyplan/core/model/problem';
import type { SurfaceCommand } from '../command.ts';
import { type Shell, shells } from '../completion/shells.ts';

export const completion: SurfaceCommand = {
  kind: 'surface',
  name: 'completion',
  summary: 'Print the script that makes a shell complete commands and ids.',
  group: 'help',
  fields: [
    {
      name: 'shell',
      kind: 'choice',
      description: 'The shell.',
      required: true,
      choices: shells,
      placeholder: shells.join('|'),
      position: 0,
    },
  ],
  examples: [
    { command: 'completion bash >> ~/.bash_completion', does: 'installs it for bash' },
    { command: 'completion zsh > "$fpath[1]/_tallyplan"', does: 'installs it for zsh' },
    { command: 'completion fish | source', does: 'loads it into fish; in ~/.config/fish/config.fish it is there each time' },
  ],
  async run({ input }) {
    const { completionScripts } = await import('../completion/scripts.ts');
    const script = completionScripts[input.shell as Shell];
    return done({ result: { shell: input.shell, script }, text: script });
  },
};
