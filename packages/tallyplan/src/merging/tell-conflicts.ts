/** What is left for a person to decide, told: of a plan and of its ledgers. */
import type { MergedPlan } from '@tallyplan/core/document/merging/merge-plans';
import type { TaskConflict } from '@tallyplan/core/document/merging/merged-values';
import type { TakenOut } from '@tallyplan/core/document/merging/taken-out';
import { adoptionPath, type ValueConflict } from '@tallyplan/core/ledger/merge-ledgers';
import type { NameConflict } from '@tallyplan/core/ledger/renames';
import type { TaskKey } from '@tallyplan/core/model/task-id';

/** What both sides moved of a task in the plan; a name that they moved is told as the two that it has now. */
export function tellTask({ task, paths }: TaskConflict, names: NameConflict | undefined): string {
  const values = names === undefined ? paths : paths.filter((path) => path !== 'id');
  return [
    ...(names === undefined ? [] : [tellNames(names)]),
    ...(values.length === 0 ? [] : [`${task}: both sides moved ${values.map((value) => `\`${value}\``).join(', ')}`]),
  ].join('; ');
}

export function tellTakenOut({ task, by }: TakenOut): string {
  const other = by === 'ours' ? 'theirs' : 'ours';
  return `${task} was taken out in ${by} and changed in ${other}: \`tallyplan resolve ${task} --take ${other}\` keeps it`;
}

export function tellApart(task: TaskKey): string {
  return `${task} was put in two places, one in ours and one in theirs: \`tallyplan resolve ${task} --take ours\` or \`--take theirs\` decides`;
}

/** How many places of the text are in conflict that are of no task; nothing where none is. */
export function tellPlaces({ text, conflicts, tasks, takenOut, apart }: MergedPlan): readonly string[] {
  const named = new Set([...tasks.map(({ task }) => task), ...apart]);
  const others = conflicts - named.size - takenOut.length;
  if (others <= 0) return [];
  // Beside conflicts of tasks nobody can tell whose the markers are.
  const where = others === conflicts ? tellLines(linesOfMarkers(text)) : '';
  return [`${others} ${others === 1 ? 'place' : 'places'} of the text that both sides changed${where}`];
}

function linesOfMarkers(text: string): readonly number[] {
  return text.split('\n').flatMap((line, index) => (/^<{7,}(?: |\r?$)/.test(line) ? [index + 1] : []));
}

const mostLines = 8;

function tellLines(lines: readonly number[]): string {
  if (lines.length === 0) return '';
  const shown = lines.slice(0, mostLines).join(', ');
  return `: ${lines.length === 1 ? 'line' : 'lines'} ${shown}${lines.length > mostLines ? ` and ${lines.length - mostLines} more` : ''}`;
}

export function tellNames({ task, ours, theirs }: NameConflict): string {
  const take = `tallyplan resolve ${task} --take`;
  return (
    `${task} has two names: ${ours} in ours, ${theirs} in theirs. Decide for one: \`${take} ours\` keeps ${ours}, ` +
    `\`${take} theirs\` keeps ${theirs}, and the other leads to it from then on`
  );
}

/** Values, or the adoption itself: two states that the plan was adopted in are nothing to merge. */
export function tellValues(conflicts: readonly ValueConflict[]): string {
  const isAdoption = conflicts.some(({ path }) => path === adoptionPath);
  return isAdoption ? twoAdoptions : `both sides moved ${conflicts.map(tellValue).join(', ')}`;
}

function tellValue({ path, ours, theirs }: ValueConflict): string {
  return `\`${path}\` (${String(ours)} here, ${String(theirs)} there)`;
}

const twoAdoptions =
  'both sides adopted the plan, in two states of it. Keep one adoption with its ledgers: ' +
  '`git rm -rqf .tallyplan`, then `git checkout HEAD -- .tallyplan` (ours) or `git checkout MERGE_HEAD -- .tallyplan` (theirs); ' +
  'then `tallyplan resolve`, and `tallyplan record` for what the plan says beyond it';
