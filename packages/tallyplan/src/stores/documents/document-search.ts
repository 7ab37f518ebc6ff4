/**
 * Finds the files that could be upstream documents: those that the globs of the configuration take in.
 *
 * Links are not followed, neither to files nor to folders: what they lead to is found where it lies, if it lies in
 * the repository and a glob takes it in. So there are no loops, and no way out. The search is bounded, and says so
 * where it ends at a bound.
 */
import { join } from 'node:path';
import { composed } from '@tallyplan/core/model/composed';
import { couldBeDocument } from '@tallyplan/core/upstream/document-name';
import type { SearchProblem } from '@tallyplan/core/upstream/upstream';
import type picomatch from 'picomatch';
import { errorCode, type FilesToRead, type FolderEntry } from '../file-system.ts';

/** How much is looked at. */
const searchBounds = {
  /** Documents that are taken in; the first by path. */
  documents: 100_000,
  /** Files and folders that are looked at. */
  entries: 1_000_000,
  /** Folders within folders. */
  depth: 64,
};

/** Folders that nobody keeps documents in, and that are large. */
const skipped = new Set(['.git', 'node_modules', '.tallyplan']);

export interface SearchPlace {
  readonly files: FilesToRead;
  /** Absolute. */
  readonly root: string;
  readonly globs: readonly string[];
  /** The plan, from the root: it is no upstream document. */
  readonly plan: string;
}

export interface Found {
  /** From the root, with `/`, in order. */
  readonly paths: readonly string[];
  readonly problems: readonly SearchProblem[];
}

export function searchDocuments(place: SearchPlace): Found {
  return new Search(place).run();
}

class Search {
  readonly #place: SearchPlace;
  readonly #paths = new Set<string>();
  readonly #problems: SearchProblem[] = [];
  readonly #visited = new Set<string>();
  #matches: ((path: string) => boolean) | undefined;
  #looked = 0;

  constructor(place: SearchPlace) {
    this.#place = place;
  }

  /** The globs are made ready for the first file that has the name of a document. */
  #isDocument(path: string): boolean {
    this.#matches ??= matcherOf(this.#place.globs);
    return this.#matches(composed(path));
  }

  run(): Found {
    const { globs } = this.#place;
    for (const glob of globs) if (!glob.startsWith('!')) this.#searchBelow(baseOf(glob));
    return { paths: [...this.#paths].sort(), problems: this.#problems };
  }

  /** Down to the base of a glob by folders alone, then everything below it. */
  #searchBelow(base: string): void {
    let folder = '';
    for (const part of base === '' ? [] : base.split('/')) {
      const entries = this.#entriesOf(folder);
      const entry = entries.find(({ name }) => name === part) ?? entries.find(({ name }) => composed(name) === composed(part));
      const path = below(folder, entry?.name ?? part);
      if (entry?.kind === 'link') this.#problems.push({ path, message: linkMessage });
      // A glob may name one file.
      if (entry?.kind === 'file') this.#take(path, part);
      if (entry?.kind !== 'folder') return;
      folder = path;
    }
    this.#walk(folder);
  }

  #walk(start: string): void {
    const open = [{ folder: start, depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { folder, depth } = next;
      if (this.#visited.has(folder)) continue;
      this.#visited.add(folder);
      if (depth > searchBounds.depth) {
        this.#problems.push({ path: folder, message: `lies more than ${searchBounds.depth} folders deep; what is in it is not looked at` });
        continue;
      }
      for (const { name, kind } of this.#entriesOf(folder)) {
        if (++this.#looked > searchBounds.entries || this.#paths.size >= searchBounds.documents) {
          this.#endEarly(folder);
          return;
        }
        if (kind === 'file') this.#take(below(folder, name), name);
        else if (kind === 'folder' && !skipped.has(name)) open.push({ folder: below(folder, name), depth: depth + 1 });
        else if (kind === 'link' && couldBeDocument(name)) this.#problems.push({ path: below(folder, name), message: linkMessage });
      }
    }
  }

  #take(path: string, name: string): void {
    if (couldBeDocument(name) && composed(path) !== composed(this.#place.plan) && this.#isDocument(path)) this.#paths.add(path);
  }

  #endEarly(folder: string): void {
    const { documents, entries } = searchBounds;
    if (this.#problems.some(({ message }) => message.startsWith('more than'))) return;
    const message = `more than ${documents} documents, or ${entries} files, lie under \`documents\`; what follows is not looked at`;
    this.#problems.push({ path: folder, message });
  }

  #entriesOf(folder: string): readonly FolderEntry[] {
    try {
      return this.#place.files.entries(join(this.#place.root, folder));
    } catch (error) {
      // A disk that fails says nothing of the folder.
      if (!['EACCES', 'EPERM', 'ELOOP'].includes(errorCode(error) ?? '')) throw error;
      this.#problems.push({ path: folder, message: `cannot be read (${errorCode(error)})` });
      return [];
    }
  }
}

let library: typeof picomatch | undefined;

/** Loaded where there is a file that could be a document: most repositories have none. */
function globLibrary(): typeof picomatch {
  library ??= process.getBuiltinModule('node:module').createRequire(import.meta.filename)('picomatch') as typeof picomatch;
  return library;
}

function matcherOf(globs: readonly string[]): (path: string) => boolean {
  const taken = globs.filter((glob) => !glob.startsWith('!'));
  const left = globs.filter((glob) => glob.startsWith('!')).map((glob) => glob.slice(1));
  return globLibrary()(taken.map(composed), { dot: true, ...(left.length === 0 ? {} : { ignore: left.map(composed) }) });
}

const linkMessage = 'is a link, which is not followed; name what it leads to under `documents`';

/** The folders of a glob before its first pattern: `docs` of `docs/**`. */
function baseOf(glob: string): string {
  // What nearly every glob is: a folder, and all that is in it.
  const [, folder] = /^([\w-]+)\/\*\*$/.exec(glob) ?? [];
  if (folder !== undefined) return folder;
  const { base, isGlob } = globLibrary().scan(glob);
  return base === '.' || (isGlob && base === '*') ? '' : base.replace(/^\.\//, '').replace(/\/$/, '');
}

function below(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
