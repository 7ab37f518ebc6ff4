import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import { decodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Actor, LedgerEvent } from '../model/event.ts';
import { standardPathsOf } from '../model/standard-items.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { TrackedState } from '../model/tracked-state.ts';
import type { Checkpoint } from './checkpoint.ts';
import { checkpointOf } from './checkpoint.ts';
import { eventLine } from './event-line.ts';
import type { LedgerFiles } from './history.ts';
import { ledgerFileOf } from './ledger-file.ts';
import { sealEvent } from './seal-event.ts';
import { ada, finished, fresh, HonestLedgers, receiptFor, robot } from './testing/honest-ledgers.ts';
import type { Known } from './verify.ts';
import { verifyLedgers } from './verify.ts';

const sha256: Digest = (bytes) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const key = (id: string) => id as TaskKey;
const [first, second, third] = [key('TASKS-01'), key('TASKS-02'), key('TASKS-03')];

/** A plan of three tasks: one through its whole life, one adopted as completed and reopened, one stopped. */
function honest(): HonestLedgers {
  const ledgers = new HonestLedgers(sha256).adopt({ 'TASKS-01': fresh, 'TASKS-02': finished });
  ledgers
    .add(first, 'verify', {
      input: { items: { verified_req: 'REQ-01 read, five criteria' } },
      sets: { 'preCheck.items.verified_req': true, 'preCheck.items.confirmed_deps': true, 'preCheck.status': 'COMPLETED' },
      receipts: [receiptFor('verified_req'), receiptFor('confirmed_deps')],
    })
    .add(first, 'start', { sets: { status: 'IN_PROGRESS' }, actor: robot })
    .add(first, 'evidence', {
      input: { name: 'tests', exitCode: 0, duration: 41_200, outputDigest: 'a', outputTail: 'ok \u001b[0m', revision: null, tree: 'b' },
    })
    .add(first, 'complete', {
      input: { summary: 'Berth store: "41" tests — all green', attest: { tests_passing: 'npm test' } },
      sets: { status: 'COMPLETED', 'postCheck.items.tests_passing': true, log: [{ date: '2026-02-01', notes: 'Berth store' }] },
    })
    .add(second, 'reopen', { input: { reason: 'the night tide was never tested' }, sets: { status: 'IN_PROGRESS' } })
    .add(third, 'stop', { input: { question: 'UTC or local time?', cause: 'utc or local time?' }, sets: { status: 'BLOCKED' } })
    .add('plan', 'config', { input: { policy: { name: 'strict' }, policyDigest: 'c' } });
  return ledgers;
}

/** What somebody does next to one of four tasks; `say` is any text. */
interface Step {
  readonly task: number;
  readonly move: string;
  readonly say: string;
  readonly by: boolean;
}

type Move = (ledgers: HonestLedgers, task: TaskKey, entry: { readonly say: string; readonly actor: Actor }) => unknown;

