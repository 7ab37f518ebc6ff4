/** Consistent repositories in three styles have nothing that contradicts, and every contradiction that is planted into one is found. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { DocumentWords } from '../../operations/testing/document-words.ts';
import { documentStyles } from '../../operations/testing/document-words.ts';
import type { DocumentedFamily, DocumentedPlan } from '../../operations/testing/documented-plan.ts';
import { documentedPlan, filesOf, planTextOf, withDocument } from '../../operations/testing/documented-plan.ts';
import { plantings } from '../../operations/testing/planted.ts';
import { textWorld } from '../../operations/testing/text-world.ts';
import { upstreamOfTexts } from '../../upstream/upstream-of-texts.ts';
import { findingsOf } from '../findings.ts';
import { reviewOf } from '../review.ts';
import type { RuleWorld } from '../rule-world.ts';
import { allContradictions } from './consistency.ts';
import type { Quotation } from './contradiction.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const families: readonly DocumentedFamily[] = ['B', 'C', 'D'];

function worldOf(plan: DocumentedPlan, status: 'NOT_STARTED' | 'COMPLETED' = 'NOT_STARTED'): RuleWorld {
  const world = textWorld(planTextOf(plan, status), { digest });
  return { ...world, upstream: upstreamOfTexts(Object.fromEntries(filesOf(plan)), { digest, library: () => yaml }) };
}

const told = (world: RuleWorld) => allContradictions(world).map(({ rule, message, here }) => `${rule} ${here.file}: ${message}`);

describe('consistent documents', () => {
  it.each(documentStyles.flatMap((style) => families.map((family) => [style, family] as const)))(
    'in %s style, of a plan of family %s, hold nothing that contradicts',
    (style, family) => {
      const world = worldOf(documentedPlan(style, family));
      expect(world.upstream.ofType('TASKS').length).toBe(5);
      expect(told(world)).toEqual([]);
    },
  );
});

describe('every contradiction is found', () => {
  const cases = plantings.flatMap((planting) =>
    documentStyles.filter((style) => style !== planting.exceptIn).map((style) => ({ planting, style, rule: planting.rule })),
  );
  it.each(cases)('$rule at five places in $style style', ({ planting: { rule, plant, needsCompleted }, style }) => {
    const status = needsCompleted ? 'COMPLETED' : 'NOT_STARTED';
    const before = told(worldOf(documentedPlan(style, 'B'), status));
    for (const place of [1, 2, 3, 4, 5]) {
      const found = told(worldOf(plant(documentedPlan(style, 'B'), place), status)).filter((each) => !before.includes(each));
      expect(
        found.some((each) => each.startsWith(`${rule} `)),
        `place ${place}: ${found.join('\n')}`,
      ).toBe(true);
    }
  });
});

describe('both sides are quoted as they stand', () => {
  const placeOf = ({ file, place }: Quotation) => `${file}:${place.line}:${place.column}`;
  const isWhole = ({ place }: Quotation) => place.line === place.endLine && place.column === place.endColumn;
  it.each(documentStyles)('in %s style', (style) => {
    for (const { rule, plant, needsCompleted, exceptIn } of plantings) {
      if (exceptIn === style) continue;
      const plan = plant(documentedPlan(style, 'B'), 2);
      const texts = filesOf(plan);
      for (const { here, there, message } of allContradictions(worldOf(plan, needsCompleted ? 'COMPLETED' : 'NOT_STARTED'))) {
        if (there !== null) expect(placeOf(there), `${rule}: ${message}`).not.toBe(placeOf(here));
        for (const quotation of [here, ...(there === null ? [] : [there])]) {
          const line = texts.get(quotation.file)?.split('\n')[quotation.place.line - 1];
          if (line === undefined || isWhole(quotation)) continue;
          expect(line.slice(quotation.place.column - 1, quotation.place.endColumn - 1), placeOf(quotation)).toBe(quotation.text);
        }
      }
    }
  });
});

/** Three changes for each rule that look much like what it finds, and are right. */
const nearMisses: Readonly<Record<string, readonly ((plan: DocumentedPlan) => DocumentedPlan)[]>> = {
  'dangling-reference': [
    // Another width, a type that the repository does not hold, a task of the plan.
    edited('TASKS-02', ({ cites }) => ({ cites: [...cites, 'REQ-002'] })),
    edited('TASKS-02', ({ cites }) => ({ cites: [...cites, 'PRD-09'] })),
    edited('REQ-02', () => ({ rules: ['REQ-77 was given up in March.'] })),
  ],
  'ambiguous-reference': [
    edited('REQ-02', () => ({ file: 'REQ-02_another_name' })),
    (plan) => ({ ...plan, documents: [...plan.documents, ...twinOf(plan, 'REQ-02', { id: 'REQ-20' })] }),
    (plan) => ({ ...plan, others: [...plan.others, 'docs/REQ-00_list.md'] }),
  ],
  'wrong-layer': [
    edited('IPLAN-02', ({ cites }) => ({ cites: [...cites, 'TASKS-02'] })),
    edited('TASKS-02', ({ cites }) => ({ cites: [...cites, 'SPEC-01'] })),
    edited('REQ-02', () => ({ rules: ['SPEC-02 is built for it.'] })),
  ],
  'reference-cycle': [
    edited('TASKS-03', () => ({ dependsOn: ['TASKS-01', 'TASKS-02'] })),
    edited('TASKS-01', () => ({ rules: ['TASKS-02 goes on with it.'] })),
    edited('TASKS-02', () => ({ dependsOn: [] })),
  ],
  'empty-upstream': [
    edited('TASKS-02', () => ({ cites: ['REQ-02'] })),
    edited('IPLAN-02', () => ({ cites: [] })),
    edited('REQ-02', () => ({ cites: [] })),
  ],
  'iplan-exceeds-tasks': [
    edited('IPLAN-02', ({ cites }) => ({ cites: [...cites, 'REQ.02.06.01'] })),
    edited('IPLAN-02', () => ({ cites: ['ADR-01'] })),
    edited('TASKS-02', () => ({ cites: ['SPEC-02'] })),
  ],
  'iplan-misses-requirement': [
    // As a whole, in prose, and what the TASKS excludes.
    edited('IPLAN-02', () => ({ criteria: [] })),
    edited('IPLAN-02', ({ criteria }) => ({ criteria: criteria.slice(0, 2), steps: ['Make it (REQ.02.06.03)'] })),
    edited('TASKS-02', () => ({ rules: ['Not REQ-03, which comes later.'] })),
  ],
  'upstream-not-approved': [
    edited('REQ-02', () => ({ status: 'Accepted' })),
    edited('SPEC-02', () => ({ status: 'In Progress' })),
    edited('REQ-02', () => ({ status: 'Gemeinsam abgenommen' })),
  ],
  'adr-not-accepted': [
    edited('ADR-01', () => ({ status: 'Approved' })),
    (plan) => ({ ...plan, documents: [...plan.documents, ...twinOf(plan, 'ADR-01', { id: 'ADR-09', status: 'Proposed' })] }),
    edited('ADR-01', () => ({ status: 'Implemented' })),
  ],
  'placeholder-content': [
    edited('TASKS-02', () => ({ rules: ['TBD is what the old system showed.'] })),
    edited('TASKS-02', () => ({ effort: '2-3 days' })),
    edited('REQ-02', () => ({ name: 'Todo lists' })),
  ],
  'id-mismatch': [
    edited('REQ-02', () => ({ says: { title: 'REQ-002' } })),
    edited('TASKS-02', () => ({ name: 'Part 02 of SPEC-05' })),
    edited('IPLAN-02', () => ({ says: { control: 'iplan-02' } })),
  ],
  'uncovered-requirement': [
    (plan) => ({ ...plan, documents: [...plan.documents, ...twinOf(plan, 'REQ-02', { id: 'REQ-20', status: 'Draft' })] }),
    edited('TASKS-02', () => ({ cites: ['SPEC-02'] })),
    edited('REQ-02', () => ({ status: 'Retired' })),
  ],
  'orphan-document': [
    (plan) => ({ ...plan, documents: [...plan.documents, ...twinOf(plan, 'SPEC-02', { id: 'SPEC-20', status: 'Retired' })] }),
    (plan) => ({ ...plan, documents: [...plan.documents, ...twinOf(plan, 'ADR-01', { id: 'ADR-20' })] }),
    edited('TASKS-02', ({ cites }) => ({ cites: [...cites, 'SPEC-01'] })),
  ],
  'status-ahead': [
    edited('TASKS-02', () => ({ status: 'Approved' })),
    edited('TASKS-02', () => ({ status: 'In Progress' })),
    edited('REQ-02', () => ({ status: 'Completed' })),
  ],
  'target-missing': [
    edited('TASKS-02', () => ({ outputs: ['src/not-written-yet.mjs'] })),
    edited('TASKS-02', () => ({ outputs: [] })),
    edited('TASKS-02', () => ({ rules: ['The file `src/lost.mjs` is not touched.'] })),
  ],
  'effort-missing': [
    edited('TASKS-02', () => ({ effort: '1 week' })),
    edited('IPLAN-02', () => ({ effort: null })),
    (plan) => plan.tasks.reduce((all, id) => edited(id, () => ({ effort: null }))(all), plan),
  ],
  'broken-link': [
    edited('TASKS-02', () => ({ links: ['https://harbour.example/notes'] })),
    edited('TASKS-02', () => ({ links: ['#1-scope'] })),
    edited('TASKS-02', () => ({ links: ['../07_REQ/REQ-NN_...md'] })),
  ],
};

