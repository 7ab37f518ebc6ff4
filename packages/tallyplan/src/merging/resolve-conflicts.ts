/**
 * What git left of a merge, settled by meaning: conflict markers in the plan and in ledgers (hosted merge
 * buttons and clones without the driver leave such), and ledgers that two branches continued.
 *
 * Plan and ledgers help each other. A value that is in conflict in the plan and not in the ledger is what
 * the ledger says; one that is in conflict in the ledger is what somebody made of it in the plan. What
 * neither can tell stays in conflict: its markers stand in the plan, and its ledger keeps two ends.
 */
import type { Document } from '@tallyplan/core/document/document';
import { editDocument } from '@tallyplan/core/document/edit';
import { applyEdits } from '@tallyplan/core/document/editing/edits';
import { Names, type Renamed } from '@tallyplan/core/document/merging/common-names';
import { mergePlans, type PlanSides } from '@tallyplan/core/document/merging/merge-plans';
import { usualMarkers } from '@tallyplan/core/document/merging/text-with-markers';
import { mergedStates } from '@tallyplan/core/ledger/branched-task';
import { readChain } from '@tallyplan/core/ledger/chain';
import type { PlanHistory } from '@tallyplan/core/ledger/history';
import { type LedgerName, ledgerFileOf, ledgerOfFile } from '@tallyplan/core/ledger/ledger-file';
import { endsOf, mergeLedger, unitedLines, type ValueConflict } from '@tallyplan/core/ledger/merge-ledgers';
import { sayingsInConflict } from '@tallyplan/core/ledger/plan-effects';
import { inItsLedger } from '@tallyplan/core/ledger/present-ids';
import type { NameConflict } from '@tallyplan/core/ledger/renames';
import { planEndsOf, planHistory, replayTask } from '@tallyplan/core/ledger/replay';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { SetTracked } from '@tallyplan/core/model/change';
import { allSidesOf, strayMarker } from '@tallyplan/core/model/conflict-sides';
import type { Actor } from '@tallyplan/core/model/event';
import { isProgress } from '@tallyplan/core/model/merge-tracked';
import type { TaskKey } from '@tallyplan/core/model/task-id';
import { sameValue, type TrackedState, type TrackedValue } from '@tallyplan/core/model/tracked-state';
import { trackedValuesOf } from '@tallyplan/core/model/tracked-values';
import { renamingChanges } from '@tallyplan/core/operations/rename';
import type { Stages } from '../git/unmerged-files.ts';
import type { Rewriting, StoredTexts } from '../stores/rewrite-files.ts';
import { sha256 } from '../stores/sha256.ts';
import { type OpenConflict, openInLedger, openInPlan, openNames, pathOf, type ResolvedPlan } from './open-conflicts.ts';
import { type SidesRequest, sidesOf } from './sides-to-merge.ts';

export interface ResolveRequest extends SidesRequest {
  readonly actor: Actor;
  readonly now: Date;
  /** The side that somebody decided for, of a task in conflict, by any of its names; null where nobody did. */
  taken(names: readonly TaskKey[]): Taken;
}

type Taken = 'ours' | 'theirs' | null;

export interface Resolved {
  /** Files that were mended. */
  readonly mended: readonly string[];
  /** How many merge events were added. */
  readonly merges: number;
  /** What is left for a person to decide. */
  readonly open: readonly OpenConflict[];
}

