/** The life of a task whose documents are there: what is read, what is vouched for, what turns suspect, what stops the work. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../document/read.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import { copyTask } from '../model/copy-task.ts';
import type { Policy } from '../model/policy.ts';
import { policies } from '../model/policy.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { suspectReceipts } from '../rules/freshness.ts';
import { onward } from '../rules/lead-on.ts';
import { reliedOnByReview, reviewOf } from '../rules/review.ts';
import { standingOf } from '../rules/standing.ts';
import { check } from './check.ts';
import { complete } from './complete.ts';
import { evidence } from './evidence.ts';
import { graph } from './graph.ts';
import { impact } from './impact.ts';
import { iplanTick } from './iplan-tick.ts';
import { next } from './next.ts';
import { worldOf } from './perform.ts';
import { reopen } from './reopen.ts';
import { review } from './review.ts';
import { show } from './show.ts';
import { start } from './start.ts';
import { status } from './status.ts';
import { instruct } from './stop.ts';
import { agent, DataStore, person } from './testing/data-store.ts';
import type { DocumentStyle } from './testing/document-words.ts';
import { documentStyles } from './testing/document-words.ts';
import type { DocumentedFamily, DocumentedPlan } from './testing/documented-plan.ts';
import { documentedPlan, filesOf, planTextOf, withDocument } from './testing/documented-plan.ts';
import { undo } from './undo.ts';
import { verify } from './verify.ts';
import { waive } from './waive.ts';
import { why } from './why.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const first = taskKeyOf('TASKS-01');
const summary = 'built it, and every criterion is shown by a test';

async function storeOf(plan: DocumentedPlan): Promise<DataStore> {
  const { plan: read } = readDocument(encodeUtf8(planTextOf(plan)), {
    path: 'DEVELOPMENT_PLAN.md',
    library: () => {
      throw new Error('the plan of these tests needs no library');
    },
  });
  const store = await DataStore.adopted(read, digest);
  store.documents = textsOf(plan);
  return store;
}

const textsOf = (plan: DocumentedPlan) => Object.fromEntries(filesOf(plan));
const usual = (family: DocumentedFamily = 'B', style: DocumentStyle = 'reference') => documentedPlan(style, family, 3);

/** Notes for the attested items of a task, each its own. */
const notes = (store: DataStore, id: string) =>
  Object.fromEntries(
    (store.plan.task(taskKeyOf(id))?.preCheck?.items ?? [])
      .map(({ key }) => key)
      .filter((key) => !['reviewed_upstream', 'confirmed_deps', 'checked_deps'].includes(key))
      .map((key) => [key, `${key} of ${id}: read, follows ADR-01, nothing open`]),
  );

async function done<T>(
  outcome: Promise<{ readonly ok: true; readonly value: { readonly result: T } } | { readonly ok: false; readonly problems: unknown }>,
) {
  const told = await outcome;
  if (!told.ok) throw new Error(JSON.stringify(told.problems));
  return told.value.result;
}

async function problemsOf(outcome: ReturnType<DataStore['does']>) {
  const told = await outcome;
  return told.ok ? [] : told.problems;
}
const rulesOf = async (outcome: ReturnType<DataStore['does']>) => (await problemsOf(outcome)).map(({ rule }) => rule);

const verified = (store: DataStore, id = 'TASKS-01') => done(store.does(verify, { id, items: notes(store, id) }));

