/**
 * What the rules say of an operation, written a second time: from the contract's tables alone, as plainly as they
 * stand there, and with none of the product's code for gates, sequence or ledgers. It takes from the document what a
 * person sees in it (ids, statuses, ticks, dependents) and from then on keeps its own books.
 */
import type { Plan } from '@tallyplan/core/model/plan';
import type { Status } from '@tallyplan/core/model/status';

/** Who acts: a claim to be a person is made from inside an agent's environment. */
export interface Player {
  readonly name: string;
  readonly kind: 'human' | 'agent';
  readonly claimed?: 'human';
}

export interface Rules {
  readonly order: 'sequence' | 'ready';
  readonly skipAhead: boolean;
  readonly phaseGate: boolean;
  readonly notes: number;
  readonly summary: number;
  readonly fourEyes: boolean;
  readonly believesClaims: boolean;
}

/** One call, with all that is said in it. */
export interface Asked {
  readonly verb: string;
  readonly id: string;
  readonly items: Readonly<Record<string, string>>;
  readonly text: string | undefined;
  readonly status: Status;
}

interface Stop {
  readonly cause: string;
  readonly by: string;
}

interface Holder {
  readonly name: string;
  readonly lease: boolean;
  readonly seen: number;
}

/** What can be taken back. */
interface State {
  status: Status;
  pre: ReadonlyMap<string, boolean>;
  post: ReadonlyMap<string, boolean>;
  receipts: ReadonlySet<string>;
  holder: Holder | null;
  blocks: number;
  stops: readonly Stop[];
  before: Status;
}

interface Event {
  readonly verb: string;
  readonly by: string;
  readonly left: State;
}

export interface Book extends State {
  readonly id: string;
  readonly phase: number;
  readonly line: number;
  readonly placeholder: boolean;
  readonly needs: readonly string[];
  /** Adopted as IN_PROGRESS: it was begun by other rules. */
  readonly underway: boolean;
  /** What a hand has written in the file since. */
  byHand: Status | null;
  ticked: readonly string[];
  rows: number;
  events: readonly Event[];
}

const open: readonly Status[] = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED'];
const any: readonly Status[] = [...open, 'COMPLETED', 'DEFERRED'];
const starts: Readonly<Record<string, readonly Status[]>> = {
  verify: [...open, 'COMPLETED'],
  start: ['NOT_STARTED'],
  complete: ['IN_PROGRESS'],
  block: open,
  unblock: ['BLOCKED'],
  defer: open,
  resume: ['DEFERRED'],
  release: ['NOT_STARTED', 'IN_PROGRESS'],
  reopen: ['COMPLETED'],
  stop: open,
  instruct: any,
  waive: any,
  undo: any,
  log: any,
};
const leadsTo: Readonly<Record<string, Status>> = {
  start: 'IN_PROGRESS',
  complete: 'COMPLETED',
  block: 'BLOCKED',
  defer: 'DEFERRED',
  resume: 'NOT_STARTED',
  release: 'NOT_STARTED',
  reopen: 'IN_PROGRESS',
};
const persons = ['instruct', 'waive', 'reopen'];
const byTool = ['reviewed_upstream', 'mandatory_review', 'confirmed_deps', 'checked_deps'];
const onPrerequisites = ['confirmed_deps', 'checked_deps'];
const written = /^(?:tasks_status_updated|iplan_status_updated|completion_date_added|session_log_.*|session_logged)$/;
const lease = 120;

const folded = (text: string) => text.trim().toLowerCase();
const keyOf = (id: string) => id.toUpperCase().replace(/-0*(\d)/, '-$1');

export class Oracle {
  readonly books = new Map<string, Book>();
  readonly #rules: Rules;
  readonly #phases: readonly { readonly id: string | null; readonly dependencies: readonly string[] }[];
  minutes = 0;

