import { describe, expect, it } from 'vitest';
import { Ancestry } from './ancestry.ts';

/** Each event by its name and those that it follows. */
function ancestryOf(...events: readonly (readonly [id: string, ...prev: readonly string[]])[]) {
  const ancestry = new Ancestry();
  for (const [id, ...prev] of events) ancestry.add({ id, prev });
  const nameOf = (position: number) => events[position]?.[0];
  return (one: string, other: string) => ancestry.meet(ancestry.positionOf(one) ?? -1, ancestry.positionOf(other) ?? -1).map(nameOf);
}

describe('two events met last', () => {
  const branched = ancestryOf(['a'], ['b', 'a'], ['c', 'b'], ['x', 'a'], ['d', 'b'], ['m', 'c', 'd'], ['n', 'd', 'c']);
  it.each([
    ['c', 'd', ['b']],
    ['c', 'x', ['a']],
    ['x', 'd', ['a']],
    // One of the two, where the other follows it.
    ['a', 'd', ['a']],
    ['d', 'd', ['d']],
    // After branches were merged crosswise.
    ['m', 'n', ['d', 'c']],
  ])('%s and %s', (one, other, met) => {
    expect(branched(one, other)).toEqual(met);
    expect(branched(other, one)).toEqual(met);
  });

  it('nowhere, where both are beginnings', () => {
    expect(ancestryOf(['a'], ['b'])('a', 'b')).toEqual([]);
  });

  it('and not in what lies behind that, however much is still to be looked at', () => {
    const twoBeginnings = ancestryOf(['other'], ['a'], ['b', 'a'], ['joined', 'b', 'other'], ['c', 'b']);
    expect(twoBeginnings('joined', 'c')).toEqual(['b']);
  });

  it('in the event before one whose own was lost', () => {
    expect(ancestryOf(['a'], ['b', 'lost'], ['c', 'a'])('b', 'c')).toEqual(['a']);
  });
});