/** A file of the repository, edited as a person does. */
function edit(store: DataStore, name: string, [from, to]: readonly [string | RegExp, string]): void {
  const path = Object.keys(store.documents).find((each) => each.includes(`/${name}_`));
  if (path === undefined) throw new Error(`there is no ${name}`);
  const text = store.documents[path] ?? '';
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${name} does not hold ${from}`);
  store.documents = { ...store.documents, [path]: edited };
}

/** This store has no configuration, which `init` would have written. */
const findings = async (store: DataStore) =>
  (await done(store.does(check, {}))).findings.filter(({ rule }) => rule !== 'policy-not-accepted');

const worldNow = (store: DataStore) =>
  worldOf(
    store.snapshot(),
    { actor: person, digest },
    { utc: '2026-03-01T00:00:00.000Z', date: '2026-03-01', local: '2026-03-01T00:00:00' },
  );

describe('verify', () => {
  it('names the documents to read', async () => {
    const store = await storeOf(usual());
    const { remaining } = await done(store.does(verify, { id: 'TASKS-01' }));
    expect(remaining.map(({ item, documents }) => [item, documents])).toEqual([
      ['verified_req', ['docs/07_REQ/REQ-01_part_01.md']],
      ['verified_tasks', ['docs/11_TASKS/TASKS-01_part_01.md']],
      ['confirmed_arch', ['docs/05_ADR/ADR-01_one_place_decides.md']],
      ['checked_gaps', ['docs/11_TASKS/TASKS-01_part_01.md']],
    ]);
  });

  it('ties each receipt to the content of what was read', async () => {
    const store = await storeOf(usual());
    await verified(store);
    const held = store.ledgers().task(first).receipts;
    expect(held.find(({ item }) => item === 'verified_req')).toMatchObject({
      documents: [{ path: 'docs/07_REQ/REQ-01_part_01.md', digest: expect.stringMatching(/^v3:[0-9a-f]{64}$/) }],
    });
    expect(held.find(({ item }) => item === 'reviewed_upstream')?.documents.length).toBe(5);
    expect(held.every(({ remark }) => remark === undefined)).toBe(true);
  });

  it('takes one note for several items only where no document is linked', async () => {
    const shared = { id: 'TASKS-01', items: { verified_req: '', verified_tasks: '' }, note: 'read both, and no question is open' };
    const linked = await storeOf(usual());
    expect(await rulesOf(linked.does(verify, shared))).toEqual(['note-missing']);
    const unlinked = await storeOf(usual());
    unlinked.documents = {};
    await done(unlinked.does(verify, shared));
    expect((await findings(unlinked)).map(({ rule }) => rule)).toEqual(['unlinked-task']);
  });

  it('wants the decision named in the note on the architecture', async () => {
    const store = await storeOf(usual());
    const [problem] = await problemsOf(store.does(verify, { id: 'TASKS-01', items: { confirmed_arch: 'the architecture is sound' } }));
    expect(problem).toMatchObject({
      rule: 'note-missing',
      next: [{ command: 'tallyplan verify TASKS-01 confirmed_arch="ADR-01: <note>"' }],
    });
    await done(store.does(verify, { id: 'TASKS-01', items: { confirmed_arch: 'follows adr-1 in every call' } }));
  });

  it.each<readonly [string, string, readonly [string, string]]>([
    ['verified_req', 'REQ-01', ['| **Status** | Approved |', '| **Status** | Retired |']],
    ['verified_req', 'REQ-01', ['| **Status** | Approved |', '| **Status** | Draft/Review/Approved |']],
    ['verified_req', 'TASKS-01', ['@req: REQ-01', '@req: REQ-88']],
    ['confirmed_arch', 'ADR-01', ['| **Status** | Accepted |', '| **Status** | Proposed |']],
    ['verified_tasks', 'TASKS-01', ['## 1. Scope', '## 1. Words']],
    ['verified_tasks', 'TASKS-01', ['## 2. Acceptance Criteria', '## 2. Words']],
    ['verified_tasks', 'TASKS-01', ['# TASKS-01: Part 01', '# TASKS-09: Part 01']],
    ['checked_gaps', 'TASKS-01', ['| **Estimated Effort** | 16 hours |', '| **Estimated Effort** | TBD |']],
    ['verified_req', 'REQ-01', ['| **Status** | Approved |', '| **Status** | Draft/Review/Approved |']],
    ['verified_req', 'TASKS-01', ['@req: REQ-01', '@req: REQ-77']],
    ['confirmed_arch', 'ADR-01', ['| **Status** | Accepted |', '| **Status** | Proposed/Accepted/Rejected |']],
    ['confirmed_arch', 'ADR-01', ['| **Status** | Accepted |', '| **Status** | Proposed |']],
  ])('refuses %s where %s says otherwise', async (item, name, change) => {
    const store = await storeOf(usual());
    edit(store, name, change);
    const items = { [item]: 'read it, follows ADR-01, nothing open' };
    expect(await rulesOf(store.does(verify, { id: 'TASKS-01', items }))).toContain('verifier-failed');
  });

  it.each([
    ['verified_req', 'docs/archive/REQ-01_part_01.md', '# REQ-01: Twin\n\n## 1. Rules\n\nWhat is entered is kept for ever.\n'],
    [
      'verified_tasks',
      'docs/11_TASKS/TASKS-01_twin.md',
      '# TASKS-01: Twin\n\n## 1. Scope\n\nAll.\n\n## 2. Acceptance Criteria\n\n- it holds\n',
    ],
  ])('refuses %s where two documents have one id', async (item, path, text) => {
    const store = await storeOf(usual());
    store.documents = { ...store.documents, [path]: text };
    const items = { [item]: 'read it, follows ADR-01, nothing open' };
    expect(await problemsOf(store.does(verify, { id: 'TASKS-01', items }))).toMatchObject([
      { rule: 'verifier-failed', missing: [expect.stringMatching(/is the id of .* and /)] },
    ]);
  });

  it.each([
    ['verified_req', 'REQ-01', '| **Status** | Approved |'],
    ['confirmed_arch', 'ADR-01', '| **Status** | Accepted |'],
  ])('lets %s pass where the document says nothing of its status', async (item, name, row) => {
    const store = await storeOf(usual());
    edit(store, name, [`${row}\n`, '']);
    await done(store.does(verify, { id: 'TASKS-01', items: { [item]: 'read it, follows ADR-01, nothing open' } }));
  });

  it('finds scope and criteria in any file of a document in sections', async () => {
    const store = await storeOf(usual());
    const path = 'docs/11_TASKS/TASKS-01_part_01.md';
    const { [path]: whole, ...others } = store.documents;
    const [head = '', scope = '', ...rest] = (whole ?? '').split(/^## [12]\. (?:Scope|Acceptance Criteria)$/m);
    const folder = 'docs/11_TASKS/TASKS-01_part_01';
    store.documents = {
      ...others,
      [`${folder}/TASKS-01.0_index.md`]: head,
      [`${folder}/TASKS-01.1_scope.md`]: `# TASKS-01.1: Scope\n${scope}`,
    };
    const items = { verified_tasks: 'read it, follows ADR-01, nothing open' };
    expect(await problemsOf(store.does(verify, { id: 'TASKS-01', items }))).toMatchObject([
      { rule: 'verifier-failed', missing: [expect.stringMatching(/index\.md has no acceptance criteria$/)] },
    ]);
    store.documents = { ...store.documents, [`${folder}/TASKS-01.2_criteria.md`]: `# Acceptance Criteria\n${rest.join('')}` };
    await done(store.does(verify, { id: 'TASKS-01', items }));
  });

  it('lets a draft pass, unless the policy asks for approval', async () => {
    const store = await storeOf(usual());
    edit(store, 'REQ-01', ['| **Status** | Approved |', '| **Status** | Draft |']);
    const items = { verified_req: 'read it, nothing is open in it' };
    await done(store.copy().does(verify, { id: 'TASKS-01', items }));
    await store.accept({ ...policies.standard, approval: 'required' } satisfies Policy);
    expect(await rulesOf(store.does(verify, { id: 'TASKS-01', items }))).toEqual(['verifier-failed']);
  });

  it('asks for documents where the policy does', async () => {
    const store = await storeOf(usual());
    store.documents = {};
    await store.accept({ ...policies.standard, upstream: 'required' });
    expect(await rulesOf(store.does(verify, { id: 'TASKS-01', items: { verified_req: 'there is nothing to read' } }))).toEqual([
      'verifier-failed',
    ]);
  });
});

