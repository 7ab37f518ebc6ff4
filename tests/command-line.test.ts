/**
 * The built command: streams, exit statuses, JSON against its schemas, completion in a shell. `npm test` builds it
 * first. It is a process where streams are closed or full, a terminal or a shell is at the other end, or a signal comes.
 */
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inThread } from './processes/in-thread.ts';

const repository = join(import.meta.dirname, '..');
const command = join(repository, 'packages/tallyplan/bin/tallyplan.js');
const schemas = join(repository, 'packages/tallyplan/schema');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-command-'));
  mkdirSync(join(folder, 'docs'));
  cpSync(join(repository, 'examples/families/b-reference.md'), join(folder, 'docs/DEVELOPMENT_PLAN.md'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Nobody known: no agent, no git name, no colour, and a locale of its own. */
const environment = { PATH: process.env.PATH, HOME: tmpdir(), LANG: 'C.UTF-8', TALLYPLAN_ACTOR: 'Ada', GIT_CONFIG_NOSYSTEM: '1' };

interface Setting {
  readonly environment?: Readonly<Record<string, string>>;
  readonly input?: string;
}

function tallyplan(args: readonly string[], { environment: more = {}, input = '' }: Setting = {}) {
  return inThread(args, { cwd: folder, env: { ...environment, ...more }, input });
}

const ajv = new Ajv2020({ allErrors: true });
const validators = new Map(
  readdirSync(schemas).map((file) => [file.replace('.json', ''), ajv.compile(JSON.parse(readFileSync(join(schemas, file), 'utf8')))]),
);

/** Does it with --json; the envelope and the result are what their schemas say. Answers the result. */
function json(schema: string, ...args: readonly string[]) {
  const { stdout, stderr } = tallyplan([...args, '--json']);
  expect(stderr).toBe('');
  const answer = JSON.parse(stdout);
  expect(answer, args.join(' ')).toMatchObject({ ok: true });
  expectValid('done', answer);
  expectValid(schema, answer.result);
  return answer.result;
}

function expectValid(schema: string, value: unknown): void {
  const validate = validators.get(schema);
  if (validate === undefined) throw new Error(`there is no schema ${schema}`);
  validate(value);
  expect(validate.errors ?? [], schema).toEqual([]);
}

const notes = ['verified_req', 'verified_tasks', 'confirmed_arch', 'checked_gaps', '--note', 'read all of it, and no question is open'];
const summary = 'A page for each station, with its sensors; 12 tests pass';

describe('--json', () => {
  it('is as the schemas say, through the whole life of a plan', () => {
    for (const read of ['status', 'next', 'show', 'check', 'graph', 'config']) json(read, read);
    expectValid('refused', JSON.parse(tallyplan(['start', 'TASKS-03', '--json']).stdout));
    json('init', 'init', '--yes');
    json('verify', 'verify', 'TASKS-03', ...notes);
    json('task', 'start', 'TASKS-03');
    json('show', 'show', 'TASKS-03');
    json('why', 'why', 'TASKS-05');
    json('task', 'stop', 'TASKS-03', '--question', 'Which sensors belong to a station?');
    json('status', 'status');
    json('task', 'instruct', 'TASKS-03', '--text', 'All that stand within its fence.');
    json('task', 'complete', 'TASKS-03', '--summary', summary);
    json('log', 'log', 'TASKS-03', '--status', 'COMPLETED', '--note', 'looked at it once more');
    json('tasks', 'defer', 'TASKS-04', '--reason', 'waits for the storm season');
    json('task', 'resume', 'TASKS-04');
    json('add-phase', 'add', 'phase', 'Winter', '--goal', 'The network works through ice');
    json('task', 'add', 'task', 'TASKS-09', '--phase', 'Winter', '--name', 'Heated sensors', '--priority', 'P1');
    json('task', 'set', 'TASKS-09', 'priority', 'P0');
    json('task', 'move', 'TASKS-09', '--phase', '2');
    json('task', 'rename', 'TASKS-09', 'TASKS-19');
    json('remove', 'remove', 'TASKS-19');
    json('fmt', 'fmt', '--order', '--check');
    json('tasks', 'record');
    json('check', 'check', '--all');
    json('audit-show', 'audit', 'show');
    json('audit-verify', 'audit', 'verify');
    json('audit-checkpoint', 'audit', 'checkpoint', '--write');
    json('audit-export', 'audit', 'export', '--format', 'html');
  });

  it('has the diff of a dry run, which writes nothing', () => {
    json('init', 'init', '--yes');
    const plan = readFileSync(join(folder, 'docs/DEVELOPMENT_PLAN.md'), 'utf8');
    const { stdout } = tallyplan(['log', 'TASKS-02', '--status', 'IN_PROGRESS', '--note', 'half of it reads well', '--dry-run', '--json']);
    const answer = JSON.parse(stdout);
    expectValid('done', answer);
    expect(answer.changed[0]).toMatchObject({ file: 'docs/DEVELOPMENT_PLAN.md', diff: expect.stringContaining('half of it reads well') });
    expect(readFileSync(join(folder, 'docs/DEVELOPMENT_PLAN.md'), 'utf8')).toBe(plan);
  });

  it('has the diff of what resolve would mend, and of what uninstall would take out', () => {
    json('init', 'init', '--yes', '--agents', 'claude');
    const path = join(folder, 'docs/DEVELOPMENT_PLAN.md');
    const row = (note: string) => `| 2026-05-02 | TASKS-02 | IN_PROGRESS | ${note} |\n`;
    const conflict = `<<<<<<< HEAD\n${row('from here')}=======\n${row('from there')}>>>>>>> there\n`;
    const marked = `${readFileSync(path, 'utf8').trimEnd()}\n${conflict}`;
    writeFileSync(path, marked);
    const tried = JSON.parse(tallyplan(['resolve', '--dry-run', '--json']).stdout);
    expectValid('done', tried);
    expect(tried.changed).toMatchObject([{ file: 'docs/DEVELOPMENT_PLAN.md', diff: expect.stringContaining('-<<<<<<< HEAD') }]);
    expect(tallyplan(['resolve', '--dry-run'])).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^-<<<<<<< HEAD$[\s\S]*nothing was written/m),
    });
    expect(readFileSync(path, 'utf8')).toBe(marked);
    const out = JSON.parse(tallyplan(['uninstall', '--dry-run', '--json']).stdout);
    expectValid('done', out);
    expect(out.changed).toContainEqual({ file: 'AGENTS.md', diff: expect.stringContaining('-## The development plan') });
    expect(existsSync(join(folder, 'AGENTS.md'))).toBe(true);
  });

  it('is one document on standard output, also of what was not understood', () => {
    const { status, stdout } = tallyplan(['strat', '--json']);
    expect(status).toBe(2);
    expectValid('refused', JSON.parse(stdout));
  });
});

