import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesOf } from '../model/testing/cases.ts';
import { canonicalJson, parsedJson } from './canonical-json.ts';
import { cutEvent } from './cut-event.ts';
import { asEvent, isObject } from './event-shape.ts';

const hash = 'a'.repeat(64);
const event = {
  v: 1,
  id: 'b'.repeat(64),
  prev: [hash],
  at: '2026-02-01T08:00:00.000Z',
  actor: { name: 'Ada', kind: 'human' },
  operation: 'verify',
  task: 'TASKS-01',
  input: { items: { verified_req: 'read' } },
  changes: [
    { path: 'preCheck.items.verified_req', from: false, to: true },
    { path: 'log', from: [], to: [{ date: '2026-02-01', notes: 'n' }] },
  ],
  receipts: [{ item: 'verified_req', note: 'read', trust: 'self-reported', documents: [] }],
  plan: { before: hash, after: hash },
};

/** What the slow lane makes of a text: the one that is the format. */
function slowly(text: string): unknown {
  const value = parsedJson(text);
  if (!isObject(value) || canonicalJson(value) !== text) return null;
  const read = asEvent(value);
  return typeof read === 'string' ? null : read;
}

describe('cutting a line into its parts', () => {
  it.each<readonly [string, object]>([
    ['an event of the usual kind', event],
    ['one without changes', { ...event, changes: [] }],
    ['one without receipts', { ...event, receipts: undefined }],
    ['one with an empty list of receipts', { ...event, receipts: [] }],
    ['the first one of a ledger', { ...event, prev: [] }],
    ['one of the plan as a whole', { ...event, task: undefined }],
    [
      'one whose input has keys of the event',
      { ...event, input: { changes: [{ id: hash }], id: hash, input: {}, operation: 'x', plan: {} } },
    ],
    ['one with a value that looks like the end of a change', { ...event, changes: [{ path: 'p', from: 1, to: '},{"from":true' }] }],
    ['one whose usual changes stand between others', { ...event, changes: [...event.changes, ...event.changes] }],
    ['one with quotes in what was said', { ...event, input: { reason: 'a "b" \\ c' } }],
  ])('reads %s', (_, given) => {
    const text = canonicalJson(given);
    expect(cutEvent(text)).toEqual(JSON.parse(text));
  });

  it.each<readonly [string, object]>([
    ['a merge', { ...event, prev: [hash, 'c'.repeat(64)] }],
    ['a very long line', { ...event, input: { reason: 'x'.repeat(30_000) } }],
    ['a name with a brace', { ...event, actor: { name: '}', kind: 'human' } }],
  ])('leaves %s to the slow lane, which reads it', (_, given) => {
    const text = canonicalJson(given);
    expect(cutEvent(text)).toBeNull();
    expect(slowly(text)).toEqual(JSON.parse(text));
  });

  it.each([
    [
      'an actor that closes what a change left open',
      canonicalJson(event)
        .replace(/^\{"actor":\{.*?\}/, '{"actor":{"}')
        .replace(/"changes":\[.*?\],"id"/, '"changes":[{"from":1,"path":"p","to":"}],"id"')
        .replace('"input":{', '"input":{"kind":"human","name":"Eve"},{'),
    ],
    [
      'receipts that close what the input left open',
      canonicalJson(event)
        .replace(/"input":.*?,"operation"/, '"input":{"a":1},[{"documents":[],"item":"},"operation"')
        .replace(/"receipts":\[.*?\],"task"/, '"receipts":[","note":"n","trust":"tool-run"}],"task"'),
    ],
  ])('is not deceived by %s', (_, text) => {
    expect(parsedJson(text) === undefined || slowly(text) === null).toBe(true);
    expect(cutEvent(text)).toBeNull();
  });

  it('never reads a text that the slow lane does not read, nor another way', () => {
    const parts = [
      '"',
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '},{',
      '],"id":"',
      '"v":1',
      '"input":{}',
      '\\u0041',
      ' ',
      '0',
      'true',
      'null',
      '"path":"status"',
    ];
    const splice = fc.tuple(fc.nat(), fc.nat({ max: 12 }), fc.constantFrom('', ...parts));
    const words = fc.constantFrom('COMPLETED', 'in progress', '},{', '},{"from":true,"path":"status","to":true', '', '\\"');
    const held = fc.oneof(fc.boolean(), fc.constant(null), words, fc.array(words, { maxLength: 2 }));
    const change = fc.record({
      path: fc.constantFrom('status', 'preCheck.items.verified_req', 'postCheck.status', 'prerequisites', 'log', 'name', 'a"b', 'prüfung'),
      from: held,
      to: held,
    });
    const value = fc.oneof(
      fc.constant(event),
      fc.record({ input: fc.dictionary(fc.string(), fc.jsonValue()) }).map((more) => ({ ...event, ...more })),
      fc.record({ changes: fc.array(change, { maxLength: 6 }) }).map((more) => ({ ...event, ...more })),
    );
    fc.assert(
      fc.property(value, fc.array(splice, { maxLength: 3 }), (given, splices) => {
        let text = canonicalJson(given);
        for (const [at, length, by] of splices) {
          const start = at % (text.length + 1);
          text = text.slice(0, start) + by + text.slice(start + length);
        }
        const cut = cutEvent(text);
        if (cut !== null) expect(cut).toEqual(slowly(text));
      }),
      { numRuns: casesOf(process.env, 3000) },
    );
  });

  it('takes changes apart at commas alone', () => {
    const changes = [
      { path: 'preCheck.items.verified_req', from: false, to: true },
      { path: 'log', from: [], to: [{ date: '2026-02-01', notes: 'n' }] },
      { path: 'status', from: 'NOT_STARTED', to: 'IN_PROGRESS' },
    ];
    const text = canonicalJson({ ...event, changes });
    expect(cutEvent(text)).toEqual(slowly(text));
    const commas = [...text.matchAll(/\},\{"from"/g)].map(({ index }) => index + 1);
    expect(commas).toHaveLength(2);
    for (const at of commas) expect(cutEvent(`${text.slice(0, at)}:${text.slice(at + 1)}`)).toBeNull();
  });

  it('knows a part again, and a part that is none never', () => {
    const text = canonicalJson(event);
    expect(cutEvent(text)?.changes[0]).toBe(cutEvent(text)?.changes[0]);
    const wrong = text.replace('"from":false', '"from":0');
    expect([cutEvent(wrong), cutEvent(wrong)]).toEqual([null, null]);
  });
});
