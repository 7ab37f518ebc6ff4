/** Warnings about documents and the progress of their tasks: `status-ahead`, `target-missing`, `effort-missing`, `broken-link`. */
import type { RuleWorld } from '../rule-world.ts';
import { isCompleted } from '../sequence.ts';
import type { DocumentCheck } from './consistency.ts';
import { beginningOf, contradiction, quoteOf } from './contradiction.ts';
import { planTaskOf } from './plan-task-of.ts';

/** What a document says while work on its task is still to come, or under way. "Approved" says nothing of progress. */
const unfinished = new Set(['draft', 'planned', 'review', 'in-progress', 'blocked']);

export const statusAhead: DocumentCheck = (world, document) => {
  const { status } = document.facts;
  const task = status?.means == null ? undefined : planTaskOf(world, document);
  if (task === undefined || status?.means == null) return [];
  const done = isCompleted(world, task);
  const isAhead = status.means === 'completed' && !done;
  if (!isAhead && !(done && unfinished.has(status.means))) return [];
  return [
    contradiction(quoteOf(document, status.span), {
      rule: 'status-ahead',
      message: `${document.id} says ${status.word}, and the plan has ${task.id} as ${done ? 'COMPLETED' : (task.status ?? task.statusText)}`,
      there: { file: world.file, place: world.places.ofTask(task, 'status'), text: task.statusText },
      about: [document.key, status.means, done ? 'COMPLETED' : 'open'],
      remedy: isAhead ? `complete ${task.id}, or correct the status of ${document.id}` : `set the status of ${document.id}`,
    }),
  ];
};

export const targetMissing: DocumentCheck = (world, document) => {
  const task = document.type === 'TASKS' ? planTaskOf(world, document) : undefined;
  if (task === undefined || !isCompleted(world, task)) return [];
  return world.upstream.filesOf(document).flatMap((file) =>
    file.facts.outputs
      .filter(({ path }) => !world.upstream.exists(path))
      .map(({ path, span }) =>
        contradiction(quoteOf(file, span), {
          rule: 'target-missing',
          message: `${task.id} is COMPLETED, and ${path}, which ${document.id} declares as its output, is not there`,
          about: [document.key, path],
          remedy: `correct the path in ${document.id}, or reopen ${task.id}`,
        }),
      ),
  );
};

/** Efforts are missed only where efforts are kept: one TASKS document without one among others that have it. */
export const effortMissing: DocumentCheck = (world, document) => {
  if (document.type !== 'TASKS' || (document.facts.effort?.hours ?? null) !== null) return [];
  const task = planTaskOf(world, document);
  if (task === undefined || isCompleted(world, task) || !keepsEfforts(world, document.path)) return [];
  const { effort } = document.facts;
  return [
    contradiction(effort === null ? beginningOf(document) : quoteOf(document, effort.span), {
      rule: 'effort-missing',
      message: `${document.id} has no estimated effort that can be read: the critical path counts it as the mean of the others`,
      about: [document.key],
      remedy: `add a row to its Document Control, for instance | **Estimated Effort** | 16 hours |`,
    }),
  ];
};

function keepsEfforts({ upstream }: RuleWorld, except: string): boolean {
  return upstream.ofType('TASKS').some(({ path, facts: { effort } }) => path !== except && effort?.hours != null);
}

/** Each target once, where it is first linked to. */
export const brokenLinks: DocumentCheck = ({ upstream }, document) =>
  upstream.filesOf(document).flatMap((file) => {
    const seen = new Set<string>();
    return file.facts.links.flatMap(({ path, written, span }) => {
      if (path === null || seen.has(path) || isTemplatePath(path) || isForm.test(written) || upstream.exists(path)) return [];
      seen.add(path);
      return [
        contradiction(quoteOf(file, span), {
          rule: 'broken-link',
          message: `${document.id} links to ${written}, which is not there`,
          about: [document.key, path],
          remedy: 'correct the link',
        }),
      ];
    });
  });

/** What manuals write where a link would be: `[text](url)`. */
const isForm = /^(?:url|link|path\/to\/\S+)$/i;

/** `../07_REQ/REQ-NN_...md`: a form, and no link. */
const isTemplatePath = (path: string) => /\.\.\.|…|\[|\{|<|-(?:NN|XX|YY|ZZ)\b/.test(path);
