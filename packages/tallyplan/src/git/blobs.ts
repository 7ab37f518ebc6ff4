/** Contents that git keeps, as they are kept: no filter turns them into what would be checked out. One process for all of them. */
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { git } from './run-git.ts';

/**
 * @param names ids, or `REVISION:PATH`; none holds a line break
 * @returns null for what is none, and for all where git can't answer (a partial clone that is offline)
 */
export function blobsOf(folder: string, names: readonly string[]): readonly (ByteString | null)[] {
  if (names.length === 0) return [];
  const answer = git(folder, ['cat-file', '--batch'], lines(names));
  if (answer === null) return names.map(() => null);
  let at = 0;
  return names.map(() => {
    const end = answer.indexOf('\n', at);
    const [, kind, size] = headOf(answer.slice(at, end));
    const start = end + 1;
    // What is missing has a head alone.
    at = size === undefined ? start : start + Number(size) + 1;
    return kind === 'blob' ? (answer.slice(start, at - 1) as ByteString) : null;
  });
}

/** Bytes of each; null for what is none. */
export function blobSizes(folder: string, ids: readonly string[]): readonly (number | null)[] {
  if (ids.length === 0) return [];
  const heads = (git(folder, ['cat-file', '--batch-check'], lines(ids)) ?? '').split('\n');
  return ids.map((_, index) => {
    const [, kind, size] = headOf(heads[index] ?? '');
    return kind === 'blob' ? Number(size) : null;
  });
}

function headOf(line: string): readonly string[] {
  return /^[0-9a-f]+ ([a-z]+) (\d+)$/.exec(line) ?? [];
}

const lines = (names: readonly string[]) => names.map((name) => `${name}\n`).join('');
