/**
 * A question whose answer a store may remember: what it says in words, and whether the answer that was found
 * depends on nothing but those words and the files. That is not promised but seen: moment, actor and machine
 * are handed to the operation so that it shows whether more of them was looked at than the words say.
 */
import type { Actor } from '../model/event.ts';
import type { Moment, RuleWorld } from '../rules/rule-world.ts';
import type { Question } from './store.ts';

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
  let isPlain = true;
  const watched = <Value extends object>(value: Value, plain: keyof Value): Value => {
    const look = (key: unknown) => {
      isPlain &&= key === plain;
    };
    return new Proxy(value, {
      get(target, key) {
        look(key);
        return Reflect.get(target, key);
      },
      ownKeys(target) {
        look(null);
        return Reflect.ownKeys(target);
      },
    });
  };
  // Who acts is not told by the name, which git may have to be asked for.
  const words = JSON.stringify([operation, input, actor.kind, now.date]);
  return {
    question: { about: operation.replaceAll(' ', '-'), words, isAll: () => isPlain },
    actor: watched(actor, 'kind'),
    now: watched(now, 'date'),
    // What this machine trusts stands in no file of the repository.
    mayRun(command) {
      isPlain = false;
      return mayRun(command);
    },
  };
}
