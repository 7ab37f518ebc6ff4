/**
 * `init`: takes a plan as it is. The baseline says what every task was like, and which findings the
 * document already had; from here on the ledger vouches for what moves.
 */
import * as v from 'valibot';
import { baselineDigest, baselineOf } from '../ledger/baseline.ts';
import type { AdoptedState, KnownFinding } from '../ledger/history.ts';
import { digestOfState, neverStarted } from '../ledger/tracked-state.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Task } from '../model/plan.ts';
import { type Policy, policies } from '../model/policy.ts';
import type { NextStep } from '../model/problem.ts';
import { done, refused } from '../model/problem.ts';
import type { TrackedState } from '../model/tracked-state.ts';
import { planLedgerBroken } from '../rules/alone-gates.ts';
import { type Counted, countedSightings } from '../rules/findings.ts';
import { knownValue } from '../rules/known-findings.ts';
import { personStep } from '../rules/next-steps.ts';
import { actsAsPerson } from '../rules/permission.ts';
import { fileStateOf } from '../rules/standing.ts';
import { differencesOf } from './config.ts';
import { newConfiguration, settingsFrom } from './configuration.ts';
import { choice, optionalText } from './input.ts';
import type { ChangeOperation, World } from './operation.ts';

const input = v.object({
  policy: v.optional(choice(['standard', 'strict'], 'The policy to begin with.')),
  title: optionalText('Title of a new plan, where there is none yet.'),
  phases: optionalText('Names of the phases of a new plan, with commas between them.', { placeholder: '"A,B"' }),
});

export interface InitResult {
  readonly plan: string;
  readonly families: readonly string[];
  readonly tasks: number;
  readonly completed: number;
  readonly underway: number;
  /** Findings that the document has: kept as known, by rule and how many. */
  readonly known: Readonly<Record<string, number>>;
  readonly writes: readonly string[];
  readonly policy: 'standard' | 'strict';
  readonly alreadyAdopted: boolean;
  readonly message: string;
  readonly next: readonly NextStep[];
}

export const init: ChangeOperation<typeof input, InitResult> = {
  kind: 'change',
  name: 'init',
  summary: 'Adopt the plan as it is, or begin a new one.',
  group: 'record',
  input,
  examples: [
    { command: 'init', does: 'shows what it found and what it would write, and asks' },
    { command: 'init --agents', does: 'the same, and gives the coding agents in use their instructions, tools and hooks' },
    { command: 'init --title "Harbour" --phases "Foundation,Data,Berths" --yes', does: 'writes a new plan and adopts it' },
  ],
  decide({ policy }, world) {
    if (world.ledgers.adopted) {
      const broken = world.ledgers.plan.policy === null ? planLedgerBroken(world) : null;
      if (broken !== null) return refused(broken);
      const next = [{ command: 'tallyplan status' }];
      return done({
        result: { ...summary(world, []), alreadyAdopted: true, writes: [], message: `${world.file} is adopted already`, next },
        commit: null,
      });
    }
    const findings = countedSightings(world).filter(({ severity }) => severity !== 'note');
    const adopted = world.plan.tasks.filter((task) => isAdopted(world, task)).map((task) => ({ task, state: fileStateOf(world, task) }));
    const baseline = baselineFrom(world, { findings, adopted });
    const settings = policy === undefined ? null : settingsFrom({ policy });
    const chosen =
      settings?.ok === true && world.configuration.digest === null ? settings.settings.policy : world.configuration.settings.policy;
    const configuration = newConfiguration(world.file, chosen.name);
    const accepted = acceptedBy(world, chosen);
    const isLeft = accepted !== chosen;
    const policyDigest = isLeft
      ? world.digest(encodeUtf8(newConfiguration(world.file, accepted.name)))
      : (world.configuration.digest ?? world.digest(encodeUtf8(configuration)));
    const found = summary(world, findings);
    return done({
      result: {
        ...found,
        policy: accepted.name,
        ...(isLeft ? { message: `${found.message}; ${policyLeft}`, next: [...found.next, personStep(world, 'config accept')] } : {}),
      },
      commit: {
        changes: [],
        events: [
          {
            ledger: 'plan',
            operation: 'init',
            input: { policy: accepted, policyDigest, baselineDigest: baselineDigest(baseline, world.digest) },
            changes: [],
          },
        ],
        adoption: { baseline, states: statesOf(adopted), configuration },
      },
    });
  },
};