const moves: Readonly<Record<string, Move>> = {
  verify: (ledgers, task, { say, actor }) =>
    ledgers.add(task, 'verify', {
      input: { items: { verified_req: say } },
      sets: { 'preCheck.items.verified_req': true },
      receipts: [{ ...receiptFor('verified_req'), note: say }],
      actor,
    }),
  start: (ledgers, task, { actor }) => ledgers.add(task, 'start', { sets: { status: 'IN_PROGRESS' }, actor }),
  complete: (ledgers, task, { say, actor }) =>
    ledgers.add(task, 'complete', {
      input: { summary: say },
      sets: { status: 'COMPLETED', log: [{ date: '2026-02-01', notes: say }] },
      actor,
    }),
  block: (ledgers, task, { say, actor }) => ledgers.add(task, 'block', { input: { reason: say }, sets: { status: 'BLOCKED' }, actor }),
  stop: (ledgers, task, { say, actor }) => ledgers.add(task, 'stop', { input: { question: say }, sets: { status: 'BLOCKED' }, actor }),
  instruct: (ledgers, task, { say }) => {
    const [open] = ledgers.history(task).stops;
    if (open !== undefined) ledgers.add(task, 'instruct', { input: { stop: open.event, text: say }, sets: { status: 'NOT_STARTED' } });
  },
  waive: (ledgers, task, { say }) =>
    ledgers.add(task, 'waive', { input: { rule: 'priority-order', reason: say, until: null, content: 'c' } }),
  undo: (ledgers, task, { say }) => {
    const last = ledgers.events(task).at(-1);
    if (last === undefined || last.operation === 'undo') return;
    const sets = Object.fromEntries(last.changes.filter(({ path }) => path in fresh).map(({ path, from }) => [path, from]));
    ledgers.add(task, 'undo', { input: { undoes: last.id, reason: say }, sets: sets as TrackedState });
  },
  log: (ledgers, task, { say, actor }) =>
    ledgers.add(task, 'log', { told: [{ path: 'sessionLog', from: null, to: { notes: say } }], input: { [say]: say.length }, actor }),
  rename: (ledgers, task, { say }) => ledgers.add('plan', 'rename', { input: { from: task, to: `NEW-${say.length}` } }),
  config: (ledgers) => ledgers.add('plan', 'config', { input: { policy: { name: 'strict' }, policyDigest: null } }),
  checkpoint: (ledgers) => ledgers.checkpoint(),
};

const step: fc.Arbitrary<Step> = fc.record({
  task: fc.nat({ max: 3 }),
  move: fc.constantFrom(...Object.keys(moves)),
  say: fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom('9', '10', '__proto__', '"},{"from":1', '\\ud800')),
  by: fc.boolean(),
});

/** Histories, with what stood there at some moments on the way. */
const histories = fc.array(step, { maxLength: 20 }).map((steps) => {
  const ledgers = new HonestLedgers(sha256).adopt({ 'TASKS-01': fresh, 'TASKS-02': finished });
  const then: { readonly files: LedgerFiles; readonly checkpoint: Checkpoint }[] = [];
  for (const { task, move, say, by } of steps) {
    moves[move]?.(ledgers, key(`TASKS-0${task + 1}`), { say, actor: by ? ada : robot });
    if (say.length % 4 === 0) then.push({ files: ledgers.files(), checkpoint: checkpointOf(ledgers.marked(), sha256) });
  }
  return { now: ledgers.files(), then };
});

const clean = honest().files();
const pinned = checkpointOf(honest().marked(), sha256);

describe('honest ledgers', () => {
  it('hold together', () => {
    expect(verifyLedgers(clean, sha256)).toMatchObject({ faults: [], notes: [] });
  });

  it('raise no alarm in 200 histories, nor against any checkpoint or revision on their way', () => {
    fc.assert(
      fc.property(histories, ({ now, then }) => {
        const known = then.map(({ files, checkpoint }): Known => ({ older: files, checkpoint }));
        for (const before of [{}, ...known]) expect(verifyLedgers(now, sha256, before)).toMatchObject({ faults: [], notes: [] });
      }),
      { numRuns: 200 },
    );
  });
});

type Tamper = (files: LedgerFiles) => LedgerFiles;

/** Rewrites one file's text. */
const inLedger =
  (name: string, change: (text: string) => string): Tamper =>
  (files) => ({
    ...files,
    ledgers: files.ledgers.map((file) => (file.name === name ? { name, text: change(file.text) as ByteString } : file)),
  });
/** Rewrites the lines of one file, given without their ends. */
const lines = (name: string, change: (lines: string[]) => readonly string[]): Tamper =>
  inLedger(name, (text) =>
    change(text.split('\n').slice(0, -1))
      .map((line) => `${line}\n`)
      .join(''),
  );
/** Replaces a part of one line (counted from 1), which must be there. */
const replace = (name: string, line: number, [part, by]: readonly [string | RegExp, string]): Tamper =>
  lines(name, (all) =>
    all.map((text, index) => {
      if (index !== line - 1) return text;
      const changed = text.replace(part, by);
      expect(changed).not.toBe(text);
      return changed;
    }),
  );