describe('receipts', () => {
  it('hold what git knows of documents, which nobody is asked for where none is written', async () => {
    const store = await storeOf(usual());
    const asked: string[] = [];
    // The store has the same documents as long as their texts are the same.
    for (const document of store.snapshot().upstream.documents) {
      Object.assign(document, {
        revision: () => {
          asked.push(document.path);
          return { blob: 'b10b', committed: true };
        },
      });
    }
    await verified(store);
    expect(
      store
        .ledgers()
        .task(first)
        .receipts.flatMap(({ documents }) => documents),
    ).toEqual(asked.map((path) => expect.objectContaining({ path, blob: 'b10b', committed: true })));
    expect(asked.length).toBeGreaterThan(5);
    asked.length = 0;
    await done(store.does(start, { id: 'TASKS-01' }));
    expect(asked).toEqual([]);
  });

  it('that no task stands on are told of all the same', async () => {
    const plan = usual();
    const store = await storeOf(plan);
    store.documents = { ...textsOf(plan), 'docs/10_SPEC/SPEC-09_x.md': '# SPEC-09: Lamps\n\n@req: REQ-77\n' };
    expect(await findings(store)).toContainEqual(
      expect.objectContaining({ rule: 'dangling-reference', severity: 'error', file: 'docs/10_SPEC/SPEC-09_x.md' }),
    );
  });

  it('are suspect once a requirement says something else, at start, at complete and in check', async () => {
    const store = await storeOf(usual());
    await verified(store);
    const started = store.copy();
    edit(store, 'REQ-01', ['What is entered is kept.', 'What is entered is kept for ten years.']);
    const [problem] = await problemsOf(store.does(start, { id: 'TASKS-01' }));
    expect(problem).toMatchObject({
      rule: 'suspect-receipt',
      file: 'docs/07_REQ/REQ-01_part_01.md',
      missing: ['verified_req'],
      next: [{ command: 'tallyplan verify TASKS-01 verified_req=<note>' }],
      waivable: true,
    });
    expect((await findings(store)).map(({ rule, task, file }) => [rule, task, file])).toEqual([
      ['suspect-receipt', 'TASKS-01', 'docs/07_REQ/REQ-01_part_01.md'],
    ]);
    await done(started.does(start, { id: 'TASKS-01' }));
    edit(started, 'REQ-01', ['What is entered is kept.', 'What is entered is kept for ten years.']);
    expect(await rulesOf(started.does(complete, { id: 'TASKS-01', summary }))).toContain('suspect-receipt');
    await done(started.does(verify, { id: 'TASKS-01', items: { verified_req: 'ten years changes nothing for this part' } }));
    expect(await rulesOf(started.does(complete, { id: 'TASKS-01', summary }))).not.toContain('suspect-receipt');
  });

  it.each<readonly [string, string, readonly [string | RegExp, string]]>([
    ['the status row', 'REQ-01', ['| **Status** | Approved |', '| **Status** | In Progress |']],
    ['a version and a date', 'REQ-01', [/1\.0\.0(.|\n)*?2026-03-01/, '1.1.0 |\n| **Last Updated** | 2026-04-01']],
    ['blanks at the ends of lines', 'REQ-01', ['is kept.', 'is kept.   ']],
    ['a ticked criterion', 'TASKS-01', ['- [ ] ', '- [x] ']],
    ['a step of the IPLAN that is done', 'IPLAN-01', ['- [ ] ', '- [x] ']],
  ])('stay fresh after a change of %s', async (_what, name, change) => {
    const store = await storeOf(usual());
    await verified(store);
    edit(store, name, change);
    expect(await rulesOf(store.does(start, { id: 'TASKS-01' }))).toEqual([]);
  });

  it('are judged by the version of the digest that they hold', async () => {
    const store = await storeOf(usual());
    await verified(store);
    const suspect = () => {
      const world = worldNow(store);
      const [task] = world.plan.tasks;
      if (task === undefined) throw new Error('no task');
      const standing = standingOf(world, task);
      const receipts = standing.history.receipts.map((receipt) => ({
        ...receipt,
        documents: receipt.documents.map((relied) => ({ ...relied, digest: oldDigests.get(relied.path) ?? '' })),
      }));
      return suspectReceipts(world, { ...standing, history: { ...standing.history, receipts } });
    };
    const oldDigests = new Map(worldNow(store).upstream.documents.map((each) => [each.path, each.contentDigest([], 'v1') ?? '']));
    expect(suspect()).toEqual([]);
    edit(store, 'REQ-01', [/^/, '\ufeff']);
    expect(suspect()).toEqual([]);
    edit(store, 'REQ-01', ['entered is kept', 'entered is kept for a year']);
    expect(suspect().map(({ receipt }) => receipt.item)).toEqual(['verified_req', 'reviewed_upstream']);
  });

  it('are suspect when the task cites what nobody read for it, and when a document is gone', async () => {
    const store = await storeOf(usual());
    await verified(store);
    const gone = store.copy();
    edit(store, 'TASKS-01', ['@req: REQ-01', '@req: REQ-01, REQ-02']);
    const [problem] = await problemsOf(store.does(start, { id: 'TASKS-01' }));
    expect(problem?.message).toContain('docs/07_REQ/REQ-02_part_02.md is cited by now, and was not read for it');
    gone.documents = Object.fromEntries(Object.entries(gone.documents).filter(([path]) => !path.includes('ADR-01')));
    expect((await problemsOf(gone.does(start, { id: 'TASKS-01' }))).map(({ message }) => message).join()).toContain('is gone');
  });

  it('stay fresh when a document moves and leaves a stub, and are suspect when what moved says something else', async () => {
    const store = await storeOf(usual());
    await verified(store);
    const [path = '', text = ''] = Object.entries(store.documents).find(([each]) => each.includes('/REQ-01_')) ?? [];
    const stub = '# REQ-01\n\nMoved to [its folder](REQ-01/REQ-01_part_01.md).\n';
    store.documents = { ...store.documents, [path]: stub, 'docs/07_REQ/REQ-01/REQ-01_part_01.md': text };
    expect(await rulesOf(store.copy().does(start, { id: 'TASKS-01' }))).toEqual([]);
    edit(store, 'REQ-01/REQ-01', ['entered is kept', 'entered is kept for a year']);
    expect(await rulesOf(store.does(start, { id: 'TASKS-01' }))).toEqual(['suspect-receipt']);
  });

  it('stay fresh when a document moves to another folder under another name', async () => {
    const store = await storeOf(usual());
    await verified(store);
    store.documents = Object.fromEntries(
      Object.entries(store.documents).map(([path, text]) => [
        path.replace('docs/07_REQ/REQ-01_part_01', 'docs/requirements/REQ-01_first'),
        text,
      ]),
    );
    expect(await rulesOf(store.does(start, { id: 'TASKS-01' }))).toEqual([]);
  });

  const readings = (store: DataStore) =>
    store
      .ledgers()
      .task(first)
      .receipts.filter(({ item }) => item === 'verified_req')
      .flatMap(({ documents }) => documents.map(({ path, sections }) => [path.slice(-15), sections]));

  it('are of the sections that the task cites, of one document together', async () => {
    const store = await storeOf(usual());
    edit(store, 'TASKS-01', ['@req: REQ-01', '@req: REQ-01.2, REQ-01.1']);
    edit(store, 'REQ-01', [/$/, '\n## 3. Remarks\n\nNone.\n']);
    await verified(store);
    expect(readings(store)).toEqual([['REQ-01_part_01.md'.slice(-15), ['1', '2']]]);
    edit(store, 'REQ-01', ['None.', 'Some.']);
    expect((await findings(store)).filter(({ rule }) => rule === 'suspect-receipt')).toEqual([]);
    edit(store, 'REQ-01', ['is kept.', 'is kept for long.']);
    expect((await findings(store)).filter(({ rule }) => rule === 'suspect-receipt')).toMatchObject([
      { message: expect.stringContaining('changed in section 1, 2') },
    ]);
  });

  it('are told by section, in what remains to be read and in what a change would make suspect', async () => {
    const store = await storeOf(usual());
    edit(store, 'TASKS-01', ['@req: REQ-01', '@req: REQ-01.2, REQ-01.1']);
    edit(store, 'TASKS-02', ['@req: REQ-02', '@req: REQ-02.1']);
    const read = async (id: string) => JSON.stringify(await done(store.does(verify, { id })));
    expect(await read('TASKS-01')).toContain('REQ-01_part_01.md, sections 1, 2');
    expect(await read('TASKS-02')).toContain('REQ-02_part_02.md, section 1');
    await verified(store);
    const touched = async (id: string) => (await done(store.does(impact, { id }))).receipts.map(({ item }) => item);
    expect(await touched('REQ-01')).toContain('verified_req');
    expect(await touched('REQ-01.1')).toContain('verified_req');
    expect(await touched('TASKS-01.1')).toContain('verified_tasks');
    edit(store, 'REQ-01', [/$/, '\n## 3. Remarks\n\nNone.\n']);
    // The review holds whole documents against each other.
    expect(await touched('REQ-01.3')).toEqual(['reviewed_upstream']);
  });

  it('say which document is meant by an id that two have: the first', async () => {
    const store = await storeOf(usual());
    const [path = '', words = ''] = Object.entries(store.documents).find(([name]) => name.includes('REQ-01')) ?? [];
    store.documents = { ...store.documents, [path.replace('.md', '_another.md')]: words };
    expect((await done(store.does(impact, { id: 'req-1' }))).document).toMatchObject({ id: 'REQ-01', path });
  });

  it.each(['@req: REQ-01.1, REQ-01', '@req: REQ-01, REQ-01.1'])('are of the whole document where it is cited as well: %s', async (tag) => {
    const store = await storeOf(usual());
    edit(store, 'TASKS-01', ['@req: REQ-01', tag]);
    await verified(store);
    expect(readings(store)).toEqual([['REQ-01_part_01.md'.slice(-15), undefined]]);
  });

  it('can be waived for the content as it is, and no further', async () => {
    const store = await storeOf(usual());
    await verified(store);
    edit(store, 'REQ-01', ['is kept.', 'is kept for long.']);
    await done(store.does(waive, { id: 'TASKS-01', rule: 'suspect-receipt', reason: 'a matter of words only' }));
    expect(await rulesOf(store.copy().does(start, { id: 'TASKS-01' }))).toEqual([]);
    edit(store, 'REQ-01', ['for long.', 'for ever.']);
    expect(await rulesOf(store.does(start, { id: 'TASKS-01' }))).toEqual(['suspect-receipt']);
  });
});

