/** Where the command line keeps what it read of a repository's documents. */
import type { Profile } from '@tallyplan/core/upstream/profile';
import type { Environment } from '../actor.ts';
import type { IndexOptions } from '../stores/documents/document-index.ts';
import type { IndexUse } from '../stores/documents/document-indexes.ts';
import type { PlanLocation } from '../stores/locate-plan.ts';
import { cacheEntry } from './cache-file.ts';

export interface IndexRequest {
  readonly location: PlanLocation;
  readonly profile: Profile;
  /** Beside what the store does with it, `staged`: of contents as git's index has them. */
  readonly use: IndexUse | 'staged';
}

/** A decision is about the documents of one task, and the next one as a rule about the same. Few are read and written sooner than all. */
const mostOfDecisions = 64;

/** Each in a file of its own. */
const kinds = { answers: 'documents', decisions: 'decided', staged: 'staged' };

/** null where there shall be none, or there is no place for it. */
export function documentsAbout({ location, profile, use }: IndexRequest, environment: Environment): IndexOptions | null {
  const entry = cacheEntry(kinds[use], location, environment);
  if (entry === null) return null;
  // What a document says depends on the words that the profile knows.
  const build = `${entry.build} ${JSON.stringify([...profile.layers, ...profile.statusWords])}`;
  return { file: entry.file, build, ...(use === 'decisions' ? { most: mostOfDecisions } : {}) };
}
