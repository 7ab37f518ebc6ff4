/**
 * One client of a plan, through the library: makes changes and reads between them, and prints for each
 * when it was asked for and when it was answered.
 *
 *   node client.mjs LIBRARY FOLDER NAME CHANGES
 */
const [, , library, folder, name, changes] = process.argv;
const { openPlan } = await import(library);
const plan = await openPlan({ folder, actor: { name, kind: 'human' }, wait: 60_000 });

/** One clock for all processes of a machine. */
const now = () => String(process.hrtime.bigint());
const history = [];
for (let number = 1; number <= Number(changes); number++) {
  const note = `${name} did its change number ${number}`;
  const task = `SETUP-${String(1 + (number % 5)).padStart(2, '0')}`;
  history.push({ kind: 'change', note, ...(await timed(() => plan.log({ id: task, status: 'IN_PROGRESS', note }))) });
  history.push({ kind: 'read', ...(await timed(() => plan.show({}))) });
}
process.stdout.write(JSON.stringify(history));

async function timed(call) {
  const asked = now();
  const outcome = await call();
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return { asked, answered: now(), revision: outcome.value.result.plan?.revision ?? null };
}
