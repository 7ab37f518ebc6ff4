/**
 * Many agents on one plan, through the protocol and the command line mixed, some of them killed at any moment:
 * each task is taken by one at a time and finished once, nothing is lost, and what the dead had is offered again.
 *
 * `npm test` runs a small storm; `npm run storm` one of 50 clients on 200 tasks (STORM_CLIENTS, STORM_TASKS, STORM_KILLS).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LedgerEvent } from '@tallyplan/core/model/event';
import { afterAll, describe, expect, it } from 'vitest';
import { McpClient } from './processes/mcp-client.ts';
import { command, environment, taskId, Workbench } from './processes/workbench.ts';

const size = {
  clients: Number(process.env.STORM_CLIENTS ?? 4),
  tasks: Number(process.env.STORM_TASKS ?? 8),
  kills: Number(process.env.STORM_KILLS ?? 2),
  /** Seconds: short, so that a storm need not wait for long until the dead are known to be dead. */
  lease: Number(process.env.STORM_LEASE ?? 4),
};
const summary = (id: string, name: string) => `${id} was built by ${name}, and its tests pass`;

/** What an agent does: takes, starts, completes, until nothing is left. It may be killed between, and within, any two calls. */
interface Agent {
  readonly name: string;
  /** Answers whether there was something to do. */
  work(): Promise<boolean>;
  kill(): void;
  close(): Promise<void>;
}

class Killed extends Error {}

class ProtocolAgent implements Agent {
  readonly name: string;
  readonly #client: McpClient;
  #dead = false;

  private constructor(name: string, client: McpClient) {
    this.name = name;
    this.#client = client;
  }

  static async start(name: string, folder: string): Promise<ProtocolAgent> {
    return new ProtocolAgent(name, await McpClient.connect({ folder, name }));
  }

  async work(): Promise<boolean> {
    const { result } = await this.#call('plan_next', { claim: true, lease: `${size.lease}s` });
    if (result.task === null) return result.counts.COMPLETED < size.tasks;
    const { id, status } = result.task;
    if (status === 'NOT_STARTED') await this.#call('plan_start', { id });
    await this.#call('plan_complete', { id, summary: summary(id, this.name) });
    return true;
  }

  kill(): void {
    this.#dead = true;
    const { pid } = this.#client;
    if (pid !== null) process.kill(pid, 'SIGKILL');
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  async #call<const Tool extends string>(tool: Tool, input: Readonly<Record<string, unknown>>) {
    try {
      const answer = await this.#client.call(tool, input);
      return permitted(answer.problems, answer);
    } catch (error) {
      throw this.#dead ? new Killed() : error;
    }
  }
}

class CommandLineAgent implements Agent {
  readonly name: string;
  readonly #folder: string;
  #running: ChildProcess | null = null;
  #dead = false;

  constructor(name: string, folder: string) {
    this.name = name;
    this.#folder = folder;
  }

  async work(): Promise<boolean> {
    const { result } = await this.#call('next', '--claim', '--lease', `${size.lease}s`);
    if (result.task === null) return result.counts.COMPLETED < size.tasks;
    const { id, status } = result.task;
    if (status === 'NOT_STARTED') await this.#call('start', id);
    await this.#call('complete', id, '--summary', summary(id, this.name));
    return true;
  }

  kill(): void {
    this.#dead = true;
    this.#running?.kill('SIGKILL');
  }

  async close(): Promise<void> {}

