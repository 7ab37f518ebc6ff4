/**
 * The dependents and the prerequisites of every task, merged as the lists that they are: what one side added is there,
 * what one side took out is not. The ledger merges prerequisites so, too.
 *
 * Only ids are merged so. Where both sides put something else in place of one id, or other words, the lines speak.
 */
import type { Task } from '../../model/plan.ts';
import type { Names } from './common-names.ts';
import type { PlanSides } from './merge-plans.ts';
import type { SaidAlike } from './said-alike.ts';

const fields = ['dependents', 'depends_on'] as const;

/** What makes each of the three texts say the merged lists. */
export function mergedDependencies({ base, ours, theirs }: PlanSides, names: Names): readonly SaidAlike[] {
  if (base === null) return [];
  return ours.plan.tasks.flatMap((mine) => {
    const key = names.commonOf('ours', mine);
    const [was, others] = [base.plan.task(key), names.taskIn('theirs', theirs, key)];
    if (was === undefined || others === undefined || names.taskIn('ours', ours, key) !== mine) return [];
    return fields.flatMap((field): readonly SaidAlike[] => {
      const merged = mergeLists(written(was, field), written(mine, field), written(others, field));
      if (merged === null) return [];
      const set = (task: Task) =>
        written(task, field) === merged ? [] : [{ kind: 'set-field', task: task.key, field, to: merged } as const];
      return [{ base: set(was), ours: set(mine), theirs: set(others) }];
    });
  });
}

function written(task: Task, field: (typeof fields)[number]): string {
  return field === 'dependents' ? task.dependentsText : task.dependsOnText;
}

/** null where they are no lists that both sides changed, or none that can be merged. */
function mergeLists(...texts: readonly [base: string, ours: string, theirs: string]): string | null {
  const [before, mine, others] = texts;
  if (mine === others || mine === before || others === before) return null;
  const [base, ours, theirs] = texts.map(itemsOf) as [Items, Items, Items];
  if (texts.some((text, index) => new Set([base, ours, theirs][index]).size !== itemsOf(text).length)) return null;
  const differing = [...new Set([...base, ...ours, ...theirs])].filter(
    (item) => ![base, ours, theirs].every((list) => list.includes(item)),
  );
  if (!differing.every((item) => id.test(item))) return null;
  const added = { ours: additions(ours, base), theirs: additions(theirs, base) };
  const isReplaced = base.some((item) => !ours.includes(item) && !theirs.includes(item));
  if (isReplaced && !areSame(added.ours, added.theirs)) return null;
  const merged = [...bothAdded(added, null), ...base.flatMap((item) => [...kept(item, ours, theirs), ...bothAdded(added, item)])];
  return [...new Set(merged)].join(', ');
}

type Items = readonly string[];
type Additions = ReadonlyMap<string | null, Items>;

const id = /^[\p{L}]+-[\p{L}\p{N}.]+$/u;

function itemsOf(text: string): Items {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** What a side added, by the item of the base that it stands behind. */
function additions(side: Items, base: Items): Additions {
  const added = new Map<string | null, string[]>();
  let last: string | null = null;
  for (const item of side) {
    if (base.includes(item)) last = item;
    else added.set(last, [...(added.get(last) ?? []), item]);
  }
  return added;
}

function areSame(one: Additions, other: Additions): boolean {
  const [mine, others] = [one, other].map((added) => [...added.values()].flat().sort().join());
  return mine === others;
}

/** In the order of ids, so that whoever merges the other way round gets the same. */
function bothAdded({ ours, theirs }: Record<'ours' | 'theirs', Additions>, behind: string | null): Items {
  const [one, other] = [ours.get(behind) ?? [], theirs.get(behind) ?? []];
  return one.length === 0 || other.length === 0 ? [...one, ...other] : [...one, ...other].sort();
}

function kept(item: string, ours: Items, theirs: Items): Items {
  return ours.includes(item) && theirs.includes(item) ? [item] : [];
}