describe('the review', () => {
  const contradicted = () => withDocument(usual(), 'IPLAN-01', (words) => ({ ...words, criteria: words.criteria.slice(0, 2) }));

  it('passes where the documents agree, records that once, and says what it read', async () => {
    const store = await storeOf(usual());
    const result = await done(store.does(review, { id: 'TASKS-01' }, agent));
    expect(result).toMatchObject({ passed: true, stopped: false, findings: [], status: 'NOT_STARTED' });
    expect(result.documents.length).toBe(5);
    await done(store.does(review, { id: 'TASKS-01' }, agent));
    expect(store.events(first).map(({ operation }) => operation)).toEqual(['review']);
  });

  it('counts one document as one', async () => {
    const store = await storeOf(usual());
    store.documents = Object.fromEntries(Object.entries(store.documents).filter(([path]) => path.includes('/TASKS-01_')));
    const { passed, documents, message } = await done(store.does(review, { id: 'TASKS-01' }, agent));
    expect(passed ? [documents.length, message] : message).toEqual([1, 'TASKS-01: one document, and nothing that contradicts it']);
  });

  it('says which document it could not compare, and stops nothing for it', async () => {
    const store = await storeOf(usual());
    edit(store, 'SPEC-01', ['acceptance_criteria:', 'acceptance_criteria: [']);
    const result = await done(store.does(review, { id: 'TASKS-01' }, agent));
    expect(result).toMatchObject({
      passed: true,
      stopped: false,
      findings: [{ rule: 'invalid-yaml', severity: 'warning', here: { file: 'docs/10_SPEC/SPEC-01_part_01.yaml' } }],
    });
    expect(result.message).toContain(
      "4 documents agree with each other; not compared, since it can't be read: docs/10_SPEC/SPEC-01_part_01.yaml",
    );
  });

  it('stops the work by itself where they do not, shows both sides, and does so once', async () => {
    const store = await storeOf(contradicted());
    const result = await done(store.does(review, { id: 'TASKS-01' }, agent));
    expect(result).toMatchObject({ passed: false, stopped: true, status: 'BLOCKED' });
    expect(result.findings).toMatchObject([
      {
        rule: 'iplan-misses-requirement',
        here: { file: 'docs/12_IPLAN/IPLAN-01_part_01.md' },
        there: { file: 'docs/11_TASKS/TASKS-01_part_01.md', text: 'REQ.01.06.03' },
      },
    ]);
    await done(store.does(review, { id: 'TASKS-01' }, agent));
    expect(store.ledgers().task(first).stops.length).toBe(1);
    expect(await rulesOf(store.does(start, { id: 'TASKS-01' }, agent))).toContain('stop-open');
  });

  it('has to be clean after the answer before the work begins', async () => {
    const store = await storeOf(contradicted());
    await done(store.does(review, { id: 'TASKS-01' }, agent));
    await done(store.does(instruct, { id: 'TASKS-01', text: 'All three criteria hold; add the third to the IPLAN.' }));
    await verified(store);
    expect(await rulesOf(store.does(start, { id: 'TASKS-01' }))).toContain('review-missing');
    edit(store, 'IPLAN-01', ['(REQ.01.06.02)', '(REQ.01.06.02, REQ.01.06.03)']);
    expect((await done(store.does(review, { id: 'TASKS-01' }))).passed).toBe(true);
    await done(store.does(start, { id: 'TASKS-01' }));
  });

  it('is answered by a person who waives all that it found', async () => {
    const store = await storeOf(contradicted());
    await done(store.does(review, { id: 'TASKS-01' }, agent));
    expect(
      await rulesOf(store.does(waive, { id: 'TASKS-01', rule: 'iplan-misses-requirement', reason: 'the third is shown by hand' }, agent)),
    ).toEqual(['policy-forbids']);
    const waived = await done(
      store.does(waive, { id: 'TASKS-01', rule: 'iplan-misses-requirement', reason: 'the third is shown by hand' }),
    );
    expect(waived.status).toBe('NOT_STARTED');
    expect(store.ledgers().task(first).stops).toEqual([]);
    await verified(store);
    await done(store.does(start, { id: 'TASKS-01' }));
    expect((await findings(store)).map(({ rule }) => rule)).toEqual(['waiver-active']);
  });

  it('is not answered by a waiver where the policy wants another for it, nor while something else stands', async () => {
    const reason = 'the third is shown by hand';
    const ours = await storeOf(contradicted());
    await ours.accept({ ...policies.standard, fourEyes: true });
    await done(ours.does(review, { id: 'TASKS-01' }));
    expect((await done(ours.does(waive, { id: 'TASKS-01', rule: 'iplan-misses-requirement', reason }))).status).toBe('BLOCKED');
    const more = await storeOf(contradicted());
    edit(more, 'TASKS-01', ['@req: REQ-01', '@req: REQ-01, REQ-88']);
    expect((await done(more.does(review, { id: 'TASKS-01' }))).message).toContain('contradictions; the work is stopped');
    expect((await done(more.does(waive, { id: 'TASKS-01', rule: 'iplan-misses-requirement', reason }))).status).toBe('BLOCKED');
    expect(more.ledgers().task(first).stops).toHaveLength(1);
  });

  it('is run by start itself, which changes nothing where it fails', async () => {
    const store = await storeOf(contradicted());
    await verified(store);
    const [problem] = await problemsOf(store.does(start, { id: 'TASKS-01' }, agent));
    expect(problem).toMatchObject({ rule: 'review-missing', next: [{ command: 'tallyplan review TASKS-01' }] });
    expect(store.ledgers().task(first).stops).toEqual([]);
  });

  it('finds that a document went wrong while the work was under way', async () => {
    const store = await storeOf(usual());
    await verified(store);
    await done(store.does(start, { id: 'TASKS-01' }));
    edit(store, 'IPLAN-01', ['@req: REQ-01', '@req: REQ-01, REQ-02']);
    expect(await rulesOf(store.does(complete, { id: 'TASKS-01', summary }))).toContain('review-missing');
  });

  it('can be asked of completed work, and stops nothing there', async () => {
    const store = await storeOf(withDocument(usual(), 'IPLAN-01', (words) => ({ ...words, steps: [], criteria: [] })));
    await verified(store);
    await done(store.does(start, { id: 'TASKS-01' }));
    await done(store.does(complete, { id: 'TASKS-01', summary }));
    edit(store, 'IPLAN-01', ['@req: REQ-01', '@req: REQ-01, REQ-02']);
    expect(await done(store.does(review, { id: 'TASKS-01' }))).toMatchObject({ passed: false, stopped: false, status: 'COMPLETED' });
  });

  it('does not stand in for the documents that a completed task was verified against', async () => {
    const store = await storeOf(withDocument(usual(), 'IPLAN-01', (words) => ({ ...words, steps: [], criteria: [] })));
    await verified(store);
    await done(store.does(start, { id: 'TASKS-01' }));
    await done(store.does(complete, { id: 'TASKS-01', summary }));
    edit(store, 'REQ-01', ['is kept.', 'is kept for ten years.']);
    expect((await findings(store)).map(({ rule, severity }) => [rule, severity])).toEqual([['changed-after-completion', 'note']]);
    await done(store.does(reopen, { id: 'TASKS-01', reason: 'ten years need another format' }));
    expect((await findings(store)).map(({ rule }) => rule)).toContain('suspect-receipt');
  });

  it('is renewed with the receipts of completed work, where it still finds nothing', async () => {
    const store = await storeOf(withDocument(usual(), 'IPLAN-01', (words) => ({ ...words, steps: [], criteria: [] })));
    await verified(store);
    await done(store.does(start, { id: 'TASKS-01' }));
    await done(store.does(complete, { id: 'TASKS-01', summary }));
    edit(store, 'REQ-01', ['is kept.', 'is kept for ten years.']);
    const note = 'ten years are what the archive holds anyway';
    const early = await done(store.does(verify, { id: 'TASKS-01' }));
    expect(early).toMatchObject({
      verified: ['reviewed_upstream'],
      message: 'TASKS-01: reviewed_upstream verified; what they rest on has changed: verified_req',
      next: [{ command: 'tallyplan verify TASKS-01 verified_req=<note>' }],
    });
    edit(store, 'REQ-01', ['for ten years.', 'for eleven years.']);
    const told = await done(store.does(verify, { id: 'TASKS-01', items: { verified_req: note } }));
    expect(told).toMatchObject({ verified: ['verified_req', 'reviewed_upstream'], next: [{ command: 'tallyplan next' }] });
    expect(await findings(store)).toEqual([]);
    edit(store, 'IPLAN-01', ['is kept.', 'is kept there.']);
    expect((await done(store.does(verify, { id: 'TASKS-01' }))).verified).toEqual(['reviewed_upstream']);
    expect((await done(store.does(verify, { id: 'TASKS-01' }))).verified).toEqual([]);
    expect(await findings(store)).toEqual([]);
    edit(store, 'IPLAN-01', ['@req: REQ-01', '@req: REQ-01, REQ-02']);
    expect((await done(store.does(verify, { id: 'TASKS-01' }))).verified).toEqual([]);
  });

  it('is taken back like any receipt where it found nothing, and not where it stopped the work', async () => {
    const store = await storeOf(usual());
    const held = () =>
      store
        .ledgers()
        .task(first)
        .receipts.map(({ item }) => item);
    await done(store.does(review, { id: 'TASKS-01' }));
    expect(held()).toEqual(['reviewed_upstream']);
    await done(store.does(undo, { id: 'TASKS-01', reason: 'it was not meant' }));
    expect(held()).toEqual([]);
    edit(store, 'IPLAN-01', [/@req: REQ-01/, '@req: REQ-02']);
    await done(store.does(review, { id: 'TASKS-01' }));
    expect(await problemsOf(store.does(undo, { id: 'TASKS-01', reason: 'it was not meant' }))).toMatchObject([
      { rule: 'wrong-status', missing: ['an answer'], next: [{ command: expect.stringContaining('instruct TASKS-01') }] },
    ]);
  });
});

