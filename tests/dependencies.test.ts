/** What the packages depend on and what docs/dependencies.md explains are the same. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const manifests = ['package.json', 'packages/core/package.json', 'packages/tallyplan/package.json'].map((path) => JSON.parse(read(path)));

test('each dependency has its line, and each line its dependency', () => {
  const installed = manifests.flatMap(({ dependencies = {}, devDependencies = {} }) =>
    Object.keys({ ...dependencies, ...devDependencies }),
  );
  const foreign = new Set(installed.filter((name) => !name.startsWith('@tallyplan/')));
  const rows = read('docs/dependencies.md').matchAll(/^\| ([^|]+) \|/gm);
  const explained = [...rows].flatMap(([, cell = '']) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  expect(explained.sort()).toEqual([...foreign].sort());
});

test('the published package depends on nothing', () => {
  expect(manifests[2].dependencies ?? {}).toEqual({});
});
