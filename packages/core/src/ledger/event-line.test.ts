import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { DraftEvent, LedgerEvent } from '../model/event.ts';
import type { TaskKey } from '../model/task-id.ts';
import { canonicalJson } from './canonical-json.ts';
import { eventLine, readEventLine } from './event-line.ts';
import { sealEvent } from './seal-event.ts';

const sha256: Digest = (bytes) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const some = sha256(encodeUtf8('some'));
const chain = { prev: [], at: '2026-02-28T23:59:59.999Z', actor: { name: 'Ada', kind: 'human' }, before: some, after: some } as const;
const draft: DraftEvent = {
  ledger: 'TASKS-01' as TaskKey,
  operation: 'verify',
  task: 'TASKS-01',
  input: { items: { verified_req: 'read “REQ-01”, \\n \t nothing open' } },
  changes: [
    { path: 'status', from: 'NOT_STARTED', to: 'NOT_STARTED' },
    { path: 'preCheck.items.verified_req', from: null, to: true },
    { path: 'prerequisites', from: [], to: ['TASKS-00'] },
    { path: 'log', from: null, to: [{ date: '2026-02-28', notes: '},{' }] },
    { path: 'sessionLog', from: null, to: { '"},{"': 1 } },
  ],
  receipts: [
    {
      item: 'verified_req',
      note: '',
      trust: 'tool-run',
      documents: [{ path: 'docs/REQ-01.md', digest: 'v1:00', blob: null, committed: false, sections: ['2'] }],
      remark: 'r',
    },
  ],
};
const sealed = sealEvent(draft, chain, sha256);
const lineOf = (event: unknown) => encodeUtf8(canonicalJson(event));
const read = (line: string) => readEventLine(line as ByteString, sha256);

/** The event with other content, and with the id that it should then have. */
function altered(change: Readonly<Record<string, unknown>>): ByteString {
  const { id: _, ...body } = { ...sealed, ...change };
  return lineOf({ ...body, id: sha256(lineOf(body)) });
}

describe('a line', () => {
  it('says the event that was written, and nothing else does', () => {
    const line = eventLine(sealed);
    expect(line.endsWith('}\n')).toBe(true);
    expect(read(line.slice(0, -1))).toEqual({ ok: true, event: sealed });
  });

  it('of any event that was sealed can be read, whatever people wrote', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('"},{"from":1', '],"id":"', ',"changes":[', '\ud800', '__proto__'),
    );
    const input = fc.dictionary(text, fc.jsonValue({ stringUnit: 'binary', maxDepth: 3 }));
    const changes = fc.array(fc.record({ path: text, from: fc.jsonValue(), to: fc.jsonValue({ stringUnit: 'binary' }) }));
    fc.assert(
      fc.property(input, changes, text, (given, told, name) => {
        const untracked = told.map((change) => ({ ...change, path: `x.${change.path}` }));
        const event = sealEvent(
          { ...draft, input: given, changes: untracked },
          { ...chain, actor: { name: `A${name}`, kind: 'ci' } },
          sha256,
        );
        expect(read(eventLine(event).slice(0, -1))).toEqual({ ok: true, event });
      }),
    );
  });

  it('that holds changes of another key than its own is read as it is', () => {
    const cunning = sealEvent(
      { ...draft, changes: [], input: { changes: [{ path: 'status', from: 'a', to: 'b' }], id: 'x' } },
      chain,
      sha256,
    );
    expect(read(eventLine(cunning).slice(0, -1))).toEqual({ ok: true, event: cunning });
  });

  it.each([
    ['no JSON', '{', /no JSON object/],
    ['no object', '[]', /no JSON object/],
    ['empty', '', /no JSON object/],
    ['of another order', (line: string) => line.replace(/^\{("actor":\{[^}]*\}),("at":"[^"]*")/, '{$2,$1'), /canonical/],
    ['with blanks in a change', (line: string) => line.replace('"from":null', '"from": null'), /canonical/],
    ['with a longer escape', (line: string) => line.replace('\\t', '\\u0009'), /canonical/],
    ['with CRLF', (line: string) => `${line}\r`, /carriage return/],
    ['no UTF-8', (line: string) => line.replace('â\u0080\u009c', '\u0080'), /UTF-8/],
    ['with an overlong form', (line: string) => line.replace('/REQ', 'À¯REQ'), /UTF-8/],
    ['edited', (line: string) => line.replace('nothing', 'all is'), /not the hash/],
    ['of a newer version', (line: string) => line.replace('"v":1', '"v":7'), /version 7.*knows 1.*read-only/],
  ] as const)('that is %s is none', (_, change, message) => {
    const line = typeof change === 'string' ? change : change(eventLine(sealed).slice(0, -1));
    expect(read(line)).toMatchObject({ ok: false, rule: 'ledger-broken', message: expect.stringMatching(message) });
  });

  it.each(['<<<<<<< HEAD', '=======', '||||||| 1a2b', '>>>>>>> theirs', '=======\r'])('that git left, %j, tells of a fork', (line) => {
    expect(read(line)).toMatchObject({ ok: false, rule: 'ledger-forked', claim: null });
  });

  it('that is broken still tells which event it claims to be, as far as it does', () => {
    const { id, prev } = sealed;
    expect(read(lineOf({ ...sealed, w: 1 }))).toMatchObject({ claim: { id, prev } });
    expect(read(lineOf({ ...sealed, prev: null }))).toMatchObject({ claim: null });
    expect(read(lineOf({ ...sealed, prev: ['x', some] }))).toMatchObject({ claim: { prev: [some] } });
    expect(read(lineOf({ ...sealed, id: 'x' }))).toMatchObject({ claim: null });
  });

  it('that nests without end is no event, and no end of the reader either', () => {
    expect(read(`{"actor":${'['.repeat(200_000)}${']'.repeat(200_000)}}`)).toMatchObject({ ok: false });
  });
});

