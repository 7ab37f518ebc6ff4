/** A program that coding agents run in: how it is recognised, and what it is given. */
import type { Insertion } from '../install/insertion.ts';
import type { HostName } from './host-names.ts';
import type { Repository } from './repository.ts';

export interface Host {
  readonly name: HostName;
  readonly title: string;
  readonly signs: HostSigns;
  /** What is put into the files of a repository. Several hosts may want the same. */
  insertions(repository: Repository): readonly Insertion[];
  /** Further places that an earlier `init` may have chosen, for `uninstall`. */
  elsewhere?(repository: Repository): readonly Insertion[];
  /** What a person has to do in the host before it takes up what was written. */
  readonly afterwards: string;
}

/** Any of them tells that the host is in use. */
export interface HostSigns {
  /** Files and folders of a repository. */
  readonly repository: readonly string[];
  /** The same of a home folder. */
  readonly home: readonly string[];
}
