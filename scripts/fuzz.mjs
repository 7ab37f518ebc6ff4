/**
 * The property tests alone, with many more generated cases than `npm test` gives them: 34 times as many, and more
 * of what is tried seldom there. So whatever bytes a document has is tried with 102,000 texts, a history of git with 136.
 *
 *   npm run fuzz                      about forty minutes on two cores
 *   FUZZ_FACTOR=5 npm run fuzz        five times as many
 *   FUZZ_RUNS=5000 npx vitest run FILE   of one test, as many as asked for
 *   FUZZ_SEED=7 …                     cases drawn from that seed; without it new ones each time (`npm test` has the same each time)
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Test files whose properties are tried with more cases where that is asked for. */
function propertyTests() {
  return ['packages', 'tests']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes('casesOf(process.env'));
}

const files = propertyTests();
if (files.length === 0) throw new Error('no test asks how many cases it shall try: there is nothing to fuzz');
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--testTimeout=3600000', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { FUZZ_FACTOR: '34', ...process.env },
});
process.exitCode = status ?? 1;
