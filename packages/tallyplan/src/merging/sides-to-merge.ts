/** The three sides that a plan is merged from: as its markers have them, as git's index does, or as the merge had them that git made of lines. */
import type { Document } from '@tallyplan/core/document/document';
import { Names } from '@tallyplan/core/document/merging/common-names';
import type { PlanSides } from '@tallyplan/core/document/merging/merge-plans';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { type ConflictSides, conflictSides } from '@tallyplan/core/model/conflict-sides';
import type { TaskKey } from '@tallyplan/core/model/task-id';
import type { MergedByLines } from '../git/merged-by-lines.ts';
import type { Stages } from '../git/unmerged-files.ts';
import { lineEndOf } from '../line-end.ts';
import { basesOf } from './bases.ts';

export interface SidesRequest {
  /** How the plan is named, from the root. */
  readonly file: string;
  /** What git's index keeps of files in conflict, by path from the root. */
  readonly stages: ReadonlyMap<string, Stages>;
  /** The merge of the plan that HEAD is, where git made it by its lines alone. */
  merged(): MergedByLines | null;
  /** Whether a text is what git makes of the lines of these. */
  isMadeByLines(text: ByteString, of: Stages): boolean;
  read(text: ByteString): Document;
}

/** The sides that the plan is merged from; null where there is nothing to merge. */
export function sidesOf(text: ByteString, request: SidesRequest): SidesToMerge | null {
  const { read } = request;
  const written = conflictSides(text);
  if (written === null) {
    const sides = sidesBeforeDoubling(text, request);
    return sides === null ? null : { sides, isBaseWritten: false };
  }
  const staged = request.stages.get(request.file) ?? committed(request.merged());
  const there = checkedOut(staged, text);
  const isUntouched = there !== undefined && request.isMadeByLines(text, there);
  const sides = { ...basesOf(there?.base ?? written.base, read), ...sidesRead(written, { staged: there, isUntouched }, read) };
  return { sides, isBaseWritten: there?.base == null && written.base !== null };
}

/** The sides of a merge that was committed with its markers; those of one without any are of another conflict. */
function committed(made: MergedByLines | null): Stages | undefined {
  return made === null || conflictSides(made.result) === null ? undefined : made;
}

interface SidesToMerge {
  readonly sides: PlanSides;
  /** The markers tell it, and git does not. */
  readonly isBaseWritten: boolean;
}

/** Where git's lines put an entry into the plan twice without being in conflict, as they do when both sides moved it: the sides of that merge. */
function sidesBeforeDoubling(text: ByteString, { merged, read }: Pick<SidesRequest, 'merged' | 'read'>): PlanSides | null {
  const made = merged();
  const staged = checkedOut(made ?? undefined, text);
  // What was edited since is a person's.
  if (made === null || staged?.ours == null || staged.theirs == null || asCheckedOut(made.result, text) !== text) return null;
  const sides = { ...basesOf(staged.base, read), ours: read(staged.ours), theirs: read(staged.theirs) };
  const names = new Names(sides);
  const doubled = timesDoubled(read(text), names);
  return doubled > Math.max(timesDoubled(sides.ours, names), timesDoubled(sides.theirs, names)) ? sides : null;
}

/** The sides in the index as they would lie there: git may turn line ends on the way, and keeps LF. */
function checkedOut(staged: Stages | undefined, text: ByteString): Stages | undefined {
  if (staged === undefined || lineEndOf(text) === '\n') return staged;
  const turned = (side: ByteString | null) => (side === null ? null : asCheckedOut(side, text));
  return { base: turned(staged.base), ours: turned(staged.ours), theirs: turned(staged.theirs) };
}

function asCheckedOut(side: ByteString, text: ByteString): ByteString {
  return lineEndOf(text) === '\n' ? side : (side.replace(/\r?\n/g, '\r\n') as ByteString);
}

interface InGit {
  /** Where git keeps them. */
  readonly staged: Stages | undefined;
  /** The file is what git's lines made of them. */
  readonly isUntouched: boolean;
}

/**
 * Both sides as the file has them, since what somebody settled there by hand stays settled. Where nobody did anything yet,
 * the sides are those of the index: git's lines may have settled what was nobody's word. So they are where these put an
 * entry there twice that neither side has twice, or into one side alone what both have, as they do when one side moved it.
 */
function sidesRead(
  sides: Pick<ConflictSides, 'ours' | 'theirs'>,
  { staged, isUntouched }: InGit,
  read: SidesRequest['read'],
): Pick<PlanSides, 'ours' | 'theirs'> {
  const written = { ours: read(sides.ours), theirs: read(sides.theirs) };
  if (staged?.ours == null || staged.theirs == null) return written;
  const index = { ours: read(staged.ours), theirs: read(staged.theirs) };
  if (isUntouched) return index;
  const names = new Names({ ...basesOf(staged.base, read), ...index });
  return isDoubled(written, index, names) || isTorn(written, index, names) ? index : written;
}

type ReadSides = Pick<PlanSides, 'ours' | 'theirs'>;

function isDoubled(written: ReadSides, index: ReadSides, names: Names): boolean {
  return (['ours', 'theirs'] as const).some((side) => timesDoubled(written[side], names) > timesDoubled(index[side], names));
}

/** Whether an entry of both sides stands in one of them alone. */
function isTorn(written: ReadSides, index: ReadSides, names: Names): boolean {
  const [ours, theirs] = [keysOf(written.ours, names), keysOf(written.theirs, names)].map((keys) => new Set(keys));
  const others = new Set(keysOf(index.theirs, names));
  return keysOf(index.ours, names).some((key) => others.has(key) && ours?.has(key) !== theirs?.has(key));
}

/** Entries of a task that another one is of. */
function timesDoubled(document: Document, names: Names): number {
  const keys = keysOf(document, names);
  return keys.length - new Set(keys).size;
}

/** The tasks of a text by the ids that they had before either side renamed them: git's lines give one text what both sides say. */
function keysOf({ plan }: Document, names: Names): readonly TaskKey[] {
  return plan.tasks.filter(({ placeholder }) => !placeholder).map(({ key }) => names.before(key) ?? key);
}
