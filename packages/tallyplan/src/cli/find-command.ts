/** From the words of a command line to the command that is meant; names may hold a space, and the longest wins. */
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { nearest } from '@tallyplan/core/rules/find-task';
import { usageProblem } from '../usage-problem.ts';
import { type Command, offered } from './command.ts';

export interface FoundCommand {
  readonly command: Command;
  /** How many of the words are its name. */
  readonly words: number;
}

/** The command that the first of `words` name. */
export function findCommand(words: readonly string[], commands: readonly Command[]): Outcome<FoundCommand> {
  for (let length = Math.min(words.length, longestName); length > 0; length--) {
    const name = words.slice(0, length).join(' ');
    const command = commands.find((candidate) => candidate.name === name);
    if (command !== undefined) return done({ command, words: length });
  }
  return refused(unknownCommand(words, commands));
}

const longestName = 2;

function unknownCommand(words: readonly string[], commands: readonly Command[]) {
  const [first = '', second] = words;
  const names = offered(commands).map((command) => command.name);
  const members = names.filter((name) => name.startsWith(`${first} `));
  if (members.length > 0) return incomplete(first, second, members);
  const word = first.toLowerCase();
  const meant = Object.hasOwn(otherWords, word) ? otherWords[word] : undefined;
  const hint = names.find((name) => name === meant) ?? nearest(word, names) ?? nearest([first, second].join(' ').toLowerCase(), names);
  return usageProblem(`there is no command ${first}${hint === null ? '' : `; did you mean ${hint}?`}`, {
    have: [first],
    next: [{ command: hint === null ? 'tallyplan help' : `tallyplan help ${hint}` }],
  });
}

/** What other tools call it, or people. */
const otherWords: Readonly<Record<string, string>> = {
  begin: 'start',
  close: 'complete',
  done: 'complete',
  finish: 'complete',
  history: 'audit show',
  lint: 'check',
  list: 'show',
  ls: 'show',
  todo: 'next',
  validate: 'check',
};

/** The first word of a group: `add` alone, or `add tsk`. */
function incomplete(first: string, second: string | undefined, members: readonly string[]) {
  const choices = members.map((name) => name.slice(first.length + 1));
  const hint = second === undefined ? null : nearest(second.toLowerCase(), choices);
  const told =
    second === undefined ? `${first} what?` : `there is no ${first} ${second}${hint === null ? '' : `; did you mean ${first} ${hint}?`}`;
  return usageProblem(told, {
    have: second === undefined ? [] : [second],
    missing: [choices.join(' or ')],
    next: (hint === null ? members : [`${first} ${hint}`]).map((name) => ({ command: `tallyplan help ${name}` })),
  });
}
