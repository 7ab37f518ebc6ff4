/** `npm run mutants` plants bugs by pieces of text. Each has to stand where it is looked for, or a change of the code takes a bug away unseen. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'scripts/mutants');

interface Mutant {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

async function mutantsIn(file: string): Promise<readonly Mutant[]> {
  const { mutants } = await import(pathToFileURL(join(folder, file)).href);
  return mutants;
}

it.each(readdirSync(folder))('the bugs of scripts/mutants/%s can be planted', async (file) => {
  const mutants = await mutantsIn(file);
  expect(mutants.length).toBeGreaterThan(0);
  for (const { name, file: source, from, to } of mutants) {
    const text = readFileSync(join(root, source), 'utf8');
    expect([name, text.split(from).length - 1, to !== from]).toEqual([name, 1, true]);
  }
});
