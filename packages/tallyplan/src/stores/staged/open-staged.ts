/** Finds the plan that is meant in git's index, whatever lies in the work tree. */
import { readdirSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import type { Profile } from '@tallyplan/core/upstream/profile';
import { indexContent } from '../../git/index-entries.ts';
import { whyGitRefuses } from '../../git/why-git-refuses.ts';
import { realPath } from '../../real-path.ts';
import type { IndexOptions } from '../documents/document-index.ts';
import { locatePlan, type PlanLocation, type PlanRequest, rootOf, type Whereabouts } from '../locate-plan.ts';
import { realFileSystem, unlessMissing } from '../real-file-system.ts';
import type { RememberedAnswers } from '../remembered-answers.ts';
import { folderName, storeFolder } from '../store-folder.ts';
import { StoreProblem, withProblems } from '../store-problem.ts';
import { IndexFiles } from './index-files.ts';
import { StagedStore } from './staged-store.ts';

export interface StagedRequest extends PlanRequest {
  /** Where what was read of its documents is kept; without it nothing is. */
  readonly documentIndexFor: (location: PlanLocation, profile: Profile) => IndexOptions | null;
  /** Where answers about it are kept; null where none are. */
  readonly answersFor: (location: PlanLocation) => RememberedAnswers | null;
}

export interface OpenStaged extends PlanLocation {
  readonly store: StagedStore;
  /** The lines of a file; null where there is none. */
  linesOf(file: string): readonly string[] | null;
  /** The plan and those ledgers that lie in the work tree otherwise than they are staged: `git commit -a` takes no new ledger along. */
  unstaged(): readonly string[];
}

/** null where the index holds neither plan nor ledger, as after both were taken out of the repository. */
export function openStaged({ documentIndexFor, answersFor, ...request }: StagedRequest): Promise<Outcome<OpenStaged | null>> {
  return withProblems(async () => {
    const root = rootOf(request.folder);
    const index = indexContent(root);
    if (index === null) throw notStaged(root);
    const files = new IndexFiles(root, index);
    const location = locateStaged(request, whereaboutsOf(files, root));
    if (location === null) return done(null);
    for (const path of index.unmerged) if (path === location.file || path.startsWith(`${folderName}/`)) throw inConflict(path);
    return done({
      ...location,
      store: new StagedStore(files, location, {
        documents: (profile) => documentIndexFor(location, profile),
        answers: answersFor(location),
      }),
      linesOf: (file) => files.read(join(location.root, file))?.bytes.toString('utf8').split(/\r?\n/) ?? null,
      unstaged: () => unstagedIn(files, location),
    });
  });
}

function unstagedIn(staged: IndexFiles, { root, file, plan }: PlanLocation): readonly string[] {
  const { ledgers, inLedgers } = storeFolder(root);
  const names = (unlessMissing(() => readdirSync(ledgers)) ?? []).filter((name) => name.endsWith('.jsonl'));
  const files = [{ name: file, path: plan }, ...names.map((name) => ({ name: `${folderName}/ledger/${name}`, path: inLedgers(name) }))];
  // Git may keep other line ends than the work tree has.
  const textAt = (path: string, from: Pick<IndexFiles, 'read'>) => from.read(path)?.bytes.toString('latin1').replaceAll('\r\n', '\n');
  return files.flatMap(({ name, path }) => {
    const there = textAt(path, realFileSystem);
    return there === undefined || there === textAt(path, staged) ? [] : [name];
  });
}

function locateStaged(request: PlanRequest, where: Whereabouts): PlanLocation | null {
  try {
    return locatePlan(request, where);
  } catch (error) {
    const isGone = error instanceof StoreProblem && error.problem.rule === 'plan-not-found';
    if (isGone && !where.exists(storeFolder(rootOf(request.folder)).ledgers)) return null;
    throw error;
  }
}

/** Paths may be named by a link to the repository. */
function whereaboutsOf(files: IndexFiles, root: string): Whereabouts {
  const inside = (path: string) => (path.startsWith(root + sep) ? path : join(realPath(dirname(path)), basename(path)));
  return {
    files: { read: (path) => files.read(inside(path)), status: (path) => files.status(inside(path)) },
    realPath: (path) => files.realPath(inside(path)),
    exists: (path) => files.realPath(inside(path)) !== null,
  };
}

function notStaged(root: string): StoreProblem {
  const refusal = whyGitRefuses(root);
  const why = refusal === null ? 'git knows no repository here' : `git does not answer (${refusal})`;
  return new StoreProblem('usage', `--staged is about what git has staged, and ${why}`, { have: [root] });
}

function inConflict(path: string): StoreProblem {
  return new StoreProblem('usage', `${path} is in conflict, so nothing of it is staged: settle it, then \`git add ${path}\``, {
    file: path,
    have: [`${path}: unmerged`],
    next: [{ command: 'tallyplan resolve' }],
  });
}
