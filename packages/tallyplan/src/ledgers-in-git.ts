/** The ledgers as a revision of the repository has them: what `--since` compares today's with. */
import type { LedgerFile, LedgerFiles } from '@tallyplan/core/ledger/history';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import { blobsOf } from './git/blobs.ts';
import { git } from './git/run-git.ts';
import { isBranch, isShallow, partingFrom } from './git/where-it-left.ts';
import { whyGitRefuses } from './git/why-git-refuses.ts';
import { usageProblem } from './usage-problem.ts';

const folder = '.tallyplan/ledger';
const [baseline, states] = ['baseline.json', 'baseline-states.jsonl'];

/** Reads them at `revision` (a branch, a tag, a commit). A revision without ledgers has none: everything is newer. */
export function ledgersInGit(root: string, revision: string): Outcome<LedgerFiles> {
  const commit = commitOf(root, revision);
  return commit === null ? refused(unknownRevision(root, revision)) : ledgersAt(root, commit, revision);
}

/** What `--since` compares with, and what is better said about it. */
export interface Compared {
  readonly older: LedgerFiles;
  /** A branch moved on since this one left it: the commit where it did, which is what is compared with. */
  readonly left?: string;
  /** What to do where something is missing, if the revision is no part of today's history: it may be there alone. */
  readonly remedy?: string;
}

/**
 * Reads them where this branch left `revision`, if that is a branch: what others recorded there since is missing here
 * until it is merged, and nobody took it out. A tag or a commit is a pin, of which nothing may be missing.
 */
export function ledgersSince(root: string, revision: string): Outcome<Compared> {
  const commit = commitOf(root, revision);
  if (commit === null) return refused(unknownRevision(root, revision));
  const parting = partingFrom(root, commit);
  const left = parting.kind === 'left' && isBranch(root, revision) ? parting.at : undefined;
  const older = ledgersAt(root, left ?? commit, revision);
  if (!older.ok) return older;
  if (left !== undefined) return done({ older: older.value, left });
  if (parting.kind === 'contained') return done({ older: older.value });
  const fetch = parting.kind === 'unknown' && parting.isShallow ? 'fetch the history (git fetch --unshallow), and ' : '';
  const remedy = `this branch may be without what ${revision} holds: ${fetch}merge it (git merge ${revision}); else take the file back from version control`;
  return done({ older: older.value, remedy });
}

function commitOf(root: string, revision: string): string | null {
  return git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`])?.trim() ?? null;
}

function ledgersAt(root: string, commit: string, revision: string): Outcome<LedgerFiles> {
  const listed = git(root, ['ls-tree', '-z', '--name-only', commit, `${folder}/`]);
  if (listed === null) return refused(unreadable(revision));
  const names = listed
    .split('\0')
    .flatMap((path) => (path.endsWith('.json') || path.endsWith('.jsonl') ? [path.slice(path.lastIndexOf('/') + 1)] : []));
  const texts = new Map<string, ByteString>();
  for (const [index, text] of blobsOf(
    root,
    names.map((name) => `${commit}:./${folder}/${name}`),
  ).entries()) {
    // A partial clone that is offline.
    if (text === null) return refused(unreadable(revision));
    texts.set(names[index] ?? '', text);
  }
  return done(filesFrom(texts));
}

function filesFrom(texts: ReadonlyMap<string, ByteString>): LedgerFiles {
  const ledgers = [...texts].flatMap(([name, text]): LedgerFile[] => (name === baseline || name === states ? [] : [{ name, text }]));
  return { ledgers, baseline: texts.get(baseline) ?? null, states: texts.get(states) ?? null };
}

function unknownRevision(root: string, revision: string): Problem {
  const refusal = whyGitRefuses(root);
  const hint =
    refusal !== null
      ? `git does not answer (${refusal})`
      : git(root, ['rev-parse', '--git-dir']) === null
        ? 'git knows no such revision; there is no git repository here'
        : isShallow(root)
          ? 'git knows no such revision; this clone is shallow: fetch the history first (git fetch --unshallow)'
          : 'git knows no such revision; name a branch, a tag or a commit that git knows here';
  return usageProblem(`--since ${revision}: ${hint}`, {
    have: [revision],
    missing: ['a revision that git knows'],
    next: [{ command: 'tallyplan check' }],
  });
}

function unreadable(revision: string): Problem {
  return usageProblem(`--since ${revision}: git can't read the ledgers of that revision; fetch its content first`, {
    have: [revision],
    next: [{ command: 'git fetch' }],
  });
}
