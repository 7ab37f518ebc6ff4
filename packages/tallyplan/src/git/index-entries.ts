/** What git's index holds: the content that the next commit will have. `GIT_INDEX_FILE` has its say, which git sets where a commit takes some files only. */
import { git } from './run-git.ts';

export interface IndexEntry {
  readonly kind: 'file' | 'link' | 'submodule';
  /** The id of its content; of a submodule, the commit. */
  readonly id: string;
}

export interface IndexContent {
  /** By path from the folder, with `/`. Of a file in conflict, our side. */
  readonly entries: ReadonlyMap<string, IndexEntry>;
  /** Paths in conflict. */
  readonly unmerged: ReadonlySet<string>;
}

/** null where there is no repository, or git refuses to look. */
export function indexContent(folder: string): IndexContent | null {
  const listed = git(folder, ['ls-files', '--stage', '-z']);
  if (listed === null) return null;
  const entries = new Map<string, IndexEntry>();
  const unmerged = new Set<string>();
  for (const line of listed.split('\0')) {
    const [, mode = '', id, stage, bytes] = /^(\d+) ([0-9a-f]+) ([0-3])\t(.*)$/s.exec(line) ?? [];
    if (id === undefined || bytes === undefined) continue;
    const path = Buffer.from(bytes, 'latin1').toString('utf8');
    if (stage !== '0') unmerged.add(path);
    if (stage === '0' || stage === '2' || !entries.has(path)) entries.set(path, { kind: kinds[mode] ?? 'file', id });
  }
  return { entries, unmerged };
}

const kinds: Readonly<Record<string, IndexEntry['kind']>> = { '120000': 'link', '160000': 'submodule' };
