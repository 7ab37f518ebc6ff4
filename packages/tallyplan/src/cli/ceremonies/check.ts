/** `check`: looks whether the clone has the merge driver, reads the ledgers of an older revision that it compares with, and for a hook what is staged. */
import { done, type Outcome } from '@tallyplan/core/model/problem';
import type { CheckResult } from '@tallyplan/core/operations/check';
import { mergeDriverState } from '../../git/merge-driver.ts';
import type { Compared } from '../../ledgers-in-git.ts';
import { shellWord } from '../../shell-word.ts';
import { performIn } from '../perform-request.ts';
import { oneLine, plainText } from '../plain-text.ts';
import type { OperationRequest, Performed } from '../run.ts';
import { openSession, type Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';

export async function performCheck(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  return request.input.staged === true ? checkStaged(request, terminal) : checkFiles(request, terminal);
}

async function checkFiles(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const opened = await openSession(request.common, terminal);
  return opened.ok ? checkIn(opened.value, request, terminal) : opened;
}

async function checkStaged(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const { openStagedSession } = await import('../staged-session.ts');
  const opened = await openStagedSession(request.common, terminal);
  if (!opened.ok) return opened;
  if (opened.value === null) {
    tell('neither plan nor ledger is staged, so there is nothing to check', request, terminal);
    return done({ result: nothingFound, changed: [], root: terminal.folder() });
  }
  const { linesOf, unstaged, ...session } = opened.value;
  const checked = await checkIn(session, request, terminal);
  return checked.ok ? done({ ...checked.value, result: stagingFirst(checked.value.result as CheckResult, unstaged), linesOf }) : checked;
}

/** Where plan or ledger lie in the work tree otherwise than they are staged, staging them comes first: `record` finds nothing there. */
function stagingFirst(result: CheckResult, unstaged: () => readonly string[]): CheckResult {
  const isRecorded = ({ remedy }: CheckResult['findings'][number]) => remedy?.startsWith('tallyplan record ') === true;
  const files = result.findings.some(isRecorded) ? unstaged() : [];
  if (files.length === 0) return result;
  const remedy = `git add ${files.map(shellWord).join(' ')}: what is staged is not what lies in the work tree`;
  return { ...result, findings: result.findings.map((finding) => (isRecorded(finding) ? { ...finding, remedy } : finding)) };
}

const nothingFound: CheckResult = { findings: [], summary: { errors: 0, warnings: 0, notes: 0, known: 0 } };

async function checkIn(session: Session, request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const { root, file, actor } = session;
  const compared = await comparedIn(root, request.input.since);
  if (!compared.ok) return compared;
  const { older, remedy, left } = compared.value ?? {};
  if (left !== undefined) {
    const commit = left.slice(0, 10);
    tell(`${String(request.input.since)} has moved on, so this is compared with ${commit}, where this branch left it`, request, terminal);
  }
  const driver = driverIn({ root, file, actor });
  const input = {
    ...request.input,
    ...(driver === 'missing' || driver === 'elsewhere' ? { mergeDriver: driver } : {}),
    ...(older === undefined ? {} : { older }),
    ...(remedy === undefined ? {} : { sinceRemedy: remedy }),
  };
  return performIn(session, { ...request, input }, terminal);
}

async function comparedIn(root: string, since: unknown): Promise<Outcome<Compared | null>> {
  return typeof since === 'string' ? (await import('../../ledgers-in-git.ts')).ledgersSince(root, since) : done(null);
}

/** A build merges nothing, and gets a new clone each time. */
function driverIn({ root, file, actor }: Pick<Session, 'root' | 'file' | 'actor'>): ReturnType<typeof mergeDriverState> {
  return actor.kind === 'ci' ? 'not-asked' : mergeDriverState(root, file);
}

function tell(message: string, { common }: OperationRequest, terminal: Terminal): void {
  if (!common.quiet) terminal.writeError(`tallyplan: ${oneLine(plainText(message))}\n`);
}
