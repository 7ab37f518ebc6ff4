/** What is known of the sitting that acts: the host that an agent runs in, its model, and the revision that it found. */
import type { Sitting } from '@tallyplan/core/operations/operation';
import { type Environment, plainName } from './actor.ts';
import { headRevision } from './git/head-revision.ts';

/** Said in the environment, as `session start` prints it. The revision costs a process; so ask only where a task is taken. */
export function sittingIn(environment: Environment, root: string): Sitting {
  const host = said(environment.TALLYPLAN_HOST) ?? said(environment.AI_AGENT);
  const model = said(environment.TALLYPLAN_MODEL);
  const revision = headRevision(root);
  return {
    ...(host === undefined ? {} : { host }),
    ...(model === undefined ? {} : { model }),
    ...(revision === null ? {} : { revision }),
  };
}

/** A name, in one line and not longer than a name is; a mere `1` names nobody. */
export function said(value: string | undefined): string | undefined {
  const text = plainName(value ?? '');
  return text === '' || text === '1' || text === 'true' ? undefined : text;
}
