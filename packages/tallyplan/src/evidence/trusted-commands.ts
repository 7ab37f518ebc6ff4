/**
 * Commands that a person on this machine has agreed to run. A policy comes with a repository, and what a
 * repository says may run here only after somebody here has seen it.
 *
 * Kept outside the repository, one digest a line: of the repository's folder, the command's name and its text.
 */
import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import type { Environment } from '../actor.ts';

export interface NamedCommand {
  /** Absolute path of the repository. */
  readonly root: string;
  readonly name: string;
  readonly run: string;
}

export function isTrusted(command: NamedCommand, environment: Environment): boolean {
  const file = fileOf(environment);
  return existsSync(file) && readFileSync(file, 'utf8').split('\n').includes(digestOf(command));
}

export function trust(commands: readonly NamedCommand[], environment: Environment): void {
  const fresh = commands.filter((command) => !isTrusted(command, environment));
  if (fresh.length === 0) return;
  const file = fileOf(environment);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  appendFileSync(file, fresh.map((command) => `${digestOf(command)}\n`).join(''), { mode: 0o600 });
}

function digestOf({ root, name, run }: NamedCommand): string {
  const { createHash } = process.getBuiltinModule('node:crypto');
  return createHash('sha256')
    .update(JSON.stringify([root, name, run]))
    .digest('hex');
}

/** In the user's own configuration, as the XDG base directory specification has it. */
function fileOf({ XDG_CONFIG_HOME: configured, APPDATA: windows, HOME: home }: Environment): string {
  // One that is relative is none: it would be in the repository, which must not say what is trusted.
  const base =
    (configured && isAbsolute(configured) ? configured : windows) || join(home || process.getBuiltinModule('node:os').homedir(), '.config');
  return join(base, 'tallyplan', 'trusted-commands');
}
