/** What `check` reports about the text of the plan: what can't be read, ids, priorities, template rows. */
import type { Flaw, FlawRule, Task } from '../model/plan.ts';
import { isPlaceholderId } from '../model/task-id.ts';
import type { RuleWorld } from './rule-world.ts';
import type { PlanRule, Sighting } from './sighting.ts';
import { someOf } from './sighting.ts';
import { brokenYaml, unreadDocuments } from './unread-documents.ts';

export const documentRules = {
  'invalid-yaml': (world) => [...brokenEntries(world), ...brokenYaml(world)],
  'duplicate-key': flaws('duplicate-key', 'take out one of the two; until then its tasks are read-only'),
  'unknown-status': flaws('unknown-status', 'add the word to status_words in .tallyplan/config.yaml'),
  unmapped: (world) => [...unmapped(world), ...unreadDocuments(world)],
  'invalid-priority': invalidPriorities,
  'duplicate-id': (world) => repeatedIds(world).filter(({ rule }) => rule === 'duplicate-id'),
  'id-width': (world) => repeatedIds(world).filter(({ rule }) => rule === 'id-width'),
  placeholder: placeholders,
} as const satisfies Readonly<Record<string, PlanRule>>;

const brokenEntries = flaws('invalid-yaml', 'correct the YAML there; until then its tasks are read-only');
const unmapped = flaws('unmapped', 'nothing need be done: it is kept as it stands');

/** The reader saw these while reading; here they only become findings. */
export function flaws(rule: FlawRule, remedy: string): PlanRule {
  return ({ plan, places }) =>
    plan.flaws
      .filter((flaw) => flaw.rule === rule)
      .map((flaw): Sighting => {
        const task = flaw.task === undefined ? undefined : plan.task(flaw.task);
        return {
          rule,
          message: flaw.message,
          about: [flaw.message],
          place: () => places.ofSpan(flaw.span),
          ...(task === undefined ? {} : { task }),
          remedy: `${instead(flaw)}${remedy}`,
        };
      });
}

/** What to write in the place of a flaw. */
function instead({ hint, words }: Flaw): string {
  if (hint !== undefined) return `did you mean ${hint}? Else `;
  return words === undefined ? '' : `write one of ${someOf(words, mostWords)}, or `;
}

/** A configuration may add any number of them. */
const mostWords = 20;

function invalidPriorities({ plan, places }: RuleWorld): readonly Sighting[] {
  return plan.tasks.flatMap((task): readonly Sighting[] => {
    const { id, priority } = task;
    if (task.placeholder || priority === null || rankOf(task) !== null) return [];
    return [
      {
        rule: 'invalid-priority',
        message: `${id}: "${priority}" is no priority; P0, P1, P2 … are`,
        about: [priority],
        place: () => places.ofTask(task, 'priority'),
        task,
        remedy: `tallyplan set ${id} priority P1`,
      },
    ];
  });
}

/** The number of a priority, 0 the most urgent; null where there is none. */
export function rankOf({ priority }: Task): number | null {
  return priority !== null && isRank(priority) ? Number(priority.slice(1)) : null;
}

function isRank(priority: string): boolean {
  // Nearly all are of one digit, and this is asked of every task by several rules.
  if (priority.length === 2 && priority.startsWith('P')) return priority >= 'P0' && priority <= 'P9';
  return /^P\d{1,3}$/i.test(priority);
}

/** Entries that share a key with an earlier one: under the same id, or under one that differs in width alone. */
function repeatedIds({ plan, graph: { repeated }, places }: RuleWorld): readonly Sighting[] {
  const first = new Map<string, Task>();
  const found: Sighting[] = [];
  for (const task of repeated.size === 0 ? [] : plan.tasks) {
    if (!repeated.has(task.key) || isPlaceholderId(task.id)) continue;
    const twin = first.get(task.id.toUpperCase()) ?? first.get(task.key);
    const rule = twin?.id.toUpperCase() === task.id.toUpperCase() ? 'duplicate-id' : 'id-width';
    if (twin !== undefined) {
      found.push({
        rule,
        message: `${task.id} is ${rule === 'duplicate-id' ? 'the id of another task too' : `the same id as ${twin.id}`} (line ${twin.line})`,
        about: [task.id],
        place: () => places.ofTask(task, 'id'),
        task,
        remedy: 'give one of the two another id in an editor; where a merge of git put it there twice: tallyplan resolve',
      });
    }
    for (const name of [task.id.toUpperCase(), task.key]) if (!first.has(name)) first.set(name, task);
  }
  return found;
}

function placeholders({ plan, places }: RuleWorld): readonly Sighting[] {
  const remedy = 'fill it in, or take it out';
  const tasks = plan.tasks.filter((task) => task.placeholder);
  const rows = plan.sessionLog.filter((row) => row.placeholder);
  return [
    ...tasks.map(
      (task): Sighting => ({
        rule: 'placeholder',
        message: `${task.id} (${task.name}) is a template row`,
        about: [task.id],
        place: () => places.ofTask(task, 'entry'),
        task,
        remedy,
      }),
    ),
    ...rows.map(
      (row): Sighting => ({
        rule: 'placeholder',
        message: `a template row in the session log (${row.date})`,
        about: [row.task],
        place: () => places.ofLogRow(row, 'row'),
        remedy,
      }),
    ),
  ];
}
