/** Evidence that takes long, and a client that takes its call back, or is gone: nothing goes on, nothing is recorded. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inThread } from './processes/in-thread.ts';
import { McpClient } from './processes/mcp-client.ts';
import { command, environment } from './processes/workbench.ts';
import { quayText } from './quay.ts';

let folder: string;
let home: string;
let client: McpClient | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-taken-back-'));
  home = mkdtempSync(join(tmpdir(), 'tallyplan-home-'));
  mkdirSync(join(folder, '.tallyplan'));
  writeFileSync(join(folder, 'DEVELOPMENT_PLAN.md'), quayText);
  // The shell, and a process that it starts and waits for.
  const run = `sleep 300 & echo "$$ $!" > '${pidFile()}'; wait`;
  writeFileSync(join(folder, '.tallyplan/config.yaml'), `plan: DEVELOPMENT_PLAN.md\ncommands:\n  tests: ${JSON.stringify(run)}\n`);
  person('init', '--yes');
  person('config', 'trust', '--yes');
});
afterEach(async () => {
  await client?.close();
  client = null;
  for (const pid of existsSync(pidFile()) ? pids() : []) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  for (const each of [folder, home]) rmSync(each, { recursive: true, force: true });
});

const pidFile = () => join(home, 'pids');
const pids = () => readFileSync(pidFile(), 'utf8').trim().split(' ').map(Number);
const env = () => ({ XDG_CONFIG_HOME: join(home, '.config') });
const litter = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

function person(...args: readonly string[]): void {
  const { status, stdout, stderr } = inThread(['--as', 'Ada', '--kind', 'human', ...args], {
    cwd: folder,
    env: { ...environment, ...env() },
  });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
}

/** A process that was ended and not yet waited for is none. */
function isAlive(pid: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
  return stdout.trim() !== '' && !stdout.trim().startsWith('Z');
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (let waited = 0; !holds(); waited += 50) {
    if (waited > 30_000) throw new Error(`never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** What the command started is there, then what `end` does, then it is gone. */
async function endsBy(end: () => void | Promise<void>): Promise<void> {
  await until(() => existsSync(pidFile()) && pids().length === 2, 'the command runs');
  expect(pids().map(isAlive)).toEqual([true, true]);
  await end();
  await until(() => !pids().some(isAlive), 'everything that the command started is gone');
}

describe.each(['legacy', 'auto'] as const)('a client of the era %s', (era) => {
  it('takes its call back: what ran has ended, nothing is recorded, and the server goes on', async () => {
    client = await McpClient.connect({ folder, name: 'robot', era, env: env() });
    await client.call('plan_next');
    const before = litter();
    const taking = new AbortController();
    const call = client.client.callTool({ name: 'plan_evidence', arguments: { id: 'A-01', run: 'tests' } }, { signal: taking.signal });
    const ended = expect(call).rejects.toThrow();
    await endsBy(() => taking.abort('no need of it any more'));
    await ended;
    expect((await client.call('plan_read', { view: 'task', id: 'A-01' })).structured).toMatchObject({ result: { evidence: [] } });
    expect(litter()).toEqual(before);
  });

  it('closes its end: what ran has ended, and nothing is recorded', async () => {
    const here = await McpClient.connect({ folder, name: 'robot', era, env: env() });
    const pid = here.pid ?? 0;
    const before = litter();
    const ended = expect(here.client.callTool({ name: 'plan_evidence', arguments: { id: 'A-01', run: 'tests' } })).rejects.toThrow();
    await endsBy(() => here.close());
    await ended;
    await until(() => !isAlive(pid), 'the server has ended');
    expect(litter()).toEqual(before);
  });
});

describe('a run of evidence that somebody ends', () => {
  const started = (...args: readonly string[]): ChildProcess =>
    spawn(process.execPath, [command, '-C', folder, '--as', 'Ada', '--kind', 'human', ...args], {
      env: { ...environment, ...env() },
      stdio: 'ignore',
    });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('by %s, ends what it started', async (signal) => {
    const child = started('evidence', 'A-01', '--run', 'tests');
    const status = new Promise((resolve) => child.once('exit', resolve));
    await endsBy(() => void child.kill(signal));
    expect(await status).toBe({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 }[signal]);
    expect(existsSync(join(folder, '.tallyplan/ledger/A-01.jsonl'))).toBe(false);
  });
});

it.each(['SIGINT', 'SIGTERM'] as const)('a server that is ended by %s ends its session, and what it ran', async (signal) => {
  client = await McpClient.connect({ folder, name: 'robot', env: env() });
  await client.call('plan_next', { claim: true });
  const ended = expect(client.client.callTool({ name: 'plan_evidence', arguments: { id: 'A-01', run: 'tests' } })).rejects.toThrow();
  await endsBy(() => void process.kill(client?.pid ?? 0, signal));
  await ended;
  const events = () =>
    readFileSync(join(folder, '.tallyplan/ledger/A-01.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).operation);
  await until(() => events().includes('session end'), 'the session is over');
  expect(events()).toEqual(['claim', 'session end']);
});
