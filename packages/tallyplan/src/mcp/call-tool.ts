/** From a call of a tool to its answer: the operation is chosen, its input made, performed, and told. */
import type { Outcome, Problem } from '@tallyplan/core/model/problem';
import { done, refused } from '@tallyplan/core/model/problem';
import type { Operation } from '@tallyplan/core/operations/operation';
import { perform } from '@tallyplan/core/operations/perform';
import { nearest } from '@tallyplan/core/rules/find-task';
import type { Listener } from '../evidence/run-evidence.ts';
import { leaseKeeper } from '../keep-lease.ts';
import { takeEvidence } from '../take-evidence.ts';
import { usageProblem } from '../usage-problem.ts';
import { type Answer, answerOf } from './answer.ts';
import type { Client, OpenSitting } from './open-sitting.ts';
import { pagingFields, pagingIn, wrongPaging } from './paging.ts';
import { argumentName, argumentsOf, fieldsIn, operationOf } from './tool-schema.ts';
import type { Tool } from './tool-table.ts';

export interface Call {
  readonly tool: Tool;
  readonly given: Readonly<Record<string, unknown>>;
  readonly client: Client | undefined;
  readonly hear: Listener;
  /** The client has taken its call back, or is gone. */
  readonly signal?: AbortSignal | undefined;
}

/** Calls a tool. What the plan's rules refuse is an answer, too. */
export async function callTool(sitting: OpenSitting, call: Call): Promise<Answer> {
  sitting.ahead.stop();
  const chosen = await choose(call);
  const answering = { tool: call.tool, named: sitting.named };
  if (!chosen.ok) return answerOf(answering, null, chosen);
  const { operation, choice, input } = chosen.value;
  const keeper = leaseKeeper(sitting.store, sitting.performance(call.client));
  const outcome = await performed({ ...sitting, performance: () => keeper.performance }, call, { operation, input });
  if (operation.name !== 'renew') await keeper.keep();
  return answerOf(
    answering,
    { choice, paging: pagingIn(call.given), id: typeof call.given.id === 'string' ? call.given.id : null },
    outcome,
  );
}

/** What kept the plan from being opened, as an answer. */
export function refusal(tool: Tool, problems: readonly Problem[]): Promise<Answer> {
  return answerOf({ tool, named: null }, null, refused(...problems));
}

interface Chosen {
  readonly operation: Operation;
  readonly choice: string;
  readonly input: Readonly<Record<string, unknown>>;
}

async function choose({ tool, given }: Call): Promise<Outcome<Chosen>> {
  const { chooser } = tool;
  const choices = Object.keys(tool.operations);
  const said = chooser === undefined ? undefined : given[chooser.name];
  const choice = said === undefined && chooser?.required !== true ? (choices[0] ?? '') : String(said);
  const operation = choices.includes(choice) ? await operationOf(tool, choice) : null;
  if (operation === null) return refused(noSuchChoice(tool, said));
  if (tool.annotations.readOnlyHint && choice === 'task' && typeof given.id !== 'string') return refused(taskMissing());
  const wrong = [
    ...(await unknownArguments(tool, given)),
    ...(tool.annotations.readOnlyHint ? wrongPaging(given) : []),
    ...pairsAsList(tool, operation, given),
  ];
  if (wrong.length > 0) return refused(...wrong);
  return done({ operation, choice, input: inputFor(tool, { operation, choice }, given) });
}

/** The input of an operation, from the arguments of a tool that may carry others too. Of the log, rows are picked afterwards: one task alone is shown without it. */
function inputFor(
  tool: Tool,
  { operation, choice }: Pick<Chosen, 'operation' | 'choice'>,
  given: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const own = fieldsIn(tool, operation).filter((field) => !pages(tool, field.name) && !(choice === 'log' && field.name === 'ids'));
  return Object.fromEntries(
    own.flatMap((field) => {
      const value = given[argumentName(field)];
      if (value === undefined || value === null) return [];
      return [[field.name, field.kind === 'list' && typeof value === 'string' ? [value] : value]];
    }),
  );
}

/** Pages are cut here, since the answer is to say how much there is. */
function pages(tool: Tool, name: string): boolean {
  return tool.annotations.readOnlyHint && pagingFields.some((field) => field.name === name);
}

function taskMissing(): Problem {
  return usageProblem('plan_read: the view task is of one task', { missing: ['id'], next: [{ command: 'tallyplan show' }] });
}

function noSuchChoice(tool: Tool, said: unknown): Problem {
  const name = tool.chooser?.name ?? '';
  const choices = Object.keys(tool.operations);
  const hint = typeof said === 'string' ? nearest(said, choices) : null;
  const told = said === undefined ? `${tool.name} needs ${name}` : `${tool.name} has no ${name} ${JSON.stringify(said)}`;
  return usageProblem(`${told}${hint === null ? '' : `; did you mean ${hint}?`}`, {
    missing: [`${name}: ${choices.join(', ')}`],
    next: [{ command: 'tallyplan session brief' }],
  });
}

/** A list would pass for pairs whose names are 0, 1, 2: what it is of can't be told apart from its notes. */
function pairsAsList(tool: Tool, operation: Operation, given: Readonly<Record<string, unknown>>): readonly Problem[] {
  const listed = fieldsIn(tool, operation).filter((field) => field.kind === 'pairs' && Array.isArray(given[argumentName(field)]));
  return listed.map((field) => {
    const name = argumentName(field);
    const message = `${tool.name}: ${name} is a list, and has to be an object: each item with its note`;
    const next = [{ command: `tallyplan ${operation.name} --help` }];
    return usageProblem(message, { have: [name], missing: [`${name}: {"<item>": "<note>"}`], next });
  });
}

async function unknownArguments(tool: Tool, given: Readonly<Record<string, unknown>>): Promise<readonly Problem[]> {
  const known = [...(tool.chooser === undefined ? [] : [tool.chooser.name]), ...(await argumentsOf(tool)).map(({ name }) => name)];
  const [first, ...others] = Object.keys(given).filter((name) => !known.includes(name));
  if (first === undefined) return [];
  const hint = nearest(first, known);
  const told = `${tool.name} has no argument ${[first, ...others.slice(0, 4)].join(', ')}${others.length > 4 ? ', …' : ''}`;
  return [
    usageProblem(`${told}${hint === null ? '' : `; did you mean ${hint}?`}`, {
      have: [first, ...others],
      missing: [`one of ${known.join(', ')}`],
      next: [{ command: 'tallyplan session brief' }],
    }),
  ];
}

async function performed(
  sitting: OpenSitting,
  { client, hear, signal }: Call,
  { operation, input }: Omit<Chosen, 'choice'>,
): Promise<Outcome<unknown>> {
  const performance = sitting.performance(client);
  const record = async (more: object = {}) => {
    const outcome = await perform(sitting.store, { operation, input: { ...input, ...more } }, performance);
    if (!outcome.ok) return outcome;
    if (outcome.value.changed.length > 0) sitting.ahead.afterChange(performance);
    return done(outcome.value.result);
  };
  if (operation.name !== 'evidence') return record();
  const { actor } = performance;
  return takeEvidence({ ...sitting, actor, name: String(input.run), hear, signal, dryRun: false }, (outcome) =>
    record(outcome === undefined ? {} : { outcome }),
  );
}
