/** `fmt --order`: proposes the moves as a diff first, and asks. */
import type { Outcome, Problem } from '@tallyplan/core/model/problem';
import type { FmtResult } from '@tallyplan/core/operations/fmt';
import { usageProblem } from '../../usage-problem.ts';
import { pageOf } from '../page.ts';
import { performIn } from '../perform-request.ts';
import { printDiffs } from '../print.ts';
import type { OperationRequest, Performed } from '../run.ts';
import { openSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { agree } from './agree.ts';

export async function performFmt(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const { common, input } = request;
  const opened = await openSession(common, terminal);
  if (!opened.ok) return opened;
  const tried = await performIn(opened.value, { ...request, common: { ...common, dryRun: true } }, terminal);
  if (!tried.ok || common.dryRun || input.check === true) return tried;
  const result = tried.value.result as FmtResult;
  if (result.ordered) return tried;
  const question = { yes: input.yes === true, unasked: wouldAsk(result), question: 'Move them? [y/N] ' };
  const agreed = await agree(question, terminal, () => printDiffs(tried.value.changed, pageOf(terminal, 'error', common.color), terminal));
  return agreed.ok ? performIn(opened.value, request, terminal) : agreed;
}

function wouldAsk({ message, phases }: FmtResult): Problem {
  return usageProblem('fmt asks before it moves anything, and standard input is no terminal: look at it with --dry-run, then say --yes', {
    have: [message, ...phases.map(({ phase, moved }) => `would move in ${phase}: ${moved.join(', ')}`)],
    missing: ['--yes'],
    next: [{ command: 'tallyplan fmt --order --dry-run' }, { command: 'tallyplan fmt --order --yes' }],
  });
}
