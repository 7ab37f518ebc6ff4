/** Contradictions, planted into a consistent repository: of every kind one at each of five places. */
import type { RuleName } from '../../model/rule-names.ts';
import type { DocumentWords } from './document-words.ts';
import type { DocumentedPlan } from './documented-plan.ts';
import { withDocument } from './documented-plan.ts';

/** What is planted, and where: the tasks that have to be COMPLETED in the plan for it to be one. */
export interface Planting {
  readonly rule: RuleName;
  /** A repository of family B with five tasks becomes one with the contradiction at that place (1 to 5). */
  plant(plan: DocumentedPlan, place: number): DocumentedPlan;
  readonly needsCompleted?: true;
  /** Not in documents of this style, which can't say it. */
  readonly exceptIn?: DocumentedPlan['style'];
}

const number = (place: number) => String(place).padStart(2, '0');
const next = (place: number) => number((place % 5) + 1);

type Edit = (words: DocumentWords) => DocumentWords;
const cite =
  (id: string): Edit =>
  (words) => ({ ...words, cites: [...words.cites, id] });
const edit =
  (change: Partial<DocumentWords>): Edit =>
  (words) => ({ ...words, ...change });

/** Each place in its own kind of document. */
const citing = (place: number) => ['REQ', 'SPEC', 'TASKS', 'IPLAN', 'TASKS'][place - 1];

