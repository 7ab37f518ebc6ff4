/**
 * The files of a repository as its index has them: what the next commit will hold, whatever the work tree says.
 *
 * Links lead where they lead among these files. Two things are taken from the work tree, since the index does not hold
 * them: what lies in a submodule, and files that git keeps in another form (`kept-otherwise.ts`).
 */
import { posix, relative, sep } from 'node:path';
import { couldBeDocument } from '@tallyplan/core/upstream/document-name';
import { blobSizes, blobsOf } from '../../git/blobs.ts';
import type { IndexContent, IndexEntry } from '../../git/index-entries.ts';
import { keptOtherwise } from '../../git/kept-otherwise.ts';
import { bytesOf } from '../bytes.ts';
import type { FileStatus, FilesToRead, FolderEntry, ReadFile } from '../file-system.ts';
import { realFileSystem } from '../real-file-system.ts';
import { folderName } from '../store-folder.ts';

/** Bytes that are read ahead: documents are asked for one after the other, and each process costs as much as a megabyte. */
const ahead = 4 << 20;
/** Bytes that are held at most, before all of it is let go. */
const held = 64 << 20;
/** Links on the way to one file. */
const mostLinks = 32;

export class IndexFiles implements FilesToRead {
  readonly foldersTell = true;
  readonly #root: string;
  readonly #entries: IndexContent['entries'];
  readonly #folders = new Map<string, Map<string, FolderEntry['kind']>>([['', new Map()]]);
  readonly #sizes = new Map<string, number>();
  readonly #read = new Map<string, Buffer>();
  #held = 0;
  /** What is asked for is most likely among these; git is asked about all of them at once. */
  readonly #likely: readonly string[];
  #otherwise: ReadonlySet<string> | undefined;

  /** @param root absolute, with no link in it: the folder that paths in the index are from */
  constructor(root: string, { entries }: IndexContent) {
    this.#root = root;
    this.#entries = entries;
    for (const [path, { kind }] of entries) this.#list(path, kind === 'submodule' ? 'folder' : kind);
    this.#likely = [...entries.keys()].filter((path) => path.startsWith(`${folderName}/`) || couldBeDocument(posix.basename(path)));
  }

  /** Where a path leads, links followed; null where it leads nowhere. */
  realPath(path: string): string | null {
    const found = this.#find(path);
    if (found === null) return null;
    const target = this.#targetOf(found);
    return target === null ? path : target === '' ? null : this.realPath(target);
  }