/** Rewrites the events of one file consistently: every id and every `prev` anew, as somebody would who knows the format. */
const reseal = (name: string, change: (events: LedgerEvent[]) => readonly LedgerEvent[]): Tamper =>
  lines(name, (all) => {
    let prev: readonly string[] = [];
    return change(all.map(parsed)).map((event) => {
      const { operation, task, input, changes, receipts, at, actor, plan } = event;
      const draft = {
        ledger: first,
        operation,
        input,
        changes,
        ...(task === undefined ? {} : { task }),
        ...(receipts === undefined ? {} : { receipts }),
      };
      const sealed = sealEvent(draft, { prev, at, actor, ...plan }, sha256);
      prev = [sealed.id];
      return eventLine(sealed).slice(0, -1);
    });
  });
const rename =
  (from: string, to: string): Tamper =>
  (files) => ({
    ...files,
    ledgers: files.ledgers.map((file) => (file.name === from ? { ...file, name: to } : file)),
  });
const without =
  (name: string): Tamper =>
  (files) => ({ ...files, ledgers: files.ledgers.filter((file) => file.name !== name) });

const parsed = (line: string): LedgerEvent => JSON.parse(decodeUtf8(line as ByteString));
const lineOf = (ledger: TaskKey | 'plan') => honest().text(ledger).split('\n')[0] ?? '';

/** The same event after another one, sealed. */
function rewired(line: string, after: string): string {
  const { operation, task, input, changes, at, actor, plan } = parsed(line);
  const draft = { ledger: first, operation, input, changes, ...(task === undefined ? {} : { task }) };
  return eventLine(sealEvent(draft, { prev: [parsed(after).id], at, actor, ...plan }, sha256)).slice(0, -1);
}

const swap = (a: number, b: number) => (all: string[]) => all.map((line, index) => all[index === a ? b : index === b ? a : index] ?? line);
const one = 'TASKS-01.jsonl';