describe('exit statuses', () => {
  it.each([
    [0, ['next']],
    [2, ['strat']],
    [2, ['start']],
    [2, ['-C', 'nowhere', 'status']],
    [2, ['-C', 'docs/DEVELOPMENT_PLAN.md', 'status']],
    [2, ['-C', 'docs/DEVELOPMENT_PLAN.md/below', 'status']],
    [2, ['--plan', 'nothing.md', 'status']],
    [2, ['--plan', 'docs/DEVELOPMENT_PLAN.md/below', 'status']],
    [2, ['--plan', 'x'.repeat(300), 'status']],
    [2, ['explain', 'nothing-of-the-kind']],
    [4, ['start', 'TASKS-03']],
    [4, ['show', 'TASKS-99']],
  ])('%i of tallyplan %j', (status, args) => {
    expect(tallyplan(args).status).toBe(status);
  });

  it('3 where check finds errors, or the ledger is broken', () => {
    tallyplan(['init', '--yes']);
    const plan = join(folder, 'docs/DEVELOPMENT_PLAN.md');
    writeFileSync(plan, readFileSync(plan, 'utf8').replace('status: NOT_STARTED', 'status: HALF_DONE'));
    expect(tallyplan(['check']).status).toBe(3);
    const ledger = join(folder, '.tallyplan/ledger/plan.jsonl');
    writeFileSync(ledger, readFileSync(ledger, 'utf8').replace('Ada', 'Bob'));
    expect(tallyplan(['audit', 'verify']).status).toBe(3);
  });

  it('5 where a person must answer first', () => {
    tallyplan(['init', '--yes']);
    tallyplan(['stop', 'TASKS-03', '--question', 'Which sensors belong to a station?']);
    expect(tallyplan(['start', 'TASKS-03']).status).toBe(5);
  });

  it('2 where the folder that one works in is gone, save where another is named', () => {
    const gone = (args: string) =>
      spawnSync('bash', ['-c', `mkdir gone && cd gone && rmdir ../gone && '${process.execPath}' '${command}' ${args}`], {
        cwd: folder,
        env: environment,
        encoding: 'utf8',
      });
    expect(gone('next')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('is gone') });
    expect(JSON.parse(gone('next --json').stdout)).toMatchObject({ ok: false, problems: [{ rule: 'usage' }] });
    expect(gone(`-C '${folder}' next`)).toMatchObject({ status: 0, stderr: '' });
    expect(gone('--version').status).toBe(0);
  });

  it('2 where nobody is said to act', () => {
    const { status, stderr } = tallyplan(['init', '--yes'], { environment: { TALLYPLAN_ACTOR: '' } });
    expect(status).toBe(2);
    expect(stderr).toContain('--as NAME');
  });
});

