/** `tallyplan __complete WORD…`: what the completion scripts ask. One candidate a line, a tab, and what it is. */
import type { EvidenceCommand } from '@tallyplan/core/model/policy';
import { done } from '@tallyplan/core/model/problem';
import type { Snapshot } from '@tallyplan/core/operations/store';
import type { Command } from '../command.ts';
import { oneLine, plainText } from '../plain-text.ts';
import { readCommon } from '../read-common.ts';
import { openSession } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { type Candidate, candidatesFor, flagsApart, type PlanWords } from './candidates.ts';

/** The lines for the words that were typed after `tallyplan`, the last being the one at the cursor. */
export async function completeFor(words: readonly string[], commands: readonly Command[], terminal: Terminal): Promise<string> {
  const candidates = await candidatesFor(words, commands, () => planWords(words, terminal));
  return candidates.map(({ word, told }) => `${line(word)}\t${line(told)}\n`).join('');
}

function line(text: string): string {
  return oneLine(plainText(text));
}

const none: PlanWords = { tasks: [], phases: [], evidence: [] };

/** The words of the plan that `-C` and `--plan` mean; none where it can't be read: completion is no place to say why. */
async function planWords(words: readonly string[], terminal: Terminal): Promise<PlanWords> {
  const common = readCommon(givenIn(flagsApart(words)));
  const session = common.ok ? await openSession(common.value, { ...terminal, writeError: () => {} }) : common;
  if (!session.ok) return none;
  const read = await session.value.store.read((snapshot) => done(wordsOf(snapshot)));
  return read.ok ? read.value : none;
}

/** Where the plan is, from a command line that is not finished. */
function givenIn(words: readonly string[]): Readonly<Record<string, string>> {
  const after = (...flags: readonly string[]) => words[words.findLastIndex((word) => flags.includes(word)) + 1];
  const given = (name: string, ...flags: readonly string[]) =>
    words.some((word) => flags.includes(word)) ? { [name]: after(...flags) ?? '.' } : {};
  return { ...given('directory', '-C', '--directory'), ...given('plan', '--plan') };
}

function wordsOf({ plan, ledgers }: Snapshot): PlanWords {
  const commands: Readonly<Record<string, EvidenceCommand>> = ledgers.plan.policy?.commands ?? {};
  return {
    tasks: plan.tasks.filter((task) => !task.placeholder).map((task): Candidate => ({ word: task.id, told: task.name })),
    phases: plan.phases.flatMap(({ number, name }): Candidate[] => (number === null ? [] : [{ word: number, told: name }])),
    evidence: Object.entries(commands).map(([word, { run }]): Candidate => ({ word, told: run })),
  };
}
