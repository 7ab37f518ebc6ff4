/** Answers that are too long: how much of them is left, and what is said of the rest. */
import { describe, expect, it } from 'vitest';
import { fit } from './fit.ts';

const room = 8000;
const telling = ({ value, leftOut }: { readonly value: unknown; readonly leftOut: object }) => ({ ok: true, result: value, leftOut });
const sizeOf = (value: unknown) => JSON.stringify(value).length;
const rows = (count: number, notes: string) => ({ rows: Array.from({ length: count }, (_, line) => ({ line, notes })) });

describe('an answer', () => {
  it('is as it was where it fits', () => {
    expect(fit(rows(3, 'short'), telling)).toEqual({ ok: true, result: rows(3, 'short'), leftOut: {} });
  });

  it.each([
    ['a little too long', 9, 1000],
    ['twice as long', 20, 800],
    ['many times as long', 400, 500],
    ['of quotes', 60, 500],
  ])('that is %s fills a good part of the room, with whole items', (name, count, length) => {
    const given = rows(count, (name === 'of quotes' ? '"' : 'x').repeat(length));
    const { result, leftOut } = fit(given, telling) as ReturnType<typeof telling> & { readonly result: typeof given };
    expect(sizeOf({ ok: true, result, leftOut })).toBeLessThanOrEqual(room);
    expect(sizeOf(result)).toBeGreaterThan(room * 0.4);
    expect(result.rows).toEqual(given.rows.slice(0, result.rows.length));
    expect(leftOut).toEqual({ rows: `${count - result.rows.length} of ${count} left out` });
  });

  it('of few long texts keeps what there is room for of them', () => {
    const { result, leftOut } = fit(rows(2, 'y'.repeat(90_000)), telling) as {
      readonly result: ReturnType<typeof rows>;
      readonly leftOut: object;
    };
    expect(result.rows.map(({ notes }) => notes.length > 2000)).toEqual([true, true]);
    expect(Object.keys(leftOut)).toEqual(['rows.0.notes', 'rows.1.notes']);
  });

  it('tells what it left out, but nothing of what is in that', () => {
    const { leftOut } = fit({ list: Array.from({ length: 3 }, () => ['z'.repeat(70)].concat(Array(500).fill('w'.repeat(70)))) }, telling);
    expect(Object.values(leftOut).join()).not.toContain('NaN');
    expect(sizeOf(leftOut)).toBeLessThan(200);
  });

  it('tears no letter', () => {
    const { result } = fit({ text: `a${'🚧'.repeat(9000)}` }, telling) as { readonly result: { readonly text: string } };
    expect(result.text).toMatch(/^a(?:🚧)+…$/u);
  });
});