describe('the task list of an IPLAN', () => {
  it('is finished before the task is complete', async () => {
    const store = await storeOf(usual());
    await verified(store);
    await done(store.does(start, { id: 'TASKS-01' }));
    const [problem] = await problemsOf(store.does(complete, { id: 'TASKS-01', summary }));
    expect(problem).toMatchObject({
      rule: 'iplan-unfinished',
      missing: expect.arrayContaining([expect.stringContaining('Make the shape')]),
    });
    edit(store, 'IPLAN-01', [/- \[ \]/g, '- [x]']);
    await done(store.does(complete, { id: 'TASKS-01', summary }));
  });
});

describe('the critical path', () => {
  const withEfforts = (...efforts: readonly (string | null)[]) =>
    efforts.reduce(
      (plan: DocumentedPlan, effort, at) => withDocument(plan, `TASKS-0${at + 1}`, (words) => ({ ...words, effort })),
      documentedPlan('reference', 'B', 5),
    );
  const chainOf = async (plan: DocumentedPlan) => (await done((await storeOf(plan)).does(graph, {}))).criticalPath;
  /** TASKS-01 before all; TASKS-02 before TASKS-03 before TASKS-05; TASKS-04 before TASKS-05. */
  const forked = (...efforts: readonly (string | null)[]) =>
    withDocument(
      withDocument(withEfforts(...efforts), 'TASKS-04', (words) => ({ ...words, dependsOn: ['TASKS-01'] })),
      'TASKS-05',
      (words) => ({ ...words, dependsOn: ['TASKS-03', 'TASKS-04'] }),
    );

  it('takes the estimated effort of the TASKS documents, and what those say of who waits for whom', async () => {
    expect(await chainOf(forked('8 hours', '2 hours', '4 hours', '5 days', '1 day'))).toEqual({
      tasks: ['TASKS-01', 'TASKS-04', 'TASKS-05'],
      length: 56,
      measure: 'estimated effort in hours',
    });
  });

  it('lets a task without one count the mean of the others, and says so', async () => {
    expect(await chainOf(forked('8 hours', '20 hours', null, '10 hours', '6 hours'))).toEqual({
      tasks: ['TASKS-01', 'TASKS-02', 'TASKS-03', 'TASKS-05'],
      length: 45,
      measure: 'estimated effort in hours; 1 without one counts 11, the mean',
    });
  });

  it('counts two without one together, and goes by no template row', async () => {
    const { measure } = await chainOf(withEfforts('8 hours', null, null));
    expect(measure).toBe('estimated effort in hours; 2 without one count 13.3, the mean');
    const store = await storeOf(withEfforts('8 hours'));
    store.replaceTask(first, (task) => copyTask(task, { name: '[Service Name]' }));
    expect((await done(store.does(graph, {}))).criticalPath.tasks).not.toContain('TASKS-01');
  });

  it('says nothing of a mean where the tasks of the chain need none', async () => {
    expect((await chainOf(forked('8 hours', '2 hours', null, '5 days', '1 day'))).measure).toBe('estimated effort in hours');
  });

  it('is the longest chain where no document has an effort', async () => {
    expect(await chainOf(forked(null, null, null, null, null))).toEqual({
      tasks: ['TASKS-01', 'TASKS-02', 'TASKS-03', 'TASKS-05'],
      length: 4,
      measure: 'longest chain, unweighted',
    });
  });

  it('is the same in `status`', async () => {
    const store = await storeOf(forked('8 hours', '2 hours', '4 hours', '5 days', '1 day'));
    expect((await done(store.does(status, {}))).criticalPath).toEqual(['TASKS-01', 'TASKS-04', 'TASKS-05']);
  });
});

