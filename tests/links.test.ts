/** Links between the documents of this repository lead to something that is there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const documents = [
  ...markdownIn('.', false),
  ...markdownIn('docs', true),
  // Plans of other projects, in examples/families, refer to files that only those have.
  ...markdownIn('examples/harbour', true),
];

function markdownIn(folder: string, recursive: boolean): readonly string[] {
  const names = readdirSync(join(root, folder), { recursive, encoding: 'utf8' });
  return names.filter((name) => name.endsWith('.md')).map((name) => join(folder, name));
}

test('every relative link leads somewhere', () => {
  expect(documents.length).toBeGreaterThan(50);
  expect(documents.flatMap(deadLinks)).toEqual([]);
});

function deadLinks(path: string): readonly string[] {
  // What stands in code is no link.
  const text = readFileSync(join(root, path), 'utf8')
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`]*`/g, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target.replace(/#.*$/, ''));
  const dead = targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(path), target)));
  return dead.map((target) => `${path}: ${target}`);
}