export function resolveConflicts(texts: StoredTexts, request: ResolveRequest): Rewriting<Resolved> {
  const united = new Map(unitedLedgers(texts, request.stages));
  const known = new LedgerStates(united);
  const plan = resolvedPlan(texts.plan, known, request);
  const ledgers = new Map<LedgerName, ByteString>();
  const open: OpenConflict[] = [...openInPlan(plan, request.file)];
  const decided: DecidedValue[] = [];
  let merges = 0;
  const document = request.read(plan.text);
  const told = new Set(plan.tasks.map(({ task }) => known.ledgerOf(task)));
  for (const task of document.plan.tasks) known.ledgerOf(task.key);
  for (const [name, text] of united) {
    const context = {
      actor: request.actor,
      at: request.now.toISOString(),
      digest: sha256,
      decide: (conflict: ValueConflict, ends: Ends) => {
        // While there are markers in the plan, nobody has decided what it says.
        if (plan.conflicts > 0) return null;
        const task = known.taskOf(name);
        const side = decidedIn(valuesOf(document, task), conflict, ends);
        decided.push({ task, path: conflict.path, value: conflict[side] });
        return side;
      },
      decideName: ({ ours, theirs }: NameConflict) => {
        if (plan.conflicts > 0) return null;
        return document.plan.task(ours) === undefined && document.plan.task(theirs) !== undefined ? 'theirs' : 'ours';
      },
    };
    const merged = mergeLedger(name, text, context);
    merges += merged.merges.length;
    open.push(...openInLedger(name, merged, told.has(name)), ...openNames(merged, plan));
    if (merged.text !== texts.ledgers.find((file) => file.name === ledgerFileOf(name))?.text) ledgers.set(name, merged.text);
  }
  const text = withProgress(document, decided);
  const isMended = text !== texts.plan;
  const mended = [...(isMended ? [request.file] : []), ...[...ledgers.keys()].map(pathOf)];
  return { result: { mended, merges, open }, plan: isMended ? text : null, ledgers };
}

interface DecidedValue {
  readonly task: TaskKey;
  readonly path: string;
  readonly value: TrackedValue;
}

/**
 * The plan with all that tells how far a task has come as the side has it that was decided for: of two such
 * states git merges, line by line, what does not touch.
 */
function withProgress(document: Document, decided: readonly DecidedValue[]): ByteString {
  const changes = decided.flatMap(({ task, path, value }): readonly SetTracked[] =>
    isProgress(path) && !(value instanceof Object) ? [{ kind: 'set-tracked', task, path, to: value }] : [],
  );
  const edited = editDocument(document, changes);
  return edited.ok ? applyEdits(document.text, edited.edits) : document.text;
}

/** Every ledger that git left in pieces, as one list of lines; what stands in git's index is not lost, whatever became of the file. */
function unitedLedgers({ ledgers }: StoredTexts, stages: ReadonlyMap<string, Stages>): readonly (readonly [LedgerName, ByteString])[] {
  return ledgers.flatMap(({ name, text }): readonly (readonly [LedgerName, ByteString])[] => {
    const ledger = ledgerOfFile(name);
    if (ledger === null) return [];
    const written = allSidesOf(text);
    const staged = stages.get(pathOf(ledger));
    if (written.length === 1 && staged === undefined) return [[ledger, text]];
    const kept = [staged?.ours, staged?.theirs, staged?.base].flatMap((side) => (side == null ? [] : allSidesOf(side)));
    return [[ledger, unitedLines(...written, ...kept)]];
  });
}

type Ends = { readonly ours: TrackedState; readonly theirs: TrackedState };

/** What the ledgers say of a task, where two ends of its ledger are in no conflict or there is one. */
class LedgerStates {
  readonly #texts: ReadonlyMap<LedgerName, ByteString>;
  readonly #plan: PlanHistory;
  readonly #presentOf = new Map<LedgerName, TaskKey>();
  /** Tasks to which two ends of the plan's ledger give two names. */
  readonly namesInConflict: readonly NameConflict[];
  readonly #known = new Map<LedgerName, { readonly state: TrackedState | null; readonly conflicts: readonly string[] }>();

  constructor(texts: ReadonlyMap<LedgerName, ByteString>) {
    this.#texts = texts;
    const chain = readChain('plan', texts.get('plan') ?? ('' as ByteString), sha256);
    this.#plan = planHistory(chain);
    const ends = planEndsOf(chain);
    this.namesInConflict = ends === null ? [] : sayingsInConflict(ends);
  }

