/**
 * Everything that must hold before a change is handed in, cheapest first: format and lint (which hold the
 * floors of the house), types, unused code, tests. Goes on after a failure, so that one run tells all.
 *
 *   node scripts/check.mjs            all of it
 *   node scripts/check.mjs --static   without the tests
 */
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const steps = [
  { name: 'format, lint', command: ['@biomejs/biome/bin/biome', 'ci', '--error-on-warnings'] },
  { name: 'types', command: ['typescript/bin/tsc', '--build'] },
  { name: 'unused code', command: ['knip/bin/knip.js', '--no-progress'] },
  { name: 'tests', command: ['vitest/vitest.mjs', 'run'] },
];

// The tests run the built command, so a build that fails is one of the answers.
const setup = spawnSync(process.execPath, [join(root, 'scripts/setup.mjs')], { stdio: 'inherit' });
const failed = setup.status === 0 ? [] : ['install and build'];
for (const step of process.argv.includes('--static') ? steps.slice(0, -1) : steps) {
  process.stdout.write(`\n== ${step.name}\n`);
  const [file = '', ...args] = step.command;
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', file), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed.push(step.name);
}
process.stdout.write(failed.length === 0 ? '\nAll checks passed.\n' : `\nFailed: ${failed.join(' · ')}\n`);
process.exitCode = failed.length === 0 ? 0 : 1;