describe('the format', () => {
  it.each<readonly [string, Readonly<Record<string, unknown>>, string]>([
    ['an unknown key', { extra: 1 }, 'extra is not a key of version 1'],
    ['an unknown key of the actor', { actor: { name: 'Ada', kind: 'human', age: 36 } }, 'actor.age is not a key of version 1'],
    ['an actor without a kind', { actor: { name: 'Ada' } }, 'actor.kind is missing'],
    ['an actor without a name', { actor: { name: '', kind: 'human' } }, 'actor.name must be a text that is not empty'],
    ['an actor of another kind', { actor: { name: 'Ada', kind: 'pope' } }, 'actor.kind must be human, agent or ci'],
    ['an actor that is a text', { actor: 'Ada' }, 'actor must be an object'],
    ['a time without milliseconds', { at: '2026-02-28T23:59:59Z' }, 'at must be a UTC time with milliseconds'],
    ['a day that is none', { at: '2026-02-29T00:00:00.000Z' }, 'at must be a UTC time with milliseconds'],
    ['the 31st of a short month', { at: '2026-04-31T00:00:00.000Z' }, 'at must be a UTC time with milliseconds'],
    ['a number for a time', { at: 1 }, 'at must be a UTC time with milliseconds'],
    ['changes that are no list', { changes: {} }, 'changes must be a list'],
    [
      'a change of too much',
      { changes: [{ path: 'x', from: 1, to: 2, by: 3 }] },
      'changes[0] must hold a path, from and to, and values that belong to that path',
    ],
    [
      'a change without a path',
      { changes: [draft.changes[0], { from: 1, to: 2 }] },
      'changes[1] must hold a path, from and to, and values that belong to that path',
    ],
    [
      'a tick that is a text',
      { changes: [{ path: 'preCheck.items.a', from: false, to: 'true' }] },
      'changes[0] must hold a path, from and to, and values that belong to that path',
    ],
    [
      'a status that is a flag',
      { changes: [{ path: 'status', from: true, to: 'BLOCKED' }] },
      'changes[0] must hold a path, from and to, and values that belong to that path',
    ],
    [
      'prerequisites that are no texts',
      { changes: [{ path: 'prerequisites', from: [1], to: [] }] },
      'changes[0] must hold a path, from and to, and values that belong to that path',
    ],
    [
      'a log of other rows',
      { changes: [{ path: 'log', from: [], to: [{ date: 'd', notes: 'n', by: 'me' }] }] },
      'changes[0] must hold a path, from and to, and values that belong to that path',
    ],
    ['input that is a list', { input: [] }, 'input must be an object'],
    ['an operation without a name', { operation: '' }, 'operation must be a text that is not empty'],
    ['a digest in capitals', { plan: { before: some.toUpperCase(), after: some } }, 'plan.before must be a SHA-256 in lower-case hex'],
    [
      'three predecessors',
      { prev: [some, sha256(encodeUtf8('b')), sha256(encodeUtf8('c'))] },
      'prev must be a list of at most two different ids',
    ],
    ['twice the same predecessor', { prev: [some, some] }, 'prev must be a list of at most two different ids'],
    [
      'a receipt that nobody gives',
      { receipts: [{ ...draft.receipts?.[0], trust: 'blind' }] },
      'receipts[0].trust must be self-reported or tool-run',
    ],
    [
      'a receipt over half a document',
      { receipts: [{ ...draft.receipts?.[0], documents: [{ path: 'p' }] }] },
      'receipts[0].documents[0].blob is missing',
    ],
    ['a task without a name', { task: '' }, 'task must be a text that is not empty'],
    ['an older version', { v: 0 }, 'v must be 1'],
  ])('has no place for %s', (_, change, message) => {
    const line = altered(change);
    const { plan, ...others } = JSON.parse(line) as LedgerEvent;
    expect(read(line)).toMatchObject({ ok: false, message: expect.stringContaining(message) });
    expect(read(lineOf(others))).toMatchObject({ ok: false });
    expect(plan).toBeDefined();
  });

  it.each(['2024-02-29T00:00:00.000Z', '2000-02-29T12:30:00.001Z', '2026-12-31T23:59:59.999Z', '2026-06-30T00:00:00.000Z'])(
    'has a place for %s',
    (at) => {
      expect(read(altered({ at }))).toMatchObject({ ok: true });
    },
  );

  it.each([
    '1900-02-29T00:00:00.000Z',
    '2026-13-01T00:00:00.000Z',
    '2026-00-10T00:00:00.000Z',
    '2026-01-01T24:00:00.000Z',
    '2026-01-00T00:00:00.000Z',
  ])('has no place for %s', (at) => {
    expect(read(altered({ at }))).toMatchObject({ ok: false });
  });

  it('can do without what is optional', () => {
    const { receipts: _, task: __, ...bare } = sealed;
    const { id: ___, ...body } = bare;
    expect(read(lineOf({ ...body, id: sha256(lineOf(body)) }))).toMatchObject({ ok: true });
  });

  it('reads every line alike, whether its changes are known already or not', () => {
    const line = eventLine(sealEvent({ ...draft, changes: [{ path: 'status', from: 'x'.repeat(300), to: 'y' }] }, chain, sha256)).slice(
      0,
      -1,
    );
    expect(read(line)).toEqual(read(line));
  });
});

