/**
 * Makes the plan and the ledger of examples/harbour anew: from the pristine plan, by the built command, with
 * the actors and the clock of scripts/example/story.mjs. The same tool makes the same bytes.
 *
 *   node scripts/make-example.mjs          writes examples/harbour
 *   node scripts/make-example.mjs --check  says whether what lies there is what would be written
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { story } from './example/story.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const example = join(root, 'examples/harbour');
const command = join(root, 'packages/tallyplan/bin/tallyplan.js');
const clock = join(root, 'scripts/example/clock.cjs');
/** What the story makes; all else in the example is written by hand. */
const made = [
  'docs/DEVELOPMENT_PLAN.md',
  '.tallyplan/.gitignore',
  '.tallyplan/.gitattributes',
  '.tallyplan/config.yaml',
  '.tallyplan/ledger',
];

const folder = mkdtempSync(join(tmpdir(), 'tallyplan-example-'));
try {
  layOut(folder);
  for (const step of story) tell(step, folder);
  if (process.argv.includes('--check')) compare(folder);
  else copyBack(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The example as it was before the first command, in a repository of its own. */
function layOut(to) {
  cpSync(example, to, { recursive: true, filter: (path) => !made.some((name) => path === join(example, name)) });
  rmSync(join(to, '.tallyplan'), { recursive: true, force: true });
  copyFileSync(join(to, 'pristine/DEVELOPMENT_PLAN.md'), join(to, 'docs/DEVELOPMENT_PLAN.md'));
  mkdirSync(join(to, '.tallyplan'));
  copyFileSync(join(to, 'pristine/config.yaml'), join(to, '.tallyplan/config.yaml'));
  const author = { GIT_AUTHOR_DATE: '2026-09-04T12:00:00Z', GIT_COMMITTER_DATE: '2026-09-04T12:00:00Z' };
  for (const args of [
    ['init', '--quiet'],
    ['add', '.'],
    ['commit', '--quiet', '--message', 'The plan, before the first task'],
  ]) {
    const names = ['-c', 'user.name=Marit Solberg', '-c', 'user.email=marit@lindholm.example', '-c', 'core.autocrlf=false'];
    run('git', [...names, ...args], { cwd: to, env: { PATH: process.env.PATH, HOME: to, ...author } });
  }
}

function tell({ at, actor, command: args }, cwd) {
  const env = {
    PATH: process.env.PATH,
    HOME: cwd,
    TZ: 'UTC',
    LANG: 'C.UTF-8',
    NODE_OPTIONS: `--require ${JSON.stringify(clock)}`,
    EXAMPLE_CLOCK: at,
    TALLYPLAN_ACTOR: actor.name,
    TALLYPLAN_ACTOR_KIND: actor.kind,
  };
  run(process.execPath, [command, ...args], { cwd, env });
}

function run(file, args, options) {
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8', ...options });
  if (status === 0) return;
  throw new Error(`${file} ${args.join(' ')} ended with ${status ?? error}\n${stdout}${stderr}`);
}

function copyBack(from) {
  for (const name of made) {
    rmSync(join(example, name), { recursive: true, force: true });
    cpSync(join(from, name), join(example, name), { recursive: true });
  }
  process.stdout.write(`examples/harbour: ${story.length} commands told\n`);
}

function compare(from) {
  const differing = made.flatMap((name) => differences(join(from, name), join(example, name)));
  if (differing.length === 0) return;
  process.stderr.write(`The example is not what the story makes; run node scripts/make-example.mjs:\n  ${differing.join('\n  ')}\n`);
  process.exitCode = 1;
}

/** Paths of the example that are missing, too many, or not the same. */
function differences(fresh, committed) {
  if (!existsSync(committed) || !existsSync(fresh)) return [committed];
  const names = new Set([...listOf(fresh), ...listOf(committed)]);
  if (names.size > 0) return [...names].flatMap((name) => differences(join(fresh, name), join(committed, name)));
  return readFileSync(fresh).equals(readFileSync(committed)) ? [] : [committed];
}

function listOf(path) {
  try {
    return readdirSync(path);
  } catch (error) {
    if (error.code === 'ENOTDIR') return [];
    throw error;
  }
}
