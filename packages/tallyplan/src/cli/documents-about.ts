/** Where the command line keeps what it read of a repository's documents. */
import type { Profile } from '@tallyplan/core/upstream/profile';
import type { Environment } from '../actor.ts';
import { DocumentIndex } from '../stores/documents/document-index.ts';
import type { PlanLocation } from '../stores/locate-plan.ts';
import { cacheFile, thisBuild } from './cache-file.ts';

/** null where there shall be none, or there is no place for it. */
export function documentsAbout(location: PlanLocation, profile: Profile, environment: Environment): DocumentIndex | null {
  const file = cacheFile('documents', location, environment);
  // What a document says depends on the words that the profile knows.
  const readBy = JSON.stringify([...profile.layers, ...profile.statusWords]);
  return file === null ? null : new DocumentIndex(file, `${thisBuild()} ${readBy}`);
}
