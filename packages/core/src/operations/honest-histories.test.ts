/**
 * Honest histories: people plan, read, work, tick, mend words and move documents, and say nothing twice in two ways.
 * Whatever they do, `check` reports no error: each one would be a false alarm.
 *
 * `node scripts/honest-histories.mjs` lives through 200 repositories with 1,000 changes each.
 */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../document/read.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Task } from '../model/plan.ts';
import { verifierOf } from '../rules/checklist-items.ts';
import { auditVerify } from './audit-verify.ts';
import { block, unblock } from './block.ts';
import { check } from './check.ts';
import { complete } from './complete.ts';
import { defer, release, resume } from './defer.ts';
import { iplanTick } from './iplan-tick.ts';
import { log } from './log.ts';
import type { ChangeOperation } from './operation.ts';
import { reopen } from './reopen.ts';
import { review } from './review.ts';
import { start } from './start.ts';
import { instruct, stop } from './stop.ts';
import { DataStore } from './testing/data-store.ts';
import { documentStyles } from './testing/document-words.ts';
import type { DocumentedPlan } from './testing/documented-plan.ts';
import { documentedPlan, filesOf, planTextOf, withDocument } from './testing/documented-plan.ts';
import { verify } from './verify.ts';

const repositories = Number(process.env.HONEST_REPOSITORIES ?? 3);
const changes = Number(process.env.HONEST_CHANGES ?? 40);
/** Everything is looked at after so many changes, and at the end. */
const between = 5;

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const said = 'read it, follows ADR-01, said what was done and how it was checked';

/** A small generator of numbers with a seed (mulberry32), so that a history can be lived through again. */
function diceOf(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  };
}

class Office {
  plan: DocumentedPlan;
  readonly store: DataStore;
  readonly #dice: (sides: number) => number;
  /** Steps that were ticked in documents, which a rewritten document keeps. */
  readonly #ticked = new Map<string, number>();
  #edition = 1;

  private constructor(plan: DocumentedPlan, store: DataStore, dice: (sides: number) => number) {
    this.plan = plan;
    this.store = store;
    this.#dice = dice;
    this.#write();
  }

  static async open(seed: number): Promise<Office> {
    const dice = diceOf(seed);
    const family = (['B', 'C', 'D'] as const)[seed % 3] ?? 'B';
    const plan = documentedPlan(documentStyles[Math.floor(seed / 3) % 3] ?? 'reference', family, 4);
    const library = () => {
      throw new Error('these plans need no library');
    };
    const read = readDocument(encodeUtf8(planTextOf(plan)), { path: 'DEVELOPMENT_PLAN.md', library }).plan;
    return new Office(plan, await DataStore.adopted(read, digest), dice);
  }

  /** One change, by somebody who goes on with what the change asks for. */
  async live(): Promise<void> {
    const task = this.store.plan.tasks[this.#dice(this.store.plan.tasks.length)];
    if (task === undefined) return;
    const moves = [this.#work, this.#work, this.#work, this.#detour, this.#words, this.#status, this.#criterion, this.#moved];
    await moves[this.#dice(moves.length)]?.call(this, task);
  }

  async errors(): Promise<readonly string[]> {
    const outcome = await this.store.does(check, {});
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
    return outcome.value.result.findings
      .filter(({ severity }) => severity === 'error')
      .map(({ rule, message, file }) => `${rule} ${file}: ${message}`);
  }

  /** What is next in the life of the task; what is refused changes nothing. */
  async #work(task: Task): Promise<void> {
    const id = task.id;
    switch (task.status) {
      case 'NOT_STARTED':
        await this.#vouch(task);
        await this.#tries(review, { id });
        await this.#tries(start, { id, skipAhead: said });
        break;
      case 'IN_PROGRESS':
        await this.#tick(task);
        await this.#tries(complete, { id, summary: said, attest: { tests_passing: said } });
        break;
      case 'BLOCKED':
        await this.#tries(instruct, { id, text: said });
        await this.#tries(unblock, { id, reason: said });
        break;
      case 'DEFERRED':
        await this.#tries(resume, { id });
        await this.#read();
        break;
      default:
        if (this.#dice(6) > 0) return;
        await this.#tries(reopen, { id, reason: said });
        await this.#read();
    }
  }

  async #detour({ id, status }: Task): Promise<void> {
    if (status === 'COMPLETED') return this.#tries(log, { id, status: 'COMPLETED', note: said });
    const detours = [
      () => this.#tries(stop, { id, question: `${said} ${this.#dice(1000)}` }),
      () => this.#tries(block, { ids: [id], reason: said }),
      () => this.#tries(defer, { ids: [id], reason: said }),
      () => this.#tries(release, { ids: [id], reason: said }),
      () => this.#tries(log, { id, status: 'IN_PROGRESS', note: said }),
    ];
    await detours[this.#dice(detours.length)]?.();
  }

  /** A requirement says more than before; whoever works on it reads it again. */
  async #words(task: Task): Promise<void> {
    const number = task.id.slice(-2);
    const id = `${['REQ', 'SPEC', 'TASKS'][this.#dice(3)]}-${number}`;
    this.plan = withDocument(this.plan, id, (words) => ({ ...words, rules: [`Rule of edition ${this.#edition++} holds.`] }));
    await this.#read();
  }

  /** Status, version: what the work itself changes. */
  async #status(task: Task): Promise<void> {
    const number = task.id.slice(-2);
    const done = task.status === 'COMPLETED';
    this.plan = withDocument(this.plan, `TASKS-${number}`, (words) => ({
      ...words,
      status: done ? 'Completed' : 'In Progress',
      version: `1.${this.#edition++}.0`,
    }));
    this.#write();
  }

  /** A criterion more, in every document that has to say so. */
  async #criterion(task: Task): Promise<void> {
    const number = task.id.slice(-2);
    const criterion = `REQ.${number}.06.${String(3 + this.#edition++).padStart(2, '0')}`;
    for (const { id } of this.plan.documents.filter(({ id, type }) => type !== 'ADR' && id.endsWith(number))) {
      this.plan = withDocument(this.plan, id, (words) => ({ ...words, criteria: [...words.criteria.slice(-5), criterion] }));
    }
    await this.#read();
  }

