/**
 * Lives through many honest histories: generated repositories of a plan and its documents, in which nobody says two
 * things at once. Each error that `check` reports in one is a false alarm.
 *
 *   node scripts/honest-histories.mjs                       200 repositories, 1,000 changes each
 *   HONEST_REPOSITORIES=20 node scripts/honest-histories.mjs
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const test = 'packages/core/src/operations/honest-histories.test.ts';
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=verbose', '--testTimeout=3600000', test],
  {
    cwd: root,
    stdio: 'inherit',
    env: { HONEST_REPOSITORIES: '200', HONEST_CHANGES: '1000', ...process.env },
  },
);
process.exitCode = status ?? 1;
