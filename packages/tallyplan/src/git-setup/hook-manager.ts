/**
 * In which way a repository keeps its pre-commit hook. One table, asked from the top: the first manager of
 * hooks whose files are there has the hook, else the folder in which git looks for it.
 */
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { GitFolders } from '../git/git-folders.ts';
import type { Insertion } from '../install/insertion.ts';
import { jsonEntries } from '../install/json-entries.ts';
import { hookLine } from './hook-line.ts';
import { shellHook } from './shell-hook.ts';
import { yamlHook } from './yaml-hook.ts';

export interface Repository {
  /** Absolute. */
  readonly root: string;
  /** The plan, from the root, with `/`. */
  readonly plan: string;
  readonly folders: GitFolders;
  /** Text of `package.json`; '' where there is none. */
  readonly manifest: string;
}

export interface HookManager {
  readonly name: string;
  /** Files that it may keep the hook in, the usual one first. */
  readonly files: readonly string[];
  /** Whether the repository keeps its hooks in that way. */
  isUsed(repository: Repository): boolean;
  insertion(file: string, place: Pick<Repository, 'plan'>): Insertion;
  /** What a person has to do afterwards. */
  readonly afterwards?: string;
}

const lefthookFiles = ['lefthook.yml', 'lefthook.yaml', '.lefthook.yml', '.lefthook.yaml', '.config/lefthook.yml', '.config/lefthook.yaml'];
const has = ({ root }: Repository, file: string) => existsSync(join(root, file));

export const hookManagers: readonly HookManager[] = [
  {
    name: 'husky',
    files: ['.husky/pre-commit'],
    isUsed: (repository) => has(repository, '.husky') || repository.folders.hooks.startsWith(join(repository.root, '.husky')),
    insertion: (file, { plan }) => shellHook(file, hookLine(plan)),
  },
  {
    name: 'lefthook',
    files: lefthookFiles,
    isUsed: (repository) => lefthookFiles.some((file) => has(repository, file)),
    insertion: (file, { plan }) =>
      yamlHook({ file, path: ['pre-commit', 'commands'], entry: ['tallyplan:', `  run: ${JSON.stringify(hookLine(plan))}`] }),
    afterwards: 'lefthook: run `lefthook install` where its hooks are not installed yet',
  },
  {
    name: 'pre-commit',
    files: ['.pre-commit-config.yaml'],
    isUsed: (repository) => has(repository, '.pre-commit-config.yaml'),
    insertion: (file, { plan }) =>
      yamlHook({
        file,
        path: ['repos'],
        entry: [
          '- repo: local',
          '  hooks:',
          '    - id: tallyplan',
          '      name: tallyplan check',
          `      entry: ${JSON.stringify(`sh -c '${hookLine(plan)}'`)}`,
          '      language: system',
          '      always_run: true',
          '      pass_filenames: false',
        ],
      }),
    afterwards: 'pre-commit: run `pre-commit install` where its hook is not installed yet',
  },
  {
    name: 'simple-git-hooks',
    files: ['.simple-git-hooks.json', 'simple-git-hooks.json', 'package.json'],
    isUsed: (repository) =>
      has(repository, '.simple-git-hooks.json') ||
      has(repository, 'simple-git-hooks.json') ||
      repository.manifest.includes('"simple-git-hooks"'),
    insertion: (file, { plan }) => simpleGitHook(file, hookLine(plan)),
    afterwards: 'simple-git-hooks: run `npx simple-git-hooks` to install the hook',
  },
];

function simpleGitHook(file: string, line: string): Insertion {
  const path = file === 'package.json' ? ['simple-git-hooks', 'pre-commit'] : ['pre-commit'];
  return jsonEntries({
    file,
    does: 'checks the plan before a commit',
    entries: [{ path, value: line }],
    oursIn: (content) =>
      isOurs(path.reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], content)) ? [path] : [],
  });
}

function isOurs(value: unknown): boolean {
  return typeof value === 'string' && /tallyplan check (?:--staged )?--quiet; else echo /.test(value);
}

/** The hook as git itself looks for it: from a folder that Tallyplan may write to, or null where that lies elsewhere. */
export function plainHook({ root, plan, folders }: Repository): { readonly folder: string; readonly insertion: Insertion } | null {
  const folder = [folders.common, root].find((home) => folders.hooks.startsWith(home + sep));
  if (folder === undefined) return null;
  const file = relative(folder, join(folders.hooks, 'pre-commit')).split(sep).join('/');
  return { folder, insertion: shellHook(file, hookLine(plan, folders.below)) };
}