describe('the streams', () => {
  it('carry data and problems apart, without colour where nobody looks', () => {
    const done = tallyplan(['show']);
    expect(done.stderr).toBe('');
    const refused = tallyplan(['show', 'TASKS-99']);
    expect(refused.stdout).toBe('');
    expect(done.stdout + refused.stderr).not.toContain('\u001b');
    expect(tallyplan(['show'], { environment: { FORCE_COLOR: '1' } }).stdout).toContain('\u001b[');
    expect(tallyplan(['show', '--no-color'], { environment: { FORCE_COLOR: '1' } }).stdout).not.toContain('\u001b[');
  });

  it('carry what was asked for to the one, what is said of it to the other', () => {
    tallyplan(['init', '--yes']);
    const tried = tallyplan(['review', 'TASKS-03', '--dry-run']);
    expect(tried).toMatchObject({ stdout: expect.stringContaining('TASKS-03'), stderr: 'dry run, nothing was written:\n' });
    expect(tallyplan(['review', 'TASKS-03', '--quiet'])).toMatchObject({ stdout: tried.stdout, stderr: '' });
    expect(JSON.parse(tallyplan(['audit', 'checkpoint', '--quiet']).stdout)).toMatchObject({ v: 1 });
    expect(tallyplan(['next', '--claim', '--quiet']).stdout).toContain('TASKS-03');
    expect(tallyplan(['release', 'TASKS-03', '--quiet'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it('keep to ASCII signs where the locale is not UTF-8', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant
    expect(tallyplan(['status'], { environment: { LC_ALL: 'C' } }).stdout).toMatch(/^[\x00-\x7f]*$/);
  });

  it('fit a narrow terminal', () => {
    const { stdout } = tallyplan(['show'], { environment: { COLUMNS: '40' } });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(40);
  });

  it('show nothing of what a plan smuggles in', () => {
    const plan = join(folder, 'docs/DEVELOPMENT_PLAN.md');
    writeFileSync(plan, readFileSync(plan, 'utf8').replace('Station registry', 'Station\u001b]52;c;aGk=\u0007 \u009b31mregistry'));
    for (const args of [['show'], ['show', 'TASKS-03'], ['next'], ['graph'], ['why', 'TASKS-03'], ['show', '--json']]) {
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      expect(tallyplan(args).stdout, args.join(' ')).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
    }
  });

  it('may be closed by who reads them', () => {
    const { stdout, stderr } = spawnSync('bash', ['-c', `'${process.execPath}' '${command}' help | head -1; echo "\${PIPESTATUS[0]}"`], {
      cwd: folder,
      env: environment,
      encoding: 'utf8',
    });
    expect(stdout).toMatch(/^Tallyplan .*\n0\n$/);
    expect(stderr).toBe('');
  });

  it.each([
    ['check', 3],
    ['check --json', 3],
    ['show TASKS-99', 4],
    ['show TASKS-99 --json', 4],
    ['log - --status IN_PROGRESS --note "nobody reads that it was written"', 0],
  ])('may have been closed before: %s exits with %i all the same', (words, exit) => {
    tallyplan(['init', '--yes']);
    const plan = join(folder, 'docs/DEVELOPMENT_PLAN.md');
    writeFileSync(plan, readFileSync(plan, 'utf8').replace('status: NOT_STARTED', 'status: COMPLETED'));
    const line = `{ sleep 0.2; '${process.execPath}' '${command}' ${words} 2>&1; } | true; echo "\${PIPESTATUS[0]}"`;
    const { stdout } = spawnSync('bash', ['-c', line], { cwd: folder, env: environment, encoding: 'utf8' });
    expect(stdout).toBe(`${exit}\n`);
  });

  it.skipIf(!existsSync('/dev/full'))('may be full: what went wrong is told at the other end', () => {
    for (const words of ['show', 'show --json']) {
      const line = `'${process.execPath}' '${command}' ${words} > /dev/full`;
      const { status, stderr } = spawnSync('bash', ['-c', line], { cwd: folder, env: environment, encoding: 'utf8' });
      expect({ status, stderr }).toMatchObject({ status: 1, stderr: expect.stringContaining('the disk is full') });
      expect(stderr).not.toContain('writeSync');
    }
  });
});

describe('standard input that is no terminal', () => {
  it('is never asked: the flag that answers is named', () => {
    const { status, stderr } = tallyplan(['init'], { input: 'y\n' });
    expect(status).toBe(2);
    expect(stderr).toContain('--yes');
    expect(existsSync(join(folder, '.tallyplan'))).toBe(false);
  });

  it('serves no agent who could not change anything, but would be told so', () => {
    tallyplan(['init', '--yes']);
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'plan_next', arguments: { claim: true } } };
    const served = tallyplan(['mcp', '--dry-run'], { input: `${JSON.stringify(call)}\n` });
    expect(served).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--dry-run') });
    expect(existsSync(join(folder, '.tallyplan/ledger/TASKS-03.jsonl'))).toBe(false);
  });

  it('gives a checkpoint', () => {
    tallyplan(['init', '--yes']);
    const { stdout } = tallyplan(['audit', 'checkpoint']);
    expect(tallyplan(['audit', 'verify', '--checkpoint', '-'], { input: stdout }).status).toBe(0);
    expect(tallyplan(['audit', 'verify', '--checkpoint', '-'], { input: '{}' }).status).toBe(2);
  });
});

describe('a terminal', () => {
  /** Runs with both ends on a terminal of `script`; answers what stood on the screen. */
  function onTerminal(args: string, typed: string) {
    const { stdout, status } = spawnSync('script', ['-qec', `'${process.execPath}' '${command}' ${args}`, '/dev/null'], {
      cwd: folder,
      env: { ...environment, TERM: 'xterm', COLUMNS: '80' },
      input: typed,
      encoding: 'utf8',
    });
    return { screen: stdout, status };
  }
  const hasScript = spawnSync('script', ['--version']).status === 0;

  it.runIf(hasScript)('is asked before init writes, and shows colour', () => {
    const no = onTerminal('init', 'n\n');
    expect(no).toMatchObject({ status: 2 });
    expect(no.screen).toContain('Adopt it? [y/N]');
    expect(existsSync(join(folder, '.tallyplan'))).toBe(false);
    const yes = onTerminal('init', 'y\n');
    expect(yes).toMatchObject({ status: 0 });
    expect(yes.screen).toContain('\u001b[32m✓\u001b[39m');
    expect(existsSync(join(folder, '.tallyplan'))).toBe(true);
  });
});

describe('a new plan', () => {
  beforeEach(() => rmSync(join(folder, 'docs'), { recursive: true }));

  it('is begun from the template, and adopted', () => {
    const args = ['init', '--title', 'Harbour', '--phases', 'Foundation,Berths'];
    expect(tallyplan([...args, '--dry-run']).stdout).toContain('+# Harbour');
    expect(existsSync(join(folder, 'docs'))).toBe(false);
    const begun = tallyplan([...args, '--yes']);
    expect(begun).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/it holds no task yet[\s\S]*next {2}tallyplan add task --help\n$/),
    });
    expect(tallyplan(['show']).stdout).toContain('docs/DEVELOPMENT_PLAN.md · updated ');
    expect(tallyplan(['graph']).stdout).toBe('Critical path  none\n');
    expect(json('show', 'show').phases.map(({ name }: { name: string }) => name)).toEqual(['Foundation', 'Berths']);
    expect(tallyplan([...args, '--yes']).status).toBe(2);
  });

  it('is begun by the call that is offered where nobody can be asked', () => {
    const refused = tallyplan(['init', '--title', "Nora's harbour", '--phases', 'Foundation,Berths', '--plan', 'PLAN.md', '--json']);
    expect(refused.status).toBe(2);
    const { command: call } = JSON.parse(refused.stdout).problems[0].next[1];
    const words = `tallyplan() { '${process.execPath}' '${command}' "$@"; }; ${call}`;
    expect(spawnSync('bash', ['-c', words], { cwd: folder, env: environment, encoding: 'utf8' })).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(join(folder, 'PLAN.md'), 'utf8')).toContain("# Nora's harbour");
    expect(json('show', 'show', '--plan', 'PLAN.md').phases).toHaveLength(2);
  });

  it('is begun where the configuration that waits for it says, by its policy', () => {
    mkdirSync(join(folder, '.tallyplan'));
    writeFileSync(join(folder, '.tallyplan/config.yaml'), 'plan: plans/road.md\npolicy: strict\n');
    expect(tallyplan(['status']).stderr).toContain('tallyplan init --title <title>');
    const args = ['init', '--title', 'Harbour', '--json'];
    const tried = JSON.parse(tallyplan([...args, '--dry-run']).stdout);
    const { result } = JSON.parse(tallyplan([...args, '--yes']).stdout);
    expect(result).toMatchObject({ plan: 'plans/road.md', policy: 'strict' });
    expect(tried.result).toEqual(result);
    expect(result.writes).not.toContain('.tallyplan/config.yaml');
    expect(json('show', 'show').plan.path).toBe('plans/road.md');
  });

  it('is begun in a part of a repository as what it is from its root', () => {
    mkdirSync(join(folder, 'part'));
    spawnSync('git', ['init', '-q', folder]);
    const args = ['-C', 'part', 'init', '--title', 'Harbour', '--git'];
    expect(tallyplan([...args, '--dry-run']).stdout).toContain('+plan: "part/docs/DEVELOPMENT_PLAN.md"');
    expect(tallyplan([...args, '--yes']).status).toBe(0);
    expect(readFileSync(join(folder, '.gitattributes'), 'utf8')).toContain('/part/docs/DEVELOPMENT_PLAN.md merge=tallyplan\n');
    expect(readdirSync(join(folder, 'part'))).toEqual(['docs']);
  });

  it('is not begun out of the repository', () => {
    mkdirSync(join(folder, '.tallyplan'));
    writeFileSync(join(folder, '.tallyplan/config.yaml'), 'plan: ../road.md\n');
    for (const more of ['--yes', '--dry-run']) {
      expect(tallyplan(['init', '--title', 'Harbour', more])).toMatchObject({
        status: 2,
        stderr: expect.stringContaining('out of the repository'),
      });
    }
    expect(existsSync(join(folder, '../road.md'))).toBe(false);
  });

  it('is not begun below a file', () => {
    writeFileSync(join(folder, 'docs'), 'mine');
    for (const more of ['--yes', '--dry-run']) {
      const { status, stderr } = tallyplan(['init', '--title', 'Harbour', more]);
      expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining('docs is a file') });
    }
    expect(readdirSync(folder)).toEqual(['docs']);
  });
});

