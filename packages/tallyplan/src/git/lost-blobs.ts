/** Which contents of files the history holds no more: no branch, tag or other ref leads to a commit that has them at their path. */
import type { LostContents, ReliedContent } from '@tallyplan/core/model/relied-content';
import { committedBlobs } from './committed-blobs.ts';
import { git } from './run-git.ts';
import { isShallow } from './where-it-left.ts';

/** null where there is no history to ask. Most are looked up in the last commit; for what is not there, the commits that touched those paths are gone through. */
export function lostBlobs(folder: string, contents: readonly ReliedContent[]): LostContents | null {
  // Most repositories have no receipt yet that relies on anything.
  if (contents.length === 0) return { contents: [], isSure: true };
  const committed = committedBlobs(folder);
  if (committed === null) return null;
  const elsewhere = contents.filter(({ path, blob }) => committed.get(path) !== blob && !path.includes('\n'));
  if (elsewhere.length === 0) return { contents: [], isSure: true };
  const held = blobsAt(folder, [...new Set(elsewhere.map(({ path }) => path))]);
  const missing = elsewhere.filter(({ blob }) => held?.has(blob) !== true);
  return { contents: missing, isSure: held !== null && !isShallow(folder) };
}

/** Everything that commits ever had at these paths; what a partial clone lacks is told with a question mark. null where git can't say. */
function blobsAt(folder: string, paths: readonly string[]): ReadonlySet<string> | null {
  const words = ['--literal-pathspecs', 'rev-list', '--all', '--objects', '--full-history', '--missing=print', '--stdin'];
  const listed = git(folder, words, ['--', ...paths, ''].map((path) => Buffer.from(path).toString('latin1')).join('\n'));
  return listed === null ? null : new Set(listed.match(/^\??[0-9a-f]+/gm)?.map((id) => id.replace('?', '')));
}
