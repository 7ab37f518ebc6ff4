/** What the last commit holds, and whether bytes that lie there are the same: said by ids of blobs, which are hashes of content. */
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { gitText } from './run-git.ts';

/** Path from the folder, with `/` → blob, of all that the last commit holds below it. null outside of git, or before the first commit. */
export function committedBlobs(folder: string): ReadonlyMap<string, string> | null {
  const listed = gitText(folder, ['ls-tree', '-r', '-z', 'HEAD']);
  if (listed === null) return null;
  const blobs = new Map<string, string>();
  for (const line of listed.split('\0')) {
    const [, blob, path] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
    if (blob !== undefined && path !== undefined) blobs.set(path, blob);
  }
  return blobs;
}

/**
 * The id under which git keeps the text. No filter is asked, since a repository may name any program as one; but line
 * endings may be LF in git and CRLF where they are checked out.
 *
 * @param there what git keeps under the same path now; null for nothing
 */
export function blobOf(text: ByteString, there: string | null): string {
  const blob = idOf(text, there);
  if (blob === there || !text.includes('\r\n')) return blob;
  const stored = idOf(text.replaceAll('\r\n', '\n') as ByteString, there);
  return stored === there ? stored : blob;
}

/** The hash of its kind, its length and its bytes; SHA-1, or SHA-256 in repositories that say so. */
function idOf(text: ByteString, like: string | null): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash(like?.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${text.length}\0`).update(text, 'latin1').digest('hex');
}