describe('a document', () => {
  it('is named by its id, from the root, from the folder that one works in, or by its whole path', () => {
    const path = join(folder, 'docs/07_REQ/REQ-01_stations.md');
    for (const name of ['.git', 'docs/07_REQ']) mkdirSync(join(folder, name));
    writeFileSync(path, '# REQ-01: Stations\n');
    for (const named of ['REQ-1', 'docs/07_REQ/REQ-01_stations.md', 'REQ-01_stations.md', '../07_REQ/REQ-01_stations.md', path]) {
      const { status, stdout, stderr } = tallyplan(['-C', 'docs/07_REQ', 'impact', named]);
      expect({ named, status, stderr }).toEqual({ named, status: 0, stderr: '' });
      expect(stdout).toContain('docs/07_REQ/REQ-01_stations.md');
    }
    expect(tallyplan(['-C', 'docs', 'impact', 'REQ-01_stations.md']).status).toBe(4);
  });
});

describe('evidence', () => {
  it('runs what the accepted policy names, once a person here has agreed to it', () => {
    tallyplan(['init', '--yes']);
    const configuration = join(folder, '.tallyplan/config.yaml');
    writeFileSync(
      configuration,
      `${readFileSync(configuration, 'utf8')}commands:\n  tests: echo twelve tests; echo with $MY_TOKEN >&2; exit 3\n`,
    );
    expect(tallyplan(['evidence', 'TASKS-02', '--run', 'tests']).status).toBe(4);
    expect(tallyplan(['config', 'accept']).status).toBe(0);
    const setting = { environment: { XDG_CONFIG_HOME: join(folder, 'config'), MY_TOKEN: 'hunter22' } };
    const untrusted = tallyplan(['evidence', 'TASKS-02', '--run', 'tests'], setting);
    expect(untrusted).toMatchObject({ status: 4, stdout: '' });
    expect(untrusted.stderr).toContain('echo twelve tests');
    expect(tallyplan(['config', 'trust', 'tests'], setting).status).toBe(2);
    const tried = tallyplan(['config', 'trust', 'tests', '--dry-run', '--yes'], setting);
    expect(tried).toMatchObject({ status: 0, stdout: expect.stringMatching(/nothing was written[\s\S]*echo twelve tests/) });
    expect(existsSync(join(folder, 'config'))).toBe(false);
    expect(tallyplan(['evidence', 'TASKS-02', '--run', 'tests', '--dry-run'], setting)).toEqual(untrusted);
    expect(tallyplan(['config', 'trust', 'tests', '--yes', '--kind', 'agent'], setting).status).toBe(4);
    expect(tallyplan(['config', 'trust', 'tests', '--yes'], setting).status).toBe(0);
    expect(tallyplan(['evidence', 'TASKS-02', '--run', 'tests', '--dry-run'], setting).stderr).toContain('tests may run');
    const ran = tallyplan(['evidence', 'TASKS-02', '--run', 'tests'], setting);
    expect(ran.status).toBe(0);
    expect(ran.stderr).toContain('twelve tests\n');
    expect(ran.stderr).toContain('with ***\n');
    const [evidence] = json('show', 'show', 'TASKS-02').evidence;
    expect(evidence).toMatchObject({ name: 'tests', exitCode: 3 });
    expect(evidence.outputTail.split('\n').sort()).toEqual(['', 'twelve tests', 'with ***']);
  });
});