describe('iplan tick', () => {
  const started = async () => {
    const store = await storeOf(usual());
    await verified(store);
    await done(store.does(start, { id: 'TASKS-01' }, agent));
    return store;
  };
  const iplan = 'docs/12_IPLAN/IPLAN-01_part_01.md';

  it('changes one byte for each step, and says so in the ledger', async () => {
    const store = await started();
    const before = store.documents[iplan] ?? '';
    const result = await done(store.does(iplanTick, { id: 'iplan-1', steps: '1-2' }, agent));
    expect(result).toMatchObject({ ticked: [{ number: 1 }, { number: 2 }], open: [{ number: 3 }, { number: 4 }, { number: 5 }] });
    const after = store.documents[iplan] ?? '';
    expect([...after].filter((letter, at) => letter !== before[at])).toEqual(['x', 'x']);
    expect(store.events(first).at(-1)).toMatchObject({ operation: 'iplan tick', input: { document: 'IPLAN-01', steps: [1, 2] } });
    await done(store.does(iplanTick, { id: 'TASKS-01', steps: '1-5' }, agent));
    await done(store.does(complete, { id: 'TASKS-01', summary }, agent));
    expect(await findings(store)).toEqual([]);
  });

  it('is what a start leads to where steps are open, and leads to the evidence that the policy asks for, then to completion', async () => {
    const store = await storeOf(usual());
    await verified(store);
    const begun = await done(store.does(start, { id: 'TASKS-01' }));
    expect(begun.next).toEqual([{ command: 'tallyplan iplan tick TASKS-01 1-5' }]);
    await done(store.does(iplanTick, { id: 'TASKS-01', steps: '1-5' }));
    const ticked = async () => (await done(store.does(iplanTick, { id: 'TASKS-01', steps: '5' }))).next;
    expect(await ticked()).toMatchObject([{ command: expect.stringMatching(/^tallyplan complete TASKS-01 /) }]);
    await store.accept({ ...policies.standard, evidence: ['tests'], commands: { tests: { run: 'npm test', timeout: 60 } } });
    expect(await ticked()).toMatchObject([{ command: 'tallyplan evidence TASKS-01 --run tests' }]);
  });

  it('leads from the last step to what is to be renewed before the completion', async () => {
    const store = await started();
    const lastStep = async (at: DataStore, actor = agent) => (await done(at.does(iplanTick, { id: 'TASKS-01', steps: '1-5' }, actor))).next;
    expect(await lastStep(store.copy(), person)).toMatchObject([{ command: 'tallyplan why TASKS-01' }]);
    await store.accept({ ...policies.standard, evidence: ['tests'], commands: { tests: { run: 'npm test', timeout: 60 } } });
    const outcome = { exitCode: 0, duration: 4, outputDigest: 'digest', outputTail: '40 passed', revision: null, tree: 'the tree' };
    await done(store.does(evidence, { id: 'TASKS-01', run: 'tests', outcome }, agent));
    expect(await lastStep(store.copy())).toMatchObject([{ command: 'tallyplan evidence TASKS-01 --run tests' }]);
    edit(store, 'REQ-01', ['What is entered is kept.', 'What is entered is kept for ten years.']);
    expect(await lastStep(store)).toMatchObject([{ command: expect.stringMatching(/^tallyplan verify TASKS-01 /) }]);
  });

  it('is offered to no agent but the one that has the task', async () => {
    const store = await started();
    const other = { name: 'another robot', kind: 'agent' } as const;
    const refusal = await problemsOf(store.does(complete, { id: 'TASKS-01', summary }, other));
    expect(refusal.flatMap(({ next }) => next)).not.toContainEqual({ command: 'tallyplan iplan tick TASKS-01 1-5' });
  });

  it('writes nothing where nothing is open, and takes no other numbers', async () => {
    const store = await started();
    await done(store.does(iplanTick, { id: 'TASKS-01', steps: '3' }));
    const events = store.events(first).length;
    await done(store.does(iplanTick, { id: 'TASKS-01', steps: '3' }));
    expect(store.events(first).length).toBe(events);
    expect(await problemsOf(store.does(iplanTick, { id: 'TASKS-01', steps: '4-9' }))).toMatchObject([
      { rule: 'usage', next: [{ command: 'tallyplan iplan tick TASKS-01 1-5' }] },
    ]);
  });

  it('is taken back by `undo`: the boxes that it ticked are open again, byte for byte', async () => {
    const store = await started();
    await done(store.does(iplanTick, { id: 'TASKS-01', steps: '2' }));
    const before = store.documents[iplan];
    await done(store.does(iplanTick, { id: 'TASKS-01', steps: '1-3' }));
    await done(store.does(undo, { id: 'TASKS-01', reason: 'ticked the wrong ones' }));
    expect(store.documents[iplan]).toBe(before);
    await done(store.does(undo, { id: 'TASKS-01', reason: 'and that one was not done either' }));
    expect(store.documents[iplan]).not.toContain('[x]');
    expect(store.plan.task(first)?.status).toBe('IN_PROGRESS');
    expect(await findings(store)).toEqual([]);
  });

  it('is taken back where only what is no content changed since, and by nobody but a person', async () => {
    const store = await started();
    await done(store.does(iplanTick, { id: 'TASKS-01', steps: '1-2' }, agent));
    edit(store, 'IPLAN-01', [/- \[ \]/, '- [x]']);
    expect(await rulesOf(store.does(undo, { id: 'TASKS-01', reason: 'not mine to take back' }, agent))).toEqual(['policy-forbids']);
    await done(store.does(undo, { id: 'TASKS-01', reason: 'ticked the wrong ones' }));
    expect(store.documents[iplan]?.match(/\[.\]/g)).toEqual(['[ ]', '[ ]', '[x]', '[ ]', '[ ]']);
  });

  it('stays where the document says something else by now, and what is to be done is said', async () => {
    const store = await started();
    await done(store.does(iplanTick, { id: 'TASKS-01', steps: '1-2' }));
    edit(store, 'IPLAN-01', [/- \[x\]/, '- [ ] A step before all others\n- [x]']);
    const before = { ...store.documents };
    expect(await problemsOf(store.does(undo, { id: 'TASKS-01', reason: 'ticked the wrong ones' }))).toMatchObject([
      { rule: 'wrong-status', have: [iplan], missing: [expect.stringContaining('editor')] },
    ]);
    expect(store.documents).toEqual(before);
  });

  it('finds no list where the document is gone, has none, or is there twice, and takes nothing back from it', async () => {
    const store = await started();
    await done(store.does(iplanTick, { id: 'TASKS-01', steps: '1' }));
    const { [iplan]: words = '', ...others } = store.documents;
    for (const [documents, says] of [
      [others, 'has no IPLAN document with a task list'],
      [{ ...others, [iplan]: words.replace(/- \[.\].*\n/g, '') }, 'has no IPLAN document with a task list'],
      [{ ...store.documents, 'docs/12_IPLAN/IPLAN-01_another.md': words }, 'has two IPLAN documents of one id'],
    ] as const) {
      store.documents = documents;
      for (const call of [
        store.does(iplanTick, { id: 'TASKS-01', steps: '2' }),
        store.does(undo, { id: 'TASKS-01', reason: 'ticked the wrong ones' }),
      ])
        expect(await problemsOf(call)).toMatchObject([{ rule: 'wrong-status', message: `TASKS-01: ${says}` }]);
    }
  });

  it('finds no boxes in an IPLAN in YAML, and says so', async () => {
    const store = await started();
    const { [iplan]: _, ...others } = store.documents;
    const inYaml = iplan.replace('.md', '.yaml');
    store.documents = {
      ...others,
      [inYaml]: 'document_control:\n  iplan_id: IPLAN-01\ntasks:\n  - task_id: T1\n    title: Make the shape\n',
    };
    expect(await problemsOf(store.does(iplanTick, { id: 'TASKS-01', steps: '1' }))).toMatchObject([
      { rule: 'wrong-status', message: expect.stringContaining('YAML'), have: [inYaml] },
    ]);
  });

  it('is for who has the task, while it is under way', async () => {
    const store = await started();
    const other = { name: 'another', kind: 'agent' as const };
    expect(await rulesOf(store.does(iplanTick, { id: 'TASKS-01', steps: '1' }, other))).toEqual(['already-started']);
    expect(await rulesOf(store.does(iplanTick, { id: 'TASKS-02', steps: '1' }))).toEqual(['wrong-status']);
    expect(await rulesOf(store.does(iplanTick, { id: 'IPLAN-77', steps: '1' }))).toEqual(['unknown-id']);
  });
});

