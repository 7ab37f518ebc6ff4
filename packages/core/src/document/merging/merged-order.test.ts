import { describe, expect, it } from 'vitest';
import { mergedOrder, mostMoved, outOfOrder } from './merged-order.ts';

const order = (base: string, ours: string, theirs: string) =>
  mergedOrder({ base: [...base], ours: [...ours], theirs: [...theirs] })?.join('') ?? null;

describe('two orders of one list', () => {
  it('are one where they leave each other alone, the same both ways round', () => {
    expect([order('ABCD', 'BACD', 'ABDC'), order('ABCD', 'ABDC', 'BACD')]).toEqual(['BADC', 'BADC']);
    expect(order('ABC', 'BCA', 'ABC')).toBe('BCA');
  });

  it('are none where they go round in a circle', () => {
    expect(order('ABC', 'BAC', 'ACB')).toBeNull();
  });

  it('are none where nobody knows how two of them stood that both added', () => {
    expect(order('A', 'AXY', 'AYX')).toBeNull();
    expect(order('A', 'AXY', 'AXY')).toBe('AXY');
  });

  it('are none where a long list was sorted', () => {
    const base = Array.from({ length: 2 * mostMoved + 2 }, (_, at) => at);
    expect(mergedOrder({ base, ours: base.toReversed(), theirs: base })).toBeNull();
    expect(mergedOrder({ base, ours: base, theirs: base })).toEqual(base);
  });
});

it('the fewest are out of order that, taken out, leave the others as they were', () => {
  expect(outOfOrder([...'ABCDE'], [...'BCDAE'])).toEqual(['A']);
  expect(outOfOrder([...'ABC'], [...'AXBC'])).toEqual(['X']);
});
