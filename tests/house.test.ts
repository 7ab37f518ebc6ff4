/**
 * The house holds its floors by the linter's settings. Settings can be loosened by a slip, so each
 * floor is tried here with an import, or a look at a clock, that must be refused.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const core = 'packages/core/src';
const node = 'packages/tallyplan/src';

/** Folder, and what a file there imports. */
const forbidden: readonly (readonly [string, string])[] = [
  [`${core}/model`, '../document/read.ts'],
  [`${core}/model`, '../operations/operation.ts'],
  [`${core}/document`, '../graph/graph.ts'],
  [`${core}/document`, 'node:crypto'],
  [`${core}/document`, 'node:fs/promises'],
  [`${core}/text`, '../document/read.ts'],
  [`${core}/text/yaml`, '../../ledger/history.ts'],
  [`${core}/model`, '../text/lines.ts'],
  [`${core}/graph`, '../document/document.ts'],
  [`${core}/ledger`, '../rules/gates.ts'],
  [`${core}/upstream`, '../ledger/replay.ts'],
  [`${core}/rules`, '../document/document.ts'],
  [`${core}/rules`, '../operations/operation.ts'],
  [`${core}/operations`, 'node:fs'],
  [`${core}/operations`, '@tallyplan/core/model/plan'],
  [`${node}/stores`, '../cli/main.ts'],
  [`${node}/stores`, '../install/splice.ts'],
  [`${node}/install`, '../hosts/hosts.ts'],
  [`${node}/hosts`, '../cli/main.ts'],
  [`${node}/cli`, '../mcp/server.ts'],
];
const allowed: readonly (readonly [string, string])[] = [
  [`${core}/document`, '../model/plan.ts'],
  [`${core}/document/plan`, '../pieces.ts'],
  [`${core}/text/yaml`, '../lines.ts'],
  [`${core}/upstream`, '../text/lines.ts'],
  [`${core}/rules`, '../graph/graph.ts'],
  [`${core}/operations`, '../document/edit.ts'],
  [`${node}/stores`, '@tallyplan/core/ledger/replay'],
  [`${node}/cli`, '../stores/file-store.ts'],
  [`${node}/hosts`, '../install/splice.ts'],
];
const unpredictable = ['new Date()', 'Date.now()', 'Math.random()'];

/** Files of a house of its own, under this repository's settings: what each holds, by name. */
const samples = new Map([
  ...[...forbidden, ...allowed].map(([folder, specifier]) => [sampleName(folder, specifier), importOf(specifier)] as const),
  ...unpredictable.map((call) => [sampleName(`${core}/rules`, call), `export const a = ${call};\n`] as const),
  [sampleName(`${core}/rules`, 'given'), 'export const a = (text: string) => new Date(text);\n'],
]);

function sampleName(folder: string, content: string): string {
  return `${folder}/${content
    .toLowerCase()
    .replace(/[^a-z]+/g, '-')
    .replace(/^-|-$/g, '')}.ts`;
}
function importOf(specifier: string): string {
  return `import { a } from '${specifier}';\n\nexport const b = a;\n`;
}

let house: string;
let complaints: readonly { readonly category: string; readonly location: { readonly path: string } }[];
beforeAll(() => {
  house = mkdtempSync(join(tmpdir(), 'house-'));
  for (const settings of ['biome.json', '.gitignore', 'scripts/biome'])
    cpSync(join(root, settings), join(house, settings), { recursive: true });
  for (const [name, text] of samples) {
    mkdirSync(join(house, dirname(name)), { recursive: true });
    writeFileSync(join(house, name), text);
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none'];
  complaints = JSON.parse(spawnSync(process.execPath, args, { cwd: house, encoding: 'utf8' }).stdout).diagnostics;
});
afterAll(() => rmSync(house, { recursive: true }));

const broken = (folder: string, content: string): readonly string[] =>
  complaints.filter((complaint) => complaint.location.path === sampleName(folder, content)).map((complaint) => complaint.category);

describe('the floors of the house', () => {
  it.each(forbidden)('%s may not import %s', (folder, specifier) => {
    expect(broken(folder, specifier)).toEqual(['lint/style/noRestrictedImports']);
  });

  it.each(allowed)('%s may import %s', (folder, specifier) => {
    expect(broken(folder, specifier)).toEqual([]);
  });

  it.each(unpredictable)('the core may not call %s', (call) => {
    expect(broken(`${core}/rules`, call)).toEqual(['plugin']);
  });

  it('the core may take apart a date that it was given', () => {
    expect(broken(`${core}/rules`, 'given')).toEqual([]);
  });
});

describe('programs', () => {
  it('are started by the door to git and by the run of evidence, and nowhere else', () => {
    const sources = readdirSync(join(root, node), { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.ts$/.test(file));
    const starting = sources.filter((file) => readFileSync(join(root, node, file), 'utf8').includes('child_process'));
    expect(starting.map((file) => file.replaceAll('\\', '/')).sort()).toEqual(['evidence/run-evidence.ts', 'git/run-git.ts']);
  });
});
