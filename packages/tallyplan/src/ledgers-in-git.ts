/** The ledgers as a revision of the repository has them: what `--since` compares today's with. */
import type { LedgerFile, LedgerFiles } from '@tallyplan/core/ledger/history';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import { git } from './git/run-git.ts';
import { usageProblem } from './usage-problem.ts';

const folder = '.tallyplan/ledger';
const [baseline, states] = ['baseline.json', 'baseline-states.jsonl'];

/** Reads them at `revision` (a branch, a tag, a commit). A revision without ledgers has none: everything is newer. */
export function ledgersInGit(root: string, revision: string): Outcome<LedgerFiles> {
  const commit = git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]);
  if (commit === null) return refused(unknownRevision(root, revision));
  const id = commit.trim();
  const listed = git(root, ['ls-tree', '-z', '--name-only', id, `${folder}/`]);
  if (listed === null) return refused(unreadable(revision));
  const names = listed
    .split('\0')
    .flatMap((path) => (path.endsWith('.json') || path.endsWith('.jsonl') ? [path.slice(path.lastIndexOf('/') + 1)] : []));
  const texts = contentsOf(root, id, names);
  return texts === null ? refused(unreadable(revision)) : done(filesFrom(texts));
}

function filesFrom(texts: ReadonlyMap<string, ByteString>): LedgerFiles {
  const ledgers = [...texts].flatMap(([name, text]): LedgerFile[] => (name === baseline || name === states ? [] : [{ name, text }]));
  return { ledgers, baseline: texts.get(baseline) ?? null, states: texts.get(states) ?? null };
}

/** All of them from one process; null where one can't be had (a partial clone that is offline). */
function contentsOf(root: string, commit: string, names: readonly string[]): ReadonlyMap<string, ByteString> | null {
  const texts = new Map<string, ByteString>();
  if (names.length === 0) return texts;
  const answer = git(root, ['cat-file', '--batch'], names.map((name) => `${commit}:./${folder}/${name}\n`).join(''));
  if (answer === null) return null;
  let at = 0;
  for (const name of names) {
    const end = answer.indexOf('\n', at);
    const size = /^[0-9a-f]+ blob (\d+)$/.exec(answer.slice(at, end))?.[1];
    if (size === undefined) return null;
    texts.set(name, answer.slice(end + 1, end + 1 + Number(size)) as ByteString);
    at = end + 1 + Number(size) + 1;
  }
  return texts;
}

function unknownRevision(root: string, revision: string): Problem {
  const isShallow = git(root, ['rev-parse', '--is-shallow-repository'])?.trim() === 'true';
  const isRepository = git(root, ['rev-parse', '--git-dir']) !== null;
  const hint = !isRepository
    ? 'there is no git repository here'
    : isShallow
      ? 'this clone is shallow: fetch the history first (git fetch --unshallow)'
      : 'name a branch, a tag or a commit that git knows here';
  return usageProblem(`--since ${revision}: git knows no such revision; ${hint}`, {
    have: [revision],
    missing: ['a revision that git knows'],
  });
}

function unreadable(revision: string): Problem {
  return usageProblem(`--since ${revision}: git can't read the ledgers of that revision; fetch its content first`, { have: [revision] });
}
