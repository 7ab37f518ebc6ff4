/**
 * Which plan is meant, and which folder has its `.tallyplan/`.
 *
 * The plan: the one that is named, else the one that the configuration names, else the first that has one
 * of the usual names, nearest to the folder first. The folder: the repository's root, or where that has no
 * `.tallyplan/`, the nearest one above the plan that has a ledger already; where there is
 * no repository, the nearest one above the plan that has a `.tallyplan/`, else the plan's own, or where the plan
 * was not named, the one that it was looked for from.
 *
 * Neither may be a link that leads out of the root: what Tallyplan writes stays in the repository.
 */
import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { byteString } from './bytes.ts';
import { configurationName, readConfiguration } from './configuration-file.ts';
import type { FilesToRead } from './file-system.ts';
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
  /** A plan nearer to the folder, which was passed over since the configuration names this one; null where there is none. */
  readonly nearer: string | null;
}

/** Where plans are looked for: the disk, or what git's index has of it. */
export interface Whereabouts {
  readonly files: Pick<FilesToRead, 'read' | 'status'>;
  /** Where a path leads; null where it leads nowhere. */
  realPath(path: string): string | null;
  /** Whether it leads somewhere: quicker than the whole way. */
  exists(path: string): boolean;
}

const onDisk: Whereabouts = { files: realFileSystem, realPath: realPathOf, exists: existsSync };

const usualNames = ['.md', '.yaml'].flatMap((extension) =>
  ['DEVELOPMENT_PLAN', 'IMPLEMENTATION_PLAN'].flatMap((name) => [`docs/${name}${extension}`, `${name}${extension}`]),
);

/** @throws StoreProblem where there is no such plan, or another one has been adopted. */
export function locatePlan({ folder, plan: named }: PlanRequest, where: Whereabouts = onDisk): PlanLocation {
  const start = realFolder(folder);
  // A variable of the environment that is empty says nothing.
  if (named !== undefined && named !== '') return locateNamed(start, named, where);
  const home = rootAbove(start);
  const configured = configuredPlan(home, where);
  if (configured === null) return locateUsual(start, home, where);
  const location = located(join(home, configured), { root: home, named: configured, by: configurationName }, where);
  return { ...location, nearer: nearerPlan(start, { ...location, home }, where) };
}

/** What somebody who stands in a project of a larger repository takes for the plan that is meant. */
function nearerPlan(start: string, { home, plan }: PlanLocation & { readonly home: string }, where: Whereabouts): string | null {
  for (let folder = start; folder !== home; folder = dirname(folder)) {
    const found = usualNames.map((name) => join(folder, name)).find((path) => where.exists(path));
    if (found !== undefined) return where.realPath(found) === plan ? null : nameFrom(home, found);
  }
  return null;
}

/** Whether a plan that was named is found from `folder` only so. */
export function isByNameAlone({ root, plan }: Pick<PlanLocation, 'root' | 'plan'>, folder: string): boolean {
  try {
    const found = locatePlan({ folder });
    return found.root !== root || found.plan !== plan;
  } catch (error) {
    if (!(error instanceof StoreProblem)) throw error;
    return true;
  }
}

/** The folder that has `.tallyplan/`, or gets it, for a plan that is looked for from `folder`. */
export function rootOf(folder: string): string {
  return realpathSync(rootAbove(realFolder(folder)));
}

function realFolder(folder: string): string {
  const real = realPathOf(resolve(folder));
  if (real === null) throw new StoreProblem('plan-not-found', `There is no folder ${folder} to look for a plan in`, { file: folder });
  return real;
}

/** Where a plan is begun that is not there yet. */
export interface NewPlace {
  readonly root: string;
  /** Absolute. */
  readonly path: string;
  /** From the root, with `/`. */
  readonly file: string;
  /** The configuration that waits for it; null where there is none. */
  readonly configuration: ByteString | null;
}

/**
 * As it is named, else as the configuration names it, else in the first of the usual places. `locatePlan` finds it there.
 *
 * @throws StoreProblem where that would be out of the repository
 */
