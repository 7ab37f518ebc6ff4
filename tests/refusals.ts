/**
 * A repository in which something is refused, for each rule that can refuse: how it comes about, and the call of a
 * tool that meets it. Robot is the agent that calls; Ada is the person; another agent may be there too.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Actor } from '@tallyplan/core/model/event';
import type { RuleName } from '@tallyplan/core/model/rule-names';
import { type DocumentedPlan, documentedPlan, filesOf, planTextOf, withDocument } from '@tallyplan/core/operations/testing/documented-plan';
import { trust } from '../packages/tallyplan/src/evidence/trusted-commands.ts';
import { type OpenPlan, openPlan } from '../packages/tallyplan/src/open-plan.ts';
import { quayText } from './quay.ts';

const session = 's-of-the-robot';
const robot: Actor = { name: 'robot', kind: 'agent', session };
const another: Actor = { name: 'another robot', kind: 'agent', session: 's-of-another' };
const ada: Actor = { name: 'Ada', kind: 'human' };

export const said = 'read from the first page to the last, and no question is open';
const plan = 'DEVELOPMENT_PLAN.md';
const tests = { name: 'tests', run: 'test -e done.txt' };

export class Site {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'tallyplan-refusals-')));
  /** The user's own configuration, outside of the repository. */
  readonly home = realpathSync(mkdtempSync(join(tmpdir(), 'tallyplan-home-')));
  readonly env = { XDG_CONFIG_HOME: this.home, TALLYPLAN_SESSION: session };
  #trusts = false;
  #documents: DocumentedPlan | null = null;

  /** The same repository at another place, to try things on. */
  copy(): Site {
    const copy = new Site();
    cpSync(this.folder, copy.folder, { recursive: true });
    if (this.#trusts) copy.trust();
    return copy;
  }

  remove(): void {
    for (const folder of [this.folder, this.home]) rmSync(folder, { recursive: true, force: true });
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  read(file: string): string {
    return readFileSync(join(this.folder, file), 'utf8');
  }

  /** An edit by hand. */
  edit(from: string, to: string, file = plan): void {
    const text = this.read(file);
    if (!text.includes(from)) throw new Error(`${file} does not say ${from}`);
    this.write(file, text.replace(from, to));
  }

  /** A person here has seen the command. */
  trust(): void {
    this.#trusts = true;
    trust([{ root: this.folder, ...tests }], this.env);
  }

  as(actor: Actor): Promise<OpenPlan> {
    return openPlan({ folder: this.folder, actor });
  }

  /** Does something that is permitted. */
  async does<Method extends Exclude<keyof OpenPlan, 'root' | 'file' | 'actor'>>(
    method: Method,
    input: Parameters<OpenPlan[Method]>[0],
    actor: Actor = robot,
  ): Promise<void> {
    const opened = await this.as(actor);
    // Each method has the input of its own operation, which the signature above has seen to.
    const outcome = await (opened[method] as (input: unknown) => ReturnType<OpenPlan[Method]>)(input);
    if (!outcome.ok) throw new Error(`${method}: ${outcome.problems.map(({ message }) => message).join('; ')}`);
  }

  /** A plan of tables, and one task with checklists. */
  async quay(configuration = '', text = quayText): Promise<void> {
    this.write(plan, text);
    if (configuration !== '') this.write('.tallyplan/config.yaml', configuration);
    await this.does('init', {}, ada);
  }

  /** Three tasks, each waiting for the one before, with the documents that they stand on. */
  async documented(edit: (text: string) => string = (text) => text): Promise<void> {
    this.#documents = documentedPlan('reference', 'B', 3);
    this.write(plan, edit(planTextOf(this.#documents)));
    this.documents((documents) => documents);
    await this.does('init', {}, ada);
  }

  /** The documents say something else from now on. */
  documents(change: (documents: DocumentedPlan) => DocumentedPlan): void {
    if (this.#documents === null) throw new Error('there are no documents');
    this.#documents = change(this.#documents);
    for (const [file, text] of filesOf(this.#documents)) this.write(file, text);
  }

  /** A requirement becomes another. */
  requirementChanges(): void {
    this.documents((documents) =>
      withDocument(documents, 'REQ-01', (words) => ({ ...words, rules: [...words.rules, 'And for ten years.'] })),
    );
  }

  async verified(id = 'TASKS-01'): Promise<void> {
    const items = {
      verified_req: said,
      verified_tasks: `${said} in it`,
      confirmed_arch: `ADR-01: ${said}`,
      checked_gaps: `no gap: ${said}`,
    };
    await this.does('verify', { id, items });
  }

  async started(): Promise<void> {
    await this.documented();
    await this.verified();
    await this.does('start', { id: 'TASKS-01' });
  }
}

export interface Refusal {
  readonly what: string;
  /** From an empty folder to the state in which the call is refused. */
  arrange(site: Site): Promise<void> | void;
  readonly call: readonly [string, Readonly<Record<string, unknown>>];
}

const refusal = (what: string, call: Refusal['call'], arrange: Refusal['arrange']): Refusal => ({ what, call, arrange });
const ready = 'order: ready\n';
const summary = 'Piles driven to fourteen metres, each measured twice';

/** By every rule that can refuse a call, in some state of a plan; a rule that has no row here fails the test. */
export const refusals: Partial<Record<RuleName, readonly Refusal[]>> = {
  'not-adopted': [refusal('nobody has adopted the plan', ['plan_start', { id: 'A-01' }], (site) => site.write(plan, quayText))],
  'unknown-id': [
    refusal('an id that is nearly one', ['plan_start', { id: 'A-03' }], (site) => site.quay()),
    refusal('an id that is like none', ['plan_update', { action: 'block', id: 'WHARF-77', reason: said }], (site) => site.quay()),
    refusal('an IPLAN of no task', ['plan_update', { action: 'tick', id: 'IPLAN-9', steps: '1' }], (site) => site.quay()),
  ],
  'read-only-block': [
    refusal('YAML that does not parse', ['plan_verify', { id: 'C-01' }], async (site) => {
      await site.quay();
      site.edit('service_name: "Ledger"', 'service_name: "Ledger');
    }),
  ],
  'duplicate-id': [
    refusal('two rows of one id', ['plan_update', { action: 'block', id: 'B-01', reason: said }], async (site) => {
      await site.quay();
      site.edit('| NOT_STARTED | B-01 |', '| NOT_STARTED | B-01 | Rails, again | P1 | |\n| NOT_STARTED | B-01 |');
    }),
  ],
  placeholder: [
    refusal('a row of the template', ['plan_start', { id: 'A-NN' }], (site) =>
      site.quay('', quayText.replace('| NOT_STARTED | A-02 | Deck', '| NOT_STARTED | A-NN | [Task] | P0 | |\n| NOT_STARTED | A-02 | Deck')),
    ),
  ],
  'policy-forbids': [
    refusal('evidence by a command that the policy does not name', ['plan_evidence', { id: 'A-01', run: 'lint' }], (site) => site.quay()),
    refusal('evidence by a command that nobody here has seen', ['plan_evidence', { id: 'A-01', run: 'tests' }], (site) =>
      site.quay(`commands:\n  tests: ${tests.run}\n`),
    ),
    refusal('passing another where that is never allowed', ['plan_start', { id: 'B-01', skipAhead: said }], (site) =>
      site.quay('skip_ahead: never\n'),
    ),
    refusal('taking back what another did', ['plan_update', { action: 'undo', id: 'A-01', reason: said }], async (site) => {
      await site.quay();
      await site.does('log', { id: 'A-01', status: 'NOT_STARTED', note: said }, another);
    }),
    refusal('recording a task that was reopened by hand', ['plan_update', { action: 'record', id: 'A-01', reason: said }], async (site) => {
      await site.quay();
      await site.does('start', { id: 'A-01' });
      await site.does('complete', { id: 'A-01', summary });
      site.edit('| COMPLETED | A-01 |', '| IN_PROGRESS | A-01 |');
    }),
    refusal('recording that a prerequisite is gone', ['plan_update', { action: 'record', id: 'A-02', reason: said }], async (site) => {
      await site.quay();
      site.edit('| Piles | P0 | A-02, B-02 |', '| Piles | P0 | B-02 |');
    }),
  ],
  'unrecorded-change': [
    refusal('a status written by hand', ['plan_update', { action: 'block', id: 'A-01', reason: said }], async (site) => {
      await site.quay();
      site.edit('| NOT_STARTED | A-01 |', '| DEFERRED | A-01 |');
    }),
    refusal('a tick set by hand', ['plan_start', { id: 'TASKS-01' }], async (site) => {
      await site.documented();
      site.edit('- verified_req: false', '- verified_req: true');
    }),
  ],
  'wrong-status': [
    refusal('completing what was not started', ['plan_complete', { id: 'A-01', summary }], (site) => site.quay()),
    refusal('completing what waits for an item', ['plan_complete', { id: 'C-01', summary }], (site) => site.quay(ready)),
    refusal('starting what is completed', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('start', { id: 'A-01' });
      await site.does('complete', { id: 'A-01', summary });
    }),
    refusal('starting what is blocked', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('block', { ids: ['A-01'], reason: said });
    }),
    refusal('starting what is deferred', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('defer', { ids: ['A-01'], reason: said });
    }),
    refusal('starting what one has started', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('start', { id: 'A-01' });
    }),
    refusal('ticking steps of no document', ['plan_update', { action: 'tick', id: 'A-01', steps: '1' }], async (site) => {
      await site.quay();
      await site.does('start', { id: 'A-01' });
    }),
    refusal('taking back where nothing was done', ['plan_update', { action: 'undo', id: 'A-01', reason: said }], (site) => site.quay()),
    refusal('taking back a STOP', ['plan_update', { action: 'undo', id: 'A-01', reason: said }], async (site) => {
      await site.quay();
      await site.does('stop', { id: 'A-01', question: said });
    }),
    refusal(
      'logging a completion that did not happen',
      ['plan_update', { action: 'log', id: 'A-01', status: 'COMPLETED', note: said }],
      (site) => site.quay(),
    ),
    refusal('logging a completion of nothing', ['plan_update', { action: 'log', id: '-', status: 'COMPLETED', note: said }], (site) =>
      site.quay(),
    ),
    refusal('recording a status to which nothing leads', ['plan_update', { action: 'record', id: 'A-01', reason: said }], async (site) => {
      await site.quay();
      await site.does('defer', { ids: ['A-01'], reason: said });
      site.edit('| DEFERRED | A-01 |', '| COMPLETED | A-01 |');
    }),
  ],
  'ledger-broken': [
    refusal('a line of a task was rewritten', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('log', { id: 'A-01', status: 'NOT_STARTED', note: said });
      site.edit('no question is open', 'every question is open', '.tallyplan/ledger/A-01.jsonl');
    }),
    refusal('a line of the plan was rewritten', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      site.edit('"Ada"', '"Eve"', '.tallyplan/ledger/plan.jsonl');
    }),
  ],
  'ledger-forked': [
    refusal('two branches went on with one task', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      const fork = site.copy();
      await fork.does('log', { id: 'A-01', status: 'NOT_STARTED', note: said }, another);
      await site.does('log', { id: 'A-01', status: 'NOT_STARTED', note: `${said}, either` });
      const ledger = '.tallyplan/ledger/A-01.jsonl';
      site.write(ledger, site.read(ledger) + fork.read(ledger));
      fork.remove();
    }),
  ],
  'started-without-pre-check': [
    refusal('nothing of it was verified', ['plan_start', { id: 'TASKS-01' }], (site) => site.documented()),
    refusal('a document stands in the way of an item', ['plan_start', { id: 'TASKS-01' }], async (site) => {
      await site.documented();
      site.documents((documents) => withDocument(documents, 'TASKS-01', (words) => ({ ...words, cites: [...words.cites, 'REQ-77'] })));
    }),
  ],
  'missing-receipt': [
    refusal('an item was ticked before the plan was adopted', ['plan_start', { id: 'TASKS-01' }], (site) =>
      site.documented((text) => text.replace('- verified_req: false', '- verified_req: true')),
    ),
  ],
  'suspect-receipt': [
    refusal('a requirement changed before the start', ['plan_start', { id: 'TASKS-01' }], async (site) => {
      await site.documented();
      await site.verified();
      site.requirementChanges();
    }),
    refusal('a requirement changed before the completion', ['plan_complete', { id: 'TASKS-01', summary }], async (site) => {
      await site.started();
      site.requirementChanges();
    }),
  ],
  'verifier-failed': [
    refusal('a prerequisite is open', ['plan_verify', { id: 'TASKS-02', items: { confirmed_deps: '' } }], (site) => site.documented()),
    refusal('a document is not there', ['plan_verify', { id: 'TASKS-01', items: { verified_req: said } }], async (site) => {
      await site.documented();
      site.documents((documents) => withDocument(documents, 'TASKS-01', (words) => ({ ...words, cites: [...words.cites, 'REQ-77'] })));
    }),
  ],
  'started-before-prerequisite': [
    refusal('a prerequisite is open', ['plan_start', { id: 'A-02' }], (site) => site.quay(ready)),
    refusal('a prerequisite is deferred', ['plan_start', { id: 'A-02' }], async (site) => {
      await site.quay(ready);
      await site.does('defer', { ids: ['A-01'], reason: said });
    }),
    refusal('a prerequisite is another’s', ['plan_start', { id: 'A-02' }], async (site) => {
      await site.quay(ready);
      await site.does('start', { id: 'A-01' }, another);
    }),
    refusal('a prerequisite is stopped', ['plan_start', { id: 'A-02' }], async (site) => {
      await site.quay(ready);
      await site.does('stop', { id: 'A-01', question: said });
    }),
  ],
  'stop-open': [
    refusal('a question waits', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('stop', { id: 'A-01', question: said });
    }),
    refusal('the same question, again', ['plan_stop', { id: 'A-01', question: said }], async (site) => {
      await site.quay();
      await site.does('stop', { id: 'A-01', question: said });
    }),
    refusal('it is no block', ['plan_update', { action: 'unblock', id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('stop', { id: 'A-01', question: said });
    }),
    refusal('work goes on', ['plan_complete', { id: 'TASKS-01', summary }], async (site) => {
      await site.started();
      await site.does('stop', { id: 'TASKS-01', question: said });
    }),
  ],
  'review-missing': [
    refusal('the IPLAN contradicts its TASKS', ['plan_start', { id: 'TASKS-01' }], async (site) => {
      await site.documented();
      await site.verified();
      site.documents((documents) => withDocument(documents, 'IPLAN-01', (words) => ({ ...words, cites: [...words.cites, 'REQ-02'] })));
    }),
  ],
  'already-started': [
    refusal('another has started it', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('start', { id: 'A-01' }, another);
    }),
    refusal('another has claimed it', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('next', { claim: true }, another);
    }),
    refusal('another is to complete it', ['plan_complete', { id: 'A-01', summary }], async (site) => {
      await site.quay();
      await site.does('start', { id: 'A-01' }, another);
    }),
    refusal('another ticks its steps', ['plan_update', { action: 'tick', id: 'TASKS-01', steps: '1' }], async (site) => {
      await site.documented();
      await site.verified();
      await site.does('start', { id: 'TASKS-01' }, another);
    }),
  ],
  'unrecorded-completion': [
    refusal('another task was completed by hand', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      site.edit('| NOT_STARTED | B-01 |', '| COMPLETED | B-01 |');
    }),
  ],
  'phase-not-open': [
    refusal('an earlier phase is open', ['plan_start', { id: 'B-01' }], (site) => site.quay(`phase_gate: true\n${ready}`)),
  ],
  'out-of-sequence': [
    refusal('another comes first', ['plan_start', { id: 'B-01' }], (site) => site.quay()),
    refusal('another comes first, and was edited by hand', ['plan_start', { id: 'TASKS-02' }], async (site) => {
      await site.documented();
      site.edit('status: NOT_STARTED', 'status: COMPLETED');
    }),
    refusal('another comes first, always', ['plan_start', { id: 'B-01' }], (site) => site.quay('skip_ahead: never\n')),
  ],
  'note-missing': [
    refusal('a note that says nothing', ['plan_verify', { id: 'TASKS-01', items: { verified_req: 'ok', checked_gaps: '' } }], (site) =>
      site.documented(),
    ),
    refusal(
      'one note for two documents',
      ['plan_verify', { id: 'TASKS-01', items: { verified_req: '', verified_tasks: '' }, note: said }],
      (site) => site.documented(),
    ),
    refusal('a note that names no decision', ['plan_verify', { id: 'TASKS-01', items: { confirmed_arch: said } }], (site) =>
      site.documented(),
    ),
    refusal('a row without a note', ['plan_update', { action: 'log', id: 'A-01', status: 'NOT_STARTED' }], (site) => site.quay()),
    refusal(
      'an attestation that says nothing',
      ['plan_complete', { id: 'C-01', summary, attest: { tests_passing: 'yes' } }],
      async (site) => {
        await site.quay(ready);
        await site.does('start', { id: 'C-01' });
      },
    ),
  ],
  'summary-missing': [
    refusal('a summary that says nothing', ['plan_complete', { id: 'A-01', summary: 'done' }], async (site) => {
      await site.quay();
      await site.does('start', { id: 'A-01' });
    }),
  ],
  'reason-missing': [
    ...(['block', 'defer'] as const).map((action) =>
      refusal(`${action} without one`, ['plan_update', { action, id: 'A-01' }], (site) => site.quay()),
    ),
    refusal('giving back what another has', ['plan_update', { action: 'release', id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('start', { id: 'A-01' }, another);
    }),
    refusal('taking back without one', ['plan_update', { action: 'undo', id: 'A-01' }], async (site) => {
      await site.quay();
      await site.does('start', { id: 'A-01' });
    }),
    refusal('a STOP that asks nothing', ['plan_stop', { id: 'A-01' }], (site) => site.quay()),
    refusal('passing another without one', ['plan_start', { id: 'B-01', skipAhead: 'now' }], (site) => site.quay()),
  ],
  'attestation-missing': [
    refusal('nobody vouches for the tests', ['plan_complete', { id: 'C-01', summary }], async (site) => {
      await site.quay(ready);
      await site.does('start', { id: 'C-01' });
    }),
  ],
  'iplan-unfinished': [refusal('steps are open', ['plan_complete', { id: 'TASKS-01', summary }], (site) => site.started())],
  'evidence-missing': [
    refusal('nothing has run', ['plan_complete', { id: 'A-01', summary }], async (site) => {
      await site.quay(`evidence: [tests]\ncommands:\n  tests: ${tests.run}\n`);
      site.trust();
      await site.does('start', { id: 'A-01' });
    }),
    refusal('nothing has run, and nobody here has seen the command', ['plan_complete', { id: 'A-01', summary }], async (site) => {
      await site.quay(`evidence: [tests]\ncommands:\n  tests: ${tests.run}\n`);
      await site.does('start', { id: 'A-01' });
    }),
    refusal('the policy names no such command', ['plan_complete', { id: 'A-01', summary }], async (site) => {
      await site.quay('evidence: [tests]\n');
      await site.does('start', { id: 'A-01' });
    }),
  ],
  usage: [
    refusal('no task is named', ['plan_start', {}], (site) => site.quay()),
    refusal('a view that there is not', ['plan_read', { view: 'taks' }], (site) => site.quay()),
    refusal('an argument that there is not', ['plan_start', { id: 'A-01', force: true }], (site) => site.quay()),
    refusal('an item that there is not', ['plan_verify', { id: 'TASKS-01', items: { verified_reqs: said } }], (site) => site.documented()),
    refusal('a step that there is not', ['plan_update', { action: 'tick', id: 'TASKS-01', steps: '99' }], (site) => site.started()),
    refusal('a lease that is no time', ['plan_next', { claim: true, lease: 'long' }], (site) => site.quay()),
  ],
  'config-invalid': [
    refusal('a key that there is not', ['plan_start', { id: 'A-01' }], async (site) => {
      await site.quay();
      site.write('.tallyplan/config.yaml', 'ordr: ready\n');
    }),
  ],
  'plan-not-found': [
    refusal('there is no plan where one is looked for', ['plan_next', {}], (site) => site.write('plans/quay.md', quayText)),
  ],
};
