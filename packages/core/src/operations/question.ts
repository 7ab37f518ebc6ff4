/**
 * A question whose answer a store may remember: what it says in words, and for whom and when the answer that was
 * found holds. That is not promised but seen: moment, actor and machine are handed to the operation so that it shows
 * what more of them was looked at than the words say.
 */
import type { Actor } from '../model/event.ts';
import type { Moment, RuleWorld } from '../rules/rule-world.ts';
import type { Bounds, Question } from './store.ts';

interface Asked {
  readonly operation: string;
  readonly input: unknown;
  readonly actor: Actor;
  readonly now: Moment;
  readonly mayRun: RuleWorld['mayRun'];
}

/** The question, and the actor, the moment and the machine to answer it with. */
export function questionOf({
  operation,
  input,
  actor,
  now,
  mayRun,
}: Asked): Pick<Asked, 'actor' | 'now' | 'mayRun'> & { readonly question: Question } {
  let isTold = true;
  let isPersonal = false;
  let from: string | null = null;
  let until: string | null = null;
  /** Hears of every look at it; null stands for all of it. */
  const watched = <Value extends object>(value: Value, hear: (key: unknown) => void): Value =>
    new Proxy(value, {
      get(target, key) {
        hear(key);
        return Reflect.get(target, key);
      },
      ownKeys(target) {
        hear(null);
        return Reflect.ownKeys(target);
      },
    });
  const hasPassed = (utc: string): boolean => {
    const isOver = utc <= now.utc;
    if (isOver && (from === null || utc > from)) from = utc;
    if (!isOver && (until === null || utc < until)) until = utc;
    return isOver;
  };
  return {
    question: {
      about: operation.replaceAll(' ', '-'),
      // Who acts is not told by the name, which git may have to be asked for.
      words: JSON.stringify([operation, input, actor.kind, now.date]),
      bounds: () => (isTold ? { who: isPersonal ? whoIs(actor) : null, from, until } : null),
      isWithin: (bounds) => isTime(now.utc, bounds) && (bounds.who === null || isWho(actor, bounds.who)),
    },
    actor: watched(actor, (key) => {
      if (key === 'name' || key === 'session') isPersonal = true;
      else isTold &&= key === 'kind';
    }),
    now: watched({ ...now, hasPassed }, (key) => {
      isTold &&= key === 'date' || key === 'hasPassed';
    }),
    // What this machine trusts stands in no file of the repository.
    mayRun(command) {
      isTold = false;
      return mayRun(command);
    },
  };
}

function whoIs({ name, session }: Actor): NonNullable<Bounds['who']> {
  return { name, session: session ?? null };
}

function isWho(actor: Actor, { name, session }: NonNullable<Bounds['who']>): boolean {
  return (actor.session ?? null) === session && actor.name === name;
}

function isTime(utc: string, { from, until }: Bounds): boolean {
  return (from === null || from <= utc) && (until === null || utc < until);
}
