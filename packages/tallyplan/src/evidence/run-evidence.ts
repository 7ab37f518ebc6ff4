/**
 * Runs a command that the accepted policy names, and says what it showed: exit code, duration, digest and
 * masked tail of its output, the git revision, and a digest of the tree that it ran on.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import type { EvidenceCommand } from '@tallyplan/core/model/policy';
import type { evidenceRun } from '@tallyplan/core/operations/evidence';
import type { InferOutput } from 'valibot';
import { headRevision } from '../git/head-revision.ts';
import { errorCode } from '../stores/file-system.ts';
import { maskSecrets } from './mask-secrets.ts';
import { type Mask, OutputTail } from './output-tail.ts';
import { treeDigest } from './tree-digest.ts';

export type EvidenceRun = InferOutput<typeof evidenceRun>;

/** Hears the output as it comes. What of it goes anywhere but to the screen of a person is masked: its last line, or the whole. */
export type Listener = (output: string, lastLine: () => string, mask: Mask) => void;

export interface EvidencePlace {
  /** Absolute path of the folder that the command runs in. */
  readonly root: string;
  /** The plan, relative to the root: no part of the tree that is tested. */
  readonly plan: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What else is masked in the output: `secrets` of the configuration. */
  readonly secrets: readonly string[];
  readonly hear: Listener;
  /** Ends the command, and everything that it started; then there is no run to tell of, and the promise is rejected. */
  readonly signal?: AbortSignal | undefined;
}

/** The exit code of a command that was ended after its time, as `timeout` has it. */
const timedOut = 124;

export async function runEvidence(command: EvidenceCommand, place: EvidencePlace): Promise<EvidenceRun> {
  const tree = treeDigest(place.root, place.plan);
  const started = performance.now();
  const { exitCode, outputDigest, tail } = await runCommand(command, place);
  return {
    exitCode,
    duration: Math.round(performance.now() - started),
    outputDigest,
    outputTail: tail,
    revision: headRevision(place.root),
    tree,
  };
}

interface Ran {
  readonly exitCode: number;
  readonly outputDigest: string;
  readonly tail: string;
}

function runCommand({ run, timeout }: EvidenceCommand, { root, environment, secrets, hear, signal }: EvidencePlace): Promise<Ran> {
  const mask: Mask = (text) => maskSecrets(text, environment, secrets);
  const tail = new OutputTail(mask);
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    // A group of its own, so that what the command started ends with it.
    const child = spawn(run, { cwd: root, env: environment, shell: true, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    const digest = createHash('sha256');
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].on('data', (chunk: Buffer) => {
        digest.update(chunk);
        tail.take(stream, chunk);
        hear(chunk.toString('utf8'), () => tail.lastLine, mask);
      });
    }
    // Who interrupts the run, interrupts the command.
    const end = () => endGroup(child);
    process.once('exit', end);
    signal?.addEventListener('abort', end);
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      end();
    }, timeout * 1000);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(timer);
      process.off('exit', end);
      signal?.removeEventListener('abort', end);
      if (signal?.aborted === true) reject(signal.reason);
      else resolve({ exitCode: late ? timedOut : (code ?? 128), outputDigest: digest.digest('hex'), tail: tail.text });
    });
  });
}

function endGroup({ pid, stdout, stderr }: ChildProcess): void {
  if (pid === undefined) return;
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
  else killGroup(pid);
  // What left the group still has the other ends; nobody waits for it.
  stdout?.destroy();
  stderr?.destroy();
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended by itself.
    if (errorCode(error) !== 'ESRCH') throw error;
  }
}