describe('sealing', () => {
  it('makes the id of everything else', () => {
    const { id, ...body } = sealed;
    expect(id).toBe(sha256(lineOf(body)));
    expect(sealed).toMatchObject({ v: 1, prev: [], at: chain.at, actor: chain.actor, plan: { before: some, after: some } });
    expect(sealed).not.toHaveProperty('ledger');
  });

  it('leaves out what is undefined', () => {
    const event = sealEvent({ ...draft, input: { reason: undefined, date: '2026-01-01' } }, chain, sha256);
    expect(event.input).toEqual({ date: '2026-01-01' });
  });

  it('writes U+FFFD for a lone surrogate, as the plan does', () => {
    const event = sealEvent(
      { ...draft, input: { reason: 'a\ud800b \\ud800', '\udfff': '😀' } },
      { ...chain, actor: { name: '\udc00', kind: 'ci' } },
      sha256,
    );
    expect(event).toMatchObject({ input: { reason: 'a\ufffdb \\ud800', '\ufffd': '😀' }, actor: { name: '\ufffd' } });
  });

  it('never makes an event that could not be read again', () => {
    expect(() => sealEvent({ ...draft, operation: '' }, chain, sha256)).toThrow(/operation must be/);
    expect(() => sealEvent({ ledger: 'plan', operation: 'init', input: {}, changes: [] }, { ...chain, before: '' }, sha256)).toThrow(
      /plan\.before/,
    );
    expect(() => sealEvent({ ...draft, input: { n: Number.NaN } }, chain, sha256)).toThrow(TypeError);
  });
});
