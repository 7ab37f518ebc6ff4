/**
 * Run by bench/run.mjs: the server for coding agents, from outside, as a client has it.
 *
 *   node bench/agents.mjs FOLDER ROUNDS     prints one JSON list of rows
 *
 * To the first answer: whole processes, against a bare `node -e 0`, in turns. Calls: one server on a large plan,
 * warm, which is to say after some rounds of the same that do not count. `plan_next` is asked in four ways: at once
 * when `plan_complete` was answered, which no agent can do; again right after that; after the next change a while later,
 * as an agent does, whose model has to read the one answer before it makes the next call; and, at the end, many times
 * with nothing changed. Each `plan_complete` takes turns with a bare durable write of a file of the plan's size (written
 * on the same disk, outside of the project, synced, renamed, its folder synced), so that whatever else the machine does
 * falls on both.
 */
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { command, environment, median, milliseconds } from './measure.mjs';

const [folder = '', roundsText = '20'] = process.argv.slice(2);
const rounds = Number(roundsText);
/** Rounds in which the server loads and compiles what the later ones find ready. */
const warmUp = 10;
/** Milliseconds; the fastest models need some hundred. */
const thinking = 100;
const plan = join(folder, 'docs/DEVELOPMENT_PLAN.md');
const said = 'read from the first to the last page';

const rows = [await firstAnswer(), ...(await calls())];
process.stdout.write(JSON.stringify(rows));

async function firstAnswer() {
  const bare = [];
  const answered = [];
  for (let round = 0; round < Math.max(rounds / 2, 5); round++) {
    bare.push(milliseconds(() => spawnSync(process.execPath, ['-e', '0'], { env: environment })));
    const start = process.hrtime.bigint();
    const server = await connect();
    answered.push(Number(process.hrtime.bigint() - start) / 1e6);
    await server.close();
  }
  const ratio = median(answered) / median(bare);
  const what = '`mcp`, from the start of its process to the first answer';
  return { what, limit: '≤ 4 ×', measured: `${ratio.toFixed(2)} × (${median(answered).toFixed(0)} ms)`, met: ratio <= 4 };
}

async function calls() {
  const server = await connect();
  const [next, atOnce, again, complete, bare] = [[], [], [], [], []];
  for (let round = 0; round < warmUp + 2 * rounds; round++) {
    const isThinking = round % 2 === 0;
    if (isThinking) await new Promise((resolve) => setTimeout(resolve, thinking));
    (isThinking ? next : atOnce).push((await server.call('plan_next')).time);
    again.push((await server.call('plan_next')).time);
    const { task } = (await server.call('plan_next', { claim: true })).result;
    if (task.status === 'NOT_STARTED') {
      const { remaining } = (await server.call('plan_verify', { id: task.id })).result;
      const items = Object.fromEntries(remaining.filter(({ by }) => by === 'attested').map(({ item }) => [item, said]));
      if (Object.keys(items).length > 0) await server.call('plan_verify', { id: task.id, items });
      await server.call('plan_start', { id: task.id });
    }
    const attest = Object.fromEntries((task.postCheck?.items ?? []).map(({ key }) => [key, said]));
    complete.push((await server.call('plan_complete', { id: task.id, summary: `${task.id} was built, and its tests pass`, attest })).time);
    bare.push(milliseconds(bareWrite));
  }
  const inARow = [];
  for (let call = 0; call < warmUp + 10 * rounds; call++) inARow.push((await server.call('plan_next')).time);
  await server.close();
  const [first = 0] = next;
  for (const times of [next, atOnce]) times.splice(0, warmUp / 2);
  for (const times of [again, inARow, complete, bare]) times.splice(0, warmUp);
  const ratio = p95(complete) / p95(bare);
  return [
    nextRow(`after a change and ${thinking} ms, as an agent calls (the very first call ${first.toFixed(0)} ms)`, next),
    nextRow(`${inARow.length} times in a row, nothing changed`, inARow),
    nextRow('asked again right after that which a change made new', again),
    nextRow('in the moment in which a change was answered', atOnce),
    {
      what: '`plan_complete`, 1,000 tasks, warm, p95, against a bare durable write of the plan',
      limit: '≤ 2 ×',
      measured: `${ratio.toFixed(2)} × (${p95(complete).toFixed(1)} against ${p95(bare).toFixed(1)} ms)`,
      met: ratio <= 2,
    },
  ];
}

function nextRow(when, times) {
  return {
    what: `\`plan_next\`, 1,000 tasks, warm, p95: ${when}`,
    limit: '≤ 10 ms',
    measured: `${p95(times).toFixed(1)} ms (median ${median(times).toFixed(1)})`,
    met: p95(times) <= 10,
  };
}

function p95(times) {
  return [...times].sort((a, b) => a - b)[Math.ceil(times.length * 0.95) - 1];
}

function bareWrite() {
  const bytes = readFileSync(plan);
  const target = join(folder, '../bare');
  const file = openSync(`${target}.new`, 'w');
  writeSync(file, bytes);
  fsyncSync(file);
  closeSync(file);
  renameSync(`${target}.new`, target);
  const directory = openSync(join(folder, '..'), 'r');
  fsyncSync(directory);
  closeSync(directory);
}

/** A server, when it has answered for the first time. */
async function connect() {
  const child = spawn(process.execPath, [command, 'mcp', '-C', folder, '--as', 'Bench robot'], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  let id = 0;
  const request = async (method, params) => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id: ++id, method, params })}\n`);
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the server ended before it answered ${method}`);
      const message = JSON.parse(value);
      if (message.id === id) return message.result ?? Promise.reject(new Error(value));
    }
  };
  await request('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'bench', version: '1' } });
  return {
    async call(name, input = {}) {
      const start = process.hrtime.bigint();
      const answer = await request('tools/call', { name, arguments: input });
      const time = Number(process.hrtime.bigint() - start) / 1e6;
      if (answer.isError) throw new Error(answer.content[0].text);
      return { time, result: answer.structuredContent.result };
    },
    close: () =>
      new Promise((resolve) => {
        child.once('close', resolve);
        child.stdin.end();
      }),
  };
}
