/** Puts what coding agents need into the repository, for the hosts that are in use, and takes it out for all. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { done, type Outcome } from '@tallyplan/core/model/problem';
import type { Environment } from '../actor.ts';
import type { Insertion } from '../install/insertion.ts';
import { InstalledFiles } from '../install/installed-files.ts';
import type { Installer, Place, Steps } from '../install/installer.ts';
import { recordIn } from '../install/record.ts';
import type { Host } from './host.ts';
import { hosts } from './hosts.ts';
import { repositoryAt } from './repository.ts';

export const agentsInstaller: Installer = {
  name: 'agents',
  async uninstall({ root, plan }) {
    const repository = repositoryAt(root, plan);
    const everything = hosts.flatMap((host) => [...host.insertions(repository), ...(host.elsewhere?.(repository) ?? [])]);
    return new InstalledFiles({ root, record: recordIn(root) }).uninstall(onceEach(everything));
  },
};

/** Steps for some hosts, with what a person has to do in each afterwards. */
export function installAgents({ root, plan }: Place, chosen: readonly Host[], environment: Environment): Outcome<Steps> {
  const repository = repositoryAt(root, plan);
  const wanted = onceEach(chosen.flatMap((host) => host.insertions(repository)));
  const planned = new InstalledFiles({ root, record: recordIn(root) }).install(wanted);
  if (!planned.ok || planned.value.steps.length === 0) return planned;
  const found = isOnPath(environment) || repository.has('node_modules/tallyplan') ? [] : [notFound];
  return done({ ...planned.value, remarks: [...planned.value.remarks, ...chosen.map(({ afterwards }) => afterwards), ...found] });
}

const notFound =
  'The command tallyplan is neither on the path nor among the packages of this project; hooks and server do nothing before it is.';

/** What npm and npx put on the path is there for them alone. */
function isOnPath({ PATH, Path }: Environment): boolean {
  const folders = (PATH ?? Path ?? '').split(delimiter).filter((folder) => folder !== '' && !folder.endsWith(join('node_modules', '.bin')));
  return folders.some((folder) => ['tallyplan', 'tallyplan.cmd', 'tallyplan.exe'].some((name) => existsSync(join(folder, name))));
}

/** Hosts that show in the repository, or in the home folder of the user. */
export function hostsInUse(root: string, { HOME, USERPROFILE }: Environment): readonly Host[] {
  const home = HOME ?? USERPROFILE;
  return hosts.filter(
    ({ signs }) =>
      signs.repository.some((sign) => existsSync(join(root, sign))) ||
      (home !== undefined && signs.home.some((sign) => existsSync(join(home, sign)))),
  );
}

/** Hosts share files; each file is written once. */
function onceEach(insertions: readonly Insertion[]): readonly Insertion[] {
  return [...new Map(insertions.map((insertion) => [insertion.file, insertion])).values()];
}