export const plantings: readonly Planting[] = [
  {
    rule: 'dangling-reference',
    plant: (plan, place) =>
      withDocument(
        plan,
        `${citing(place)}-${number(place)}`,
        cite(place === 1 ? 'ADR-77' : place === 5 ? `REQ.${number(place)}.06.77` : 'REQ-77'),
      ),
  },
  {
    rule: 'ambiguous-reference',
    plant(plan, place) {
      const type = (['ADR', 'REQ', 'SPEC', 'TASKS', 'REQ'] as const)[place - 1] ?? 'REQ';
      const twin = plan.documents.find(({ id }) => id === `${type}-${type === 'ADR' ? '01' : number(place)}`);
      if (twin === undefined) throw new Error(`no ${type} to double`);
      return { ...plan, documents: [...plan.documents, { ...twin, file: `${twin.id}_another` }] };
    },
  },
  {
    rule: 'wrong-layer',
    plant: (plan, place) =>
      place === 5
        ? withDocument(plan, 'IPLAN-05', edit({ parent: 'SPEC-05' }))
        : withDocument(
            plan,
            `${['REQ', 'SPEC', 'TASKS', 'REQ'][place - 1]}-${number(place)}`,
            cite(`${['SPEC', 'TASKS', 'IPLAN', 'IPLAN'][place - 1]}-${number(place)}`),
          ),
  },
  {
    rule: 'reference-cycle',
    plant: (plan, place) => {
      // Each task waits for the one before it; this one waits for a later one as well, or for itself through the last.
      const [first, last] = place === 5 ? ['TASKS-01', 'TASKS-05'] : [`TASKS-${number(place)}`, `TASKS-${number(place + 1)}`];
      return withDocument(plan, first, (words) => ({ ...words, dependsOn: [...words.dependsOn, last] }));
    },
  },
  {
    rule: 'empty-upstream',
    plant: (plan, place) =>
      place % 2 === 1
        ? withDocument(plan, `IPLAN-${number(place)}`, edit({ cites: [], parent: null }))
        : withDocument(plan, `TASKS-${number(place)}`, edit({ cites: [] })),
  },
  {
    rule: 'iplan-exceeds-tasks',
    plant: (plan, place) =>
      withDocument(plan, `IPLAN-${number(place)}`, cite(place % 2 === 0 ? `REQ.${next(place)}.06.01` : `REQ-${next(place)}`)),
  },
  {
    rule: 'iplan-misses-requirement',
    plant: (plan, place) =>
      place <= 3
        ? withDocument(plan, `IPLAN-${number(place)}`, (words) => ({
            ...words,
            criteria: words.criteria.filter((_, i) => i !== place - 1),
          }))
        : withDocument(withDocument(plan, `TASKS-${number(place)}`, cite(`REQ-${next(place)}`)), `IPLAN-${number(place)}`, edit({})),
  },
  {
    rule: 'upstream-not-approved',
    plant: (plan, place) =>
      withDocument(
        plan,
        `${place % 2 === 0 ? 'SPEC' : 'REQ'}-${number(place)}`,
        edit({ status: ['Retired', 'Superseded', 'Deprecated', 'Retired', 'Superseded'][place - 1] ?? 'Retired' }),
      ),
  },
  {
    rule: 'adr-not-accepted',
    plant: (plan, place) => {
      const id = `ADR-0${place + 1}`;
      const [adr] = plan.documents;
      if (adr === undefined) throw new Error('no ADR');
      const status = ['Proposed', 'Draft', 'Superseded', 'Rejected', 'Review'][place - 1] ?? 'Proposed';
      const more = { ...plan, documents: [...plan.documents, { ...adr, id, status }] };
      return withDocument(more, `${place % 2 === 0 ? 'TASKS' : 'IPLAN'}-${number(place)}`, cite(id));
    },
  },
  {
    rule: 'placeholder-content',
    plant: (plan, place) =>
      withDocument(
        plan,
        `TASKS-${number(place)}`,
        edit(
          [
            { version: '[Semantic version]' },
            { version: 'TBD' },
            { status: 'Draft/Planned/In Progress/Completed' },
            { effort: '[X hours]' },
            { cites: ['ADR-01', 'REQ-NN', 'SPEC-05'] },
          ][place - 1] ?? {},
        ),
      ),
  },
  {
    rule: 'id-mismatch',
    plant: (plan, place) =>
      withDocument(
        plan,
        `${['REQ', 'SPEC', 'TASKS', 'IPLAN', 'TASKS'][place - 1]}-${number(place)}`,
        edit({
          says:
            place === 4
              ? { control: `IPLAN-${next(place)}` }
              : { title: `${['REQ', 'SPEC', 'TASKS', 'IPLAN', 'TASKS'][place - 1]}-${next(place)}` },
        }),
      ),
  },
  {
    rule: 'uncovered-requirement',
    plant: (plan, place) => ({
      ...plan,
      documents: [
        ...plan.documents,
        ...plan.documents
          .filter(({ id }) => id === `REQ-${number(place)}`)
          .map((words) => ({ ...words, id: `REQ-1${place}`, criteria: [] })),
      ],
    }),
  },
  {
    rule: 'orphan-document',
    plant: (plan, place) => {
      const type = (['SPEC', 'TASKS', 'IPLAN', 'SPEC', 'TASKS'] as const)[place - 1] ?? 'SPEC';
      const like = plan.documents.filter(({ id }) => id === `${type}-${number(place)}`);
      return {
        ...plan,
        documents: [...plan.documents, ...like.map((words) => ({ ...words, id: `${type}-2${place}`, parent: null, dependsOn: [] }))],
      };
    },
  },
  {
    rule: 'status-ahead',
    plant: (plan, place) => withDocument(plan, `${place % 2 === 0 ? 'TASKS' : 'IPLAN'}-${number(place)}`, edit({ status: 'Completed' })),
  },
  {
    rule: 'target-missing',
    needsCompleted: true,
    plant: (plan, place) => withDocument(plan, `TASKS-${number(place)}`, edit({ outputs: [`src/lost-${number(place)}.mjs`] })),
  },
  {
    rule: 'effort-missing',
    plant: (plan, place) => withDocument(plan, `TASKS-${number(place)}`, edit({ effort: place === 3 ? 'some time' : null })),
  },
  {
    rule: 'broken-link',
    exceptIn: 'yaml',
    plant: (plan, place) => withDocument(plan, `TASKS-${number(place)}`, edit({ links: ['../notes.md', `../lost-${place}.md`] })),
  },
];
