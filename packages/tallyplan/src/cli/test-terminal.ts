/** A terminal for tests, which keeps what is written. */
import type { Environment } from '../actor.ts';
import type { Terminal } from './terminal.ts';

export interface TestTerminal {
  readonly terminal: Terminal;
  output(): string;
  errors(): string;
}

interface TestSetting {
  readonly environment?: Environment;
  readonly folder?: string;
  /** Present where both outputs are a screen. */
  readonly columns?: number;
  /** What a person answers, in order; absent where standard input is no terminal. */
  readonly answers?: readonly string[];
}

export function testTerminal({ environment = {}, folder = '/', columns, answers }: TestSetting): TestTerminal {
  let output = '';
  let errors = '';
  const left = [...(answers ?? [])];
  const terminal: Terminal = {
    environment: { LANG: 'C.UTF-8', ...environment },
    folder: () => folder,
    write: (text) => {
      output += text;
    },
    writeError: (text) => {
      errors += text;
    },
    isTerminal: (stream) => (stream === 'input' ? answers !== undefined : columns !== undefined),
    columns: () => columns ?? null,
    ask: async () => left.shift() ?? null,
    readInput: () => Buffer.from(''),
    readInputFor: async () => Buffer.from(''),
  };
  return { terminal, output: () => output, errors: () => errors };
}
