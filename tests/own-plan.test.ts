/** Tallyplan keeps its own plan: what it finds in others' plans must not be found in this one. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

test('the plan of this repository has no finding that is an error', () => {
  const command = join(root, 'packages/tallyplan/bin/tallyplan.js');
  const { status, stdout } = spawnSync(process.execPath, [command, '-C', root, 'check', '--json'], { encoding: 'utf8' });
  const { findings, summary } = JSON.parse(stdout).result;
  expect(findings.filter(({ severity }: { severity: string }) => severity === 'error')).toEqual([]);
  expect([status, summary.errors]).toEqual([0, 0]);
});
