/** Links between the documents of this repository lead to something that is there. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const listed = spawnSync('git', ['ls-files', '*.md', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).stdout;
/** Plans of other projects refer to files that only those have. */
const documents = listed.split('\n').filter((path) => path !== '' && !/^examples\/families\/|\/fixtures\//.test(path));

test('every relative link leads somewhere', () => {
  expect(documents.length).toBeGreaterThan(50);
  expect(documents.flatMap(deadLinks)).toEqual([]);
});

function deadLinks(path: string): readonly string[] {
  const text = readFileSync(join(root, path), 'utf8').replace(/^```[\s\S]*?^```$/gm, '');
  const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target.replace(/#.*$/, ''));
  const dead = targets.filter((target) => target !== '' && !/^[a-z]+:/.test(target) && !existsSync(join(root, dirname(path), target)));
  return dead.map((target) => `${path}: ${target}`);
}
