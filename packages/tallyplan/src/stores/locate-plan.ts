/**
 * Which plan is meant, and which folder has its `.tallyplan/`.
 *
 * The plan: the one that is named, else the one that the configuration names, else the first that has one
 * of the usual names, nearest to the folder first. The folder: the repository's root, or where there is
 * no repository, the nearest one above the plan that has a `.tallyplan/`, else the plan's own.
 *
 * Neither may be a link that leads out of the root: what Tallyplan writes stays in the repository.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { byteString } from './bytes.ts';
import { configurationName, readConfiguration } from './configuration-file.ts';
import { realFileSystem, unlessMissing } from './real-file-system.ts';
import { folderName, storeFolder } from './store-folder.ts';
import { StoreProblem } from './store-problem.ts';

export interface PlanRequest {
  /** Where to look. */
  readonly folder: string;
  /** The plan that is named by the caller, from that folder. */
  readonly plan?: string | undefined;
}

export interface PlanLocation {
  /** Absolute, with no link in it. */
  readonly root: string;
  readonly plan: string;
  /** How the plan is named: from the root, with `/`. */
  readonly file: string;
  /** Other plans with usual names beside it, which were passed over. */
  readonly others: readonly string[];
}

const usualNames = ['.md', '.yaml'].flatMap((extension) =>
  ['DEVELOPMENT_PLAN', 'IMPLEMENTATION_PLAN'].flatMap((name) => [`docs/${name}${extension}`, `${name}${extension}`]),
);

/** @throws StoreProblem where there is no such plan, or another one has been adopted. */
export function locatePlan({ folder, plan: named }: PlanRequest): PlanLocation {
  const start = realPathOf(resolve(folder));
  if (start === null) throw new StoreProblem('plan-not-found', `There is no folder ${folder} to look for a plan in`, { file: folder });
  // A variable of the environment that is empty says nothing.
  if (named !== undefined && named !== '') return locateNamed(start, named);
  const home = rootAbove(start);
  const configured = configuredPlan(home);
  if (configured !== null) return located(home, join(home, configured), { named: configured, by: configurationName });
  return locateUsual(start, home);
}

/** The repository that a folder is in, and its plan as far as there is one: for what goes on without. */
export function repositoryOf(request: PlanRequest): { readonly root: string; readonly plan: string } {
  try {
    const { root, file } = locatePlan(request);
    return { root, plan: file };
  } catch (error) {
    if (!(error instanceof StoreProblem)) throw error;
    return { root: realpathSync(rootAbove(resolve(request.folder))), plan: usualNames[0] ?? '' };
  }
}

function locateNamed(start: string, named: string): PlanLocation {
  const path = resolve(start, named);
  const root = rootAbove(dirname(path));
  const location = located(root, path, { named, by: 'what was asked for' });
  const adopted = existsSync(storeFolder(location.root).ledger('plan')) ? configuredPlan(location.root) : null;
  if (adopted === null || resolve(root, adopted) === path || realPathOf(resolve(root, adopted)) === location.plan) return location;
  const message = `${folderName}/ at ${location.root} keeps ${adopted}, and one keeps one plan; ${location.file} is another. Leave --plan (TALLYPLAN_PLAN) out, or give the other plan a repository of its own`;
  throw new StoreProblem('config-invalid', message, { file: configurationName, have: [adopted], missing: [location.file] });
}

function locateUsual(start: string, home: string): PlanLocation {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = usualNames.filter((name) => existsSync(join(folder, name)));
    const [first, ...others] = found;
    if (first !== undefined) {
      const location = located(home, join(folder, first), { named: first, by: 'its usual name' });
      return { ...location, others: others.map((name) => nameFrom(home, join(folder, name))) };
    }
    if (folder === home || folder === dirname(folder)) throw noPlan(start, home);
  }
}

function located(root: string, path: string, { named, by }: { readonly named: string; readonly by: string }): PlanLocation {
  const plan = realPathOf(path);
  // Where its folder is not there either, it has no name from there.
  const file = existsSync(root) ? nameFrom(root, path) : named;
  if (plan === null) {
    const message = realFileSystem.status(path) !== null ? `${file} (${by}) is a link to nothing` : `There is no ${file} (${by})`;
    throw new StoreProblem('plan-not-found', message, {
      file,
      missing: [named],
      next: [{ command: 'tallyplan status --plan <file>' }, { command: 'tallyplan init --title <title>' }],
    });
  }
  const realRoot = realpathSync(root);
  if (!isInside(realRoot, plan)) throw leadsOut('plan-not-found', file, plan);
  for (const name of [folderName, `${folderName}/ledger`]) {
    const real = realPathOf(join(realRoot, name));
    if (real === null) continue;
    if (!isInside(realRoot, real)) throw leadsOut('config-invalid', name, real);
    if (!statSync(real).isDirectory()) throw noFolder(name);
  }
  return { root: realRoot, plan, file, others: [] };
}

/** Where `.tallyplan/` belongs for what lies in a folder. */
function rootAbove(folder: string): string {
  return ancestorWith(folder, '.git') ?? ancestorWith(folder, folderName) ?? folder;
}

function ancestorWith(folder: string, name: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, name))) return at;
    if (at === dirname(at)) return null;
  }
}

function configuredPlan(root: string): string | null {
  const read = realFileSystem.read(storeFolder(root).configuration);
  return readConfiguration(read === null ? null : byteString(read.bytes)).settings.plan;
}

/** null where it leads nowhere. */
export function realPathOf(path: string): string | null {
  return unlessMissing(() => realpathSync(path));
}

function isInside(root: string, path: string): boolean {
  return path.startsWith(root.endsWith(sep) ? root : root + sep);
}

function nameFrom(root: string, path: string): string {
  return relative(root, path).split(sep).join('/') || basename(path);
}

function leadsOut(rule: 'plan-not-found' | 'config-invalid', name: string, target: string): StoreProblem {
  return new StoreProblem(
    rule,
    `${name} is a link out of the repository, to ${target}; nothing is written there. Put the file itself into the repository`,
    {
      file: name,
    },
  );
}

function noFolder(name: string): StoreProblem {
  return new StoreProblem(
    'config-invalid',
    `${name} is a file, and has to be a folder, in which Tallyplan keeps its record; nothing was done. Move the file away, then try again`,
    { file: name },
  );
}

function noPlan(start: string, home: string): StoreProblem {
  const where = start === home ? home : `${start} and the folders above it, up to ${home}`;
  return new StoreProblem(
    'plan-not-found',
    `There is no plan in ${where}, under none of its usual names. Name it with --plan, or begin one`,
    {
      missing: usualNames,
      next: [{ command: 'tallyplan init --title <title> --phases <names>' }, { command: 'tallyplan status --plan <file>' }],
    },
  );
}
