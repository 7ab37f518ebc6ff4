/** The options that every command takes: one table for reading, help, completion and the reference. */
import type { ActorKind } from '@tallyplan/core/model/event';
import { actorKinds } from '../actor.ts';

export interface CommonOption {
  readonly name: string;
  readonly short?: string;
  /** Absent for an option that is there or not. */
  readonly placeholder?: string;
  readonly choices?: readonly string[];
  readonly description: string;
}

export const commonOptions = [
  { name: 'directory', short: 'C', placeholder: 'DIR', description: 'Work in that folder.' },
  { name: 'plan', placeholder: 'FILE', description: 'The plan, where it is not in the usual place (also TALLYPLAN_PLAN).' },
  { name: 'as', placeholder: 'NAME', description: "Who acts (also TALLYPLAN_ACTOR; else git's user.name)." },
  { name: 'kind', placeholder: actorKinds.join('|'), choices: actorKinds, description: 'What acts (also TALLYPLAN_ACTOR_KIND).' },
  { name: 'json', description: 'Answer with one JSON document on standard output.' },
  { name: 'dry-run', description: 'Show the diff that would be made; write nothing.' },
  { name: 'wait', placeholder: 'SECONDS', description: 'How long to queue while somebody else is writing (10).' },
  { name: 'date', placeholder: 'YYYY-MM-DD', description: "The date to write into the plan instead of today's." },
  { name: 'no-color', description: 'No colour (also NO_COLOR).' },
  { name: 'quiet', short: 'q', description: 'Only data and problems; of check, only errors.' },
  { name: 'help', short: 'h', description: 'The form of a command, with examples.' },
  { name: 'version', description: 'The version.' },
] as const satisfies readonly CommonOption[];

export interface CommonOptions {
  readonly directory?: string;
  readonly plan?: string;
  readonly as?: string;
  readonly kind?: ActorKind;
  readonly json: boolean;
  readonly dryRun: boolean;
  /** Seconds. */
  readonly wait?: number;
  readonly date?: string;
  readonly color: boolean;
  readonly quiet: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** As help shows it: `-C`, as git and make have it, and `--plan`. */
export function shownFlag({ name, short }: CommonOption): string {
  return short === 'C' ? '-C' : `--${name}`;
}

/** Whether a word of a command line is one of these, long or short. */
export function isCommonFlag(word: string): boolean {
  return commonOptions.some((option) => word === `--${option.name}` || ('short' in option && word === `-${option.short}`));
}
