/** Plans that live: adopted, changed by operations and by hand, their ledgers tampered with. For tests of what `check` says of them. */
import * as yaml from 'yaml';
import { readDocument } from '../../document/read.ts';
import { ledgerFileOf } from '../../ledger/ledger-file.ts';
import { replayTask } from '../../ledger/replay.ts';
import { applyChanges } from '../../model/apply.ts';
import type { ByteString } from '../../model/byte-string.ts';
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { Change } from '../../model/change.ts';
import type { Digest } from '../../model/digest.ts';
import type { Actor } from '../../model/event.ts';
import type { Plan } from '../../model/plan.ts';
import type { Policy } from '../../model/policy.ts';
import type { TaskKey } from '../../model/task-id.ts';
import { taskKeyOf } from '../../model/task-id.ts';
import type { RuleWorld } from '../../rules/rule-world.ts';
import { check } from '../check.ts';
import { complete } from '../complete.ts';
import type { ChangeOperation } from '../operation.ts';
import { worldOf } from '../perform.ts';
import { start } from '../start.ts';
import type { Snapshot } from '../store.ts';
import { verify } from '../verify.ts';
import { DataStore, person } from './data-store.ts';
import type { EntryWords, TextWords } from './plan-text.ts';
import { planText, preCheckKeys } from './plan-text.ts';

const read = (words: TextWords) => readDocument(encodeUtf8(planText(words)), { path: 'PLAN.md', library: () => yaml }).plan;

/** Where stories begin. */
export class Stories {
  readonly digest: Digest;

  constructor(digest: Digest) {
    this.digest = digest;
  }

  /** The plan of one phase with these tasks, adopted. */
  of(...tasks: readonly EntryWords[]): Promise<Story> {
    return this.from({ phases: [tasks] });
  }

  from(words: TextWords): Promise<Story> {
    return this.adopting(read(words));
  }

  async adopting(plan: Plan): Promise<Story> {
    return new Story(await DataStore.adopted(plan, this.digest), this.digest);
  }
}

/** A plan that was adopted, and what happened to it since: by operations, and by hand. */
export class Story {
  readonly #store: DataStore;
  readonly #digest: Digest;
  readonly #rewritten = new Map<TaskKey, (lines: ByteString) => string>();

  constructor(store: DataStore, digest: Digest) {
    this.#store = store;
    this.#digest = digest;
  }

  async does(operation: ChangeOperation, input: unknown, actor?: Actor): Promise<this> {
    const outcome = await this.#store.does(operation, input, actor);
    if (!outcome.ok) throw new Error(outcome.problems.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
    return this;
  }

  /** The honest way to the start of a task. */
  async started(id: string): Promise<this> {
    const items = Object.fromEntries(preCheckKeys.slice(0, 4).map((item) => [item, `read everything about ${item}`]));
    await this.does(verify, { id, items });
    return this.does(start, { id });
  }

  async completed(id: string): Promise<this> {
    await this.started(id);
    return this.does(complete, { id, summary: `Built ${id} and ran all of its tests.` });
  }

  byHand(...changes: readonly Change[]): this {
    this.#store.plan = applyChanges(this.#store.plan, changes);
    return this;
  }

  /** What the text of the plan is from now on, whatever it was. */
  rewritten(words: TextWords): this {
    this.#store.plan = read(words);
    return this;
  }

  /** Makes a policy the accepted one, as a person does. */
  async accepts(policy: Policy): Promise<this> {
    await this.#store.accept(policy);
    return this;
  }

  aDayLater(): this {
    this.#store.letADayPass();
    return this;
  }

  /** Whatever somebody does to the lines of a task's ledger, past every operation. */
  withLedger(id: string, rewritten: (lines: string) => string): this {
    this.#rewritten.set(taskKeyOf(id), rewritten);
    return this;
  }

  /** The lines of a task's ledger as they would be, had things gone otherwise from here. */
  async otherwise(id: string, operation: ChangeOperation, input: unknown): Promise<string> {
    const branch = this.#store.copy();
    const outcome = await branch.does(operation, input);
    if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join('\n'));
    return textOf(branch, taskKeyOf(id));
  }

  world(): RuleWorld {
    const now = { utc: '2026-03-02T12:00:00.000Z', date: '2026-03-02', local: '2026-03-02T12:00:00' };
    const snapshot = this.#store.snapshot();
    const task: Snapshot['ledgers']['task'] = (key) => {
      const rewritten = this.#rewritten.get(key);
      return rewritten === undefined
        ? snapshot.ledgers.task(key)
        : replayTask(key, rewritten(textOf(this.#store, key)) as ByteString, this.#digest);
    };
    return worldOf({ ...snapshot, ledgers: { ...snapshot.ledgers, task } }, { actor: person, digest: this.#digest }, now);
  }

  async findings(input: object = {}) {
    const outcome = await this.#store.does(check, input);
    if (!outcome.ok) throw new Error('check is never refused');
    return outcome.value.result;
  }

  /** The tasks that a rule finds something about. */
  async seenBy(rule: string, input: object = {}): Promise<readonly (string | undefined)[]> {
    return (await this.findings(input)).findings.filter((finding) => finding.rule === rule).map(({ task }) => task);
  }
}

export const set = (id: string, path: string, to: string | boolean | null): Change => ({
  kind: 'set-tracked',
  task: taskKeyOf(id),
  path,
  to,
});
export const twoTasks = [{ id: 'TASKS-01', dependents: 'TASKS-02' }, { id: 'TASKS-02' }] as const;

function textOf(store: DataStore, key: TaskKey): ByteString {
  return (
    store
      .ledgers()
      .files()
      .ledgers.find(({ name }) => name === ledgerFileOf(key))?.text ?? encodeUtf8('')
  );
}