  status(path: string): FileStatus | null {
    const found = this.#find(path);
    if (found === null) return null;
    if (found.kind === 'elsewhere') return realFileSystem.status(this.#absolute(found.path));
    return found.kind === 'folder' ? folderStatus : this.#statusOf(found.path, found.entry);
  }

  read(path: string, most = Number.POSITIVE_INFINITY): ReadFile | null {
    const found = this.#find(path);
    if (found === null) return null;
    if (found.kind === 'elsewhere') return realFileSystem.read(this.#absolute(found.path), most);
    const status = found.kind === 'folder' ? folderStatus : this.#statusOf(found.path, found.entry);
    if (status.kind === 'link') throw Object.assign(new Error(`ELOOP: ${path} is a link`), { code: 'ELOOP', path });
    if (status.kind !== 'file' || found.kind === 'folder') throw Object.assign(new Error(`ENOTAFILE: ${path}`), { code: 'ENOTAFILE' });
    if (status.size > most) throw Object.assign(new Error(`EFBIG: ${path} has ${status.size} bytes`), { code: 'EFBIG' });
    const bytes = this.#bytesOf(found.path, found.entry);
    return bytes === null ? null : { bytes, status };
  }

  holds(path: string, bytes: Buffer): boolean {
    return this.read(path)?.bytes.equals(bytes) === true;
  }

  list(folder: string): readonly string[] {
    return this.entries(folder).map(({ name }) => name);
  }

  entries(folder: string): readonly FolderEntry[] {
    const found = this.#find(folder);
    if (found?.kind === 'elsewhere') return realFileSystem.entries(this.#absolute(found.path));
    return [...(this.#folders.get(found?.path ?? folder) ?? [])].map(([name, kind]) => ({ name, kind }));
  }

  #list(path: string, kind: FolderEntry['kind']): void {
    const folder = path.includes('/') ? posix.dirname(path) : '';
    const names = this.#folders.get(folder);
    if (names !== undefined) names.set(posix.basename(path), kind);
    else {
      this.#folders.set(folder, new Map([[posix.basename(path), kind]]));
      this.#list(folder, 'folder');
    }
  }

  /** What a path names, with the links before its last part followed. null where there is nothing. */
  #find(path: string, links = 0): Found | null {
    const parts = this.#fromRoot(path);
    if (parts === null || links > mostLinks) return null;
    let at = '';
    for (const [index, part] of parts.entries()) {
      at = at === '' ? part : `${at}/${part}`;
      const entry = this.#entries.get(at);
      const isLast = index === parts.length - 1;
      if (entry === undefined) continue;
      if (entry.kind === 'submodule') return { kind: 'elsewhere', path: parts.join('/') };
      if (isLast) return this.#isElsewhere(at) ? { kind: 'elsewhere', path: at } : { kind: 'entry', path: at, entry };
      if (entry.kind === 'file') return null;
      const target = this.#targetOf({ kind: 'entry', path: at, entry });
      return target === null || target === '' ? null : this.#find([target, ...parts.slice(index + 1)].join('/'), links + 1);
    }
    return this.#folders.has(at) ? { kind: 'folder', path: at } : null;
  }

  /** null where it is no link; '' where it leads out of the repository. */
  #targetOf(found: Found): string | null {
    if (found.kind !== 'entry' || found.entry.kind !== 'link') return null;
    const target = Buffer.from(this.#bytesOf(found.path, found.entry) ?? []).toString('utf8');
    const path = posix.normalize(posix.join(posix.dirname(found.path), target));
    return posix.isAbsolute(target) || path === '..' || path.startsWith('../') ? '' : this.#absolute(path);
  }

  #isElsewhere(path: string): boolean {
    this.#otherwise ??= keptOtherwise(this.#root, this.#likely);
    return this.#otherwise.has(path) && realFileSystem.status(this.#absolute(path))?.kind === 'file';
  }

  #statusOf(path: string, { kind, id }: IndexEntry): FileStatus {
    return { ...nobodys, kind: kind === 'link' ? 'link' : 'file', size: kind === 'link' ? 0 : this.#sizeOf(path, id), identity: id };
  }

  #sizeOf(path: string, id: string): number {
    const known = this.#sizes.get(id);
    if (known !== undefined) return known;
    const ids = [id, ...(this.#sizes.size === 0 ? this.#likely.flatMap((each) => this.#entries.get(each)?.id ?? []) : [])];
    for (const [index, size] of blobSizes(this.#root, ids).entries()) this.#sizes.set(ids[index] ?? '', size ?? 0);
    return this.#sizes.get(id) ?? this.#sizeOf(path, id);
  }

  /** null where git lacks it. */
  #bytesOf(path: string, { id }: IndexEntry): Buffer | null {
    const known = this.#read.get(id);
    if (known !== undefined) return known;
    const ids = [id, ...this.#idsAfter(path)];
    if (this.#held > held) {
      this.#read.clear();
      this.#held = 0;
    }
    for (const [index, text] of blobsOf(this.#root, ids).entries()) if (text !== null) this.#hold(ids[index] ?? '', bytesOf(text));
    return this.#read.get(id) ?? null;
  }

  #hold(id: string, bytes: Buffer): void {
    this.#read.set(id, bytes);
    this.#held += bytes.length;
  }

  /** What is likely to be read next. Who reads one file alone, the configuration, may have an answer from before. */
  #idsAfter(path: string): readonly string[] {
    if (this.#read.size === 0) return [];
    const ids: string[] = [];
    const start = this.#likely.indexOf(path) + 1;
    let left = ahead;
    for (let at = start; start > 0 && at < this.#likely.length && left > 0; at++) {
      const next = this.#likely[at] ?? '';
      const entry = this.#entries.get(next);
      if (entry?.kind !== 'file') continue;
      left -= this.#sizeOf(next, entry.id);
      if (left > 0) ids.push(entry.id);
    }
    return ids;
  }

  #absolute(path: string): string {
    return this.#root + sep + path;
  }

  /** null for what lies elsewhere. */
  #fromRoot(path: string): readonly string[] | null {
    const parts = relative(this.#root, path).split(sep).join('/').split('/');
    if (parts[0] === '..') return null;
    return parts.filter((part) => part !== '');
  }
}

type Found =
  | { readonly kind: 'entry'; readonly path: string; readonly entry: IndexEntry }
  | { readonly kind: 'folder'; readonly path: string }
  /** In the work tree, from the root. */
  | { readonly kind: 'elsewhere'; readonly path: string };

/** What git tells of no file. Content has no time: the same id is the same content for ever. */
const nobodys = { mode: 0o644, owner: 0, group: 0, device: 'index', modified: 0n, changed: 0n };
const folderStatus: FileStatus = { ...nobodys, kind: 'folder', size: 0, identity: 'folder' };
