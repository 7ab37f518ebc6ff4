/**
 * Makes a checkout ready to use: installs what the lock file names, then builds, each only when needed.
 *
 * Every command of package.json that needs either starts with this file, so that any of them may be the
 * first one after `git clone`. It depends on nothing but Node.
 *
 *   node scripts/setup.mjs            install and build
 *   node scripts/setup.mjs --install  install only
 */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const least = [20, 19];

/** What the build reads, and the last file that it writes. */
const sources = [
  'packages/core/src',
  'packages/tallyplan/src',
  'packages/tallyplan/package.json',
  'docs/rules',
  'scripts/build.mjs',
  'scripts/build',
];
const built = 'packages/tallyplan/dist/index.d.ts';

requireNode();
if (!isInstalled()) run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
if (!process.argv.includes('--install') && !isBuilt()) run(process.execPath, [join(root, 'scripts/build.mjs')]);

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > least[0] || (major === least[0] && minor >= least[1])) return;
  process.stderr.write(`Node ${least.join('.')} or newer is needed; this is ${process.versions.node}.\n`);
  process.exit(2);
}

/**
 * True when node_modules holds each package of the lock file in the version that it names.
 * Optional packages count only where they are installed: most are meant for other platforms.
 */
function isInstalled() {
  const locked = packagesOf('package-lock.json');
  const present = packagesOf('node_modules/.package-lock.json');
  if (locked === null || present === null) return false;
  return Object.entries(locked).every(([path, entry]) => {
    if (!path.startsWith('node_modules/') || entry.link) return true;
    const installed = present[path];
    return installed === undefined ? entry.optional === true : installed.version === entry.version;
  });
}

function packagesOf(lockFile) {
  try {
    return JSON.parse(readFileSync(join(root, lockFile), 'utf8')).packages;
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** True when nothing that the build reads was touched since it last ended. */
function isBuilt() {
  const end = statSync(join(root, built), { throwIfNoEntry: false })?.mtimeMs;
  return end !== undefined && sources.every((source) => newest(join(root, source)) <= end);
}

/** When a file, or anything in a folder, last changed; a folder's own time tells of files taken out of it. */
function newest(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 0;
  if (!stat.isDirectory()) return path.endsWith('.test.ts') ? 0 : stat.mtimeMs;
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(command, args) {
  // npm is a shell script on Windows, and needs the shell there.
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: command === 'npm' && process.platform === 'win32',
  });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
