/** Counts, not times: how much of a plan is parsed in full when one task's state is read, and when one is changed. */
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';
import { generatePlan } from './generate-plan.mjs';
import { taskId } from './workshop.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Entries of a plan of that many tasks that were parsed in full: to read one state, and to edit one status. */
export async function entriesParsed(tasks) {
  const { readDocument, editDocument, taskKeyOf } = await core();
  const text = Buffer.from(generatePlan({ tasks })).toString('latin1');
  const library = () => {
    throw new Error('a generated plan needs no library');
  };
  const key = taskKeyOf(taskId(Math.floor(tasks / 2), tasks));
  const read = readDocument(text, { path: 'DEVELOPMENT_PLAN.md', library });
  const { preCheck, implementation, postCheck } = read.plan.task(key);
  if ([preCheck, implementation, postCheck].some((part) => part === null)) throw new Error('a generated task has all three parts');
  const edited = readDocument(text, { path: 'DEVELOPMENT_PLAN.md', library });
  const outcome = editDocument(edited, [{ kind: 'set-tracked', task: key, path: 'status', to: 'DEFERRED' }]);
  if (!outcome.ok) throw new Error(outcome.message);
  return { toRead: read.effort.entriesParsed, toEdit: edited.effort.entriesParsed };
}

/** The core is not published by itself: it is bundled for the occasion. */
async function core() {
  const names = ['document/read', 'document/edit', 'model/task-id'];
  const input = Object.fromEntries(names.map((name) => [name, join(root, `packages/core/src/${name}.ts`)]));
  const folder = join(root, 'node_modules/.cache/bench-core');
  await build({
    input,
    logLevel: 'warn',
    output: { dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs', cleanDir: true },
  });
  const modules = await Promise.all(names.map((name) => import(pathToFileURL(join(folder, `${name}.mjs`)).href)));
  return Object.assign({}, ...modules);
}