  /** What tasks were renamed to, where the ends do not say two things. */
  get renamed(): Renamed {
    const open = new Set(this.namesInConflict.map(({ task }) => task));
    return new Map([...this.#plan.aliases].filter(([task]) => !open.has(task)));
  }

  /** A renamed task goes on in the ledger that it began with. */
  ledgerOf(task: TaskKey): LedgerName {
    const { ledger } = inItsLedger({ ledger: task, operation: 'merge', input: {}, changes: [] }, this.#plan);
    if (ledger !== 'plan') this.#presentOf.set(ledger, task);
    return ledger;
  }

  taskOf(ledger: LedgerName): TaskKey {
    return this.#presentOf.get(ledger) ?? (ledger as TaskKey);
  }

  /** The value at a path: undefined where two branches are in conflict about it, or no ledger tells it. */
  value(task: TaskKey, path: string): TrackedValue | undefined {
    const { state, conflicts } = this.#of(this.ledgerOf(task));
    return state === null || conflicts.includes(path) ? undefined : (state[path] ?? null);
  }

  #of(ledger: LedgerName) {
    const known = this.#known.get(ledger) ?? this.#read(ledger);
    this.#known.set(ledger, known);
    return known;
  }

  #read(ledger: LedgerName) {
    const text = this.#texts.get(ledger) ?? ('' as ByteString);
    if (ledger === 'plan') return { state: null, conflicts: [] };
    const ends = endsOf(readChain(ledger, text, sha256));
    return ends === null ? { state: replayTask(ledger, text, sha256).state, conflicts: [] } : mergedStates(ends);
  }
}

function resolvedPlan(text: ByteString, known: LedgerStates, request: ResolveRequest): ResolvedPlan {
  const { taken } = request;
  const found = sidesOf(text, request);
  if (found === null) {
    const stray = strayMarker(text);
    const line = stray === null ? null : text.slice(0, stray).split('\n').length;
    return { text, conflicts: line === null ? 0 : 1, tasks: [], takenOut: [], apart: [], names: [], stray: line };
  }
  const documents = withOneName(found.sides, known, taken);
  const { renamed } = known;
  const names = new Names(documents, renamed);
  const merged = mergePlans(documents, {
    renamed,
    // What is left is asked for again: where the index does not tell the base, the markers go on to.
    markers: { ...usualMarkers, showsBase: found.isBaseWritten },
    take: (task) => taken(names.all(task)),
    settle: ({ task, ours: name, theirs: otherName }, { path, ours, theirs }) => {
      const side = taken([task, name, otherName]);
      return known.value(name, path) ?? (side === null ? undefined : side === 'ours' ? ours : theirs);
    },
  });
  return { ...merged, names: names.inConflict, stray: null };
}

/** The sides with tasks that both renamed under the name that was decided for. The ledger tells of them where no ancestor does. */
function withOneName(sides: PlanSides, known: LedgerStates, taken: ResolveRequest['taken']): PlanSides {
  const { renamed: told } = known;
  const found = [...new Names(sides, told).inConflict, ...known.namesInConflict.filter(({ ours, theirs }) => stand(sides, ours, theirs))];
  let { ours, theirs } = sides;
  for (const names of found) {
    const name = told.get(names.task);
    const side = name === names.ours ? 'ours' : name === names.theirs ? 'theirs' : taken([names.task, names.ours, names.theirs]);
    if (side === 'ours') theirs = renamed(theirs, names.theirs, names.ours);
    if (side === 'theirs') ours = renamed(ours, names.ours, names.theirs);
  }
  return { ...sides, ours, theirs };
}

function stand({ ours, theirs }: PlanSides, name: TaskKey, otherName: TaskKey): boolean {
  return ours.plan.task(name) !== undefined && theirs.plan.task(otherName) !== undefined;
}

function renamed(document: Document, from: TaskKey, to: TaskKey): Document {
  const task = document.plan.task(from);
  const edited = task === undefined ? null : editDocument(document, renamingChanges(document.plan, task, to));
  return edited?.ok === true ? document.reread(applyEdits(document.text, edited.edits)) : document;
}

function valuesOf({ plan }: Document, task: TaskKey): TrackedState | null {
  const found = plan.task(task);
  return found === undefined ? null : trackedValuesOf(found);
}

/** The side that the plan says by now; ours where it says neither, since the difference is then an edit by hand. */
function decidedIn(plan: TrackedState | null, conflict: ValueConflict, ends: Ends): 'ours' | 'theirs' {
  const [mine, others] = [ends.ours.status, ends.theirs.status];
  const path = isProgress(conflict.path) && mine !== others ? 'status' : conflict.path;
  const said = plan?.[path];
  const isTheirs = said !== undefined && sameValue(said, ends.theirs[path] ?? null) && !sameValue(said, ends.ours[path] ?? null);
  return isTheirs ? 'theirs' : 'ours';
}