describe('a task without an IPLAN document', () => {
  const withoutIplan = async () => {
    const store = await storeOf(usual());
    store.documents = Object.fromEntries(Object.entries(store.documents).filter(([path]) => !path.includes('IPLAN-01')));
    return store;
  };

  it('starts only where its documents agree, by the item of its pre-check', async () => {
    const store = await withoutIplan();
    await verified(store);
    edit(store, 'SPEC-01', ['REQ-01', 'REQ-77']);
    const broken = await problemsOf(store.does(start, { id: 'TASKS-01' }));
    expect(broken).toMatchObject([{ rule: 'suspect-receipt', missing: ['reviewed_upstream'] }]);
    edit(store, 'SPEC-01', ['REQ-77', 'REQ-01']);
    await done(store.does(start, { id: 'TASKS-01' }));
  });

  it('is refused by the item where nobody ran it before', async () => {
    const store = await withoutIplan();
    edit(store, 'SPEC-01', ['REQ-01', 'REQ-77']);
    await done(store.does(verify, { id: 'TASKS-01', items: notes(store, 'TASKS-01') }));
    expect(await problemsOf(store.does(start, { id: 'TASKS-01' }))).toMatchObject([
      { rule: 'verifier-failed', message: expect.stringContaining('reviewed_upstream: the documents contradict each other') },
    ]);
    edit(store, 'SPEC-01', ['REQ-77', 'REQ-01']);
    await done(store.does(start, { id: 'TASKS-01' }));
  });

  it('starts where what the tool found before is found again in what changed since', async () => {
    const store = await withoutIplan();
    await verified(store);
    edit(store, 'SPEC-01', ['title:', 'note: another word of it\ntitle:']);
    await done(store.does(start, { id: 'TASKS-01' }));
  });
});