  async #call(...args: readonly string[]) {
    if (this.#dead) throw new Killed();
    const child = spawn(
      process.execPath,
      [command, '-C', this.#folder, '--as', this.name, '--kind', 'agent', '--wait', '600', '--json', ...args],
      { env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    this.#running = child;
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    await new Promise((resolve) => child.once('close', resolve));
    if (this.#dead) throw new Killed();
    const answer = JSON.parse(text);
    return permitted(answer.problems ?? [], answer);
  }
}

/** A slow agent may find that its lease has run out and another has the task: that is no fault, and it goes on with other work. */
class TakenOver extends Error {}

function permitted<T>(problems: readonly { readonly rule: string; readonly message: string }[], answer: T): T {
  if (problems.length === 0) return answer;
  if (problems.every(({ rule }) => rule === 'already-started' || rule === 'wrong-status')) throw new TakenOver();
  throw new Error(problems.map(({ rule, message }) => `${rule}: ${message}`).join('; '));
}

async function untilDone(agent: Agent): Promise<void> {
  for (;;) {
    try {
      if (!(await agent.work())) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    } catch (error) {
      if (error instanceof Killed) return;
      if (!(error instanceof TakenOver)) throw error;
    }
  }
}

let bench: Workbench | undefined;
afterAll(() => bench?.remove());

function eventsOf(folder: string): readonly LedgerEvent[] {
  const ledgers = join(folder, '.tallyplan/ledger');
  const files = readdirSync(ledgers).filter((name) => name.startsWith('SETUP-'));
  return files.flatMap((name) => readFileSync(join(ledgers, name), 'utf8').trim().split('\n')).map((line): LedgerEvent => JSON.parse(line));
}

/** One has a task at a time: whoever claims it finds it free, given back, or with a lease that has run out. */
function overlaps(events: readonly LedgerEvent[]): readonly string[] {
  let holder: { name: string; until: number } | null = null;
  const found: string[] = [];
  for (const { operation, actor, at, input } of events) {
    const now = Date.parse(at);
    const isFree: boolean = holder === null || holder.name === actor.name || holder.until <= now;
    if (!isFree) found.push(`${actor.name} does ${operation} at ${at}, while ${holder?.name} has it`);
    const lease: number = typeof input.lease === 'number' ? input.lease : size.lease;
    if (operation === 'claim' || holder?.name === actor.name) holder = { name: actor.name, until: now + lease * 1000 };
  }
  return found;
}

describe(`${size.clients} agents on ${size.tasks} tasks`, () => {
  it('take each once, finish all, and lose nothing, although some are killed', { timeout: 3_600_000 }, async () => {
    bench = new Workbench(size.tasks);
    const { folder } = bench;
    let born = 0;
    const begin = async (): Promise<Agent> => {
      born += 1;
      return born % 2 === 0 ? new CommandLineAgent(`agent ${born}`, folder) : ProtocolAgent.start(`agent ${born}`, folder);
    };
    const agents = new Set(await Promise.all(Array.from({ length: size.clients }, begin)));
    const work = (agent: Agent) => untilDone(agent).finally(() => agent.close());
    const works = [...agents].map(work);
    for (let killed = 0; killed < size.kills; killed++) {
      await new Promise((resolve) => setTimeout(resolve, 200 + Math.random() * 1500));
      const [victim] = [...agents].sort(() => Math.random() - 0.5);
      if (victim === undefined) break;
      agents.delete(victim);
      victim.kill();
      const next = await begin();
      agents.add(next);
      works.push(work(next));
    }
    await Promise.all(works);

    const events = eventsOf(folder);
    const ids = Array.from({ length: size.tasks }, (_, index) => taskId(index + 1));
    const of = (operation: string) => events.filter((event) => event.operation === operation).map(({ task }) => task);
    expect(of('complete').sort()).toEqual([...ids].sort());
    for (const id of ids) expect(overlaps(events.filter(({ task }) => task === id)), id).toEqual([]);
    expect([...bench.notes()].sort()).toEqual(
      events
        .filter(({ operation }) => operation === 'complete')
        .map(({ input }) => String(input.summary))
        .sort(),
    );
    expect(JSON.parse(bench.run('status', '--json').stdout).result.counts).toMatchObject({ COMPLETED: size.tasks, total: size.tasks });
    expect(JSON.parse(bench.run('audit', 'verify', '--json').stdout).result).toMatchObject({ holds: true, faults: [] });
    expect(JSON.parse(bench.run('check', '--json').stdout).result.findings).toEqual([]);
    // Whoever was killed with the lock in its hand leaves it; the next one takes it over.
    expect(bench.run('log', taskId(1), '--status', 'COMPLETED', '--note', 'the storm is over, all is counted').status).toBe(0);
    expect(bench.litter().filter((name) => !/^lock\.\d+\./.test(name))).toEqual([]);
    const again = of('claim').length - size.tasks;
    if (process.env.STORM_CLIENTS !== undefined) process.stdout.write(`claims: ${of('claim').length}, of them again: ${again}\n`);
  });
});
