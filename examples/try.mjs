/**
 * `npm run try`: the main job on a copy of examples/harbour. Prints each command and what it answers, and
 * leaves the copy in a temporary folder, to go on in.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const example = fileURLToPath(new URL('harbour', import.meta.url));
const command = fileURLToPath(new URL('../packages/tallyplan/bin/tallyplan.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'tallyplan-try-'));
const summary = 'Sign-in for four roles; a test walks through all 48 pairs of role and action.';

cpSync(example, folder, { recursive: true });
rmSync(join(folder, 'pristine'), { recursive: true });
// Git keeps what the documents were, so that a change of one can be shown.
for (const args of [['init', '--quiet'], ['add', '.'], ['commit', '--quiet', '--message', 'The harbour in October']]) git(args);

say('Lindholm harbour keeps its plan in docs/DEVELOPMENT_PLAN.md. You are Aila Niemi, who has just sat down.');
tallyplan(['status']);
say('What comes next?');
tallyplan(['next']);

say('Straight to work. The plan says: read before you build.');
tallyplan(['start', 'TASKS-04'], 4);
say('So the pre-check, item by item, each with a note of what was checked. What a tool can decide it decides by itself.');
tallyplan([
  'verify',
  'TASKS-04',
  'verified_req=REQ-04 read: three criteria, all can be tested',
  'verified_tasks=scope and approach of TASKS-04 hold; cards are out',
  'confirmed_arch=ADR-01: sessions live in the one process',
  'checked_gaps=the table of rights is complete: four roles, twelve actions',
]);

say('Marit Solberg changes the requirement after you have read it. What you vouched for is not what stands there any more.');
edit('docs/07_REQ/REQ-04_sign_in_and_roles.md', 'signs out after fifteen minutes', 'signs out after ten minutes');
tallyplan(['start', 'TASKS-04'], 4);
tallyplan(['verify', 'TASKS-04', 'verified_req=ten minutes instead of fifteen; the table of rights is untouched']);
tallyplan(['start', 'TASKS-04']);

say('Days pass. The steps of IPLAN-04 are done one by one, and the ledger knows when.');
tallyplan(['iplan', 'tick', 'IPLAN-04', '1-3']);
tallyplan(['iplan', 'tick', 'IPLAN-04', '4-7']);
say('A completion has to say what was built, and how it was checked.');
tallyplan(['complete', 'TASKS-04', '--summary', 'All done.'], 4);
say('What would a better one write? Statuses, checklist, date and log row, and not one byte more.');
tallyplan(['complete', 'TASKS-04', '--summary', summary, '--dry-run']);
tallyplan(['complete', 'TASKS-04', '--summary', summary]);

say('The tide tables are stopped: somebody asked a question. The exit status is 5, "ask a person".');
tallyplan(['start', 'TASKS-03'], 5);
say('An agent cannot answer it.');
const answer = 'The pilot station uses 94 cm, measured in 2024; I vouch for it until the survey in spring.';
tallyplan(['instruct', 'TASKS-03', '--text', answer, '--as', 'quay-agent', '--kind', 'agent'], 4);
say('You can.');
tallyplan(['instruct', 'TASKS-03', '--text', answer]);

say('Somebody wrote an implementation plan that forgets a criterion. The review finds it, and stops the work by itself.');
edit('docs/12_IPLAN/IPLAN-05_journal.md', / \(REQ\.05\.06\.02\)/, '');
tallyplan(['review', 'TASKS-05', '--as', 'quay-agent', '--kind', 'agent'], 3);
tallyplan(['instruct', 'TASKS-05', '--text', 'No action changes or removes an entry, and a test has to show it. Put it back.']);
edit('docs/12_IPLAN/IPLAN-05_journal.md', 'No way to change one', 'No way to change one (REQ.05.06.02)');
tallyplan(['review', 'TASKS-05']);

say('Somebody ticks a box in an editor. The ledger does not know of it, so it does not count.');
edit('docs/DEVELOPMENT_PLAN.md', /(id: TASKS-05[\s\S]*?verified_req: )false/, '$1true');
tallyplan(['start', 'TASKS-05'], 4);
tallyplan(['record', 'TASKS-05', '--restore']);

say('Two branches. On one a task is blocked, on the other another one is deferred; both write to plan and log.');
tallyplan(['init', '--git', '--yes']);
git(['add', '--all']);
git(['commit', '--no-verify', '--message', 'what was done so far']);
git(['checkout', '-b', 'survey']);
tallyplan(['block', 'TASKS-09', '--reason', 'the crane is booked until June', '--as', 'Jon Eide']);
tallyplan(['defer', 'TASKS-08', '--reason', 'after the survey in spring', '--as', 'Jon Eide']);
git(['add', '--all']);
git(['commit', '--no-verify', '--message', 'survey']);
git(['checkout', '-']);
tallyplan(['defer', 'TASKS-09', '--reason', 'nobody has time before the summer']);
tallyplan(['log', 'TASKS-05', '--status', 'NOT_STARTED', '--note', 'the pilots were told of the journal']);
git(['add', '--all']);
git(['commit', '--no-verify', '--message', 'summer']);
say('Merged by meaning: log rows of both, the later date, the task that one side moved. One is left: both moved TASKS-09.');
merge('survey');
tallyplan(['resolve'], 3);
tallyplan(['resolve', 'TASKS-09', '--take', 'ours']);
git(['add', '--all']);
git(['commit', '--no-verify', '--message', 'survey merged']);
tallyplan(['audit', 'show', 'TASKS-09']);

say('Who did what, and does the record hold together?');
tallyplan(['audit', 'show', 'TASKS-04']);
tallyplan(['audit', 'verify']);
tallyplan(['status']);

say(`The folder is yours: cd ${folder}`);
say(`There, for instance: node ${command} why TASKS-09`);

function say(text) {
  const painted = process.stdout.isTTY && !process.env.NO_COLOR;
  process.stdout.write(painted ? `\n\u001b[36m# ${text}\u001b[39m\n` : `\n# ${text}\n`);
}

/** Runs one command in the folder, shows both sides, and expects its exit status. */
function tallyplan(args, expected = 0) {
  process.stdout.write(`\n$ tallyplan ${args.map(quoted).join(' ')}\n`);
  const env = { ...process.env, TALLYPLAN_ACTOR: 'Aila Niemi', TALLYPLAN_ACTOR_KIND: 'human' };
  const { status, error } = spawnSync(process.execPath, [command, ...args], { cwd: folder, env, stdio: 'inherit' });
  if (status !== expected) throw new Error(`tallyplan ${args[0]} ended with ${status ?? error} and not with ${expected}; see ${folder}`);
  if (status !== 0) process.stdout.write(`(exit status ${status})\n`);
}

