/** What a client hears while a command runs as evidence, line by line as it goes over standard output. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inThread } from './processes/in-thread.ts';
import { command, environment } from './processes/workbench.ts';
import { quayText } from './quay.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-progress-'));
  mkdirSync(join(folder, '.tallyplan'));
  writeFileSync(join(folder, 'DEVELOPMENT_PLAN.md'), quayText);
  // Each line stands until somebody has been told of it.
  const until = (told: string) => `until test -e ${told}; do sleep 0.05; done`;
  const tests = `printf 'one\\ntwo ACME-77\\n'; ${until('first')}; echo PASSWORD=hunter22; ${until('second')}; printf "three\\n"`;
  writeFileSync(
    join(folder, '.tallyplan/config.yaml'),
    `plan: DEVELOPMENT_PLAN.md\nsecrets: ["ACME-*"]\ncommands:\n  tests: ${JSON.stringify(tests)}\n  slow: sleep 1.5\n  quick: "true"\n`,
  );
  for (const args of [
    ['init', '--yes'],
    ['config', 'trust', '--yes'],
  ]) {
    const { status, stderr } = inThread(args, { cwd: folder, env: env() });
    if (status !== 0) throw new Error(stderr);
  }
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const env = () => ({ ...environment, TALLYPLAN_ACTOR_KIND: 'human', XDG_CONFIG_HOME: join(folder, '.config') });

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly progressToken?: unknown; readonly progress?: number; readonly message?: string };
  readonly result?: { readonly isError?: boolean };
}

/** Every message that the server sends until it has answered a call of `plan_evidence`, and for how many seconds that went on. */
async function heardWith(run: string, meta: object): Promise<{ readonly heard: readonly Message[]; readonly seconds: number }> {
  const server = spawn(process.execPath, [command, 'mcp', '-C', folder, '--as', 'robot'], {
    env: env(),
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const send = (message: object) => server.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  const clientInfo = { name: 'raw', version: '1' };
  send({ id: 1, method: 'initialize', params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo } });
  const heard: Message[] = [];
  let [called, answered] = [0, 0];
  for await (const line of createInterface({ input: server.stdout })) {
    const message: Message = JSON.parse(line);
    heard.push(message);
    if (message.params?.message === 'two ***') writeFileSync(join(folder, 'first'), '');
    if (message.params?.message === 'PASSWORD=***') writeFileSync(join(folder, 'second'), '');
    if (message.id === 1) {
      called = performance.now();
      send({ method: 'notifications/initialized' });
      send({ id: 2, method: 'tools/call', params: { name: 'plan_evidence', arguments: { id: 'A-01', run }, ...meta } });
    }
    if (message.id === 2) {
      answered = performance.now();
      server.stdin.end();
    }
  }
  return { heard, seconds: (answered - called) / 1000 };
}
const noticesIn = (messages: readonly Message[]) => messages.filter(({ method }) => method === 'notifications/progress');

it('a client that asks hears every second how far it is, by the last line, with its secrets masked', async () => {
  const { heard } = await heardWith('tests', { _meta: { progressToken: 'token-7' } });
  const notices = noticesIn(heard).map(({ params }) => params);
  expect(notices.length).toBeGreaterThanOrEqual(2);
  expect(notices.map((params) => params?.progress)).toEqual(notices.map((_, at) => at + 1));
  expect(new Set(notices.map((params) => params?.progressToken))).toEqual(new Set(['token-7']));
  // The first may come before the command has begun.
  const lines = new Set(notices.map((params) => params?.message).filter((line) => !line?.startsWith('at work')));
  expect([...lines].slice(0, 2)).toEqual(['two ***', 'PASSWORD=***']);
  // Nothing comes after the answer.
  expect(heard.at(-1)).toMatchObject({ id: 2, result: { isError: false } });
});

it('a client that does not ask hears nothing but the answer', async () => {
  const { heard } = await heardWith('slow', {});
  expect(heard.map(({ id }) => id)).toEqual([1, 2]);
});

it('a client that asks hears nothing of what takes no time', async () => {
  const { heard, seconds } = await heardWith('quick', { _meta: { progressToken: 7 } });
  // On a busy machine it may take a second all the same.
  expect(noticesIn(heard).length).toBeLessThanOrEqual(Math.floor(seconds));
});
