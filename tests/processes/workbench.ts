/** What tests of real processes share: a plan in a folder of its own, the built command, and what both say afterwards. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LedgerEvent } from '@tallyplan/core/model/event';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const command = join(root, 'packages/tallyplan/bin/tallyplan.js');
export const library = join(root, 'packages/tallyplan/dist/index.js');

/** Where tests with homes of their own keep the compiled code of the command, which takes as long as all else to make anew. */
export const sharedCache = { XDG_CACHE_HOME: join(tmpdir(), '.cache') };

/** Nobody's agent, and nobody's certificates, which would double the time to start. */
export const environment: NodeJS.ProcessEnv = { PATH: process.env.PATH, HOME: tmpdir(), TALLYPLAN_ACTOR: 'Astrid', TZ: 'UTC' };

export const taskId = (number: number): string => `SETUP-${String(number).padStart(2, '0')}`;

export class Workbench {
  readonly folder = mkdtempSync(join(tmpdir(), 'tallyplan-processes-'));
  readonly plan = join(this.folder, 'DEVELOPMENT_PLAN.md');

  /** A plan of table tasks, adopted, in which any task that is ready may start. */
  constructor(tasks: number) {
    const rows = Array.from({ length: tasks }, (_, index) => `| ${taskId(index + 1)} | Step ${index + 1} of the work | P1 | NOT_STARTED |`);
    const head =
      '# A plan\n\n> **Last Updated**: 2026-01-01\n\n### Phase 1: Foundation\n\n| ID | Name | Priority | Status |\n|---|---|---|---|\n';
    const log = '\n\n## 3. Session Log\n\n| Date | Task ID | Status | Notes |\n|---|---|---|---|\n';
    writeFileSync(this.plan, head + rows.join('\n') + log);
    mkdirSync(join(this.folder, '.tallyplan'));
    writeFileSync(join(this.folder, '.tallyplan/config.yaml'), 'plan: DEVELOPMENT_PLAN.md\norder: ready\n');
    const { status, stdout, stderr } = this.run('init', '--yes');
    if (status !== 0) throw new Error(`init: ${stdout}${stderr}`);
  }

  /** Runs the command to its end. */
  run(...args: readonly string[]) {
    return spawnSync(process.execPath, [command, '-C', this.folder, ...args], { encoding: 'utf8', env: environment });
  }

  start(...args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [command, '-C', this.folder, ...args], { env: environment, stdio: ['ignore', 'ignore', 'pipe'] });
  }

  planText(): string {
    return readFileSync(this.plan, 'utf8');
  }

  /** Notes of the session log, in its order. */
  notes(): readonly string[] {
    const [, log = ''] = this.planText().split('## 3. Session Log');
    return log
      .split('\n')
      .slice(4)
      .flatMap((row) => row.split('|')[4]?.trim() ?? []);
  }

  /** All events, in the order in which they changed the plan; throws where they make no single chain from its first bytes to its last. */
  events(): readonly LedgerEvent[] {
    const ledgers = join(this.folder, '.tallyplan/ledger');
    const files = readdirSync(ledgers).filter((name) => name.endsWith('.jsonl') && !/^(?:plan|baseline-states)\.jsonl$/.test(name));
    const all = files
      .flatMap((name) => readFileSync(join(ledgers, name), 'utf8').split('\n').filter(Boolean))
      .map((line): LedgerEvent => JSON.parse(line));
    const next = new Map(all.map((event) => [event.plan.before, event]));
    if (next.size !== all.length) throw new Error('two events changed the same plan');
    const [adoption = ''] = readFileSync(join(ledgers, 'plan.jsonl'), 'utf8').split('\n');
    let revision: string = JSON.parse(adoption).plan.after;
    const chain: LedgerEvent[] = [];
    for (let event = next.get(revision); event !== undefined; event = next.get(revision)) {
      chain.push(event);
      revision = event.plan.after;
    }
    if (chain.length !== all.length) throw new Error(`${all.length - chain.length} of ${all.length} events stand outside the chain`);
    if (revision !== sha256(readFileSync(this.plan))) throw new Error('the plan is not what the last event made of it');
    return chain;
  }

  /** Names in `.tallyplan/` that a finished change leaves behind. */
  litter(): readonly string[] {
    return readdirSync(join(this.folder, '.tallyplan')).filter(
      (name) => !['.gitattributes', '.gitignore', 'config.yaml', 'ledger'].includes(name),
    );
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The exit status of a process, or the signal that ended it, and what it said on stderr. */
export function ended(
  child: ChildProcess,
): Promise<{ readonly status: number | null; readonly signal: string | null; readonly said: string }> {
  let said = '';
  child.stderr?.on('data', (text) => {
    said += text;
  });
  return new Promise((resolve) => child.on('close', (status, signal) => resolve({ status, signal, said })));
}

/** Note of a `log` event. */
export function noteOf({ input }: LedgerEvent): string {
  return String(input.note);
}
