/**
 * What the command line is run in: its streams, its environment, its folder.
 *
 * Writing is synchronous and by file descriptor. So nothing is lost when the process exits, and starting does
 * not pay for Node's stream objects (5 ms of a command's 40).
 */
import { fstatSync, readFileSync, statSync, writeSync } from 'node:fs';
import type { Environment } from '../actor.ts';

export interface Terminal {
  readonly environment: Environment;
  /** Where the command was typed. It throws where that is gone. */
  folder(): string;
  /** Data: what was asked for. */
  write(text: string): void;
  /** Everything else: problems, progress, messages. */
  writeError(text: string): void;
  /** True where a person sits at that end. */
  isTerminal(stream: Stream): boolean;
  /** Columns of the screen behind a stream; null where it is none. */
  columns(stream: 'output' | 'error'): number | null;
  /** One line from the person; null at the end of input. */
  ask(question: string): Promise<string | null>;
  /** All of standard input, as bytes. */
  readInput(): Buffer;
  /** The same of who may never end it: what has come by then. */
  readInputFor(milliseconds: number): Promise<Buffer>;
}

export type Stream = 'input' | 'output' | 'error';

const descriptors = { input: 0, output: 1, error: 2 } as const;

/** The terminal of this process. */
export function processTerminal(): Terminal {
  return {
    environment: process.env,
    folder: () => process.cwd(),
    write: (text) => writeAll(descriptors.output, text),
    writeError: (text) => writeAll(descriptors.error, text),
    isTerminal: (stream) => isTerminal(descriptors[stream]),
    columns: (stream) => (isTerminal(descriptors[stream]) ? columnsOf(stream) : null),
    ask,
    readInput: () => readFileSync(descriptors.input),
    readInputFor,
  };
}

/**
 * Writes everything, waiting while a pipe is full. Where nobody reads any more (`tallyplan check | head`) that is
 * no failure: whoever read has seen enough, and the exit status still says how it ended.
 */
function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(descriptor, bytes, at);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      pause(5);
    }
  }
}

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}

/** Most runs write to a pipe, a file or nowhere; those are told apart without Node's terminal module, which takes 4 ms to load. */
function isTerminal(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    const mayBe = status.isCharacterDevice() && status.rdev !== statSync('/dev/null', { throwIfNoEntry: false })?.rdev;
    return mayBe && process.getBuiltinModule('node:tty').isatty(descriptor);
  } catch (error) {
    // A stream that was closed before the process began.
    if ((error as NodeJS.ErrnoException).code === 'EBADF') return false;
    throw error;
  }
}

function columnsOf(stream: 'output' | 'error'): number | null {
  const { columns } = stream === 'output' ? process.stdout : process.stderr;
  return columns > 0 ? columns : null;
}

function readInputFor(milliseconds: number): Promise<Buffer> {
  const { stdin } = process;
  const chunks: Buffer[] = [];
  return new Promise<Buffer>((resolve, reject) => {
    const timer = setTimeout(() => resolve(Buffer.concat(chunks)), milliseconds);
    stdin.on('data', (chunk: Buffer) => chunks.push(chunk));
    stdin.once('end', () => resolve(Buffer.concat(chunks)));
    stdin.once('error', reject);
    stdin.once('close', () => clearTimeout(timer));
  }).finally(() => stdin.destroy());
}

async function ask(question: string): Promise<string | null> {
  const { createInterface } = process.getBuiltinModule('node:readline/promises');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  // Readline takes the interrupt for itself; it means the run all the same.
  lines.once('SIGINT', () => process.exit(130));
  const closed = new Promise<null>((resolve) => lines.once('close', () => resolve(null)));
  try {
    return await Promise.race([lines.question(question), closed]);
  } finally {
    lines.close();
  }
}