/** What was done to the ledgers; where the fault is told, and what of it. */
const tampered: readonly (readonly [string, Tamper, { readonly file: string; readonly line: number; readonly message: RegExp }])[] = [
  ['an edited value', replace(one, 2, ['"to":"IN_PROGRESS"', '"to":"COMPLETED"']), { file: one, line: 2, message: /not the hash/ }],
  ['an edited note', replace(one, 1, ['five criteria', 'six criteria']), { file: one, line: 1, message: /not the hash/ }],
  [
    'an edited value with its id made anew',
    reseal(one, (events) =>
      events.map((event, i) => (i === 1 ? { ...event, changes: [{ path: 'status', from: 'BLOCKED', to: 'IN_PROGRESS' }] } : event)),
    ),
    { file: one, line: 2, message: /do not leave/ },
  ],
  ['a deleted line', lines(one, (all) => all.toSpliced(1, 1)), { file: one, line: 2, message: /does not stand before it/ }],
  ['a deleted first line', lines(one, (all) => all.slice(1)), { file: one, line: 1, message: /does not stand before it/ }],
  [
    'an inserted event',
    lines(one, (all) => all.toSpliced(2, 0, rewired(all[1] ?? '', all[0] ?? ''))),
    { file: one, line: 3, message: /stands twice/ },
  ],
  [
    'an inserted event of its own',
    lines(one, (all) => all.toSpliced(2, 0, rewired(all[2] ?? '', all[0] ?? ''))),
    { file: one, line: 3, message: /two branches/ },
  ],
  [
    'an inserted line of nonsense',
    lines(one, (all) => all.toSpliced(2, 0, '{"note":"paid"}')),
    { file: one, line: 3, message: /not a key/ },
  ],
  ['two lines in another order', lines(one, swap(1, 2)), { file: one, line: 2, message: /does not stand before it/ }],
  ['a line that stands twice', lines(one, (all) => [...all, all[3] ?? '']), { file: one, line: 5, message: /stands twice: it is line 4/ }],
  ['a line cut in the middle', inLedger(one, (text) => text.slice(0, -40)), { file: one, line: 4, message: /torn/ }],
  ['a missing last line end', inLedger(one, (text) => text.slice(0, -1)), { file: one, line: 4, message: /torn/ }],
  ['an emptied ledger', inLedger(one, () => ''), { file: one, line: 1, message: /empty/ }],
  [
    'swapped fields',
    replace(one, 2, [/"after":"(\w+)","before":"(\w+)"/, '"after":"$2","before":"$1"']),
    { file: one, line: 2, message: /not the hash/ },
  ],
  ['swapped actors', replace(one, 2, ['"name":"robot"', '"name":"Ada"']), { file: one, line: 2, message: /not the hash/ }],
  ['an agent that became a human', replace(one, 2, ['"kind":"agent"', '"kind":"human"']), { file: one, line: 2, message: /not the hash/ }],
  ['a date in the past', replace(one, 4, ['2026-02-01T', '2026-01-01T']), { file: one, line: 4, message: /not the hash/ }],
  ['CRLF', inLedger(one, (text) => text.replaceAll('\n', '\r\n')), { file: one, line: 1, message: /carriage return/ }],
  [
    'a key that stands twice',
    replace(one, 2, ['"operation":"start"', '"operation":"release","operation":"start"']),
    { file: one, line: 2, message: /canonical/ },
  ],
  [
    'a key that stands twice, in a change',
    replace(one, 2, ['"path":"status"', '"path":"log","path":"status"']),
    { file: one, line: 2, message: /canonical/ },
  ],
  [
    'keys in another order',
    replace(one, 2, [/"prev":(\[[^\]]*\]),"task":"TASKS-01"/, '"task":"TASKS-01","prev":$1']),
    { file: one, line: 2, message: /canonical/ },
  ],
  ['blanks', replace(one, 2, ['"input":{}', '"input": {}']), { file: one, line: 2, message: /canonical/ }],
  ['a trailing blank', replace(one, 2, [/$/, ' ']), { file: one, line: 2, message: /canonical/ }],
  ['a trailing empty line', lines(one, (all) => [...all, '']), { file: one, line: 5, message: /no JSON/ }],
  ['another form of a number', replace(one, 3, ['"duration":41200', '"duration":412e2']), { file: one, line: 3, message: /canonical/ }],
  ['a whole number as a fraction', replace(one, 1, ['"v":1', '"v":1.0']), { file: one, line: 1, message: /canonical/ }],
  ['another form of an escape', replace(one, 3, ['\\u001b', '\\u001B']), { file: one, line: 3, message: /canonical/ }],
  ['a letter as an escape', replace(one, 2, ['"start"', '"st\\u0061rt"']), { file: one, line: 2, message: /canonical/ }],
  ['bytes that are no UTF-8', replace(one, 4, ['â\u0080\u0094', 'â\u0080']), { file: one, line: 4, message: /UTF-8/ }],
  ['a byte order mark', inLedger(one, (text) => `ï»¿${text}`), { file: one, line: 1, message: /no JSON/ }],
  ['a newer version', replace(one, 2, ['"v":1', '"v":2']), { file: one, line: 2, message: /version 2.*read-only/ }],
  ['an older version', replace(one, 2, ['"v":1', '"v":0']), { file: one, line: 2, message: /v must be 1/ }],
  ['a key of nobody’s', replace(one, 2, ['"v":1', '"v":1,"w":1']), { file: one, line: 2, message: /w is not a key of version 1/ }],
  [
    'an event that follows another one, its id made anew',
    lines(one, (all) => all.with(2, rewired(all[2] ?? '', all[0] ?? ''))),
    { file: one, line: 4, message: /does not stand before it/ },
  ],
  ['receipts taken out', replace(one, 1, [/"receipts":\[.*\],"task"/, '"task"']), { file: one, line: 1, message: /not the hash/ }],
  [
    'receipts taken out, and everything sealed anew',
    reseal(one, (events) => events.map(({ receipts: _, ...event }) => event)),
    { file: one, line: 1, message: /ticks verified_req without a receipt/ },
  ],
  [
    'the digest of the plan changed',
    replace(one, 2, [/"before":"\w/, '"before":"_']),
    { file: one, line: 2, message: /before must be a SHA-256/ },
  ],
  [
    'another beginning, everything sealed anew',
    reseal(
      one,
      ([begin, ...rest]) =>
        [
          { ...begin, changes: begin?.changes.map((change) => (change.path === 'status' ? { ...change, from: 'DEFERRED' } : change)) },
          ...rest,
        ] as LedgerEvent[],
    ),
    { file: one, line: 1, message: /baseline vouches for/ },
  ],
  [
    'a new task that begins completed',
    reseal('TASKS-03.jsonl', ([begin]) => [{ ...begin, changes: [{ path: 'status', from: 'COMPLETED', to: 'BLOCKED' }] }] as LedgerEvent[]),
    { file: 'TASKS-03.jsonl', line: 1, message: /had begun, which the baseline does not know/ },
  ],
  [
    'an edited baseline',
    (files) => ({ ...files, baseline: (files.baseline ?? '').replace('TASKS-02":"', 'TASKS-02":"0') as ByteString }),
    { file: 'baseline.json', line: 1, message: /not the one that the plan was adopted with/ },
  ],
  ['a missing baseline', (files) => ({ ...files, baseline: null }), { file: 'baseline.json', line: 1, message: /missing/ }],
  [
    'an edited adopted state',
    (files) => ({ ...files, states: (files.states ?? '').replace('2026-01-31', '2026-01-30') as ByteString }),
    { file: 'baseline-states.jsonl', line: 1, message: /vouches for/ },
  ],
  [
    'a torn adopted state',
    (files) => ({ ...files, states: (files.states ?? '').slice(0, -1) as ByteString }),
    { file: 'baseline-states.jsonl', line: 1, message: /torn/ },
  ],
  [
    'a ledger under another task’s name',
    rename(one, 'TASKS-04.jsonl'),
    { file: 'TASKS-04.jsonl', line: 1, message: /an event of TASKS-01/ },
  ],
  [
    'a look-alike id',
    rename(one, ledgerFileOf(key('TАSKS-01'))),
    { file: 'T%D0%90SKS-01.jsonl', line: 1, message: /an event of TASKS-01/ },
  ],
  ['a name that no task has', rename(one, 'TASKS-1.jsonl'), { file: 'TASKS-1.jsonl', line: 1, message: /no ledger’s/ }],
  [
    'an event copied from another ledger',
    lines('TASKS-03.jsonl', (all) => [...all, lineOf(second)]),
    { file: 'TASKS-03.jsonl', line: 2, message: /stands in another ledger/ },
  ],
  [
    'an event of the plan in a task’s ledger',
    lines('TASKS-03.jsonl', () => [lineOf('plan')]),
    { file: 'TASKS-03.jsonl', line: 1, message: /names no task/ },
  ],
  [
    'a ledger copied to another task',
    (files) => ({ ...files, ledgers: [...files.ledgers, { name: 'TASKS-05.jsonl', text: honest().text(first) }] }),
    { file: 'TASKS-05.jsonl', line: 4, message: /an event of TASKS-01/ },
  ],
  [
    'a second adoption',
    reseal('plan.jsonl', ([init, config]) => [init, config, init] as LedgerEvent[]),
    { file: 'plan.jsonl', line: 3, message: /second time/ },
  ],
  [
    'a merge of one end',
    reseal('TASKS-03.jsonl', ([stop]) => (stop === undefined ? [] : [stop, { ...stop, operation: 'merge', input: {}, changes: [] }])),
    { file: 'TASKS-03.jsonl', line: 2, message: /a merge, and does not follow two events/ },
  ],
  ['no adoption', lines('plan.jsonl', (all) => all.slice(1)), { file: 'plan.jsonl', line: 1, message: /no adoption/ }],
  ['no ledger of the plan', without('plan.jsonl'), { file: 'plan.jsonl', line: 1, message: /missing/ }],
  [
    'a conflict that git left',
    lines(one, (all) => ['<<<<<<< HEAD', ...all, '=======', '>>>>>>> theirs']),
    { file: one, line: 1, message: /conflict marker/ },
  ],
];

describe('tampering', () => {
  it.each(tampered)('is found: %s', (_, tamper, { file, line, message }) => {
    const { faults } = verifyLedgers(tamper(clean), sha256);
    expect(faults).toContainEqual({ rule: expect.stringMatching(/^ledger-/), file, line, message: expect.stringMatching(message) });
  });

  it('of at least 24 kinds is tried', () => {
    expect(new Set(tampered.map(([kind]) => kind)).size).toBeGreaterThanOrEqual(24);
  });
});

/** What a chain can't show by itself. */
const unseen: readonly (readonly [string, Tamper, { readonly file: string; readonly message: RegExp }])[] = [
  ['a cut tail', lines(one, (all) => all.slice(0, -1)), { file: one, message: /one of 3 today; the checkpoint has it with 4 events/ }],
  [
    'a full rewrite',
    reseal(one, (events) => events.map((event) => ({ ...event, actor: { ...event.actor, name: 'Eve' } }))),
    { file: one, message: /the ledger was rewritten/ },
  ],
  ['a removed ledger', without(one), { file: one, message: /one of 0 today/ }],
  [
    'a cut and regrown tail',
    reseal(one, (events) => [...events.slice(0, 2), ...events.slice(2, 3), ...events.slice(2, 3)]),
    { file: one, message: /the ledger was rewritten/ },
  ],
];

describe('a checkpoint', () => {
  it.each(unseen)('shows what the chain can’t: %s', (_, tamper, { file, message }) => {
    const now = tamper(clean);
    expect(verifyLedgers(now, sha256).faults).toEqual([]);
    const { faults } = verifyLedgers(now, sha256, { checkpoint: pinned });
    expect(faults).toContainEqual(expect.objectContaining({ file, message: expect.stringMatching(message) }));
  });

  it('that the plan’s ledger records pins the others from within', () => {
    const recorded = honest().checkpoint().files();
    expect(verifyLedgers(recorded, sha256).faults).toEqual([]);
    const cut = verifyLedgers(lines(one, (all) => all.slice(0, -1))(recorded), sha256);
    expect(cut.faults).toEqual([
      expect.objectContaining({ rule: 'ledger-truncated', file: one, message: expect.stringMatching(/recorded in plan\.jsonl, line 3/) }),
    ]);
  });

  it('that is none is a fault where it is recorded', () => {
    const recorded = honest()
      .add('plan', 'checkpoint', { input: { ledgers: [], digest: 'd' } })
      .files();
    expect(verifyLedgers(recorded, sha256).faults).toEqual([
      expect.objectContaining({ file: 'plan.jsonl', line: 3, message: expect.stringMatching(/records no checkpoint/) }),
    ]);
  });
});

describe('an earlier revision', () => {
  it.each(unseen)('shows it too: %s', (_, tamper, { file }) => {
    const { faults } = verifyLedgers(tamper(clean), sha256, { older: clean });
    expect(faults).toContainEqual(expect.objectContaining({ rule: 'ledger-truncated', file }));
  });

  it('holds the baseline and the adopted states, too', () => {
    const older = { ...clean, baseline: '{}' as ByteString, states: '{}' as ByteString };
    expect(verifyLedgers(clean, sha256, { older }).faults.map(({ file }) => file)).toEqual(['baseline.json', 'baseline-states.jsonl']);
  });

  it('from before the plan was adopted asks for nothing', () => {
    expect(verifyLedgers(clean, sha256, { older: { ledgers: [], baseline: null, states: null } }).faults).toEqual([]);
  });
});

describe('a clock that ran backwards', () => {
  it('is told as a note, with both times', () => {
    const skewed = honest().add(third, 'log', { at: '2026-01-01T00:00:00.000Z' }).files();
    const { faults, notes } = verifyLedgers(skewed, sha256);
    expect(faults).toEqual([]);
    expect(notes).toEqual([
      { file: 'TASKS-03.jsonl', line: 2, message: expect.stringMatching(/2026-01-01T00:00:00\.000Z.*2026-02-01T08:07:00\.000Z/) },
    ]);
  });
});

describe('a task that was given other items before anybody began it', () => {
  const begun = (state: TrackedState) => {
    const ledgers = new HonestLedgers(sha256).adopt({ 'TASKS-01': state });
    const given: TrackedState = { ...fresh, 'preCheck.items.new': false };
    const { 'preCheck.items.verified_req': _, ...reshaped } = given;
    return ledgers
      .replan(first, reshaped)
      .add(first, 'start', { sets: { status: 'IN_PROGRESS' } })
      .files();
  };

  it('is told as a note', () => {
    const { faults, notes } = verifyLedgers(begun(fresh), sha256);
    expect(faults).toEqual([]);
    expect(notes).toEqual([{ file: one, line: 1, message: expect.stringMatching(/checklists are not those/) }]);
  });

  it('is told with what it began without, where that can be proved', () => {
    const paths = standardPathsOf('B').map((path) => [path, path.includes('.items.') ? false : 'NOT_STARTED'] as const);
    const whole: TrackedState = { status: 'NOT_STARTED', prerequisites: [], log: [], ...Object.fromEntries(paths) };
    const { 'preCheck.items.checked_gaps': _, ...cut } = whole;
    const ledgers = new HonestLedgers(sha256).adopt({ 'TASKS-01': whole }).replan(first, cut);
    const { faults, notes } = verifyLedgers(ledgers.add(first, 'start', { sets: { status: 'IN_PROGRESS' } }).files(), sha256);
    expect(faults).toEqual([]);
    expect(notes).toEqual([{ file: one, line: 1, message: expect.stringMatching(/: it began without preCheck\.items\.checked_gaps$/) }]);
  });

  it.each([
    ['completed', finished],
    ['deferred', { ...fresh, status: 'DEFERRED' }],
  ])('is a fault where it was adopted as %s', (_, state) => {
    const { faults, notes } = verifyLedgers(begun(state), sha256);
    expect(notes).toEqual([]);
    expect(faults).toEqual([expect.objectContaining({ file: one, line: 1, message: expect.stringMatching(/baseline vouches for/) })]);
  });
});

describe('two branches', () => {
  const ancestor = honest();
  const ours = honest().add(third, 'log', { input: { note: 'ours' } });
  const theirs = honest()
    .add(third, 'waive', { input: { rule: 'priority-order', reason: 'theirs', until: null, content: 'c' } })
    .add(third, 'log');
  const theirLines = theirs.text(third).slice(ancestor.text(third).length);
  const together = lines('TASKS-03.jsonl', () => `${ours.text(third)}${theirLines}`.split('\n').slice(0, -1))(ancestor.files());
  const [ourHead, theirHead] = [ours, theirs].map((ledgers) => ledgers.events(third).at(-1)?.id ?? '');

  it('that both continued a ledger are one fault, at the first end', () => {
    expect(verifyLedgers(together, sha256).faults).toEqual([
      { rule: 'ledger-forked', file: 'TASKS-03.jsonl', line: 2, message: expect.stringMatching(/two branches.*lines 2 and 4/) },
    ]);
  });

  it('are one again with a merge, and extend what was known of either', () => {
    const draft = { ledger: third, operation: 'merge', task: third, input: {}, changes: [] };
    const link = {
      prev: [ourHead ?? '', theirHead ?? ''],
      at: '2026-03-01T00:00:00.000Z',
      actor: ada,
      before: sha256('' as ByteString),
      after: sha256('' as ByteString),
    };
    const merged = inLedger('TASKS-03.jsonl', (text) => text + eventLine(sealEvent(draft, link, sha256)))(together);
    for (const side of [ancestor, ours, theirs]) {
      const known = { older: side.files(), checkpoint: checkpointOf(side.marked(), sha256) };
      expect(verifyLedgers(merged, sha256, known)).toMatchObject({ faults: [], notes: [] });
    }
    const after = checkpointOf(verifyLedgers(merged, sha256).ledgers, sha256);
    expect(after.ledgers).toContainEqual(expect.objectContaining({ name: 'TASKS-03.jsonl', length: 5 }));
    expect(verifyLedgers(merged, sha256, { checkpoint: after }).faults).toEqual([]);
  });

  it('are joined by a merge alone', () => {
    const draft = { ledger: third, operation: 'log', task: third, input: {}, changes: [] };
    const plan = { before: sha256('' as ByteString), after: sha256('' as ByteString) };
    const link = { prev: [ourHead ?? '', theirHead ?? ''], at: '2026-03-01T00:00:00.000Z', actor: ada, ...plan };
    const joined = inLedger('TASKS-03.jsonl', (text) => text + eventLine(sealEvent(draft, link, sha256)))(together);
    expect(verifyLedgers(joined, sha256).faults).toMatchObject([{ line: 5, message: 'it follows two events, and is no merge' }]);
  });

  it('can’t be merged by an event that names other heads', () => {
    const draft = { ledger: third, operation: 'merge', task: third, input: {}, changes: [] };
    const begin = ancestor.events(third)[0]?.id ?? '';
    const link = {
      prev: [ourHead ?? '', begin],
      at: '2026-03-01T00:00:00.000Z',
      actor: ada,
      before: sha256('' as ByteString),
      after: sha256('' as ByteString),
    };
    const merged = inLedger('TASKS-03.jsonl', (text) => text + eventLine(sealEvent(draft, link, sha256)))(together);
    expect(verifyLedgers(merged, sha256).faults).toContainEqual(
      expect.objectContaining({ line: 5, message: expect.stringMatching(/not two ends/) }),
    );
  });
});

describe('the states that tasks were adopted with', () => {
  it.each([['no JSON'], ['[]'], ['{"state":{}}'], ['{"state":{},"task":1}']])('are not %s', (line) => {
    const states = `${clean.states}${line}\n` as ByteString;
    expect(verifyLedgers({ ...clean, states }, sha256).faults).toEqual([
      { rule: 'ledger-broken', file: 'baseline-states.jsonl', line: 2, message: expect.stringMatching(/no.* state|not a state/) },
    ]);
  });

  it('are those of all work that had begun then', () => {
    const gone = {
      rule: 'ledger-truncated',
      file: 'baseline-states.jsonl',
      line: 1,
      message: expect.stringContaining('TASKS-02 was adopted with'),
    };
    expect(verifyLedgers({ ...clean, states: null }, sha256).faults).toEqual([gone]);
    expect(verifyLedgers({ ...clean, states: '' as ByteString }, sha256).faults).toEqual([gone]);
    const adopted = new HonestLedgers(sha256).adopt({ 'TASKS-01': fresh }).files();
    expect(verifyLedgers({ ...adopted, states: null }, sha256).faults).toEqual([]);
  });

  it('are missed with their number', () => {
    const adopted = new HonestLedgers(sha256).adopt({ 'TASKS-01': finished, 'TASKS-02': finished, 'TASKS-03': finished }).files();
    expect(verifyLedgers({ ...adopted, states: null }, sha256).faults).toMatchObject([
      { message: 'the state that TASKS-01 was adopted with is missing, and those of 2 more' },
    ]);
  });

  it('are told once', () => {
    const states = `${clean.states}${clean.states}` as ByteString;
    expect(verifyLedgers({ ...clean, states }, sha256).faults).toMatchObject([
      { rule: 'ledger-broken', line: 2, message: expect.stringContaining('TASKS-02 a second time') },
    ]);
  });
});

describe('a renaming that names nothing', () => {
  it('is a fault by itself, and gives no ledger another name', () => {
    const ledgers = new HonestLedgers(sha256).adopt({ 'TASKS-01': fresh });
    ledgers.add(key('TASKS-01'), 'start', { sets: { status: 'IN_PROGRESS' } });
    ledgers.add('plan', 'rename', { input: { from: 'TASKS-01' } });
    expect(verifyLedgers(ledgers.files(), sha256).faults).toEqual([
      { rule: 'ledger-broken', file: 'plan.jsonl', line: 2, message: 'its input is not what `rename` records' },
    ]);
  });
});

describe('an empty folder', () => {
  it('has nothing wrong with it', () => {
    expect(verifyLedgers({ ledgers: [], baseline: null, states: null }, sha256)).toMatchObject({
      faults: [],
      notes: [],
      ledgers: [{ events: [] }],
    });
  });
});
