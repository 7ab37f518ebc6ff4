/** What the words of a document's status mean. */
import { describe, expect, it } from 'vitest';
import { approvalOf, profileFrom, usualProfile } from './profile.ts';

const approval = (word: string, profile = usualProfile) => {
  const means = profile.statusWords.get(word);
  return means === undefined ? null : approvalOf[means];
};

describe('status words', () => {
  it.each([
    ['draft', 'pending'],
    ['in review', 'pending'],
    ['approved', 'approved'],
    ['accepted', 'approved'],
    ['in progress', 'approved'],
    ['superseded', 'withdrawn'],
    ['deprecated', 'withdrawn'],
    ['someday', null],
  ])('%s: %s', (word, expected) => {
    expect(approval(word)).toBe(expected);
  });

  it('a configuration adds words, and may give a usual one another meaning', () => {
    const profile = profileFrom({ statusWords: { approved: ['Vedtatt', 'draft'] } });
    expect(approval('vedtatt', profile)).toBe('approved');
    expect(approval('draft', profile)).toBe('approved');
    expect(approval('in review', profile)).toBe('pending');
  });
});

describe('layers', () => {
  it('those of the configuration stand in place of the usual ones', () => {
    const { layers } = profileFrom({ layers: { need: 1, Design: 2 } });
    expect([...layers]).toEqual([
      ['NEED', 1],
      ['DESIGN', 2],
    ]);
  });
});
