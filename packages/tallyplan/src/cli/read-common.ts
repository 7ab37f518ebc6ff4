/** The options that every command takes, from what was given. */

import type { ActorKind } from '@tallyplan/core/model/event';
import { done, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import { nearest } from '@tallyplan/core/rules/find-task';
import { actorKinds } from '../actor.ts';
import { isCalendarDate } from '../calendar-date.ts';
import { usageProblem } from '../usage-problem.ts';
import { type CommonOptions, commonOptions, shownFlag } from './common-options.ts';

/** By name; `true` for an option that has no value. */
export type GivenCommon = Readonly<Record<string, string | true>>;

export function readCommon(given: GivenCommon): Outcome<CommonOptions> {
  const problem = wrongShape(given) ?? wrongKind(given.kind) ?? wrongWait(given.wait) ?? wrongDate(given.date);
  if (problem !== null) return refused(problem);
  return done({
    ...texts(given, ['directory', 'plan', 'as', 'date']),
    ...(given.kind === undefined ? {} : { kind: given.kind as ActorKind }),
    ...(given.wait === undefined ? {} : { wait: Number(given.wait) }),
    json: given.json === true,
    dryRun: given['dry-run'] === true,
    color: given['no-color'] !== true,
    quiet: given.quiet === true,
    help: given.help === true,
    version: given.version === true,
  });
}

function texts<Name extends string>(given: GivenCommon, names: readonly Name[]): { readonly [name in Name]?: string } {
  const present = names.filter((name) => typeof given[name] === 'string');
  return Object.fromEntries(present.map((name) => [name, given[name]])) as { readonly [name in Name]?: string };
}

/** A value where none belongs, or none where one is needed. */
function wrongShape(given: GivenCommon): Problem | null {
  for (const option of commonOptions) {
    const value = given[option.name];
    if (value === undefined) continue;
    if ('placeholder' in option && (value === true || value === '')) {
      const flag = shownFlag(option);
      return usageProblem(`${flag} needs a value: ${flag} ${option.placeholder}`, { missing: [option.placeholder] });
    }
    if (!('placeholder' in option) && value !== true) {
      return usageProblem(`--${option.name} takes no value`, { have: [`--${option.name}=${value}`] });
    }
  }
  return null;
}

function wrongKind(kind: string | true | undefined): Problem | null {
  if (kind === undefined || kind === true || (actorKinds as readonly string[]).includes(kind)) return null;
  const hint = nearest(kind, actorKinds);
  return usageProblem(`--kind ${kind} is none of ${actorKinds.join(', ')}${hint === null ? '' : `; did you mean ${hint}?`}`, {
    have: [kind],
    missing: [`one of ${actorKinds.join(', ')}`],
  });
}

function wrongWait(wait: string | true | undefined): Problem | null {
  if (wait === undefined || (typeof wait === 'string' && /^\d+(?:\.\d+)?$/.test(wait))) return null;
  return usageProblem(`--wait takes seconds, such as --wait 30; "${wait}" is no number of them`, { have: [String(wait)] });
}

function wrongDate(date: string | true | undefined): Problem | null {
  if (date === undefined || date === true || isCalendarDate(date)) return null;
  return usageProblem(`--date takes a date of the calendar as YYYY-MM-DD; "${date}" is none`, { have: [date] });
}
