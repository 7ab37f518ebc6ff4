import { describe, expect, it } from 'vitest';
import type { Actor } from '../model/event.ts';
import { hasPassed, type Moment, type RuleWorld } from '../rules/rule-world.ts';
import { questionOf } from './question.ts';

const now: Moment = { utc: '2026-03-01T12:00:00.000Z', date: '2026-03-01', local: '2026-03-01T13:00:00' };
const person: Actor = { name: 'Ada', kind: 'human' };
const mayRun = () => true;
type Look = (actor: Actor, now: Moment, mayRun: RuleWorld['mayRun']) => unknown;
const ask = (look: Look) => {
  const asked = questionOf({ operation: 'check', input: { ids: [] }, actor: person, now, mayRun });
  look(asked.actor, asked.now, asked.mayRun);
  return asked.question.bounds();
};

describe('a question', () => {
  it('says operation, input, the kind of the actor and the date, and asks for nothing else', () => {
    const lazy: Actor = {
      kind: 'agent',
      get name(): string {
        throw new Error('git is asked');
      },
    };
    const { question } = questionOf({ operation: 'check', input: { ids: ['TASKS-01'] }, actor: lazy, now, mayRun });
    expect(JSON.parse(question.words)).toEqual(['check', { ids: ['TASKS-01'] }, 'agent', '2026-03-01']);
  });

  it.each<[string, Look]>([
    ['nothing', () => null],
    ['the date', (_, { date }) => date],
    ['the kind of the actor', ({ kind }) => kind],
  ])('is all that an answer depends on which looks at %s', (_, look) => {
    expect(ask(look)).toEqual({ who: null, from: null, until: null });
  });

  it.each<[string, Look]>([
    ['the time', (_, { utc }) => utc],
    ['the local time', (_, { local }) => local],
    ['what this machine may run', (_actor, _now, may) => may({ name: 'tests', run: 'npm test' })],
    ['all of the actor', (actor) => ({ ...actor })],
    ['what the actor claims to be', ({ claimed }) => claimed],
    ['all of the moment', (_, moment) => JSON.stringify(moment)],
  ])('is not all where the answer looks at %s', (_, look) => {
    expect(ask(look)).toBeNull();
  });

  it.each<[string, Look]>([
    ['the name of the actor', ({ name }) => name],
    ['the session', ({ session }) => session],
  ])('has an answer for who asks, where it looks at %s', (_, look) => {
    expect(ask(look)).toEqual({ who: { name: 'Ada', session: null }, from: null, until: null });
  });

  it('has an answer for the time between the moments that it compared with the clock', () => {
    const utc = (hour: number) => `2026-03-01T${hour}:00:00.000Z`;
    const bounds = ask((_, moment) => [10, 11, 12, 13, 14].map((hour) => hasPassed(moment, utc(hour))));
    expect(bounds).toEqual({ who: null, from: utc(12), until: utc(13) });
    const isWithin = (hour: number) =>
      bounds !== null &&
      questionOf({ operation: 'check', input: {}, actor: person, now: { ...now, utc: utc(hour) }, mayRun }).question.isWithin(bounds);
    expect([11, 12, 13, 14].map(isWithin)).toEqual([false, true, false, false]);
  });

  it('takes an answer for another, by name or session, for none of its own', () => {
    const bounds = { who: { name: 'Ada', session: null }, from: null, until: null };
    const isWithin = (actor: Actor) => questionOf({ operation: 'check', input: {}, actor, now, mayRun }).question.isWithin(bounds);
    expect([person, { ...person, name: 'Bo' }, { ...person, session: 's' }].map(isWithin)).toEqual([true, false, false]);
  });
});