describe('a folder of one’s own that is named relatively', () => {
  it('is none: neither what is remembered nor what is trusted lies in the repository', () => {
    const setting = { environment: { HOME: join(folder, 'home'), XDG_CACHE_HOME: 'cache', XDG_CONFIG_HOME: 'config' } };
    tallyplan(['init', '--yes'], setting);
    const configuration = join(folder, '.tallyplan/config.yaml');
    writeFileSync(configuration, `${readFileSync(configuration, 'utf8')}commands:\n  tests: exit 0\n`);
    tallyplan(['config', 'accept'], setting);
    expect(tallyplan(['config', 'trust', '--yes'], setting).status).toBe(0);
    expect(tallyplan(['check'], setting).status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['.tallyplan', 'docs', 'home']);
    expect(existsSync(join(folder, 'home/.config/tallyplan/trusted-commands'))).toBe(true);
  });
});

describe('an interrupt', () => {
  it('ends a run with 130, and the command that it ran', async () => {
    tallyplan(['init', '--yes']);
    const configuration = join(folder, '.tallyplan/config.yaml');
    writeFileSync(configuration, `${readFileSync(configuration, 'utf8')}commands:\n  tests: echo begun $$; exec sleep 60\n`);
    tallyplan(['config', 'accept']);
    const setting = { ...environment, XDG_CONFIG_HOME: join(folder, 'config') };
    tallyplan(['config', 'trust', '--yes'], { environment: { XDG_CONFIG_HOME: join(folder, 'config') } });
    const child = spawn(process.execPath, [command, 'evidence', 'TASKS-02', '--run', 'tests'], { cwd: folder, env: setting });
    let [said, begun] = ['', 0];
    child.stderr.on('data', (text: Buffer) => {
      said += text.toString();
      const [, id] = /begun (\d+)\n/.exec(said) ?? [];
      if (id === undefined || begun > 0) return;
      begun = Number(id);
      child.kill('SIGINT');
    });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(130);
    expect(begun).toBeGreaterThan(0);
    await expect.poll(() => isRunning(begun), { timeout: 30_000 }).toBe(false);
  });

  it('is left to the system by what only asks: in one long piece of work nothing would hear it', () => {
    const probe = join(folder, 'probe.cjs');
    writeFileSync(probe, "process.on('exit', () => console.error('listeners', process.listenerCount('SIGINT')));");
    tallyplan(['init', '--yes']);
    const listening = (args: readonly string[]) =>
      spawnSync(process.execPath, ['--require', probe, command, ...args], { cwd: folder, env: environment, encoding: 'utf8' }).stderr;
    expect(listening(['check'])).toContain('listeners 0');
    expect(listening(['next'])).toContain('listeners 0');
    expect(listening(['block', 'TASKS-02', '--reason', 'the crane is in dry dock'])).toContain('listeners 1');
  });
});