function edited(id: string, change: (words: DocumentWords) => Partial<DocumentWords>): (plan: DocumentedPlan) => DocumentedPlan {
  return (plan) => withDocument(plan, id, (words) => ({ ...words, ...change(words) }));
}

function twinOf({ documents }: DocumentedPlan, id: string, change: Partial<DocumentWords>): readonly DocumentWords[] {
  return documents.filter((words) => words.id === id).map((words) => ({ ...words, ...change }));
}

describe('what looks much like a contradiction', () => {
  it('is there for every rule', () => {
    expect(Object.keys(nearMisses).sort()).toEqual([...new Set(plantings.map(({ rule }) => rule))].sort());
    for (const misses of Object.values(nearMisses)) expect(misses.length).toBe(3);
  });

  const inEachStyle = Object.keys(nearMisses).flatMap((rule) => documentStyles.map((style) => [rule, style] as const));

  it.each(inEachStyle)('and is none passes %s, in %s style', (rule, style) => {
    for (const [index, change] of (nearMisses[rule] ?? []).entries()) {
      const found = told(worldOf(change(documentedPlan(style, 'B'))));
      expect(
        found.filter((each) => each.startsWith(`${rule} `)),
        `near miss ${index + 1}`,
      ).toEqual([]);
    }
  });
});

