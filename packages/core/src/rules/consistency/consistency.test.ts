/** Consistent repositories in three styles have nothing that contradicts, and every contradiction that is planted into one is found. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { DocumentStyle, DocumentWords } from '../../operations/testing/document-words.ts';
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
/** Most documents are the same in all cases, and read once. */
const reading = { digest, library: () => yaml, index: new Map() };
const families: readonly DocumentedFamily[] = ['B', 'C', 'D'];

function worldOf(plan: DocumentedPlan, status: 'NOT_STARTED' | 'COMPLETED' = 'NOT_STARTED'): RuleWorld {
  const world = textWorld(planTextOf(plan, status), { digest });
  return { ...world, upstream: upstreamOfTexts(Object.fromEntries(filesOf(plan)), reading) };
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

const toldBefore = new Map<string, readonly string[]>();
/** What is told of the documents while nothing is planted: the same for every contradiction. */
function beforePlanting(style: DocumentStyle, status: 'NOT_STARTED' | 'COMPLETED'): readonly string[] {
  const known = toldBefore.get(`${style} ${status}`) ?? told(worldOf(documentedPlan(style, 'B'), status));
  toldBefore.set(`${style} ${status}`, known);
  return known;
}

describe('every contradiction is found', () => {
  const cases = plantings.flatMap((planting) =>
    documentStyles.filter((style) => style !== planting.exceptIn).map((style) => ({ planting, style, rule: planting.rule })),
  );
  it.each(cases)('$rule at five places in $style style', ({ planting: { rule, plant, needsCompleted }, style }) => {
    const status = needsCompleted ? 'COMPLETED' : 'NOT_STARTED';
    const before = beforePlanting(style, status);
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
  it('is an IPLAN that a task of the plan names, and that nobody has written yet', () => {
    const { documents, ...plan } = documentedPlan('reference', 'B');
    const cited = documents.map((words) =>
      words.id === 'IPLAN-01' ? { ...words, cites: [...words.cites, 'IPLAN-02', 'IPLAN-77'] } : words,
    );
    const dangling = told(worldOf({ ...plan, documents: cited.filter(({ id }) => id !== 'IPLAN-02') }));
    expect(dangling.filter((each) => each.startsWith('dangling-reference'))).toEqual([expect.stringContaining('IPLAN-77')]);
  });

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
    const world = { ...worldOf(plan), upstream: upstreamOfTexts(all, reading) };
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
    const broken = { ...world, upstream: upstreamOfTexts(texts, reading) };
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

describe('what is told', () => {
  /** The repository with some files edited or added: what is found there, by rule. */
  const worldWith = (edits: Readonly<Record<string, (text: string) => string>>, change: (plan: string) => string = (plan) => plan) => {
    const plan = documentedPlan('reference', 'B');
    const texts: Record<string, string> = Object.fromEntries(filesOf(plan));
    for (const [name, edit] of Object.entries(edits)) {
      const path = Object.keys(texts).find((each) => each.includes(`/${name}_`)) ?? name;
      texts[path] = edit(texts[path] ?? '');
    }
    const world = textWorld(change(planTextOf(plan)), { digest });
    return { ...world, upstream: upstreamOfTexts(texts, reading) };
  };
  const of = (world: RuleWorld, rule: string) => findingsOf(world).filter((finding) => finding.rule === rule);
  const more = (text: string) => (before: string) => `${before}\n${text}\n`;
  const instead = (from: string | RegExp, to: string) => (before: string) => before.replace(from, to);
  const draft = instead('| **Status** | Approved |', '| **Status** | Draft |');

  it('of a document that several tasks stand on is told of the first of them', () => {
    expect(of(worldWith({ 'ADR-01': more('[x](../gone.md)') }), 'broken-link')).toMatchObject([{ task: 'TASKS-01' }]);
  });

  it('of a document that no task stands on is told of none', () => {
    const [found] = of(worldWith({ 'docs/07_REQ/REQ-40_x.md': () => '# REQ-40: x\n\n[x](../gone.md)\n' }), 'broken-link');
    expect(found).toMatchObject({ file: 'docs/07_REQ/REQ-40_x.md' });
    expect(found).not.toHaveProperty('task');
  });

  it('of a draft is a warning, and an error where the policy asks for approval', () => {
    const world = worldWith({ 'REQ-02': draft });
    expect(of(world, 'upstream-not-approved').map(({ severity }) => severity)).toEqual(['warning', 'warning']);
    const strict = { ...world, policy: { ...world.policy, approval: 'required' } } as const;
    expect(of(strict, 'upstream-not-approved').map(({ severity }) => severity)).toEqual(['error', 'error']);
  });

  it('of template text is what stands there, or how many fields do', () => {
    const row = '| **Estimated Effort** | 16 hours |';
    const told = (edit: (text: string) => string) =>
      of(worldWith({ 'TASKS-02': edit }), 'placeholder-content').map(({ message }) => message);
    expect(told(instead(row, '| **Estimated Effort** | TBD |'))).toEqual(['TASKS-02: Estimated Effort is still "TBD"']);
    expect(told(instead(row, `| **Estimated Effort** | [${'so many hours, '.repeat(6)}] |`))).toEqual([
      'TASKS-02: Estimated Effort is still what the template has there',
    ]);
    const two = (text: string) =>
      instead('| **Dependencies** | TASKS-01 |', '| **Dependencies** | TBD |')(instead(row, '| **Estimated Effort** | TBD |')(text));
    expect(told(two)).toEqual([expect.stringContaining('2 declared fields are still the template')]);
  });

  it('of conflict markers names what settles them', () => {
    const conflict = '<<<<<<< HEAD\nscope: [a\n=======\nscope: b\n>>>>>>> other\n';
    expect(of(worldWith({ 'SPEC-02': more(conflict) }), 'invalid-yaml')).toMatchObject([
      { remedy: expect.stringContaining('git left its conflict markers there') },
    ]);
  });

  it('of a requirement is nothing where there are no TASKS documents at all', () => {
    const { upstream, ...world } = worldWith({});
    const texts = Object.fromEntries([...filesOf(documentedPlan('reference', 'B'))].filter(([path]) => path.includes('/07_REQ/')));
    const without = { ...world, upstream: upstreamOfTexts(texts, reading) };
    expect(without.upstream.ofType('REQ').length).toBe(5);
    expect(of(without, 'uncovered-requirement')).toEqual([]);
    expect(upstream.ofType('TASKS').length).toBe(5);
  });

  it('of a specification that cites itself alone is that nothing else does', () => {
    const own = '# SPEC-09: x\n\n## Traceability\n\n@spec: SPEC-09\n\n@req: REQ-02\n';
    expect(of(worldWith({ 'docs/10_SPEC/SPEC-09_x.md': () => own }), 'orphan-document')).toHaveLength(1);
  });

  const iplan = (parent: string) => () =>
    `# IPLAN-09: x\n\n## Document Control\n\n| Item | Details |\n|---|---|\n| **Parent TASKS** | ${parent} |\n\n@tasks: ${parent}\n\n@req: REQ-02\n`;
  it('of an IPLAN that no task names goes by its TASKS', () => {
    const orphans = (parent: string) => of(worldWith({ 'docs/12_IPLAN/IPLAN-09_x.md': iplan(parent) }), 'orphan-document').length;
    expect([orphans('TASKS-02'), orphans('TASKS-77')]).toEqual([0, 1]);
  });

  it('of an IPLAN that two tasks name goes by the first; a template row names none', () => {
    const names = (id: string, other: string) => (text: string) => text.replace(`iplan_id: ${id}`, `iplan_id: ${other}`);
    const broken = { 'IPLAN-01': more('[x](../gone.md)') };
    expect(of(worldWith(broken, names('IPLAN-02', 'IPLAN-01')), 'broken-link')).toMatchObject([{ task: 'TASKS-01' }]);
    const template = (text: string) => text.replace('service_name: "Work of TASKS-01"', 'service_name: "[Service Name]"');
    const [found] = of(worldWith({ 'TASKS-01': more('[x](../gone.md)') }, template), 'broken-link');
    expect(found).not.toHaveProperty('task');
  });

  /** A task that has no document. */
  const sixth = (text: string) =>
    text.replace('```\n\n## 3.', `${(/ {2}- id: TASKS-05[\s\S]*?(?=```)/.exec(text)?.[0] ?? '').replaceAll('05', '06')}\`\`\`\n\n## 3.`);

  it.each([
    ['a section that is not there, among those that are numbered so', '@req: REQ-02.9', 1],
    ['a section that is there', '@req: REQ-02.1', 0],
    ['a section of another depth, which may be numbered otherwise', '@req: REQ-02.9.1', 0],
    ['an element that is not there, among those of its kind', '@req: REQ.02.06.77', 1],
    ['an element of a kind that the document does not number', '@req: REQ.02.26.77', 0],
    ['a task that has no document yet', '@tasks: TASKS-06', 0],
    ['a section of it', '@tasks: TASKS-06.2', 1],
  ])('of a reference to %s', (_, tag, times) => {
    expect(of(worldWith({ 'IPLAN-02': more(tag) }, sixth), 'dangling-reference')).toHaveLength(times);
  });

  it('of a ring that the plan closes is the one place where a document says its part', () => {
    const closing = (text: string) => text.replace(/(id: TASKS-02[\s\S]*?dependents: )""/, '$1"TASKS-01"');
    expect(of(worldWith({}, closing), 'reference-cycle')).toMatchObject([
      { message: expect.stringMatching(/^TASKS-01 → TASKS-02 → TASKS-01 need each other: none of them can come first$/) },
    ]);
    const planAlone = (text: string) => closing(text).replace(/(id: TASKS-01[\s\S]*?dependents: )""/, '$1"TASKS-02"');
    const silent = { 'TASKS-02': instead('| **Dependencies** | TASKS-01 |', '| **Dependencies** | None |') };
    expect(of(worldWith(silent, planAlone), 'reference-cycle')).toEqual([]);
    expect(of(worldWith(silent, planAlone), 'dependency-cycle')).toHaveLength(1);
    const throughBare = (text: string) => sixth(text).replace(/(id: TASKS-01[\s\S]*?dependents: )""/, '$1"TASKS-06"');
    const needsBare = { 'TASKS-01': instead('| **Dependencies** | None |', '| **Dependencies** | TASKS-06 |') };
    expect(of(worldWith(needsBare, sixth), 'reference-cycle')).toEqual([]);
    expect(of(worldWith(needsBare, throughBare), 'reference-cycle')).toMatchObject([
      { message: 'TASKS-01 → TASKS-06 → TASKS-01 need each other: none of them can come first' },
    ]);
  });

  it('of an IPLAN is not what it cites, where its TASKS says nothing surely', () => {
    const silent = { 'TASKS-02': instead(/@req: .*\n/, ''), 'SPEC-02': instead(/.*@req: .*\n/, '') };
    expect(of(worldWith(silent), 'iplan-exceeds-tasks')).toEqual([]);
  });

  it('of a task that the plan gives the IPLAN of another', () => {
    const world = worldWith({ 'IPLAN-02': (text) => text.replaceAll('TASKS-02', 'TASKS-03') });
    expect(of(world, 'id-mismatch')).toMatchObject([
      { task: 'TASKS-02', message: expect.stringContaining('the plan gives IPLAN-02 to TASKS-02, and IPLAN-02 belongs to TASKS-03') },
    ]);
    expect(of(worldWith({ 'IPLAN-02': (text) => text.replaceAll('TASKS-02', 'TASKS-77') }), 'id-mismatch')).toEqual([]);
  });

  it('of a task that has two documents', () => {
    const twin = (text: string) => () => text;
    const world = worldWith({ 'docs/11_TASKS/TASKS-02_twin.md': twin('# TASKS-02: Twin\n\n@req: REQ-02\n') });
    expect(of(world, 'ambiguous-reference').map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^TASKS-02 has 2 TASKS documents with one id: docs.*_part_02.md, docs.*_twin.md/),
    );
  });
});
