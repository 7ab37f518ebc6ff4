/** A person's yes to what would be written. Nothing is ever asked where nobody can answer. */
import { done, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import { usageProblem } from '../../usage-problem.ts';
import type { Terminal } from '../terminal.ts';

export interface Question {
  /** `--yes` has said it already. */
  readonly yes: boolean;
  readonly question: string;
  /** What is answered instead where standard input is no terminal: it names the flag. */
  readonly unasked: Problem;
}

/** Shows what it is about, and asks. */
export async function agree({ yes, question, unasked }: Question, terminal: Terminal, show: () => Promise<void>): Promise<Outcome<true>> {
  if (yes) return done(true);
  if (!terminal.isTerminal('input')) return refused(unasked);
  await show();
  const said = await terminal.ask(question);
  return /^y(?:es)?$/i.test(said?.trim() ?? '') ? done(true) : refused(usageProblem('nothing was written: there was no yes'));
}
