/** The three files that git hands to a merge driver, merged into the second of them. Exit status 1 tells git of a conflict. */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { StatusWords } from '@tallyplan/core/document/status-words';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { Actor } from '@tallyplan/core/model/event';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { committer } from '../../git/committer.ts';
import { git } from '../../git/run-git.ts';
import { markersOf, mergeFile } from '../../merging/merge-file.ts';
import { byteString, bytesOf } from '../../stores/bytes.ts';
import { readConfiguration } from '../../stores/configuration-file.ts';
import { errorCode } from '../../stores/file-system.ts';
import { realFileSystem } from '../../stores/real-file-system.ts';
import { storeFolder } from '../../stores/store-folder.ts';
import { StoreProblem } from '../../stores/store-problem.ts';
import { usageProblem } from '../../usage-problem.ts';
import type { Answer, Request, SurfaceContext } from '../command.ts';
import { folderOf } from '../folder-of.ts';
import { oneLine, plainText } from '../plain-text.ts';
import { actorIn } from '../session.ts';

export async function mergeDriver({ common, input }: Request, { terminal }: SurfaceContext): Promise<Outcome<Answer>> {
  const folder = folderOf(common, terminal);
  if (!folder.ok) return folder;
  const actor = actorIn(folder.value, common, terminal);
  if (!actor.ok) return actor;
  const texts = ['base', 'ours', 'theirs'].map((side) => readSide(resolve(folder.value, String(input[side])), side));
  const [base, ours, theirs] = texts;
  if (base?.ok !== true || ours?.ok !== true || theirs?.ok !== true) return texts.find((side) => !side.ok) as Outcome<never>;
  const merged = mergeFile(
    { path: String(input.path), base: base.value, ours: ours.value, theirs: theirs.value },
    {
      actor: named(actor.value, folder.value),
      now: new Date(),
      words: wordsIn(folder.value),
      markers: markersOf(sizeOf(input.markerSize), showsBase(folder.value)),
    },
  );
  if (!common.dryRun) writeFileSync(resolve(folder.value, String(input.ours)), bytesOf(merged.text));
  for (const open of merged.open) terminal.writeError(`tallyplan merge: ${oneLine(plainText(open))}\n`);
  if (merged.open.length > 0) terminal.writeError('tallyplan merge: decide in the plan, then run `tallyplan resolve`\n');
  return done({ result: { clean: merged.open.length === 0, open: merged.open }, text: '', exit: merged.open.length > 0 ? 1 : 0 });
}

function readSide(path: string, side: string): Outcome<ByteString> {
  try {
    return done(byteString(readFileSync(path)));
  } catch (error) {
    if (errorCode(error) === null) throw error;
    return refused(
      usageProblem(`merge: the ${side} version can't be read (${(error as Error).message})`, { missing: ['the files that git makes'] }),
    );
  }
}

/** Whoever merges is who git would say commits; git does not merge for nobody. */
function named(actor: Actor, folder: string): Actor {
  return actor.name === '' ? { ...actor, name: committer(folder) ?? 'nobody' } : actor;
}

/** The words of the configuration as it lies there. It may be in conflict itself; then the usual ones have to do. */
function wordsIn(folder: string): StatusWords | undefined {
  try {
    const read = realFileSystem.read(storeFolder(folder).configuration);
    return readConfiguration(read === null ? null : byteString(read.bytes)).settings.statusWords;
  } catch (error) {
    if (error instanceof StoreProblem || errorCode(error) !== null) return undefined;
    throw error;
  }
}

const sizeOf = (size: unknown) => (typeof size === 'number' && Number.isInteger(size) && size > 0 && size < 100 ? size : 7);

function showsBase(folder: string): boolean {
  return /^z?diff3$/.test(git(folder, ['config', '--get', 'merge.conflictStyle'])?.trim() ?? '');
}
