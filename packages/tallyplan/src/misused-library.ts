/** What a program may say to the library wrongly, where no compiler looks at it: `usage`, with the form that is right. */
import type { Problem } from '@tallyplan/core/model/problem';
import { actorKinds } from './actor.ts';
import { isCalendarDate } from './calendar-date.ts';
import { usageProblem } from './usage-problem.ts';

type Said = Readonly<Record<string, unknown>>;
interface Form {
  readonly fits: (value: unknown) => boolean;
  readonly form: string;
}

const text: Form = { fits: (value) => typeof value === 'string', form: 'a text' };
const called: Form = { fits: (value) => typeof value === 'function', form: 'a function' };

const optionForms: Readonly<Record<string, Form>> = {
  folder: text,
  plan: text,
  actor: { fits: isActor, form: `{ name, kind }: a name that is not empty, and one of ${actorKinds.join(', ')}` },
  wait: { fits: (value) => typeof value === 'number' && value >= 0, form: 'milliseconds, from 0 on' },
  now: called,
  notify: called,
};
const callForms: Readonly<Record<string, Form>> = {
  dryRun: { fits: (value) => typeof value === 'boolean', form: 'true or false' },
  date: { fits: (value) => typeof value === 'string' && isCalendarDate(value), form: 'a date of the calendar as YYYY-MM-DD' },
};

/** What is wrong with the options of `openPlan`. */
export function misusedOptions(options: unknown): readonly Problem[] {
  return misfits('openPlan', options, optionForms);
}

/** What is wrong with what is said with a call beside its input. */
export function misusedCall(method: string, call: unknown): readonly Problem[] {
  return misfits(method, call, callForms);
}

function misfits(method: string, said: unknown, forms: Readonly<Record<string, Form>>): readonly Problem[] {
  if (!isSaid(said)) return [usageProblem(`${method}: its options are an object`, { missing: Object.keys(forms) })];
  return Object.entries(forms)
    .filter(([name, { fits }]) => said[name] !== undefined && !fits(said[name]))
    .map(([name, { form }]) => usageProblem(`${method}: ${name} has to be ${form}`, { have: [name], missing: [`${name}: ${form}`] }));
}

function isActor(value: unknown): boolean {
  if (!isSaid(value)) return false;
  const { name, kind, session } = value;
  const isNamed = typeof name === 'string' && name.trim() !== '';
  return isNamed && actorKinds.some((each) => each === kind) && (session === undefined || typeof session === 'string');
}

function isSaid(value: unknown): value is Said {
  return typeof value === 'object' && value !== null;
}
