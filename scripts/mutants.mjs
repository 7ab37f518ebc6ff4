/**
 * Plants bugs, one at a time, and shows whether the tests notice. The bugs are in scripts/mutants/: each
 * names a file, a piece of its text that stands there once, what to put in its place, and the tests to run.
 *
 *   npm run mutants                  all of them
 *   npm run mutants -- sequence lock only those whose names hold one of the words
 *
 * Works in a copy of the checkout, uncommitted work included; the checkout itself is never touched.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const words = process.argv.slice(2);
const mutants = (await readMutants()).filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
if (mutants.length === 0) throw new Error(`no mutant has a name with ${words.join(' or ')}`);

const copy = copyOfCheckout();
const survivors = [];
try {
  requirePassing([...new Set(mutants.flatMap(({ tests }) => tests))]);
  for (const mutant of mutants) {
    const caughtBy = plant(mutant, () => firstFailure(mutant.tests));
    process.stdout.write(
      `${caughtBy === null ? 'SURVIVED' : 'caught  '}  ${mutant.name}${caughtBy === null ? '' : `\n            ${caughtBy}`}\n`,
    );
    if (caughtBy === null) survivors.push(mutant.name);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.stdout.write(`\n${mutants.length - survivors.length} of ${mutants.length} planted bugs caught\n`);
if (survivors.length > 0) process.exitCode = 1;

async function readMutants() {
  const folder = join(root, 'scripts/mutants');
  const files = readdirSync(folder).filter((name) => name.endsWith('.mjs'));
  const lists = await Promise.all(files.map((name) => import(pathToFileURL(join(folder, name)).href)));
  return lists.flatMap(({ mutants }) => mutants);
}

/** Sources copied; packages of others linked, this repository's own linked to the copy. */
function copyOfCheckout() {
  const folder = mkdtempSync(join(tmpdir(), 'mutants-'));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\0');
  for (const file of files) {
    if (file !== '' && lstatSync(join(root, file), { throwIfNoEntry: false }) !== undefined)
      cpSync(join(root, file), join(folder, file), { recursive: true });
  }
  const packages = join(root, 'node_modules');
  mkdirSync(join(folder, 'node_modules/@tallyplan'), { recursive: true });
  for (const name of readdirSync(packages)) {
    if (name.startsWith('.') || name === '@tallyplan' || name === 'tallyplan') continue;
    symlinkSync(join(packages, name), join(folder, 'node_modules', name), 'junction');
  }
  symlinkSync(join(folder, 'packages/core'), join(folder, 'node_modules/@tallyplan/core'), 'junction');
  symlinkSync(join(folder, 'packages/tallyplan'), join(folder, 'node_modules/tallyplan'), 'junction');
  return folder;
}

/** A bug is caught only by tests that pass without it. */
function requirePassing(tests) {
  const failure = firstFailure(tests);
  if (failure !== null) throw new Error(`without any planted bug, this fails: ${failure}`);
}

function plant({ name, file, from, to }, work) {
  const path = join(copy, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2)
    throw new Error(`${name}: its text stands ${text.split(from).length - 1} times in ${file}; it must stand there once`);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    return work();
  } finally {
    writeFileSync(path, text);
  }
}

/** The name of the first test that fails; null where all pass. */
function firstFailure(tests) {
  const report = join(copy, 'report.json');
  rmSync(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--bail=1', '--reporter=json', `--outputFile=${report}`, ...tests];
  const { status } = spawnSync(process.execPath, args, { cwd: copy, stdio: 'ignore', env: { ...process.env, CI: 'true' } });
  if (status === 0) return null;
  const { testResults } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status: outcome }) => outcome === 'failed');
  return (
    failed?.fullName ?? `a file of tests can't be loaded: ${testResults.find(({ message }) => message !== '')?.message.split('\n')[0]}`
  );
}
