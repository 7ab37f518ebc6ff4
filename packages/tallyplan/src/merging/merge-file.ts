/** One file merged by meaning, from the three texts that git hands to a merge driver. */

import { Names } from '@tallyplan/core/document/merging/common-names';
import { mergePlans } from '@tallyplan/core/document/merging/merge-plans';
import { type MarkerStyle, usualMarkers } from '@tallyplan/core/document/merging/text-with-markers';
import { readDocument } from '@tallyplan/core/document/read';
import type { StatusWords } from '@tallyplan/core/document/status-words';
import { ledgerOfFile } from '@tallyplan/core/ledger/ledger-file';
import { mergeLedger, unitedLines } from '@tallyplan/core/ledger/merge-ledgers';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { allSidesOf } from '@tallyplan/core/model/conflict-sides';
import type { Actor } from '@tallyplan/core/model/event';
import { sha256 } from '../stores/sha256.ts';
import { yamlLibrary } from '../yaml-library.ts';
import { basesOf } from './bases.ts';
import { tellApart, tellNames, tellPlaces, tellTakenOut, tellTask, tellValues } from './tell-conflicts.ts';

export interface FileSides {
  /** How the file is named, from the root of the repository. */
  readonly path: string;
  /** '' where both sides began it. */
  readonly base: ByteString;
  readonly ours: ByteString;
  readonly theirs: ByteString;
}

export interface MergeManner {
  readonly actor: Actor;
  readonly now: Date;
  readonly words: StatusWords | undefined;
  readonly markers: MarkerStyle;
}

export interface MergedFile {
  readonly text: ByteString;
  /** What is left for a person to decide, a line each; none where the merge is clean. */
  readonly open: readonly string[];
}

export function mergeFile(sides: FileSides, manner: MergeManner): MergedFile {
  const ledger = /(?:^|\/)\.tallyplan\/ledger\/([^/]+)$/.exec(sides.path)?.[1];
  return ledger === undefined ? mergePlanFile(sides, manner) : mergeLedgerFile(ledger, sides, manner);
}

function mergeLedgerFile(file: string, { path, base, ours, theirs }: FileSides, { actor, now }: MergeManner): MergedFile {
  const name = ledgerOfFile(file);
  if (name === null) return { text: ours, open: ours === theirs ? [] : [`${path}: its name is no ledger's, so it is left as ours`] };
  // Markers that somebody committed, or that git left in the ancestor, are no lines of a ledger.
  const united = unitedLines(...[ours, theirs, base].flatMap(allSidesOf));
  const context = { actor, at: now.toISOString(), digest: sha256, decide: () => null, decideName: () => null };
  const { text, conflicts, names, broken } = mergeLedger(name, united, context);
  const told = [
    ...names.map((each) => `${path}: ${tellNames(each)}`),
    ...(conflicts.length === 0 ? [] : [`${name === 'plan' ? path : name}: ${tellValues(conflicts)}`]),
  ];
  return { text, open: broken === null ? told : [`${path}: no merge event can be added to it (${broken})`, ...told] };
}

function mergePlanFile({ path, base, ours, theirs }: FileSides, { words, markers }: MergeManner): MergedFile {
  const read = (text: ByteString) => readDocument(text, { path, library: yamlLibrary, ...(words === undefined ? {} : { words }) });
  // Where branches were merged crosswise, git merges their ancestors first, and hands in what is in conflict there.
  const documents = { ...basesOf(base, read), ours: read(ours), theirs: read(theirs) };
  const merged = mergePlans(documents, { markers });
  const names = new Map(new Names(documents).inConflict.map((each) => [each.task, each]));
  const told = [
    ...merged.tasks.map((each) => tellTask(each, names.get(each.task))),
    ...merged.takenOut.map(tellTakenOut),
    ...merged.apart.map(tellApart),
    ...tellPlaces(merged),
  ];
  return { text: merged.text, open: told.map((each) => `${path}: ${each}`) };
}

/** @param size how many characters a marker has: git's `%L` */
export function markersOf(size: number, showsBase: boolean): MarkerStyle {
  return { ...usualMarkers, size, showsBase };
}