/** To accept a policy is a person's: an adoption by anybody else begins with the standard one, whatever lies there. */
function acceptedBy({ actor }: World, chosen: Policy): Policy {
  const { standard } = policies;
  return actsAsPerson(actor, chosen) || differencesOf(standard, chosen).length === 0 ? chosen : standard;
}
const policyLeft = 'the standard policy is in force, since what the configuration asks for is for a person to accept';

/** No template row; and of an id that stands twice the first entry, which is the one that the id means. */
function isAdopted({ plan }: World, task: Task): boolean {
  return !task.placeholder && plan.task(task.key) === task;
}

interface Adopted {
  readonly task: Task;
  readonly state: TrackedState;
}

function baselineFrom(world: World, { findings, adopted }: { findings: readonly Counted[]; adopted: readonly Adopted[] }) {
  return baselineOf({
    tasks: adopted.map(({ task, state }) => ({
      key: task.key,
      digest: digestOfState(state, world.digest),
      prerequisites: world.graph.prerequisites(task.key),
    })),
    completed: adopted.filter(({ task }) => task.status === 'COMPLETED').map(({ task }) => task.key),
    underway: adopted.filter(({ task }) => task.status === 'IN_PROGRESS' || task.status === 'BLOCKED').map(({ task }) => task.key),
    known: knownFrom(findings),
  });
}

/** Each once: rows of a log that say the same have the same flaw, however many there are. */
function knownFrom(findings: readonly Counted[]): readonly KnownFinding[] {
  const known = new Map<string, KnownFinding>();
  for (const { severity, sighting } of findings) {
    const { rule, about } = sighting;
    const task = sighting.task?.id ?? null;
    const value = knownValue(about);
    const key = `${rule}\n${task ?? ''}\n${value}`;
    if (!known.has(key)) known.set(key, { rule, severity, task, value });
  }
  return [...known.values()];
}

/** Only tasks that had begun have a state of their own; the others are told by their shape. */
function statesOf(adopted: readonly Adopted[]): readonly AdoptedState[] {
  return adopted
    .filter(({ state }) => JSON.stringify(state) !== JSON.stringify(neverStarted(state)))
    .map(({ task, state }) => ({ task: task.key, state }));
}

/** Made where they are missing: what a person has written stays. */
const filesOfAPerson = [
  ['configuration', '.tallyplan/config.yaml'],
  ['ignore', '.tallyplan/.gitignore'],
  ['attributes', '.tallyplan/.gitattributes'],
] as const;

function summary(world: World, findings: readonly Counted[]): InitResult {
  const real = world.plan.tasks.filter((task) => !task.placeholder);
  const count = (...wanted: readonly (string | null)[]) => real.filter(({ status }) => wanted.includes(status)).length;
  const known: Record<string, number> = {};
  for (const {
    sighting: { rule },
  } of findings)
    known[rule] = (known[rule] ?? 0) + 1;
  return {
    plan: world.file,
    families: world.plan.families,
    tasks: real.length,
    completed: count('COMPLETED'),
    underway: count('IN_PROGRESS', 'BLOCKED'),
    known,
    writes: [
      ...filesOfAPerson.filter(([name]) => !world.isThere(name)).map(([, file]) => file),
      '.tallyplan/ledger/plan.jsonl',
      '.tallyplan/ledger/baseline.json',
      '.tallyplan/ledger/baseline-states.jsonl',
    ],
    policy: world.policy.name,
    alreadyAdopted: false,
    message: `${world.file} is adopted: ${told(real.length, count('COMPLETED'))}`,
    next: real.length === 0 ? [{ command: 'tallyplan add task --help' }] : [{ command: 'tallyplan status' }, { command: 'tallyplan next' }],
  };
}

function told(tasks: number, completed: number): string {
  if (tasks === 0) return 'it holds no task yet';
  return `${tasks} ${tasks === 1 ? 'task' : 'tasks'}, ${completed} completed before (not verified by Tallyplan)`;
}
