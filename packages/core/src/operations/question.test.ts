import { describe, expect, it } from 'vitest';
import type { Actor } from '../model/event.ts';
import type { Moment } from '../rules/rule-world.ts';
import { questionOf } from './question.ts';

const now: Moment = { utc: '2026-03-01T12:00:00.000Z', date: '2026-03-01', local: '2026-03-01T13:00:00' };
const person: Actor = { name: 'Ada', kind: 'human' };
const ask = (look: (actor: Actor, now: Moment) => unknown) => {
  const asked = questionOf({ operation: 'check', input: { ids: [] }, actor: person, now });
  look(asked.actor, asked.now);
  return asked.question.isAll();
};

describe('a question', () => {
  it('says operation, input, the kind of the actor and the date, and asks for nothing else', () => {
    const lazy: Actor = {
      kind: 'agent',
      get name(): string {
        throw new Error('git is asked');
      },
    };
    const { question } = questionOf({ operation: 'check', input: { ids: ['TASKS-01'] }, actor: lazy, now });
    expect(JSON.parse(question.words)).toEqual(['check', { ids: ['TASKS-01'] }, 'agent', '2026-03-01']);
  });

  it.each<[string, (actor: Actor, now: Moment) => unknown]>([
    ['nothing', () => null],
    ['the date', (_, { date }) => date],
    ['the kind of the actor', ({ kind }) => kind],
  ])('is all that an answer depends on which looks at %s', (_, look) => {
    expect(ask(look)).toBe(true);
  });

  it.each<[string, (actor: Actor, now: Moment) => unknown]>([
    ['the name of the actor', ({ name }) => name],
    ['the session', ({ session }) => session],
    ['the time', (_, { utc }) => utc],
    ['the local time', (_, { local }) => local],
    ['all of the actor', (actor) => ({ ...actor })],
    ['all of the moment', (_, moment) => JSON.stringify(moment)],
  ])('is not all where the answer looks at %s', (_, look) => {
    expect(ask(look)).toBe(false);
  });
});