/** Words of our own, in the forms that documents of strangers have. */
describe('forms that real documents have', () => {
  const errorsWith = (texts: Readonly<Record<string, string>>) => {
    const plan = documentedPlan('reference', 'B');
    const all: Record<string, string> = Object.fromEntries(filesOf(plan));
    for (const [path, text] of Object.entries(texts)) {
      const name = Object.keys(all).find((each) => each.includes(`/${path}_`)) ?? path;
      all[name] = `${all[name] ?? ''}${text}`;
    }
    const world = { ...worldOf(plan), upstream: upstreamOfTexts(all, { digest, library: () => yaml }) };
    return allContradictions(world).map(({ rule, message }) => `${rule} ${message}`);
  };
  const traced = (...lines: readonly string[]) => `\n## 9. Traceability\n\n${lines.join('\n')}\n`;

  it.each([
    ['a remark behind each id', { 'REQ-03': traced('@depends: REQ-01 (who may log in); REQ-02 (what a session is)') }],
    ['nothing to depend on, in words', { 'REQ-02': traced('@depends: None') }],
    ['a tag that declares nothing', { 'REQ-02': traced('@discoverability: REQ-55 (whoever reads the log); REQ-56') }],
    [
      'a threshold in a cell',
      { 'REQ-02': '\n### Limits\n\n| Limit | Target |\n|---|---|\n| Latency (p99) | < @threshold: PRD.55.perf.log (1ms) |\n' },
    ],
    [
      'layers that are kept elsewhere',
      { 'REQ-02': traced('@brd: BRD-02', '@prd: PRD-02', '@ears: EARS-02', '@bdd: BDD-02', '@sys: SYS-02') },
    ],
    ['a decorator in code', { 'REQ-02': '\n```python\n@dataclass\n@req: REQ-99\nclass Session: ...\n```\n' }],
    [
      'criteria with boxes',
      { 'REQ-02': '\n## 8. Acceptance\n\n| Criteria ID | Criterion | Status |\n|---|---|---|\n| REQ.02.06.09 | nobody waits | [ ] |\n' },
    ],
    [
      'a list of what was required once',
      { 'docs/07_REQ/REQ-00_required_documents.md': '# REQ: what is required\n\n| ID | Title |\n|---|---|\n| REQ-91 | Later |\n' },
    ],
    [
      'who comes after, beside who comes before',
      { 'TASKS-02': traced('**Downstream**', '', '| Artifact | Id |\n|---|---|\n| Plan | IPLAN-02 |') },
    ],
  ])('contradict nothing: %s', (_, texts) => {
    expect(errorsWith(texts)).toEqual([]);
  });

  it('are attachments that bear the id of one plan: of no task, and nothing else', () => {
    const attachment = (what: string) => `# IPLAN-09 ${what}\n\nDate: 2026-02-26\n\n- [ ] looked at it\n`;
    const found = errorsWith({
      'docs/operations/IPLAN-09_RELEASE_CHECKLIST.md': attachment('Release Checklist'),
      'docs/operations/IPLAN-09_ROLLBACK.md': attachment('Rollback'),
    });
    expect(found.map((each) => each.split(' ')[0])).toEqual(['orphan-document', 'orphan-document']);
  });

  it.each([
    [
      'one id of several with remarks',
      { 'REQ-03': traced('@depends: REQ-01 (who may log in); REQ-55 (what a session is)') },
      'dangling-reference REQ-03',
    ],
    ['a specification among what a requirement stands on', { 'REQ-02': traced('@spec: SPEC-02') }, 'wrong-layer REQ-02'],
  ])('do not hide %s', (_, texts, wanted) => {
    expect(errorsWith(texts).map((each) => each.split(' ').slice(0, 2).join(' '))).toContain(wanted);
  });
});

describe('a document that cannot be read', () => {
  it('is told, and nothing is concluded from it', () => {
    const world = worldOf(documentedPlan('yaml', 'B'));
    const texts = {
      ...Object.fromEntries(filesOf(documentedPlan('yaml', 'B'))),
      'docs/10_SPEC/SPEC-02_part_02.yaml': 'id: SPEC-02\nscope: [unclosed\n',
    };
    const broken = { ...world, upstream: upstreamOfTexts(texts, { digest, library: () => yaml }) };
    expect(findingsOf(broken).map(({ rule, file }) => [rule, file])).toEqual([['invalid-yaml', 'docs/10_SPEC/SPEC-02_part_02.yaml']]);
  });
});

describe('a review of one task', () => {
  it.each(documentStyles)('takes in its documents and those that they cite, in %s style', (style) => {
    const world = worldOf(documentedPlan(style, 'B'));
    const [, second] = world.plan.tasks;
    if (second === undefined) throw new Error('no second task');
    const { documents, errors } = reviewOf(world, second);
    expect(documents.map(({ id }) => id).sort()).toEqual(['ADR-01', 'IPLAN-02', 'REQ-02', 'SPEC-02', 'TASKS-02']);
    expect(errors).toEqual([]);
  });
});
