/** `help [COMMAND]`: the overview, or the page of one command. What a bare `tallyplan` shows. */
import { done } from '@tallyplan/core/model/problem';
import type { Answer, Command, SurfaceCommand } from '../command.ts';
import { findCommand } from '../find-command.ts';
import { commandHelp, overview } from '../help.ts';
import type { Page } from '../page.ts';
import { usageForm } from '../usage-form.ts';

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
  async run({ command, input }, { page, commands }) {
    const words = Array.isArray(input.command) ? input.command.map(String) : [];
    if (words.length === 0) return done(helpAnswer(command, commands, page));
    const found = findCommand(words, commands);
    return found.ok ? done(helpAnswer(found.value.command, commands, page)) : found;
  },
};

/** Help about a command; about all of them where it is `help` itself. */
export function helpAnswer(command: Command, commands: readonly Command[], page: Page): Answer {
  if (command.name === help.name) return { result: { commands: commands.map(told) }, text: overview(commands, page) };
  return { result: told(command), text: commandHelp(command, page) };
}

function told(command: Command) {
  const { name, summary, fields, examples } = command;
  return { name, summary, form: usageForm(command), fields, examples };
}
