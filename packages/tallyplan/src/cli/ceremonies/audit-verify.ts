/** `audit verify`: reads the checkpoint, and the ledgers of an older revision, that the operation compares with. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { ledgersInGit } from '../../ledgers-in-git.ts';
import { usageProblem } from '../../usage-problem.ts';
import { folderOf } from '../folder-of.ts';
import { performIn } from '../perform-request.ts';
import type { OperationRequest, Performed } from '../run.ts';
import { openSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';

export async function performAuditVerify(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const { checkpoint, since } = request.input;
  const text = typeof checkpoint === 'string' ? checkpointText(checkpoint, request, terminal) : done(undefined);
  if (!text.ok) return text;
  const opened = await openSession(request.common, terminal);
  if (!opened.ok) return opened;
  const older = typeof since === 'string' ? ledgersInGit(opened.value.root, since) : done(undefined);
  if (!older.ok) return older;
  const input = { ...request.input, checkpointText: text.value, older: older.value };
  return performIn(opened.value, { ...request, input }, terminal);
}

/** A file, from the folder to work in; `-` is standard input. */
function checkpointText(name: string, { common }: OperationRequest, terminal: Terminal): Outcome<string> {
  if (name === '-') return done(terminal.readInput().toString('utf8'));
  const folder = folderOf(common, terminal);
  if (!folder.ok) return folder;
  try {
    return done(readFileSync(resolve(folder.value, name), 'utf8'));
  } catch (error) {
    const told = error instanceof Error ? error.message : String(error);
    return refused(
      usageProblem(`--checkpoint ${name}: it can't be read (${told})`, { have: [name], missing: ['a file that `audit checkpoint` wrote'] }),
    );
  }
}