function isRunning(id: number): boolean {
  try {
    return process.kill(id, 0);
  } catch {
    return false;
  }
}

describe('completion in bash', () => {
  /** What bash would insert for a command line that ends at the cursor. */
  function completions(line: string): string[] {
    const words = line.split(' ');
    const script = `
      tallyplan() { '${process.execPath}' '${command}' "$@"; }
      source <(tallyplan completion bash)
      COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}
      _tallyplan; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: folder, env: environment, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.split('\n').filter((word) => word !== '');
  }

  it('offers commands, ids of the plan, and flags', () => {
    expect(completions('tallyplan comp')).toEqual(['complete', 'completion']);
    expect(completions('tallyplan start tasks-0')).toEqual(['TASKS-01', 'TASKS-02', 'TASKS-03', 'TASKS-04', 'TASKS-05']);
    expect(completions('tallyplan add ')).toEqual(['phase', 'task']);
    expect(completions('tallyplan show --status IN')).toEqual(['IN_PROGRESS']);
    expect(completions('tallyplan complete TASKS-01 --su')).toEqual(['--summary']);
    expect(completions('tallyplan explain session-log-m')).toEqual(['session-log-missing']);
    expect(completions('tallyplan show --status = IN')).toEqual(['IN_PROGRESS']);
  });

  it('offers nothing, and says nothing, where there is no plan', () => {
    rmSync(join(folder, 'docs'), { recursive: true });
    expect(completions('tallyplan start ')).toEqual([]);
  });
});

const hasFish = spawnSync('fish', ['--version']).status === 0;
if (!hasFish) console.log('completion in fish is not tested: there is no fish here');

describe.skipIf(!hasFish)('completion in fish', () => {
  /** What fish would offer. */
  function completions(...lines: readonly string[]): string[] {
    const script = `
      function tallyplan; '${process.execPath}' '${command}' $argv; end
      tallyplan completion fish | source
      ${lines.map((line) => `complete -C '${line}'`).join('\n')}`;
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', script], { cwd: folder, env: environment, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.split('\n').flatMap((line) => line.split('\t')[0] || []);
  }

  it('offers ids in any case, values behind an equals sign, and files', () => {
    expect(completions('tallyplan start tasks-01', 'tallyplan show --status=in', 'tallyplan --plan do')).toEqual([
      'TASKS-01',
      '--status=IN_PROGRESS',
      'docs/',
    ]);
  });
});
