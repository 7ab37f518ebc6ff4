/**
 * The built command without a process of its own: the same files, the same streams and exit statuses, in a thread that
 * has loaded them already. A process takes ten times as long to start as most commands take; so it is begun only where
 * it is what is tested: signals, terminals, several at once, the start itself.
 */
import { join } from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';

const entry = join(import.meta.dirname, '../../packages/tallyplan/dist/cli.cjs');
/** Milliseconds: what takes longer hangs. */
const patience = 60_000;

export interface Setting {
  /** The folder that one works in; that of the tests where it is left out. */
  readonly cwd?: string;
  readonly env: NodeJS.ProcessEnv;
  /** Standard input. */
  readonly input?: string;
  readonly timeout?: number;
}

/** How it ended, as `spawnSync` tells it: without a status where it hangs, or broke down. */
export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Thread {
  readonly worker: Worker;
  readonly answers: MessageChannel['port1'];
  readonly signal: Int32Array;
}
let thread: Thread | null = null;

/** Runs the command to its end. */
export function inThread(words: readonly string[], { cwd = process.cwd(), env, input = '', timeout = patience }: Setting): Ended {
  thread ??= begun();
  const { worker, answers, signal } = thread;
  Atomics.store(signal, 0, 0);
  worker.postMessage({ words, cwd, env: given(env), input });
  if (Atomics.wait(signal, 0, 0, timeout) === 'timed-out') {
    void worker.terminate();
    thread = null;
    return { status: null, stdout: '', stderr: `${words.join(' ')} takes more than ${timeout} ms` };
  }
  // The thread says nothing else.
  return receiveMessageOnPort(answers)?.message as Ended;
}

function begun(): Thread {
  const { port1: answers, port2 } = new MessageChannel();
  const signal = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(new URL('./thread.mjs', import.meta.url), {
    workerData: { entry, answers: port2, signal },
    transferList: [port2],
    env: {},
  });
  worker.unref();
  return { worker, answers, signal };
}

function given(environment: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