function git(args) {
  const names = ['-c', 'user.name=Marit Solberg', '-c', 'user.email=marit@lindholm.example', '-c', 'commit.gpgsign=false'];
  const { status, stderr } = spawnSync('git', [...names, ...args], { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`git ${args[0]} ended with ${status}: ${stderr}`);
}

/** A merge in a clone that has the driver: here it is named, since this checkout is on nobody's path. It ends with a conflict. */
function merge(branch) {
  process.stdout.write(`\n$ git merge ${branch}\n`);
  const driver = `merge.tallyplan.driver="${process.execPath}" "${command}" merge %O %A %B %P`;
  const env = { ...process.env, TALLYPLAN_ACTOR: 'Aila Niemi', TALLYPLAN_ACTOR_KIND: 'human' };
  const { status, stdout, stderr } = spawnSync('git', ['-c', driver, 'merge', '--no-edit', branch], { cwd: folder, env, encoding: 'utf8' });
  process.stdout.write(`${stderr}${stdout}(exit status ${status})\n`);
  if (status !== 1) throw new Error(`git merge ended with ${status} and not with 1; see ${folder}`);
}

function quoted(text) {
  return /^[\w./=-]+$/.test(text) ? text : `"${text}"`;
}

function edit(path, from, to) {
  const file = join(folder, path);
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
}
