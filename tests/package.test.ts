/** The published package: packed, installed in a folder that knows nothing of this repository, and used there. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const home = join(root, 'packages/tallyplan');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-package-'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'elsewhere', private: true, type: 'module' }));
  npm(home, ['pack', '--pack-destination', folder]);
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  // Offline: everything that the package needs must be in it.
  npm(folder, ['install', '--offline', '--no-audit', '--no-fund', `./${archive}`]);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npm(cwd: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8', shell: process.platform === 'win32' });
  if (status !== 0) throw new Error(`npm ${args.join(' ')}: ${stderr}`);
}

function node(...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
}

const installed = () => join(folder, 'node_modules/tallyplan');

describe('the published package', () => {
  it('runs as a command', () => {
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
    expect(node(join(installed(), 'bin/tallyplan.js'), '--version')).toMatchObject({ status: 0, stdout: expect.stringContaining(version) });
  });

  it('explains every rule from its own pages', () => {
    const { status, stdout } = node(join(installed(), 'bin/tallyplan.js'), 'explain', 'out-of-sequence');
    expect([status, stdout]).toEqual([0, expect.stringContaining('out-of-sequence')]);
  });

  it('has a README and pages whose links lead to what is in it', () => {
    const pages = ['README.md', ...readdirSync(join(installed(), 'rules')).map((name) => `rules/${name}`)];
    const dead = pages.flatMap((page) => {
      const text = readFileSync(join(installed(), page), 'utf8').replace(/`[^`]*`/g, '');
      const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
      return targets.filter((target) => !/^[a-z]+:/.test(target) && !existsSync(join(installed(), dirname(page), target)));
    });
    expect(dead).toEqual([]);
    const readme = readFileSync(join(installed(), 'README.md'), 'utf8');
    expect(readme).toContain('npm install --save-dev tallyplan');
    expect(readme).toContain('[The rules](rules/)');
    expect(readme).not.toContain('npm run');
  });

  it('is a library', () => {
    writeFileSync(join(folder, 'use.mjs'), "import { openPlan } from 'tallyplan';\nconsole.log(typeof openPlan);\n");
    expect(node('use.mjs')).toMatchObject({ status: 0, stdout: 'function\n' });
  });

  it('has types that stand by themselves', () => {
    writeFileSync(join(folder, 'use.mts'), "import { openPlan } from 'tallyplan';\n\nexport const open: typeof openPlan = openPlan;\n");
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', ''];
    expect(node(tsc, ...options, 'use.mts')).toMatchObject({ status: 0, stdout: '' });
  });

  it('needs no other package', () => {
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['tallyplan']);
  });
});
