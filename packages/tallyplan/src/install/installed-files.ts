/**
 * Insertions in the files of a repository: which steps put them in, and which take them out.
 *
 * Taking out goes by the record: it restores the bytes that were there, around all that was written since.
 * Where the record is gone, or somebody wrote inside what was inserted, the insertion is found by its marks.
 */
import { existsSync, lstatSync, mkdirSync, readlinkSync, rmdirSync, statSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import { realPath } from '../real-path.ts';
import { byteString, bytesOf } from '../stores/bytes.ts';
import { errorCode } from '../stores/file-system.ts';
import { realFileSystem as files } from '../stores/real-file-system.ts';
import { StoreProblem } from '../stores/store-problem.ts';
import { unifiedDiff } from '../stores/unified-diff.ts';
import type { Insertion } from './insertion.ts';
import type { Step, Steps } from './installer.ts';
import { InstallRecord, type KeptFile } from './record.ts';
import { replaceFile } from './replace-file.ts';
import { applySplices, spliceBetween, withoutSplices } from './splice.ts';
import { unusableFile } from './unusable-file.ts';

export interface InstalledFilesPlace {
  /** Absolute, with no link in it. */
  readonly root: string;
  /** Absolute path of the record. */
  readonly record: string;
  /** What people see before the names of the files, which are from the root. */
  readonly shown?: string;
}

export class InstalledFiles {
  readonly #root: string;
  readonly #record: InstallRecord;
  readonly #shown: string;

  constructor({ root, record, shown = '' }: InstalledFilesPlace) {
    this.#root = root;
    this.#shown = shown;
    this.#record = new InstallRecord(record);
  }

  /** Steps that put the insertions in, or bring them up to date. Refuses all of them where one is impossible. */
  install(insertions: readonly Insertion[]): Outcome<Steps> {
    return this.#all(insertions, (insertion, found) =>
      found.text === undefined ? refused(unusableFile(this.#shown + insertion.file, found.reason)) : this.#put(insertion, found),
    );
  }

  /** Steps that take the insertions out. What stands where a file of ours stood, or never did, holds up none of the others. */
  uninstall(insertions: readonly Insertion[]): Outcome<Steps> {
    const isLost = this.#isRecordLost(insertions);
    return this.#all(insertions, (insertion, found) => {
      if (found.text === undefined) return done(this.#notTakenOut(insertion, found));
      const isTheirs = insertion.unmarked === true && !isLost && this.#record.of(insertion.file) === undefined;
      return done(isTheirs ? null : this.#takeOut(insertion, found));
    });
  }

  /** True where marks in the files tell that something was put in, and no record does: then what bears no mark is taken for ours, too. */
  #isRecordLost(insertions: readonly Insertion[]): boolean {
    if (insertions.some(({ file }) => this.#record.of(file) !== undefined)) return false;
    return insertions.some((insertion) => {
      const found = findFile(this.#root, insertion.file);
      return insertion.unmarked !== true && typeof found.text === 'string' && insertion.takeOut(found.text) !== found.text;
    });
  }

  #all(
    insertions: readonly Insertion[],
    planned: (insertion: Insertion, found: FoundFile | UnusableFile) => Outcome<Planned>,
  ): Outcome<Steps> {
    const steps: Step[] = [];
    const remarks: string[] = [];
    const problems: Problem[] = [];
    const paths = new Set<string>();
    for (const insertion of insertions) {
      const found = findFile(this.#root, insertion.file);
      // One file may have two names, by a link: it is changed under the first.
      if (found.text !== undefined && paths.has(found.path)) continue;
      if (found.text !== undefined) paths.add(found.path);
      const plan = planned(insertion, found);
      if (!plan.ok) problems.push(...plan.problems);
      else if (plan.value !== null) 'remark' in plan.value ? remarks.push(plan.value.remark) : steps.push(plan.value);
    }
    return problems.length === 0 ? done({ steps, remarks }) : refused(...problems);
  }

  #put(insertion: Insertion, found: FoundFile): Outcome<Planned> {
    const { file } = insertion;
    const text = found.text ?? empty;
    if (found.text !== null && insertion.isIn(text)) return done(null);
    const known = this.#record.of(file);
    const base = withoutIt(text, insertion, known);
    const put = insertion.put(base, this.#shown + file);
    if (!put.ok) return put;
    if (put.value.length === 0)
      return done({ remark: `${this.#shown}${file} has an entry of its own for Tallyplan, and is left as it is` });
    const after = applySplices(base, put.value);
    const created = found.text === null || (base === '' && known?.created === true);
    const folders = found.text === null ? missingFolders(this.#root, file) : madeFor(file, known);
    const splices = put.value.map(({ removed, inserted }) => ({ removed, inserted }));
    return done(
      this.#step(insertion, { ...found, after }, () => {
        for (const folder of folders) mkdirSync(join(this.#root, folder), { recursive: true });
        this.#record.keep(file, { created, folders, splices });
        replaceFile(found.path, bytesOf(after), { executable: insertion.executable === true });
      }),
    );
  }

  #takeOut(insertion: Insertion, found: FoundFile): Planned {
    const { file } = insertion;
    const known = this.#record.of(file);
    if (found.text === null) return null;
    const base = withoutIt(found.text, insertion, known);
    if (base === found.text)
      return known === undefined ? null : { remark: `${this.#shown}${file} was changed since Tallyplan wrote it, and is left as it is` };
    const goes = base === '' && known?.created !== false;
    return this.#step(insertion, { ...found, after: base }, () => {
      if (goes) files.remove(found.path);
      else replaceFile(found.path, bytesOf(base));
      // Without a record nobody knows which folders there were, and git keeps none that is empty.
      const folders = known === undefined && goes && this.#shown === '' ? foldersOf(file) : madeFor(file, known);
      for (const folder of folders.toReversed()) removeIfEmpty(join(this.#root, folder));
      this.#record.forget(file);
    });
  }

  #notTakenOut({ file }: Insertion, { reason }: UnusableFile): Planned {
    return this.#record.of(file) === undefined ? null : { remark: `${this.#shown}${file} ${reason}, and is left as it is` };
  }

  #step({ file: name, does }: Insertion, { path, text, after }: FoundFile & { readonly after: ByteString }, carryOut: () => void): Step {
    const file = this.#shown + name;
    return {
      target: file,
      does,
      diff() {
        const { start, removed, inserted } = spliceBetween(text ?? empty, after);
        return unifiedDiff({ file, before: text, edits: [{ start, end: start + removed.length, text: inserted }] });
      },
      carryOut() {
        if (readText(path) === text) return carryOut();
        throw new StoreProblem('conflict', `${file} was changed while this was decided, and is left as it is; try again`, { file });
      },
    };
  }
}

/** A step, something to be said, or nothing. */
type Planned = Step | { readonly remark: string } | null;

const empty = '' as ByteString;

function withoutIt(text: ByteString, insertion: Insertion, known: KeptFile | undefined): ByteString {
  const exact = known === undefined ? null : withoutSplices(text, known.splices);
  if (exact === null) return insertion.takeOut(text);
  if (exact === '' || known?.created !== true) return exact;
  // What a person added to a file that was made for this is theirs, and so by now is what makes it such a file, as a script's first line.
  const around = insertion.takeOut(text);
  return around === text ? exact : around;
}

interface FoundFile {
  /** Absolute, with no link in it. */
  readonly path: string;
  /** null where there is none. */
  readonly text: ByteString | null;
}
/** Something that nothing can be put into. */
interface UnusableFile {
  readonly text?: undefined;
  /** Follows the name of the file: "is no JSON". */
  readonly reason: string;
}

/** Follows links as long as they stay in the repository. */
function findFile(root: string, file: string): FoundFile | UnusableFile {
  const path = realPath(join(root, file)) || madeThrough(root, join(root, file));
  if (path === '') return { reason: 'is a link to nothing' };
  if (!path.startsWith(root + sep)) return { reason: `leads out of the repository, to ${path}` };
  const above = foldersOf(file).find(
    (folder) => (statSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory() ?? true) === false,
  );
  if (above !== undefined) return { reason: `can't be, since ${above} is no folder` };
  const status = files.status(path);
  if (status !== null && status.kind !== 'file') return { reason: 'is no regular file' };
  const text = readText(path);
  return text?.includes('\0') ? { reason: 'holds NUL bytes, so it is no UTF-8 text' } : { path, text };
}

/**
 * The file that a link to nothing asks for, where it would lie in the repository: people link one name of a file to the
 * other before either is written. Empty where it would not.
 */
function madeThrough(root: string, link: string): string {
  if (!lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return '';
  const target = realPath(resolve(dirname(link), readlinkSync(link)));
  return target.startsWith(root + sep) && existsSync(dirname(target)) ? target : '';
}

function readText(path: string): ByteString | null {
  const read = files.read(path);
  return read === null ? null : byteString(read.bytes);
}

/** Folders on the way to a file that have to be made, outermost first, from the root. */
function missingFolders(root: string, file: string): readonly string[] {
  return foldersOf(file).filter((folder) => files.status(join(root, folder)) === null);
}

/** The record comes from others as much as the file does: no folder but those of the file is taken from it. */
function madeFor(file: string, known: KeptFile | undefined): readonly string[] {
  return foldersOf(file).filter((folder) => known?.folders.includes(folder));
}

function foldersOf(file: string): readonly string[] {
  const parts = file.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** Whatever a person put there keeps it. */
function removeIfEmpty(folder: string): void {
  try {
    rmdirSync(folder);
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error;
  }
}
