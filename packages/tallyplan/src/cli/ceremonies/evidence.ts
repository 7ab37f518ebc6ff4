/** `evidence ID --run NAME`: what the command prints is shown while it runs. */
import type { Outcome } from '@tallyplan/core/model/problem';
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
  return takeEvidence(
    {
      ...session,
      environment: terminal.environment,
      name: String(input.run),
      hear: (output) => (quiet ? undefined : terminal.writeError(plainText(output))),
      dryRun: common.dryRun,
    },
    (outcome) => performIn(session, outcome === undefined ? request : { ...request, input: { ...input, outcome } }, terminal),
  );
}
