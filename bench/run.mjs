/**
 * Measures what `docs/performance.md` promises and writes its table.
 *
 *   npm run bench              all rows, about five minutes
 *   npm run bench -- --rounds 7   fewer than 21, where time is short; the table says so
 *   npm run bench -- --quick   few rounds, nothing written: to see whether a change is worth a real run
 *   npm run bench -- --only documents,receipts   these rows alone, nothing written
 *
 * Every time is that of a whole process, told as a ratio to a bare `node -e 0` of the same run, so that
 * machines can be compared. A row that misses its figure says so; the run fails only where something breaks.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, type } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generateDocuments, generateTaskDocuments } from './generate-documents.mjs';
import { entriesParsed } from './growth.mjs';
import { peakMemory, run, timeAgainstBareNode } from './measure.mjs';
import { forgetAnswers, giveLedgers, makeFolder, taskId } from './workshop.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const page = join(here, '../docs/performance.md');
const quick = process.argv.includes('--quick');
const rounds = quick ? 5 : Number(wordBehind('--rounds') ?? 21);
const only = wordBehind('--only')?.split(',');

/** No answer is remembered; compiled code is. */
const withoutAnswers = { TALLYPLAN_NO_CACHE: '1' };

const rows = [];
const parts = {
  next: () => [100, 1_000, 10_000].forEach(measureNext),
  changes: () => [1_000, 10_000].forEach(measureChanges),
  check: () => measureCheck(1_000),
  documents: () => measureDocuments(1_000),
  receipts: () => measureReceipts(),
  library: () => measureLibrary(1_000),
  agents: () => measureAgents(1_000),
  growth: () => countParsed(1_000),
};
for (const [name, measure] of Object.entries(parts)) if (only === undefined || only.includes(name)) await measure();

const table = [
  '| what | figure | measured | |',
  '|---|---|---|---|',
  ...rows.map(
    ({ what, limit, measured, met }) => `| ${what} | ${limit} | ${measured} | ${met === null ? '' : met ? 'met' : '**missed**'} |`,
  ),
].join('\n');
process.stdout.write(`\n${table}\n`);
if (!quick && only === undefined) writeTable();

/** The word behind one of the command line; undefined where there is none. */
function wordBehind(word) {
  const at = process.argv.indexOf(word);
  return at === -1 ? undefined : process.argv[at + 1];
}

function measureNext(tasks) {
  const folder = makeFolder({ tasks, adopted: false });
  const limit = { 100: 1.6, 1000: 2, 10000: 5 }[tasks];
  addRatio(`\`next\`, ${told(tasks)} tasks, nothing changed since the last`, limit, { work: () => run(folder, ['next']) });
  addRatio(`\`next\`, ${told(tasks)} tasks, all of it read`, limit, { work: () => run(folder, ['next'], { variables: withoutAnswers }) });
  const megabytes = { 1000: 90, 10000: 220 }[tasks];
  if (megabytes === undefined) return;
  const peak = peakMemory(folder, ['next'], withoutAnswers);
  add({
    what: `peak memory of \`next\`, ${told(tasks)} tasks`,
    limit: `≤ ${megabytes} MB`,
    measured: `${peak.toFixed(0)} MB`,
    met: peak <= megabytes,
  });
}

function measureChanges(tasks) {
  const limit = { 1000: 2.6, 10000: 7.5 }[tasks];
  const folder = makeFolder({ tasks, adopted: true });
  const note = 'measured the depth at the north end';
  addRatio(`\`log\`, ${told(tasks)} tasks`, limit, {
    work: () => run(folder, ['log', taskId(tasks / 2, tasks), '--status', 'IN_PROGRESS', '--note', note]),
  });
  const undo = () => run(folder, ['release', 'SETUP-01']);
  addRatio(`\`start\`, ${told(tasks)} tasks`, limit, { work: () => run(folder, ['start', 'SETUP-01']), undo });
}

async function measureCheck(tasks) {
  const folder = makeFolder({ tasks, adopted: true });
  await giveLedgers(folder, tasks);
  const expected = [0, 3];
  const what = `\`check\`, ${told(tasks)} tasks with ${told(tasks)} ledgers`;
  addRatio(`${what}, nothing changed since the last`, 3.5, { work: () => run(folder, ['check'], { expected }) });
  addRatio(`${what}, all of it read`, 3.5, {
    work: () => run(folder, ['check'], { expected, variables: withoutAnswers }),
  });
}

