/** `evidence ID --run NAME`: what the command prints is shown while it runs, without its secrets where no person just looks at it. */
import type { Outcome } from '@tallyplan/core/model/problem';
import { MaskedLines } from '../../evidence/masked-lines.ts';
import { takeEvidence } from '../../take-evidence.ts';
import { performIn } from '../perform-request.ts';
import { plainText } from '../plain-text.ts';
import type { OperationRequest, Performed } from '../run.ts';
import { openSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';

export async function performEvidence(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const opened = await openSession(request.common, terminal);
  if (!opened.ok) return opened;
  const session = opened.value;
  const { common, input } = request;
  const quiet = common.quiet || common.json;
  const tell = (text: string) => (quiet ? undefined : terminal.writeError(plainText(text)));
  const lines = new MaskedLines(tell);
  // A person sees what happens as it happens; everywhere else it is kept by somebody.
  const isScreen = terminal.isTerminal('error') && session.actor.kind !== 'agent';
  return takeEvidence(
    {
      ...session,
      environment: terminal.environment,
      name: String(input.run),
      hear: (output, _, mask) => (isScreen ? tell(output) : lines.take(output, mask)),
      dryRun: common.dryRun,
    },
    (run) => {
      lines.end();
      return performIn(session, run === undefined ? request : { ...request, input: { ...input, outcome: run } }, terminal);
    },
  );
}
