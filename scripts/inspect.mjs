/**
 * The server for coding agents as the protocol's own inspector sees it: its command-line mode lists, reads and calls,
 * and each of its answers is looked at. It is fetched from npm (some 200 packages), so this is run by hand and by CI's
 * workflow, and is no part of `npm test`.
 *
 *   npm run inspect                                   the newest inspector that this Node runs
 *   INSPECTOR_VERSION=0.15.0 npm run inspect          another
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const command = join(root, 'packages/tallyplan/bin/tallyplan.js');
const folder = mkdtempSync(join(tmpdir(), 'tallyplan-inspect-'));
const plan = join(folder, 'DEVELOPMENT_PLAN.md');
const version = process.env.INSPECTOR_VERSION;
const inspector = `@modelcontextprotocol/inspector${version === undefined ? '' : `@${version}`}`;

/** What is asked, and what of the answer must be so. */
const steps = [
  [
    'eight tools, each with a schema',
    ['tools/list'],
    ({ tools }) => tools.length === 8 && tools.every((tool) => tool.inputSchema.type === 'object'),
  ],
  ['the plan among the resources', ['resources/list'], ({ resources }) => resources.some(({ uri }) => uri === 'tallyplan://plan')],
  ['tasks and documents as templates', ['resources/templates/list'], ({ resourceTemplates }) => resourceTemplates.length === 2],
  [
    'the plan as it stands in the file',
    ['resources/read', '--uri', 'tallyplan://plan'],
    ({ contents }) => contents[0].text.includes(readFileSync(plan, 'utf8').slice(0, 500)),
  ],
  ['four prompts', ['prompts/list'], ({ prompts }) => prompts.length === 4],
  [
    'a prompt with its argument filled in',
    ['prompts/get', '--prompt-name', 'verify-task', '--prompt-args', 'id=TASKS-03'],
    ({ messages }) => messages[0].content.text.includes('TASKS-03'),
  ],
  ['the next task, claimed', call('plan_next', 'claim=true'), (answer) => resultOf(answer).task.id === 'TASKS-03'],
  ['a start before it is verified, refused with what leads on', call('plan_start', 'id=TASKS-03'), leadsOn],
  ['a status, asked for by name', call('plan_read', 'view=status'), (answer) => resultOf(answer).counts.total > 0],
];

try {
  cpSync(join(root, 'examples/families/b-reference.md'), plan);
  run(process.execPath, [command, '-C', folder, '--as', 'Ada', '--kind', 'human', 'init', '--yes']);
  for (const [what, words, isRight] of steps) {
    const answer = JSON.parse(inspect(words));
    if (!isRight(answer)) throw new Error(`not ${what}: ${JSON.stringify(answer).slice(0, 2000)}`);
    process.stdout.write(`✓ ${what}\n`);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function call(tool, ...args) {
  return ['tools/call', '--tool-name', tool, ...args.flatMap((arg) => ['--tool-arg', arg])];
}

function resultOf({ structuredContent, isError }) {
  if (isError) throw new Error(JSON.stringify(structuredContent));
  return structuredContent.result;
}

function leadsOn({ isError, structuredContent: { problems } }) {
  return isError === true && problems[0].rule === 'started-without-pre-check' && problems[0].next[0].tool === 'plan_verify';
}

/** One question of the inspector, which begins a server for it. All are of one session. */
function inspect([method, ...words]) {
  const server = ['node', command, 'mcp', '-C', folder, '--as', 'robot'];
  return run('npm', ['exec', '--yes', `--package=${inspector}`, '--', 'mcp-inspector', '--cli', ...server, '--method', method, ...words]);
}

function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, TALLYPLAN_SESSION: 'inspected' },
    shell: process.platform === 'win32',
  });
  if (error) throw error;
  // It ends with 1 where a tool refuses, and its answer tells of the refusal.
  if (status !== 0 && !stdout.trimStart().startsWith('{'))
    throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stderr}${stdout}`);
  return stdout;
}
