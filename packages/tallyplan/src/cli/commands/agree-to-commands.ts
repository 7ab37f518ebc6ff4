/** A person's word, for this machine, that commands which come with a repository may run. */
import { policies } from '@tallyplan/core/model/policy';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { nearest } from '@tallyplan/core/rules/find-task';
import { actsAsPerson } from '@tallyplan/core/rules/permission';
import { isTrusted, type NamedCommand, trust } from '../../evidence/trusted-commands.ts';
import { shellWord } from '../../shell-word.ts';
import { usageProblem } from '../../usage-problem.ts';
import type { Answer, Request, SurfaceContext } from '../command.ts';
import { lines } from '../layout.ts';
import { oneLine, plainText } from '../plain-text.ts';
import { openSession } from '../session.ts';

/** Shows the commands that are new to this machine, and asks. */
export async function agreeToCommands({ common, input }: Request, context: SurfaceContext): Promise<Outcome<Answer>> {
  const session = await openSession(common, context.terminal);
  if (!session.ok) return session;
  const { actor, root, store } = session.value;
  const policy = await store.read(({ ledgers }) => done(ledgers.plan.policy ?? policies.standard));
  if (!policy.ok) return policy;
  if (!actsAsPerson(actor, policy.value)) return refused(personOnly(actor.kind));
  const all = Object.entries(policy.value.commands).map(([name, { run }]): NamedCommand => ({ root, name, run }));
  const chosen = input.name === undefined ? all : all.filter(({ name }) => name === input.name);
  if (chosen.length === 0 && input.name !== undefined) return refused(unknownCommand(String(input.name), all));
  return agree(chosen, { yes: input.yes === true, dryRun: common.dryRun }, context);
}

interface Manner {
  readonly yes: boolean;
  readonly dryRun: boolean;
}

async function agree(
  commands: readonly NamedCommand[],
  { yes, dryRun }: Manner,
  { terminal, page }: SurfaceContext,
): Promise<Outcome<Answer>> {
  const fresh = commands.filter((command) => !isTrusted(command, terminal.environment));
  if (fresh.length === 0) return done(answer(commands, [`nothing new: ${commands.length} of the policy's commands may run here`]));
  const shown = fresh.map(({ name, run }) => `  ${name}  ${oneLine(plainText(run))}`);
  if (dryRun) return done(answer(commands, [page.paint.faint('dry run, nothing was written; these would be trusted:'), ...shown]));
  if (!yes) {
    if (!terminal.isTerminal('input')) return refused(wouldAsk(fresh));
    terminal.writeError(lines('These commands come with the repository, and would run as you:', shown));
    const said = await terminal.ask('May they run on this machine? [y/N] ');
    if (!/^y(?:es)?$/i.test(said?.trim() ?? '')) return done(answer([], ['nothing was agreed to']));
  }
  trust(fresh, terminal.environment);
  return done(answer(commands, [`${page.signs.done} may run on this machine:`, ...shown]));
}

function answer(trusted: readonly NamedCommand[], told: readonly string[]): Answer {
  return { result: { trusted: trusted.map(({ name, run }) => ({ name, run })) }, text: lines(told) };
}

function personOnly(kind: string) {
  return {
    rule: 'policy-forbids' as const,
    message: `what may run on a machine is a person's to say, and this acts as ${kind}`,
    have: [],
    missing: [],
    next: [{ command: 'tallyplan config trust', who: 'person' as const }],
    waivable: false,
  };
}

function unknownCommand(name: string, commands: readonly NamedCommand[]) {
  const names = commands.map((command) => command.name);
  const hint = nearest(name, names);
  return usageProblem(`the accepted policy names no command ${name}${hint === null ? '' : `; did you mean ${hint}?`}`, {
    have: names,
    missing: [name],
  });
}

function wouldAsk(commands: readonly NamedCommand[]) {
  return usageProblem('this asks before it trusts a command, and standard input is no terminal: look at them, then say --yes', {
    have: commands.map(({ name, run }) => `${name}: ${run}`),
    missing: ['--yes'],
    next: commands.map(({ name }) => ({ command: `tallyplan config trust ${shellWord(name)} --yes`, who: 'person' as const })),
  });
}
