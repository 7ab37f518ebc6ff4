/** What `help` and `--help` answer: the overview, or the page of one command. */
import { done, type Outcome } from '@tallyplan/core/model/problem';
import type { Answer, Command, Request, SurfaceContext } from '../command.ts';
import { findCommand } from '../find-command.ts';
import { commandHelp, overview } from '../help.ts';
import type { Page } from '../page.ts';
import { usageForm } from '../usage-form.ts';
import { help } from './help.ts';

/** The page of the command that the words of `help COMMAND` name. */
export async function helpOnCommand({ command, input }: Request, { page, commands }: SurfaceContext): Promise<Outcome<Answer>> {
  const words = Array.isArray(input.command) ? input.command.map(String) : [];
  if (words.length === 0) return done(helpAnswer(command, commands, page));
  const found = findCommand(words, commands);
  return found.ok ? done(helpAnswer(found.value.command, commands, page)) : found;
}

/** Help about a command; about all of them where it is `help` itself. */
export function helpAnswer(command: Command, commands: readonly Command[], page: Page): Answer {
  if (command.name === help.name) return { result: { commands: commands.map(told) }, text: overview(commands, page) };
  return { result: told(command), text: commandHelp(command, page) };
}

function told(command: Command) {
  const { name, summary, fields, examples } = command;
  return { name, summary, form: usageForm(command), fields, examples };
}
