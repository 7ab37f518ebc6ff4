/** Folders with plans to measure on, in a temporary place; adopted, and with a ledger for each task where asked for. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generatePlan } from './generate-plan.mjs';
import { run } from './measure.mjs';

const root = mkdtempSync(join(tmpdir(), 'tallyplan-bench-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));

/** The id of the nth task (from 1) of a generated plan. */
export function taskId(number, tasks) {
  return `TASKS-${String(number).padStart(Math.max(2, String(tasks).length), '0')}`;
}

/** A new folder with a plan of that many tasks. */
export function makeFolder({ tasks, adopted }) {
  const folder = mkdtempSync(join(root, `${tasks}-`));
  mkdirSync(join(folder, 'docs'));
  writeFileSync(join(folder, 'docs/DEVELOPMENT_PLAN.md'), generatePlan({ tasks }));
  if (adopted) run(folder, ['init', '--yes']);
  return folder;
}

/** Gives every task a ledger of its own: one row in the log for each. */
export async function giveLedgers(folder, tasks) {
  const plan = await openPlan(folder);
  for (let number = 1; number <= tasks; number++) {
    const outcome = await plan.log({ id: taskId(number, tasks), status: 'NOT_STARTED', note: 'looked at in the weekly round' });
    if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  }
}

/** The plan of a folder, through the library. */
export async function openPlan(folder) {
  const library = await import('../packages/tallyplan/dist/index.js');
  return library.openPlan({ folder, actor: { name: 'Bench', kind: 'human' } });
}

/** What the command kept of its answers and of what it read; its compiled code stays. */
export function forgetAnswers(cache) {
  const kept = join(cache, 'tallyplan');
  for (const name of readdirSync(kept)) if (/^(?:answer|documents)-/.test(name)) rmSync(join(kept, name));
}
