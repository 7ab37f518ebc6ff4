/**
 * What `init --git` puts into a repository and its clone, and `uninstall` takes out:
 *
 *     .gitattributes       which files are merged by the driver; committed
 *     .git/config          what the driver is; of this clone, and shared by its worktrees
 *     a pre-commit hook    where the repository keeps its hooks (`hook-manager.ts`)
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { type GitFolders, gitFolders } from '../git/git-folders.ts';
import { isMergeDriver } from '../git/merge-driver.ts';
import { whyGitRefuses } from '../git/why-git-refuses.ts';
import type { Insertion } from '../install/insertion.ts';
import { InstalledFiles } from '../install/installed-files.ts';
import type { Installer, Place, Steps } from '../install/installer.ts';
import { hashComment, markedBlock } from '../install/marked-block.ts';
import { recordIn } from '../install/record.ts';
import { usageProblem } from '../usage-problem.ts';
import { driverLine } from './hook-line.ts';
import { hookManagers, plainHook, type Repository } from './hook-manager.ts';

export const gitInstaller: Installer = {
  name: 'git',
  async uninstall(place) {
    const hooks = hookManagers.flatMap((manager) => manager.files.map((file) => manager.insertion(file, place)));
    const inTree = [attributes(place), ...hooks];
    const repository = repositoryAt(place);
    if (repository === null) return withoutGit(filesIn(place.root).uninstall(inTree), place);
    const plain = plainHook(repository);
    const planned = [
      filesIn(place.root).uninstall(inTree),
      inClone(repository.folders.common).uninstall([driver()]),
      ...(plain === null ? [] : [homeOf(plain.folder, place).uninstall([plain.insertion])]),
    ];
    return together(planned, []);
  },
};

/** What lies in the tree is found without git; what lies in its own folder is not, which is better said than passed over. */
function withoutGit(planned: Outcome<Steps>, { root }: Place): Outcome<Steps> {
  const refusal = whyGitRefuses(root);
  if (refusal === null) return planned;
  return together(
    [planned],
    [`git does not answer (${refusal}), so what \`init --git\` put into the clone is left: run this again where it does`],
  );
}

/** Steps that install merge driver and hook; what is there already has none. */
export function installGit(place: Place): Outcome<Steps> {
  const repository = repositoryAt(place);
  if (repository === null) return refused(noRepository(place.root));
  const files = filesIn(place.root);
  const planned = [files.install([attributes(repository)]), inClone(repository.folders.common).install([driver()])];
  const manager = hookManagers.find((each) => each.isUsed(repository));
  if (manager !== undefined) {
    const file = manager.files.find((name) => existsSync(join(place.root, name))) ?? manager.files[0] ?? '';
    const hook = files.install([manager.insertion(file, repository)]);
    const isNew = hook.ok && hook.value.steps.length > 0;
    return together([...planned, hook], isNew && manager.afterwards !== undefined ? [manager.afterwards] : []);
  }
  const plain = plainHook(repository);
  if (plain === null)
    return together(planned, [
      `hooks are kept outside of the repository (${repository.folders.hooks}): call \`tallyplan check --staged\` from your pre-commit hook there`,
    ]);
  return together(
    [...planned, homeOf(plain.folder, place).install([plain.insertion])],
    isSwitchedOff(repository.folders) ? [switchedOff] : [],
  );
}

const switchedOff = 'git does not run the pre-commit hook that is there, since it may not be executed: `chmod +x` switches it on';

/** A person's own lines may be why, so it is left to them. Windows knows no such permission. */
function isSwitchedOff({ hooks }: GitFolders): boolean {
  const hook = statSync(join(hooks, 'pre-commit'), { throwIfNoEntry: false });
  return process.platform !== 'win32' && hook !== undefined && (hook.mode & 0o111) === 0;
}

function repositoryAt({ root, plan }: Place): Repository | null {
  const folders = gitFolders(root);
  if (folders === null) return null;
  const manifest = join(root, 'package.json');
  return { root, plan, folders, manifest: existsSync(manifest) ? readFileSync(manifest, 'utf8') : '' };
}

const filesIn = (root: string) => new InstalledFiles({ root, record: recordIn(root) });
/** Files of the clone are told as people know them, wherever its folder lies. */
const inClone = (common: string) => new InstalledFiles({ root: common, record: join(common, 'tallyplan-installed.json'), shown: '.git/' });
const homeOf = (folder: string, { root }: Place) => (folder === root ? filesIn(root) : inClone(folder));

function together(planned: readonly Outcome<Steps>[], remarks: readonly string[]): Outcome<Steps> {
  const problems = planned.flatMap((each) => (each.ok ? [] : each.problems));
  if (problems.length > 0) return refused(...problems);
  const all = planned.flatMap((each) => (each.ok ? [each.value] : []));
  return done({ steps: all.flatMap(({ steps }) => steps), remarks: [...all.flatMap((each) => each.remarks), ...remarks] });
}

/** Ledgers keep their line ends whatever git would make of them: their bytes are what is hashed. */
function attributes({ plan }: Place): Insertion {
  const content = [
    `${pattern(plan)} merge=tallyplan`,
    '/.tallyplan/ledger/*.jsonl merge=tallyplan -text',
    '/.tallyplan/ledger/baseline.json -merge -text',
    '/.tallyplan/ledger/baseline-states.jsonl -merge -text',
  ].join('\n');
  return markedBlock({ file: '.gitattributes', does: 'merges plan and ledgers by meaning', comment: hashComment, content });
}

/** A path as gitattributes(5) takes it: what would match more than itself is escaped, and blanks need quotes. */
function pattern(path: string): string {
  const escaped = `/${path.replace(/[\\*?[\]]/g, '\\$&')}`;
  return /[\s"]/.test(path) ? JSON.stringify(escaped) : escaped;
}

function driver(): Insertion {
  const value = driverLine.replace(/[\\"]/g, '\\$&');
  const content = `[merge "tallyplan"]\n\tname = plan and ledgers, by meaning\n\tdriver = "${value}"`;
  return markedBlock({ file: 'config', does: 'the merge driver of this clone', comment: hashComment, content, hasOwn: isMergeDriver });
}

function noRepository(root: string) {
  const refusal = whyGitRefuses(root);
  if (refusal !== null) return usageProblem(`--git needs git, which does not answer (${refusal})`, { have: [root], missing: ['git'] });
  return usageProblem('--git needs a git repository, and there is none here', {
    have: [root],
    missing: ['a git repository'],
    next: [{ command: 'git init' }],
  });
}
