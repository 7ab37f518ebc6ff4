/**
 * Whether a plan would be found again where it was found. To look it up reads the configuration; this asks for two
 * statuses, so that a process that lives on can follow a plan that is renamed without looking it up with every call.
 */
import { join } from 'node:path';
import type { FileStatus } from './file-system.ts';
import { type PlanLocation, realPathOf } from './locate-plan.ts';
import { isOld, stampOf } from './observed-files.ts';
import { realFileSystem } from './real-file-system.ts';
import { storeFolder } from './store-folder.ts';

export class Whereabouts {
  readonly #location: PlanLocation;
  readonly #configuration: FileStatus | null;
  readonly #moment = BigInt(Date.now()) * 1_000_000n;

  /** @param location where the plan was found a moment ago. A configuration that was written since counts as one that moved. */
  constructor(location: PlanLocation) {
    this.#location = location;
    this.#configuration = configurationOf(location);
  }

  /** False where it may be another plan by now: the configuration that names it has moved, or the plan is not there. */
  get hold(): boolean {
    const { root, file, plan } = this.#location;
    // Without a configuration the plan goes by its usual name, and another may have come that goes before it.
    if (this.#configuration === null || !isOld(this.#configuration, this.#moment)) return false;
    return stampOf(configurationOf(this.#location)) === stampOf(this.#configuration) && realPathOf(join(root, file)) === plan;
  }
}

function configurationOf({ root }: PlanLocation): FileStatus | null {
  return realFileSystem.status(storeFolder(root).configuration);
}
