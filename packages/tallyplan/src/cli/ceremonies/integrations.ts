/** What `init` puts into the files of other tools: planned whole before anything is written, and carried out after the adoption. */
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { hostNames } from '../../hosts/host-names.ts';
import type { Place, Steps } from '../../install/installer.ts';
import { usageProblem } from '../../usage-problem.ts';
import type { Terminal } from '../terminal.ts';

/** The steps that were asked for; null where nothing was. */
export async function plannedIntegrations(
  input: Readonly<Record<string, unknown>>,
  place: Place,
  terminal: Terminal,
): Promise<Outcome<Steps | null>> {
  const asked = [
    ...(input.git === true ? [gitSteps(place)] : []),
    ...(Array.isArray(input.agents) ? [agentSteps(input.agents, place, terminal)] : []),
  ];
  if (asked.length === 0) return done(null);
  const planned = await Promise.all(asked);
  const problems = planned.flatMap((each) => (each.ok ? [] : each.problems));
  if (problems.length > 0) return refused(...problems);
  const all = planned.flatMap((each) => (each.ok ? [each.value] : []));
  return done({ steps: all.flatMap(({ steps }) => steps), remarks: all.flatMap(({ remarks }) => remarks) });
}

async function gitSteps(place: Place): Promise<Outcome<Steps>> {
  return (await import('../../git-setup/git-installer.ts')).installGit(place);
}

async function agentSteps(names: readonly string[], place: Place, { environment }: Terminal): Promise<Outcome<Steps>> {
  const [{ hostsInUse, installAgents }, { hosts }] = await Promise.all([
    import('../../hosts/agents-installer.ts'),
    import('../../hosts/hosts.ts'),
  ]);
  const chosen = names.length === 0 ? hostsInUse(place.root, environment) : hosts.filter(({ name }) => names.includes(name));
  return chosen.length === 0 ? refused(noneInUse()) : installAgents(place, chosen, environment);
}

function noneInUse() {
  return usageProblem('no coding agent shows in this repository or in the home folder; name those that are used', {
    missing: [`--agents ${hostNames.join(',')}`],
    next: [{ command: 'tallyplan init --agents claude' }, { command: 'tallyplan init --agents codex' }],
  });
}
