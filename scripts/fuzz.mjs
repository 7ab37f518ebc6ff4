/**
 * The property tests alone, with many more generated cases than `npm test` gives them.
 *
 *   npm run fuzz                      100,000 cases a property
 *   FUZZ_RUNS=5000 npm run fuzz       as many as asked for
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** Test files whose properties take their number of cases from FUZZ_RUNS. */
function propertyTests() {
  return ['packages', 'tests']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((file) => file.endsWith('.test.ts') && !file.includes('node_modules'))
    .filter((file) => readFileSync(join(root, file), 'utf8').includes('FUZZ_RUNS'));
}

const files = propertyTests();
if (files.length === 0) throw new Error('no test reads FUZZ_RUNS: there is nothing to fuzz');
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--testTimeout=3600000', ...files], {
  cwd: root,
  stdio: 'inherit',
  env: { FUZZ_RUNS: '100000', ...process.env },
});
process.exitCode = status ?? 1;
