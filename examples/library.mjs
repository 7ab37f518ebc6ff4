/**
 * One task through the library, from the question what comes next to its completion.
 *
 *   node examples/library.mjs FOLDER     a copy of examples/harbour, say
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPlan } from 'tallyplan';

const folder = process.argv[2] ?? '.';
const plan = await openPlan({ folder, actor: { name: 'Aila Niemi', kind: 'human' } });

const { task, why } = valueOf(await plan.next({}));
console.log(why);

// A refusal is a value: it says which rules, and what is missing.
const early = await plan.start({ id: task.id });
if (!early.ok) for (const { rule, missing } of early.problems) console.log(`${rule}: ${missing.join(', ')}`);

const items = {
  verified_req: 'REQ-04 read: three criteria, all can be tested',
  verified_tasks: 'scope and approach of TASKS-04 hold; cards are out',
  confirmed_arch: 'ADR-01: sessions live in the one process',
  checked_gaps: 'the table of rights is complete: four roles, twelve actions',
};
console.log(valueOf(await plan.verify({ id: task.id, items })).message);
console.log(valueOf(await plan.start({ id: task.id })).message);

// The work is done; the steps of its implementation plan are ticked, here all at once.
const steps = join(folder, 'docs/12_IPLAN/IPLAN-04_sign_in_and_roles.md');
await writeFile(steps, (await readFile(steps, 'utf8')).replaceAll('- [ ]', '- [x]'));

// `dryRun` decides and shows what would be written.
const summary = 'Sign-in for four roles; a test walks through all 48 pairs of role and action.';
const tried = await plan.complete({ id: task.id, summary }, { dryRun: true });
if (tried.ok) for (const { file, diff } of tried.value.changed) console.log(`${file}: ${diff().split('\n').length} lines of diff`);

console.log(valueOf(await plan.complete({ id: task.id, summary })).message);

const { summary: found } = valueOf(await plan.check({}));
console.log(`check: ${found.errors} errors`);

/** The result of what was done; what was refused ends the program. */
function valueOf(outcome) {
  if (outcome.ok) return outcome.value.result;
  throw new Error(outcome.problems.map(({ message }) => message).join('\n'));
}
