/** `tallyplan __complete WORD…`: what the completion scripts ask. One candidate a line, a tab, and what it is. */
import type { Plan } from '@tallyplan/core/model/plan';
import type { Policy } from '@tallyplan/core/model/policy';
import type { Command } from '../command.ts';
import { oneLine, plainText } from '../plain-text.ts';
import { type Candidate, candidatesFor, type PlanWords } from './candidates.ts';

/** What is asked of the plan; null where there is none to ask. */
export type AskPlan = (words: readonly string[]) => Promise<{ readonly plan: Plan; readonly policy: Policy | null } | null>;

/** The lines for the words that were typed after `tallyplan`, the last being the one at the cursor. */
export async function complete(words: readonly string[], commands: readonly Command[], askPlan: AskPlan): Promise<string> {
  const candidates = await candidatesFor(words, commands, async () => wordsOf(await askPlan(words)));
  return candidates.map(({ word, told }) => `${line(word)}\t${line(told)}\n`).join('');
}

function line(text: string): string {
  return oneLine(plainText(text));
}

function wordsOf(asked: Awaited<ReturnType<AskPlan>>): PlanWords {
  if (asked === null) return { tasks: [], phases: [], evidence: [] };
  const { plan, policy } = asked;
  return {
    tasks: plan.tasks.filter((task) => !task.placeholder).map((task): Candidate => ({ word: task.id, told: task.name })),
    phases: plan.phases.flatMap(({ number, name }): Candidate[] => (number === null ? [] : [{ word: number, told: name }])),
    evidence: Object.entries(policy?.commands ?? {}).map(([word, { run }]): Candidate => ({ word, told: run })),
  };
}
