/**
 * `reference-cycle`: documents that need each other, so that none can come first.
 *
 * Who needs whom is said by the prerequisites of TASKS documents (all six places, from both sides), by
 * `@depends` tags among documents of one type, and, for TASKS that the plan has as well, by the plan.
 */
import { adjacencyOf } from '../../graph/adjacency.ts';
import { cyclesOf } from '../../graph/cycles.ts';
import { itemAt } from '../../model/item-at.ts';
import type { Span } from '../../model/place.ts';
import { taskKeyOf } from '../../model/task-id.ts';
import { valueIn } from '../../model/value-in.ts';
import type { DocumentKey } from '../../upstream/document-id.ts';
import type { UpstreamDocument } from '../../upstream/upstream.ts';
import type { RuleWorld } from '../rule-world.ts';
import { someOf } from '../sighting.ts';
import { isGivenUp } from './approval.ts';
import { citationsOf } from './citations.ts';
import type { Contradiction } from './contradiction.ts';
import { contradiction, quoteOf } from './contradiction.ts';

/** `needs` cannot come before `needed`. `said` is null where the plan says so. */
interface Need {
  readonly needs: DocumentKey;
  readonly needed: DocumentKey;
  readonly said: { readonly file: UpstreamDocument; readonly span: Span } | null;
}

type NeedSaid = Need & { readonly said: NonNullable<Need['said']> };

/** Every cycle among these documents, and whatever they need in turn. */
export function referenceCycles(world: RuleWorld, documents: readonly UpstreamDocument[]): readonly Contradiction[] {
  const needs = needsFrom(world, documents);
  const keys = [...new Set(needs.flatMap(({ needs, needed }) => [needs, needed]))].sort();
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const edges = adjacencyOf(
    keys.length,
    needs.map(({ needs }) => valueIn(numbers, needs)),
    needs.map(({ needed }) => valueIn(numbers, needed)),
  );
  return cyclesOf(edges, new Set()).flatMap((cycle) => {
    const members = cycle.map((number) => itemAt(keys, number));
    const said = needs.filter(
      (need): need is NeedSaid => need.said !== null && members.includes(need.needs) && members.includes(need.needed),
    );
    const [first] = said;
    if (first === undefined) return [];
    // The same need may be said in several fields; what it disagrees with is another one.
    const second = said.find(({ needs, needed }) => needs !== first.needs || needed !== first.needed);
    const ring = someOf([...members, ...members.slice(0, 1)], 12).replaceAll(', ', ' → ');
    return [
      contradiction(quoteOf(first.said.file, first.said.span), {
        rule: 'reference-cycle',
        message: `${ring} need each other: none of them can come first`,
        there: second === undefined ? null : quoteOf(second.said.file, second.said.span),
        about: [...members].sort(),
        remedy: `take out the need of one of them`,
      }),
    ];
  });
}

/** As the documents lead on; and, where they say any need at all, as the plan does among tasks without one, too. */
function needsFrom(world: RuleWorld, documents: readonly UpstreamDocument[]): readonly Need[] {
  const needs: Need[] = [];
  const seen = new Set(documents.map(({ key }) => key));
  const open = [...documents];
  const bare: DocumentKey[] = [];
  const take = (need: Need) => {
    needs.push(need);
    for (const key of [need.needs, need.needed]) {
      if (seen.has(key)) continue;
      seen.add(key);
      const found = world.upstream.withKey(key);
      open.push(...found.filter((each) => !isGivenUp(world, each)));
      if (found.length === 0) bare.push(key);
    }
  };
  let at = 0;
  const follow = () => {
    for (; at < open.length; at++) {
      const document = itemAt(open, at);
      for (const need of needsSaidIn(world, document)) take(need);
      if (document.type === 'TASKS') for (const need of needsInPlan(world, document.key)) take(need);
    }
  };
  follow();
  if (needs.every(({ said }) => said === null)) return [];
  for (const key of bare) {
    for (const need of needsInPlan(world, key)) take(need);
    follow();
  }
  return needs;
}

function needsSaidIn({ upstream }: RuleWorld, document: UpstreamDocument): readonly Need[] {
  const prerequisites = upstream.filesOf(document).flatMap((file) =>
    file.facts.prerequisites.map(({ target, order, span }): Need => {
      const [needs, needed] = order === 'before' ? [document.key, target.document] : [target.document, document.key];
      return { needs, needed, said: { file, span } };
    }),
  );
  const depends = citationsOf(upstream, document)
    .filter(({ reference: { name, target } }) => /^depends/i.test(name) && target.type === document.type)
    .map(({ file, reference }): Need => ({ needs: document.key, needed: reference.target.document, said: { file, span: reference.span } }));
  return [...prerequisites, ...depends].filter(({ needs, needed }) => needs !== needed);
}

function needsInPlan({ plan, graph }: RuleWorld, key: DocumentKey): readonly Need[] {
  const task = plan.task(taskKeyOf(key));
  if (task === undefined) return [];
  // The key of a task is that of the document with the same id.
  return graph.prerequisites(task.key).map((needed) => ({ needs: key, needed: needed as string as DocumentKey, said: null }));
}
