/**
 * Many agents on one plan, some of them killed: tests/claim-storm.test.ts in full size. Takes some minutes.
 *
 *   npm run storm                           50 clients, 200 tasks, 25 of them killed
 *   STORM_CLIENTS=20 npm run storm          as many as asked for
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sizes = { STORM_CLIENTS: '50', STORM_TASKS: '200', STORM_KILLS: '25', STORM_LEASE: '60' };
const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', 'tests/claim-storm.test.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: { ...sizes, ...process.env },
});
process.exitCode = status ?? 1;