describe('what leads on', () => {
  it('is the reasons, where the documents stand in the way of every note', async () => {
    const store = await storeOf(usual());
    edit(store, 'TASKS-01', ['| **Estimated Effort** | 16 hours |', '| **Estimated Effort** | TBD |']);
    edit(store, 'REQ-01', ['| **Status** | Approved |', '| **Status** | Retired |']);
    edit(store, 'ADR-01', ['| **Status** | Accepted |', '| **Status** | Rejected |']);
    edit(store, 'TASKS-01', [/## \d+\. Scope/, '## 1. Else']);
    const [first] = await problemsOf(store.does(start, { id: 'TASKS-01' }));
    expect(first).toMatchObject({ rule: 'started-without-pre-check', next: [{ command: 'tallyplan why TASKS-01' }] });
  });

  it('from one open step is that step, by its number', async () => {
    const store = await storeOf(usual());
    await verified(store);
    await done(store.does(start, { id: 'TASKS-01' }));
    edit(store, 'IPLAN-01', [/- \[ \](?=[\s\S]*- \[ \])/g, '- [x]']);
    const told = await problemsOf(store.does(complete, { id: 'TASKS-01', summary }));
    const unfinished = told.find(({ rule }) => rule === 'iplan-unfinished');
    expect(unfinished).toMatchObject({
      message: 'TASKS-01: IPLAN-01 has 1 open step',
      next: [{ command: expect.stringMatching(/^tallyplan iplan tick TASKS-01 \d+$/) }],
    });
  });

  it('from evidence that nobody ran is to run it, once a person agreed to its command', async () => {
    const store = await storeOf(usual());
    await verified(store);
    await done(store.does(start, { id: 'TASKS-01' }));
    edit(store, 'IPLAN-01', [/- \[ \]/g, '- [x]']);
    const commands = { tests: { run: 'npm test', timeout: 60 } };
    await store.accept({ ...policies.standard, evidence: ['tests', 'lint'], commands });
    const lacking = (await problemsOf(store.does(complete, { id: 'TASKS-01', summary }))).find(({ rule }) => rule === 'evidence-missing');
    expect(lacking?.next.map(({ command }) => command)).toEqual(['tallyplan evidence TASKS-01 --run tests', 'tallyplan config']);
    const untrusted = { ...worldNow(store), mayRun: () => false };
    const task = untrusted.plan.task(first);
    const steps = task && onward(untrusted, standingOf(untrusted, task));
    expect(steps).toMatchObject([{ command: 'tallyplan config trust tests' }, { command: 'tallyplan config' }]);
  });
});

describe('prerequisites that documents name', () => {
  it('count like those of the plan, for the gate, the queue and the reasons', async () => {
    const store = await storeOf(usual());
    await verified(store, 'TASKS-02');
    expect(await rulesOf(store.does(start, { id: 'TASKS-02' }))).toContain('started-before-prerequisite');
    expect((await done(store.does(next, {}))).queue).toEqual(['TASKS-01']);
    expect(await done(store.does(show, { ids: ['TASKS-02'] }))).toMatchObject({ prerequisites: ['TASKS-01'] });
    const [reason] = (await done(store.does(why, { id: 'TASKS-02' }))).because;
    expect(reason).toMatchObject({ rule: 'started-before-prerequisite', task: 'TASKS-01' });
  });

  it.each([
    ['the row of blockers', '| **Blockers** | None |', '| **Blockers** | TASKS-03 |'],
    ['a tag', '@req: REQ-01', '@req: REQ-01\n@depends-tasks: TASKS-03'],
    [
      'a list of blocking tasks',
      '## 1. Scope',
      '**Blocking Tasks** (must complete before this task can start):\n- TASKS-03: the rest\n\n## 1. Scope',
    ],
    ['a line of what blocks it', '## 1. Scope', '**Blocked By**: TASKS-03 (the rest)\n\n## 1. Scope'],
  ])('may stand in %s', async (_where, from, to) => {
    const store = await storeOf(documentedPlan('reference', 'B', 3));
    edit(store, 'TASKS-03', ['| **Dependencies** | TASKS-02 |', '| **Dependencies** | None |']);
    edit(store, 'TASKS-01', [from, to]);
    expect(await done(store.does(show, { ids: ['TASKS-01'] }))).toMatchObject({ prerequisites: ['TASKS-03'] });
  });

  it('are told from the other side, too', async () => {
    const store = await storeOf(documentedPlan('reference', 'B', 3));
    edit(store, 'TASKS-03', ['| **Dependencies** | TASKS-02 |', '| **Dependencies** | None |']);
    edit(store, 'TASKS-03', ['## 1. Scope', '**Blocks**: TASKS-01\n\n## 1. Scope']);
    expect(await done(store.does(show, { ids: ['TASKS-01'] }))).toMatchObject({ prerequisites: ['TASKS-03'] });
  });
});

describe('what waits far behind the head of the queue', () => {
  it('is told where documents alone say so', async () => {
    const plan = documentedPlan('reference', 'B', 13);
    const free = plan.tasks.reduce((all, id) => withDocument(all, id, (words) => ({ ...words, dependsOn: [] })), plan);
    const store = await storeOf(withDocument(free, 'TASKS-12', (words) => ({ ...words, dependsOn: ['TASKS-13'] })));
    const { queue, waiting } = await done(store.does(next, {}));
    expect(queue).toHaveLength(10);
    expect(waiting).toMatchObject([{ id: 'TASKS-12', waitingFor: [{ rule: 'started-before-prerequisite', task: 'TASKS-13' }] }]);
  });
});

describe('doing the work never makes its own receipts suspect', () => {
  const cases = (['B', 'C', 'D'] as const).flatMap((family) => documentStyles.map((style) => [family, style] as const));

  it.each(cases)('in family %s, with documents in %s style', async (family, style) => {
    const store = await storeOf(usual(family, style));
    await verified(store);
    await done(store.does(review, { id: 'TASKS-01' }));
    await done(store.does(start, { id: 'TASKS-01' }));
    // Whoever does the work ticks, sets statuses and keeps notes in the documents as well.
    store.documents = Object.fromEntries(
      Object.entries(store.documents).map(([path, text]) => [path, /TASKS-01|IPLAN-01/.test(path) ? worked(text) : text]),
    );
    expect(await findings(store)).toEqual([]);
    const attest = Object.fromEntries(['tests_passing'].map((item) => [item, 'npm test: 41 passed']));
    await done(store.does(complete, { id: 'TASKS-01', summary, attest: family === 'D' ? attest : {} }));
    expect((await findings(store)).filter(({ rule }) => rule !== 'status-ahead')).toEqual([]);
    expect(store.plan.task(first)?.status).toBe('COMPLETED');
  });

  function worked(text: string): string {
    return text
      .replace(/- \[ \]/g, '- [x]')
      .replace(/(\*\*Status\*\* \| )[^|]*\|/, '$1In Progress |')
      .replace(/(status: ")[^"]*"/, '$1In Progress"')
      .replace('2026-03-01', '2026-03-09');
  }
});

describe('what a review relied on', () => {
  it('is every file that it read, with its digest', async () => {
    const store = await storeOf(usual());
    const world = worldNow(store);
    const [task] = world.plan.tasks;
    if (task === undefined) throw new Error('no task');
    expect(reliedOnByReview(world, reviewOf(world, task)).map(({ path }) => path)).toEqual(
      reviewOf(world, task).documents.map(({ path }) => path),
    );
  });
});
