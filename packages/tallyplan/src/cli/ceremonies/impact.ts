/** `impact`: a file is named as a shell completes it, from the folder that one works in; documents are known by their paths from the root. */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import type { Outcome } from '@tallyplan/core/model/problem';
import { folderOf } from '../folder-of.ts';
import { performIn } from '../perform-request.ts';
import type { OperationRequest, Performed } from '../run.ts';
import { openSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';

export async function performImpact(request: OperationRequest, terminal: Terminal): Promise<Outcome<Performed>> {
  const folder = folderOf(request.common, terminal);
  if (!folder.ok) return folder;
  const opened = await openSession(request.common, terminal);
  if (!opened.ok) return opened;
  const path = resolve(folder.value, String(request.input.id));
  // What is no file there may be an id, or a path from the root.
  if (!existsSync(path) || !statSync(path).isFile()) return performIn(opened.value, request, terminal);
  const id = relative(realpathSync(opened.value.root), realpathSync(path));
  return performIn(opened.value, { ...request, input: { ...request.input, id } }, terminal);
}