  /** A document gets another name; its id stays. */
  async #moved(task: Task): Promise<void> {
    const id = `REQ-${task.id.slice(-2)}`;
    this.plan = withDocument(this.plan, id, (words) => ({ ...words, file: `${id}_edition_${this.#edition++}` }));
    await this.#read();
  }

  /** Documents were changed: whoever has vouched for them reads them again. */
  async #read(): Promise<void> {
    this.#write();
    for (const task of this.store.plan.tasks) {
      const held = this.store
        .ledgers()
        .task(task.key)
        .receipts.filter(({ trust }) => trust === 'self-reported');
      if (held.length > 0 && task.status !== 'DEFERRED' && task.status !== 'COMPLETED')
        await this.#vouch(
          task,
          held.map(({ item }) => item),
        );
    }
  }

  async #vouch(task: Task, items = task.preCheck?.items.map(({ key }) => key) ?? []): Promise<void> {
    const attested = items.filter((item) => verifierOf(item) === 'attested' && task.preCheck?.items.some(({ key }) => key === item));
    await this.#tries(verify, { id: task.id, items: Object.fromEntries(attested.map((item) => [item, `${item}: ${said}`])) });
  }

  async #tick({ id }: Task): Promise<void> {
    if (this.plan.family !== 'B') return;
    await this.#tries(iplanTick, { id, steps: '1' });
    const open =
      Object.values(this.store.documents)
        .filter((text) => text.includes(`# IPLAN-${id.slice(-2)}`))
        .join()
        .match(/- \[[ x]\]/g)?.length ?? 1;
    await this.#tries(iplanTick, { id, steps: `1-${open}` });
    this.#ticked.set(id, open);
  }

  async #tries(operation: ChangeOperation<never, never> | object, input: object): Promise<void> {
    await this.store.does(operation as ChangeOperation, input);
  }

  /** The files as the documents say them, ticks of finished steps kept. */
  #write(): void {
    const ticked = (path: string, text: string) => {
      const done = this.#ticked.get(`TASKS-${/IPLAN-(\d\d)/.exec(path)?.[1]}`) ?? 0;
      let left = path.includes('IPLAN') ? done : 0;
      return text.replace(/- \[ \]/g, (box) => (left-- > 0 ? '- [x]' : box));
    };
    this.store.documents = Object.fromEntries([...filesOf(this.plan)].map(([path, text]) => [path, ticked(path, text)]));
  }
}

describe('honest histories', () => {
  it.each(Array.from({ length: repositories }, (_, seed) => seed))('raise no error, in repository %i', async (seed) => {
    const office = await Office.open(seed);
    for (let change = 1; change <= changes; change++) {
      await office.live();
      if (change % between === 0 || change === changes) expect(await office.errors(), `after change ${change}`).toEqual([]);
    }
    const verified = await office.store.does(auditVerify, {});
    expect(verified.ok && verified.value.result.faults).toEqual([]);
    expect(office.store.plan.tasks.some(({ status }) => status !== 'NOT_STARTED')).toBe(true);
  });
});
