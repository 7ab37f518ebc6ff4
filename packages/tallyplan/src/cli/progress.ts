/**
 * A line on standard error that says what takes so long, from the second second on.
 *
 * Most of the work is one synchronous piece, in which no timer of the process fires. Where that may last,
 * a thread of its own draws the line; starting one costs as much as a short command, so elsewhere a timer
 * does, which shows waiting: for a lock, for a command that runs.
 */
import type { Terminal } from './terminal.ts';

export interface Progress {
  /** Takes the line away. */
  stop(): void;
}

/** Milliseconds before the line shows, and between two of its states. */
const beat = 1000;

/** @param isHeavy whether the work may keep the process busy for more than a second. */
export function showProgress(label: string, isHeavy: boolean, terminal: Terminal): Progress {
  if (!terminal.isTerminal('error')) return { stop: () => {} };
  return isHeavy ? threaded(label, terminal) : timed(label, terminal);
}

function timed(label: string, terminal: Terminal): Progress {
  let seconds = 0;
  const timer = setInterval(() => {
    seconds++;
    terminal.writeError(`\r${label} … ${seconds} s`);
  }, beat);
  timer.unref();
  return {
    stop: () => {
      clearInterval(timer);
      if (seconds > 0) terminal.writeError(clearLine);
    },
  };
}

const clearLine = '\r\u001b[K';

/** What the thread and this one tell each other, in the one word that they share. */
const states = { idle: 0, drawing: 1, stopped: 2 } as const;

const drawing = `
const { workerData: { shared, label, beat } } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const word = new Int32Array(shared);
for (let seconds = 1; Atomics.wait(word, 0, ${states.idle}, beat) === 'timed-out'; seconds++) {
  if (Atomics.compareExchange(word, 0, ${states.idle}, ${states.drawing}) !== ${states.idle}) break;
  Atomics.store(word, 1, 1);
  writeSync(2, '\\r' + label + ' … ' + seconds + ' s');
  Atomics.store(word, 0, ${states.idle});
}
`;

function threaded(label: string, terminal: Terminal): Progress {
  const shared = new SharedArrayBuffer(8);
  const word = new Int32Array(shared);
  const { Worker } = process.getBuiltinModule('node:worker_threads');
  const worker = new Worker(drawing, { eval: true, workerData: { shared, label, beat } });
  worker.unref();
  return {
    stop: () => {
      while (Atomics.compareExchange(word, 0, states.idle, states.stopped) === states.drawing);
      Atomics.notify(word, 0);
      if (Atomics.load(word, 1) === 1) terminal.writeError(clearLine);
    },
  };
}