  /** The plan as it is adopted. */
  constructor(plan: Plan, rules: Rules) {
    this.#rules = rules;
    this.#phases = plan.phases.map(({ id, dependencies }) => ({ id, dependencies }));
    const names = new Map(plan.tasks.map(({ name, id }) => [folded(name), keyOf(id)]));
    const needs = new Map<string, string[]>();
    for (const task of plan.tasks) {
      if (task.placeholder) continue;
      const words = task.dependentsText.split(',').map((word) => word.trim());
      const dependents = words.flatMap((word) => (this.#isId(word, plan) ? [keyOf(word)] : (names.get(folded(word)) ?? [])));
      for (const key of dependents) needs.set(key, [...(needs.get(key) ?? []), keyOf(task.id)]);
      const own = task.dependsOnText.match(/[A-Z]+-\w+/g) ?? [];
      needs.set(keyOf(task.id), [...(needs.get(keyOf(task.id)) ?? []), ...own.map(keyOf)]);
    }
    for (const task of plan.tasks) {
      const rows = plan.sessionLog.filter(
        (row) => row.status === 'COMPLETED' && (keyOf(row.task) === keyOf(task.id) || plan.tasks.length === 1),
      );
      this.books.set(keyOf(task.id), {
        id: task.id,
        phase: task.phase,
        line: task.line,
        placeholder: task.placeholder,
        needs: needs.get(keyOf(task.id)) ?? [],
        underway: task.status === 'IN_PROGRESS',
        byHand: null,
        ticked: [],
        rows: rows.length,
        events: [],
        status: task.status ?? 'NOT_STARTED',
        pre: new Map((task.preCheck?.items ?? []).map(({ key, done }) => [key, done])),
        post: new Map((task.postCheck?.items ?? []).map(({ key, done }) => [key, done])),
        receipts: new Set(),
        holder: null,
        blocks: 0,
        stops: [],
        before: 'NOT_STARTED',
      });
    }
  }

  #isId(word: string, plan: Plan): boolean {
    return plan.tasks.some(({ id }) => keyOf(id) === keyOf(word));
  }

  /** The rules that refuse the call, in their order; none where it is permitted, and then it is done. */
  asks(asked: Asked, by: Player): readonly string[] {
    const refusal = this.#refusal(asked, by);
    if (refusal.length === 0) this.#does(asked, by);
    return refusal;
  }

  /** A status, or a tick, that a hand writes into the file. */
  writes(id: string, status: Status): void {
    const book = this.#book(id);
    if (book !== undefined) book.byHand = status === book.status ? null : status;
  }

  ticks(id: string, item: string): void {
    const book = this.#book(id);
    if (book !== undefined && book.pre.get(item) === false && !book.ticked.includes(item)) book.ticked = [...book.ticked, item];
  }

  #book(id: string): Book | undefined {
    return this.books.get(keyOf(id));
  }

  #actsAsPerson({ kind, claimed }: Player): boolean {
    return kind === 'human' || (claimed === 'human' && this.#rules.believesClaims);
  }

