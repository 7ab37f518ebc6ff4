/** What git knows of documents: the ids of their bytes, whether these are committed, and former texts. Asked with one process for all. */
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { DocumentRevision } from '@tallyplan/core/upstream/upstream';
import { byteString, bytesOf } from '../bytes.ts';

export class DocumentsInGit {
  readonly #root: string;
  /** Path → blob in the last commit; null outside of git, or before the first commit. */
  #committed: ReadonlyMap<string, string> | null | undefined;

  /** @param root absolute path of the folder that paths are relative to */
  constructor(root: string) {
    this.#root = root;
  }

  revision(path: string, text: ByteString): DocumentRevision {
    this.#committed ??= this.#lastCommit();
    if (this.#committed === null) return { blob: null, committed: false };
    const there = this.#committed.get(path) ?? null;
    const blob = blobOf(text, there);
    if (blob === there || !text.includes('\r\n')) return { blob, committed: blob === there };
    // Git may keep line endings as LF and check them out as CRLF.
    const stored = blobOf(text.replaceAll('\r\n', '\n') as ByteString, there);
    return stored === there ? { blob: stored, committed: true } : { blob, committed: false };
  }

  former(blob: string): ByteString | null {
    if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(blob)) return null;
    const bytes = this.#git(['cat-file', 'blob', blob]);
    return bytes === null ? null : byteString(bytes);
  }

  #lastCommit(): ReadonlyMap<string, string> | null {
    const listed = this.#git(['ls-tree', '-r', '-z', 'HEAD'])?.toString('utf8');
    if (listed === undefined) return null;
    const blobs = new Map<string, string>();
    for (const line of listed.split('\0')) {
      const [, blob, path] = /^\d+ blob ([0-9a-f]+)\t(.*)$/s.exec(line) ?? [];
      if (blob !== undefined && path !== undefined) blobs.set(path, blob);
    }
    return blobs;
  }

  /** null where there is no git, no repository, or nothing of that name. */
  #git(args: readonly string[]): Buffer | null {
    const { spawnSync } = process.getBuiltinModule('node:child_process');
    const { status, stdout } = spawnSync('git', [...args], {
      cwd: this.#root,
      maxBuffer: 1 << 28,
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    });
    return status === 0 ? stdout : null;
  }
}

/** Git's id of a blob: the hash of its kind, its length and its bytes; SHA-1, or SHA-256 in repositories that say so. */
function blobOf(text: ByteString, like: string | null): string {
  const bytes = bytesOf(text);
  const { createHash } = process.getBuiltinModule('node:crypto');
  const hash = createHash(like?.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}