/** Three documents a task, 10 KB each. The first look reads them all, the second none of them. */
function measureDocuments(tasks) {
  const folder = makeFolder({ tasks, adopted: false });
  const { documents, bytes } = generateDocuments(folder, { tasks });
  run(folder, ['init', '--yes']);
  const what = `\`check\`, ${told(tasks)} tasks with ${told(documents)} documents (${(bytes / 1e6).toFixed(0)} MB)`;
  const variables = { XDG_CACHE_HOME: join(folder, '.cache') };
  const check = () => run(folder, ['check'], { expected: [0, 3], variables });
  const forget = () => forgetAnswers(variables.XDG_CACHE_HOME);
  check();
  forget();
  addRatio(`${what}, first time`, 40, { work: check, undo: forget });
  check();
  addRatio(`${what}, nothing changed since`, 5, { work: check });
}

/** A task of ten documents whose pre-check was verified: the start reads all of them again. */
function measureReceipts() {
  const folder = makeFolder({ tasks: 100, adopted: false });
  const { task, documents } = generateTaskDocuments(folder);
  run(folder, ['init', '--yes']);
  const notes = ['verified_req', 'verified_tasks', 'confirmed_arch', 'checked_gaps'].map(
    (item) => `${item}=${item === 'confirmed_arch' ? 'ADR-01, ADR-02: ' : ''}read from the first to the last page`,
  );
  run(folder, ['verify', task, ...notes]);
  run(folder, ['verify', task]);
  const what = `\`start\` with six receipts over ${documents} documents`;
  const start = (variables) => run(folder, ['start', task, '--skip-ahead', 'to be measured first'], { variables });
  const undo = () => run(folder, ['release', task]);
  addRatio(`${what}, of bytes that were seen before`, 2.5, { work: () => start({}), undo });
  addRatio(`${what}, taken apart anew`, 2.5, { work: () => start(withoutAnswers), undo });
}

/** In a process of its own, because it watches every call to the file system. */
function measureLibrary(tasks) {
  const folder = makeFolder({ tasks, adopted: true });
  const output = execFileSync(process.execPath, [join(here, 'library.mjs'), folder, String(tasks), String(quick ? 60 : 400)], {
    encoding: 'utf8',
  });
  const { changesASecond, bareASecond, growth } = JSON.parse(output);
  const ratio = changesASecond / bareASecond;
  add({
    what: `changes a second through the library, ${told(tasks)} tasks, against a bare loop of the same writes`,
    limit: '≥ 0.5 ×',
    measured: `${ratio.toFixed(2)} × (${changesASecond.toFixed(0)} against ${bareASecond.toFixed(0)})`,
    met: ratio >= 0.5,
  });
  for (const { what, limit, measured, met } of growth) add({ what, limit, measured, met });
}

function measureAgents(tasks) {
  const folder = makeFolder({ tasks, adopted: true });
  const output = execFileSync(process.execPath, [join(here, 'agents.mjs'), folder, String(quick ? 20 : 100)], { encoding: 'utf8' });
  for (const row of JSON.parse(output)) add(row);
}

async function countParsed(tasks) {
  const { toRead, toEdit } = await entriesParsed(tasks);
  const row = (what, count) =>
    add({ what: `entries parsed in full to ${what}, of ${told(tasks)}`, limit: '≤ 1', measured: String(count), met: count <= 1 });
  row("read one task's state", toRead);
  row("change one task's status", toEdit);
}

function addRatio(what, limit, { work, undo = () => {} }) {
  const { bare, timed, ratio } = timeAgainstBareNode(work, { rounds, undo });
  add({
    what,
    limit: `≤ ${limit} ×`,
    measured: `${ratio.toFixed(2)} × (${timed.toFixed(0)} ms against ${bare.toFixed(0)} ms)`,
    met: ratio <= limit,
  });
}

function add(row) {
  rows.push(row);
  process.stdout.write(`${row.what}: ${row.measured} (${row.limit})${row.met ? '' : ' MISSED'}\n`);
}

/** Between two marks of the page, with what it was measured on. */
function writeTable() {
  const day = new Date().toISOString().slice(0, 10);
  const machine = `Measured on ${day} by \`npm run bench\`: Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown processor'}, ${type()} ${release()}; medians of ${rounds} runs.`;
  const text = readFileSync(page, 'utf8');
  const [before, rest] = text.split('<!-- table -->\n');
  const after = rest?.split('<!-- /table -->')[1];
  if (after === undefined) throw new Error(`${page} has no place for the table`);
  writeFileSync(page, `${before}<!-- table -->\n${machine}\n\n${table}\n<!-- /table -->${after}`);
}

function told(count) {
  return count.toLocaleString('en-GB');
}