  #holderOf({ holder }: Book): Holder | null {
    return holder?.lease && holder.seen + lease <= this.minutes ? null : holder;
  }

  #isHeldByOther(book: Book, { name }: Player): boolean {
    const holder = this.#holderOf(book);
    return holder !== null && holder.name !== name;
  }

  #refusal(asked: Asked, by: Player): readonly string[] {
    const { verb, id, text } = asked;
    if (by.claimed === 'human' && by.kind !== 'human' && !this.#rules.believesClaims) return ['policy-forbids'];
    const book = this.#book(id);
    if (book === undefined) return ['unknown-id'];
    if (book.placeholder) return ['placeholder'];
    if (verb === 'restore') return [];
    if (persons.includes(verb) && !this.#actsAsPerson(by)) return ['policy-forbids'];
    if (!this.#isRecorded(book, asked)) return ['unrecorded-change'];
    const wrong = this.#wrongStatus(book, asked, by);
    if (wrong !== null) return [wrong];
    const unsaid = (text ?? '').trim().length < this.#rules.notes ? ['reason-missing'] : [];
    switch (verb) {
      case 'verify':
        return this.#verifying(book, asked);
      case 'start':
        return this.#starting(book, asked, by);
      case 'complete':
        return this.#completing(book, asked, by);
      case 'unblock':
        return book.blocks === 0 && book.stops.length > 0 ? ['stop-open'] : [];
      case 'resume':
        return book.stops.length > 0 ? ['stop-open'] : [];
      case 'release':
        if (book.status === 'NOT_STARTED' && book.holder === null) return ['wrong-status'];
        return this.#holderOf(book)?.name === by.name ? [] : unsaid;
      case 'stop':
        return [...(book.stops.some(({ cause }) => cause === folded(text ?? '')) ? ['stop-open'] : []), ...unsaid];
      case 'instruct':
        if (book.stops.length !== 1) return ['wrong-status'];
        return this.#rules.fourEyes && book.stops[0]?.by === by.name ? ['policy-forbids'] : unsaid;
      case 'log':
        if (asked.status === 'COMPLETED' && book.status !== 'COMPLETED') return ['wrong-status'];
        return unsaid.map(() => 'note-missing');
      case 'undo':
        return this.#undoing(book, by) ?? unsaid;
      default:
        return unsaid;
    }
  }

  /** File and ledger agree, or the operation asks for exactly what the hand edit did. */
  #isRecorded(book: Book, { verb, items }: Asked): boolean {
    const { byHand, ticked, status } = book;
    const holds = (item: string) => byTool.includes(item) && !(onPrerequisites.includes(item) && this.#openNeeds(book).length > 0);
    const unasked = ticked.filter((item) => !(verb === 'verify' && (item in items || (holds(item) && status !== 'COMPLETED'))));
    // Of a task that no block is on, nothing tells where it would go back to.
    const back = book.status === 'BLOCKED' ? book.before : 'NOT_STARTED';
    const wanted = verb === 'unblock' ? (book.stops.length > 0 ? 'BLOCKED' : back) : leadsTo[verb];
    return unasked.length === 0 && (byHand === null || byHand === wanted);
  }

  #wrongStatus(book: Book, { verb }: Asked, by: Player): string | null {
    if (starts[verb]?.includes(book.status) === true) return null;
    if (book.stops.length > 0 && verb !== 'unblock') return 'stop-open';
    return verb === 'start' && book.status === 'IN_PROGRESS' && this.#isHeldByOther(book, by) ? 'already-started' : 'wrong-status';
  }

  #verifying(book: Book, { items }: Asked): readonly string[] {
    const named = Object.keys(items);
    if (named.some((item) => !book.pre.has(item))) return ['usage'];
    const fails = named.some((item) => onPrerequisites.includes(item)) && this.#openNeeds(book).length > 0;
    const short = named.some((item) => !byTool.includes(item) && (items[item] ?? '').trim().length < this.#rules.notes);
    return [...(fails ? ['verifier-failed'] : []), ...(short ? ['note-missing'] : [])];
  }

  #starting(book: Book, { text }: Asked, by: Player): readonly string[] {
    if (text !== undefined && !this.#rules.skipAhead) return ['policy-forbids'];
    const attested = [...book.pre].filter(([item]) => !byTool.includes(item));
    const shut = [
      attested.some(([, done]) => !done) ? 'started-without-pre-check' : null,
      attested.some(([item, done]) => done && !book.receipts.has(item)) ? 'missing-receipt' : null,
      this.#openNeeds(book).length > 0 ? 'started-before-prerequisite' : null,
      book.stops.length > 0 ? 'stop-open' : null,
      this.#isHeldByOther(book, by) ? 'already-started' : null,
      [...this.books.values()].some((other) => other !== book && this.#isUnrecorded(other)) ? 'unrecorded-completion' : null,
      this.#phaseIsClosed(book) ? 'phase-not-open' : null,
      text === undefined && !this.#isItsTurn(book, by) ? 'out-of-sequence' : null,
      text !== undefined && text.trim().length < this.#rules.notes ? 'reason-missing' : null,
    ];
    return shut.filter((rule) => rule !== null);
  }

  #completing(book: Book, { items, text }: Asked, by: Player): readonly string[] {
    const other = this.#isHeldByOther(book, by);
    const unvouched = [...book.pre].some(([item, done]) => done && !byTool.includes(item) && !book.receipts.has(item));
    const summary = items.summary ?? '';
    const attested = Object.entries(items).filter(([item]) => item !== 'summary');
    const shut = [
      unvouched && !book.underway ? 'missing-receipt' : null,
      book.stops.length > 0 ? 'stop-open' : null,
      other && !this.#actsAsPerson(by) ? 'already-started' : null,
      attested.some(([, note]) => note.trim().length < this.#rules.notes) ? 'note-missing' : null,
      summary.trim().length < this.#rules.summary ? 'summary-missing' : null,
      other && this.#actsAsPerson(by) && (text ?? '').trim().length < this.#rules.notes ? 'reason-missing' : null,
      [...book.post].some(([item, done]) => !written.test(item) && !done && !(item in items)) ? 'attestation-missing' : null,
    ];
    return shut.filter((rule) => rule !== null);
  }

  #undoing({ events }: Book, by: Player): readonly string[] | null {
    const last = events.at(-1);
    if (last === undefined || ['stop', 'instruct', 'waive', 'restore'].includes(last.verb)) return ['wrong-status'];
    const isOwn = ['verify', 'start', 'log'].includes(last.verb) && last.by === by.name;
    return isOwn || this.#actsAsPerson(by) ? null : ['policy-forbids'];
  }

  #openNeeds({ needs }: Book): readonly string[] {
    return needs.filter((key) => this.books.get(key)?.status !== 'COMPLETED');
  }

  /** COMPLETED in the file by a hand, and not in post-check and log. What was so at adoption holds nobody. */
  #isUnrecorded({ byHand, post, rows }: Book): boolean {
    return byHand === 'COMPLETED' && (rows === 0 || [...post.values()].some((done) => !done));
  }

  #phaseIsClosed({ phase }: Book): boolean {
    const named = this.#phases[phase]?.dependencies ?? [];
    const earlier = this.#phases.flatMap(({ id }, index) =>
      (this.#rules.phaseGate && index < phase) || (id !== null && named.includes(id)) ? [index] : [],
    );
    const isFinished = ({ status, byHand, placeholder }: Book) =>
      placeholder || status === 'COMPLETED' || (status === 'DEFERRED' && byHand === null);
    return [...this.books.values()].some((book) => earlier.includes(book.phase) && !isFinished(book));
  }

  #isReady(book: Book): boolean {
    return (
      book.status === 'NOT_STARTED' &&
      book.byHand === null &&
      !book.placeholder &&
      this.#openNeeds(book).length === 0 &&
      !this.#phaseIsClosed(book) &&
      book.stops.length === 0 &&
      this.#holderOf(book) === null
    );
  }

  #isItsTurn(book: Book, by: Player): boolean {
    if (this.#rules.order === 'ready' || this.#holderOf(book)?.name === by.name) return true;
    const first = [...this.books.values()].find((other) => this.#isReady(other));
    return first === undefined || first === book || first.line > book.line;
  }

  #does(asked: Asked, by: Player): void {
    const book = this.#book(asked.id);
    if (book === undefined) return;
    const { verb } = asked;
    const left: State = { ...book };
    const event = { verb, by: by.name, left };
    if (verb === 'verify' && this.#verifiedBy(book, asked).length === 0) return;
    if (verb === 'restore' && book.byHand === null && book.ticked.length === 0) return;
    if (verb === 'undo') {
      this.#takesBack(book);
      this.#seen(book, by);
      return;
    }
    book.events = [...book.events, event];
    Object.assign(book, this.#after(book, asked, by));
    if (verb === 'restore' || verb === 'start' || verb === 'complete' || verb === 'verify') book.ticked = [];
    if (verb !== 'verify' && verb !== 'log') book.byHand = null;
    if (verb === 'complete' || (verb === 'log' && asked.status === 'COMPLETED')) book.rows += 1;
    this.#seen(book, by);
  }

  /** Whatever the holder of a lease does to the task renews it. */
  #seen(book: Book, { name }: Player): void {
    if (book.holder?.lease === true && book.holder.name === name) book.holder = { ...book.holder, seen: this.minutes };
  }

  #takesBack(book: Book): void {
    const last = book.events.at(-1);
    if (last === undefined) return;
    const { status, pre, post, receipts, holder, blocks, stops, before } = last.left;
    Object.assign(book, { status, pre, post, receipts, holder, blocks, stops, before });
    book.events = book.events.slice(0, -1);
  }

  #verifiedBy(book: Book, { items }: Asked): readonly string[] {
    const tool = [...book.pre].filter(
      ([item, done]) => !done && byTool.includes(item) && !(onPrerequisites.includes(item) && this.#openNeeds(book).length > 0),
    );
    return [...new Set([...Object.keys(items), ...tool.map(([item]) => item)])];
  }

  #after(book: Book, asked: Asked, by: Player): Partial<State> {
    const taken: Holder = { name: by.name, lease: by.kind !== 'human', seen: this.minutes };
    const blocked = { status: 'BLOCKED' as const, before: book.status === 'BLOCKED' ? book.before : book.status };
    switch (asked.verb) {
      case 'verify': {
        const verified = this.#verifiedBy(book, asked);
        const receipts = new Set([...book.receipts, ...verified]);
        if (book.status === 'COMPLETED') return { receipts };
        const pre = new Map([...book.pre].map(([item, done]) => [item, done || verified.includes(item)]));
        return { receipts, pre };
      }
      case 'start':
        return {
          status: 'IN_PROGRESS',
          pre: new Map([...book.pre].map(([item]) => [item, true])),
          receipts: new Set(book.pre.keys()),
          holder: taken,
        };
      case 'complete':
        return { status: 'COMPLETED', post: new Map([...book.post].map(([item]) => [item, true])) };
      case 'block':
        return { ...blocked, blocks: book.blocks + 1 };
      case 'unblock':
        return { blocks: 0, status: book.stops.length > 0 ? 'BLOCKED' : book.before };
      case 'stop':
        return { ...blocked, stops: [...book.stops, { cause: folded(asked.text ?? ''), by: by.name }] };
      case 'instruct': {
        const back = book.status === 'BLOCKED' && book.blocks === 0 ? { status: book.before } : {};
        return { stops: [], ...back };
      }
      case 'defer':
        return { status: 'DEFERRED', holder: null, blocks: 0, before: 'NOT_STARTED' };
      case 'resume':
        return { status: 'NOT_STARTED' };
      case 'release':
        return { status: 'NOT_STARTED', holder: null };
      case 'reopen':
        return { status: 'IN_PROGRESS', holder: taken, post: new Map([...book.post].map(([item]) => [item, false])) };
      default:
        return {};
    }
  }
}
