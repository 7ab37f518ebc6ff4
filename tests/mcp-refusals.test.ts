/**
 * Every rule that can refuse a call of a tool, met through the protocol: the refusal says by which rule, what counted
 * and what is missing, and each step that it offers is really made, on a copy of the repository as it is then. What is
 * a person's to do is done by a person, on the command line.
 */
import { natureOf, type RuleName, ruleNames } from '@tallyplan/core/model/rule-names';
import { afterEach, describe, expect, it } from 'vitest';
import { inThread } from './processes/in-thread.ts';
import { type AnsweredProblem, type AnsweredStep, McpClient, type McpClientOptions } from './processes/mcp-client.ts';
import { environment } from './processes/workbench.ts';
import { type Refusal, refusals, Site, said } from './refusals.ts';

/** No state of a plan brings these about: another writer at the very moment, a disk or a program that fails. */
const ofNoState: readonly RuleName[] = ['busy', 'conflict', 'internal'];
const refusing = ruleNames.filter((name) => natureOf(name).refusal !== undefined && !ofNoState.includes(name));

type Connect = (options: McpClientOptions) => Promise<McpClient>;
const open: McpClient[] = [];
const sites: Site[] = [];
afterEach(async () => {
  for (const client of open.splice(0)) await client.close();
  for (const site of sites.splice(0)) site.remove();
});

async function robotAt(site: Site, connect: Connect): Promise<McpClient> {
  const client = await connect({ folder: site.folder, name: 'robot', env: site.env });
  open.push(client);
  return client;
}

const words: Readonly<Record<string, string>> = {
  ID: 'A-01',
  rule: 'out-of-sequence',
  file: 'plans/quay.md',
  title: 'Quay',
  names: 'Ground',
};
/** A text with its `<…>` filled in, as somebody would who has read what it asks for. */
const filled = (text: string) => text.replace(/<([^>]*)>/g, (_, what: string) => words[what] ?? said);

/** Makes the step on a copy; what refused it, or nothing. */
async function refusedStep(site: Site, step: AnsweredStep, connect: Connect): Promise<string> {
  const copy = site.copy();
  sites.push(copy);
  if (step.tool === undefined) return step.who === 'person' ? personRefused(copy, step) : 'it is neither a tool’s nor a person’s';
  const answer = await (await robotAt(copy, connect)).call(step.tool, JSON.parse(filled(JSON.stringify(step.input ?? {}))));
  return answer.isError ? answer.text : '';
}

/** What only a person can do, done as the command says it. Where a person would be asked, the answer is yes. */
function personRefused(site: Site, step: AnsweredStep): string {
  const given = [...filled(step.command).matchAll(/(?:[^\s"]|"[^"]*")+/g)].map(([word]) => word.replaceAll('"', '')).slice(1);
  const asks = given[0] === 'init' || given.join(' ').startsWith('config trust');
  const args = ['-C', site.folder, '--as', 'Ada', '--kind', 'human', ...given, ...(asks && !given.includes('--yes') ? ['--yes'] : [])];
  const { status, stdout, stderr } = inThread(args, { env: { ...environment, ...site.env } });
  return status === 0 ? '' : stdout + stderr;
}

/** The call is refused by that rule, and everything that the refusal offers is permitted. */
async function meet({ call: [tool, input], arrange }: Refusal, rule: RuleName, connect: Connect): Promise<readonly AnsweredProblem[]> {
  const site = new Site();
  sites.push(site);
  await arrange(site);
  const answer = await (await robotAt(site, connect)).call(tool, input);
  expect([answer.isError, answer.problems.map((problem) => problem.rule)], answer.text).toEqual([true, expect.arrayContaining([rule])]);
  for (const problem of answer.problems) {
    expect(problem.message, problem.rule).not.toBe('');
    expect(
      [...problem.have, ...problem.missing].filter((text) => text !== ''),
      `${problem.rule} says what counted or is missing`,
    ).not.toEqual([]);
    expect(problem.next, `${problem.rule} leads on`).not.toEqual([]);
    for (const step of problem.next) {
      expect(await refusedStep(site, step, connect), `${problem.rule} (${problem.message}) offers ${step.command}`).toBe('');
    }
  }
  return answer.problems;
}

it('every rule that can refuse a call has its case', () => {
  expect(Object.keys(refusals).sort()).toEqual([...refusing].sort());
});

describe.each(refusing)('%s', (rule) => {
  it.each(refusals[rule] ?? [])('leads on where it refuses: $what', async (refusal) => {
    await meet(refusal, rule, McpClient.inProcess);
  });
});

describe('by standard input and output', () => {
  it.each([
    ['not-adopted', 'legacy'],
    ['started-without-pre-check', 'auto'],
    ['stop-open', 'legacy'],
    ['evidence-missing', 'auto'],
  ] as const)('%s leads on just so, in the era %s', async (rule, era) => {
    const [refusal] = refusals[rule] ?? [];
    if (refusal === undefined) throw new Error(rule);
    await meet(refusal, rule, (options) => McpClient.connect({ ...options, era }));
  });
});
