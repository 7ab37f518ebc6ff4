/** What `resolve` leaves for a person to decide: where it stands, of which task, and told. */
import type { MergedPlan } from '@tallyplan/core/document/merging/merge-plans';
import { readChain } from '@tallyplan/core/ledger/chain';
import { type LedgerName, ledgerFileOf } from '@tallyplan/core/ledger/ledger-file';
import type { MergedLedger } from '@tallyplan/core/ledger/merge-ledgers';
import type { NameConflict } from '@tallyplan/core/ledger/renames';
import { sha256 } from '../stores/sha256.ts';
import { tellApart, tellNames, tellPlaces, tellTakenOut, tellTask, tellValues } from './tell-conflicts.ts';

export interface OpenConflict {
  readonly file: string;
  readonly task?: string;
  readonly message: string;
  /** What each side calls the task, where that is what they do not agree about. */
  readonly names?: { readonly ours: string; readonly theirs: string };
}

/** The plan, and of the tasks that still have two names in it both. */
export interface ResolvedPlan extends MergedPlan {
  readonly names: readonly NameConflict[];
  /** The line of a marker that is left of a conflict; null where there is none. */
  readonly stray: number | null;
}

export function openInPlan(plan: ResolvedPlan, file: string): readonly OpenConflict[] {
  if (plan.stray !== null)
    return [{ file, message: `line ${plan.stray}: a conflict marker without the others of its conflict; take it out` }];
  return [
    ...plan.tasks.map((conflict) => {
      const name = plan.names.find(({ task }) => task === conflict.task);
      return { file, task: conflict.task, message: tellTask(conflict, name), ...bothNames(name) };
    }),
    ...plan.takenOut.map((taken) => ({ file, task: taken.task, message: tellTakenOut(taken) })),
    ...plan.apart.map((task) => ({ file, task, message: tellApart(task) })),
    ...tellPlaces(plan).map((message) => ({ file, message })),
  ];
}

/** Of names that are in conflict in the plan too, the plan has told. */
export function openNames({ names }: MergedLedger, plan: ResolvedPlan): readonly OpenConflict[] {
  const told = new Set(plan.names.map(({ task }) => task));
  return names
    .filter(({ task }) => !told.has(task))
    .map((name) => ({ file: pathOf('plan'), task: name.task, message: tellNames(name), ...bothNames(name) }));
}

function bothNames(names: NameConflict | undefined): Pick<OpenConflict, 'names'> {
  return names === undefined ? {} : { names: { ours: names.ours, theirs: names.theirs } };
}

/** What is in conflict in the plan has been told. */
export function openInLedger(name: LedgerName, { conflicts, broken, text }: MergedLedger, isTold: boolean): readonly OpenConflict[] {
  const file = pathOf(name);
  if (broken !== null)
    return readChain(name, text, sha256).heads.length > 1 ? [{ file, message: `no merge event can be added: ${broken}` }] : [];
  return isTold || conflicts.length === 0 ? [] : [{ file, message: tellValues(conflicts) }];
}

export const pathOf = (name: LedgerName) => `.tallyplan/ledger/${ledgerFileOf(name)}`;