export function placeOfNewPlan({ folder, plan: named }: PlanRequest): NewPlace {
  const start = realFolder(folder);
  const isNamed = named !== undefined && named !== '';
  const root = isNamed ? rootAbove(dirname(resolve(start, named))) : rootAbove(start);
  const read = realFileSystem.read(storeFolder(root).configuration);
  const configuration = read === null ? null : byteString(read.bytes);
  const configured = readConfiguration(configuration).settings.plan;
  const path = isNamed ? resolve(start, named) : configured === null ? join(start, usualNames[0] ?? '') : join(root, configured);
  if (!isInside(root, path)) {
    const message = `${configurationName} names ${configured}, which is out of the repository: name a place in it`;
    throw new StoreProblem('config-invalid', message, { file: configurationName, have: [path] });
  }
  return { root, path, file: nameFrom(root, path), configuration };
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

function locateNamed(start: string, named: string, where: Whereabouts): PlanLocation {
  const path = resolve(start, named);
  const root = rootAbove(dirname(path));
  const location = located(path, { root, named, by: 'what was asked for' }, where);
  const adopted = where.exists(storeFolder(location.root).ledger('plan')) ? configuredPlan(location.root, where) : null;
  if (adopted === null || resolve(root, adopted) === path || where.realPath(resolve(root, adopted)) === location.plan) return location;
  const message = `${folderName}/ at ${location.root} keeps ${adopted}, and one keeps one plan; ${location.file} is another. Leave --plan (TALLYPLAN_PLAN) out, or give the other plan a repository of its own`;
  throw new StoreProblem('config-invalid', message, { file: configurationName, have: [adopted], missing: [location.file] });
}

function locateUsual(start: string, home: string, where: Whereabouts): PlanLocation {
  for (let folder = start; ; folder = dirname(folder)) {
    const found = usualNames.filter((name) => where.exists(join(folder, name)));
    const [first, ...others] = found;
    if (first !== undefined) {
      // One that was adopted by its name, where there is no repository, has its ledger beside it.
      const beside = dirname(join(folder, first));
      if (beside !== folder && where.exists(join(beside, folderName)) && rootAbove(beside) === beside) {
        return locatePlan({ folder: beside }, where);
      }
      const location = located(join(folder, first), { root: home, named: first, by: 'its usual name' }, where);
      return { ...location, others: others.map((name) => nameFrom(home, join(folder, name))) };
    }
    if (folder === home || folder === dirname(folder)) throw noPlan(start, home);
  }
}

interface Name {
  readonly root: string;
  readonly named: string;
  /** Who named it. */
  readonly by: string;
}

function located(path: string, { root, named, by }: Name, where: Whereabouts): PlanLocation {
  const plan = where.realPath(path);
  // Where its folder is not there either, it has no name from there.
  const file = existsSync(root) ? nameFrom(root, path) : named;
  if (plan === null) {
    const message = where.files.status(path) !== null ? `${file} (${by}) is a link to nothing` : `There is no ${file} (${by})`;
    throw new StoreProblem('plan-not-found', message, {
      file,
      missing: [named],
      next: [{ command: 'tallyplan status --plan <file>' }, { command: 'tallyplan init --title <title>' }],
    });
  }
  const realRoot = realpathSync(root);
  if (!isInside(realRoot, plan)) throw leadsOut('plan-not-found', file, plan);
  for (const name of [folderName, `${folderName}/ledger`]) {
    const real = where.realPath(join(realRoot, name));
    if (real === null) continue;
    if (!isInside(realRoot, real)) throw leadsOut('config-invalid', name, real);
    if (where.files.status(real)?.kind !== 'folder') throw noFolder(name);
  }
  return { root: realRoot, plan, file, others: [], nearer: null };
}

/** Where `.tallyplan/` belongs for what lies in a folder. */
function rootAbove(folder: string): string {
  const repository = ancestorWith(folder, '.git');
  if (repository === null) return ancestorWith(folder, folderName) ?? folder;
  return existsSync(join(repository, folderName)) ? repository : (adoptedBelow(repository, folder) ?? repository);
}

/** The nearest folder that has a ledger already: the repository was begun above it, or it came with a project of its own. */
function adoptedBelow(repository: string, folder: string): string | null {
  for (let at = folder; at !== repository; at = dirname(at)) if (existsSync(storeFolder(at).ledger('plan'))) return at;
  return null;
}

function ancestorWith(folder: string, name: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(join(at, name))) return at;
    if (at === dirname(at)) return null;
  }
}

function configuredPlan(root: string, { files }: Whereabouts): string | null {
  const read = files.read(storeFolder(root).configuration);
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
  const named = isInside(root, path) ? path.slice(root.length + (root.endsWith(sep) ? 0 : sep.length)) : relative(root, path);
  return named.split(sep).join('/') || basename(path);
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
