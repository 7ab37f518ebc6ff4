import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maskSecrets } from './mask-secrets.ts';
import { MaskedLines } from './masked-lines.ts';
import { runEvidence } from './run-evidence.ts';
import { treeDigest } from './tree-digest.ts';
import { isTrusted, trust } from './trusted-commands.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tallyplan-evidence-'));
  writeFileSync(join(root, 'a.txt'), 'a');
  writeFileSync(join(root, 'PLAN.md'), 'plan');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const place = (hear: (output: string) => void = () => {}) => ({ root, plan: 'PLAN.md', environment: process.env, secrets: [], hear });

describe('evidence', () => {
  it('holds exit code, output and tree of a command', async () => {
    let heard = '';
    const run = await runEvidence(
      { run: 'echo out; echo err >&2; exit 3', timeout: 10 },
      place((output) => (heard += output)),
    );
    expect(run).toMatchObject({ exitCode: 3, revision: null, tree: treeDigest(root, 'PLAN.md') });
    expect(run.outputTail).toContain('out');
    expect(run.outputTail).toContain('err');
    expect(heard).toBe(run.outputTail);
    expect(run.outputDigest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('ends a command after its time, with everything that it started', async () => {
    const started = performance.now();
    const run = await runEvidence({ run: 'sleep 60 | sleep 60', timeout: 0.2 }, place());
    expect(run.exitCode).toBe(124);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('ends a command after its time, although something that it started has left it', async () => {
    const started = performance.now();
    const run = await runEvidence({ run: 'setsid sleep 60 & wait', timeout: 0.2 }, place());
    expect(run.exitCode).toBe(124);
    expect(performance.now() - started).toBeLessThan(30_000);
  });

  it('does not begin where it was taken back before', async () => {
    const signal = AbortSignal.abort(new Error('taken back'));
    await expect(runEvidence({ run: 'touch ran', timeout: 5 }, { ...place(), signal })).rejects.toThrow('taken back');
    expect(existsSync(join(root, 'ran'))).toBe(false);
  });

  it('keeps the end of a long output, and the digest of all of it', async () => {
    const run = await runEvidence({ run: 'yes x | head -c 10000; echo end', timeout: 10 }, place());
    expect(run.outputTail).toHaveLength(4000);
    expect(run.outputTail).toMatch(/end\n$/);
  });
});

describe('a secret in the output of a command', () => {
  const secret = 'ghp_abcdefghijklmnopqrstuvwxyz0123';
  const [begin, end] = [secret.slice(0, 20), secret.slice(20)];

  it('is masked where the end of the output begins within it', async () => {
    const run = await runEvidence({ run: `echo ${secret}; yes xxxxxxx | head -c 3990`, timeout: 10 }, place());
    expect(run.outputTail).not.toContain(end.slice(-6));
    expect(run.outputTail.length).toBeLessThanOrEqual(4000);
  });

  it('is masked where it comes in pieces, with a word of the other stream between them', async () => {
    const lines: string[] = [];
    // Each piece waits until the one before it has been heard.
    const heard = (pieces: number) => `until test -e heard-${pieces}; do sleep 0.01; done`;
    const command = `printf ${begin}; ${heard(1)}; echo warning >&2; ${heard(2)}; echo ${end}; ${heard(3)}; echo done`;
    const hear = (_: string, lastLine: () => string) => {
      lines.push(lastLine());
      writeFileSync(join(root, `heard-${lines.length}`), '');
    };
    const run = await runEvidence({ run: command, timeout: 50 }, { ...place(), hear });
    expect(run.outputTail).toBe('warning\n***\ndone\n');
    expect(lines.join('\n')).not.toContain(end);
  });

  it('is masked where what was kept of a long line begins within it', async () => {
    const run = await runEvidence({ run: `printf 'password=%s' "$(yes correct-horse- | head -3000 | tr -d '\\n')"`, timeout: 10 }, place());
    expect(run.outputTail).not.toContain('horse');
  });

  it('tears no letter where the output is cut', async () => {
    const run = await runEvidence({ run: `yes ✓✓ | head -c 9001; printf 'x'`, timeout: 10 }, place());
    expect(run.outputTail).toMatch(/^✓?✓?\n/);
  });
});

describe('the digest of a tree', () => {
  it('moves with every file but the plan and the ledger', () => {
    const before = treeDigest(root, 'PLAN.md');
    writeFileSync(join(root, 'PLAN.md'), 'another');
    mkdirSync(join(root, '.tallyplan/ledger'), { recursive: true });
    writeFileSync(join(root, '.tallyplan/ledger/plan.jsonl'), '{}');
    expect(treeDigest(root, 'PLAN.md')).toBe(before);
    writeFileSync(join(root, 'a.txt'), 'b');
    expect(treeDigest(root, 'PLAN.md')).not.toBe(before);
  });

  it('is the same in a repository, committed or not, and leaves out what git ignores', () => {
    const git = (...args: string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root });
    git('init', '-q');
    const before = treeDigest(root, 'PLAN.md');
    git('add', '-A');
    git('commit', '-qm', 'x');
    expect(treeDigest(root, 'PLAN.md')).toBe(before);
    writeFileSync(join(root, '.git/info/exclude'), 'ignored.txt');
    writeFileSync(join(root, 'ignored.txt'), 'x');
    expect(treeDigest(root, 'PLAN.md')).toBe(before);
  });
});

describe('masking', () => {
  it.each([
    ['API_TOKEN is hunter22', 'API_TOKEN is ***'],
    ['password: "correct horse"', 'password: ***'],
    ['Authorization: Bearer abcdef123456', 'Authorization: Bearer ***'],
    ['ghp_abcdefghijklmnopqrstuvwxyz0123', '***'],
    ['ACME_API_TOKEN=correct-horse ok', 'ACME_API_TOKEN=*** ok'],
    ['postgres://ada:s3cr3t@db.example/main?x=a:b@c', 'postgres://ada:***@db.example/main?x=a:b@c'],
    ['AWS_SECRET_ACCESS_KEY = wJalrXUtnFEMI/K7MDENG', 'AWS_SECRET_ACCESS_KEY = ***'],
    ['SECRET_KEY_BASE=0123456789abcdef', 'SECRET_KEY_BASE=***'],
    ['{"client_secret":"a b","accountKey":"abcd=="}', '{"client_secret":***,"accountKey":***}'],
    ['curl --password hunter2 -H "authorization: Basic dXNlcjpwYXNz"', 'curl --password *** -H "authorization: Basic ***"'],
    ['secretKey: "abcd1234"', 'secretKey: ***'],
    ['https://store.example/a?X-Amz-Signature=0a1b2c&sig=no', 'https://store.example/a?X-Amz-Signature=***'],
    ['MYSQL_PWD=hunter2 in /home', 'MYSQL_PWD=*** in /home'],
    [`x-----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc=\n-----END RSA PRIVATE KEY-----y`, 'x***y'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl', '***'],
    ['the longer hunter22-and-more, then hunter22', 'the longer ***, then ***'],
    ['41 tests passed, 3 tokens: 5', '41 tests passed, 3 tokens: 5'],
    ['PWD=/home/ada', 'PWD=/home/ada'],
    ['tokenizer: fast; monkey: brown; see https://host:8080/a@b', 'tokenizer: fast; monkey: brown; see https://host:8080/a@b'],
  ])('of %j', (text, masked) => {
    const environment = { MY_TOKEN: 'hunter22', OTHER_KEY: 'hunter22-and-more', HOME: '41 tests', OLDPWD: '/home/ada' };
    expect(maskSecrets(text, environment)).toBe(masked);
  });

  it.each([
    'github_pat_11ABCDEFG0abcdefghijkl_mnopqrstuvwxyz',
    'glpat-abcdefghij0123456789',
    'ASIAIOSFODNN7EXAMPLE',
    'xoxe-1-abcdefghij0123456789',
    'npm_abcdefghijklmnopqrstuvwxyz0123456789',
    'sk-ant-api03-abcdefghijklmnop',
    'sk-proj-abcdefghij0123456789',
    `sk_${'live'}_abcdefghijklmnop`,
    `AIza${'SyA-abcdefghijklmnopqrstuvwxyz012345'.slice(0, 35)}`,
    'hf_abcdefghijklmnopqrstuvwxyz012345',
    `SG.${'abcdefghijklmnop'}.qrstuvwxyz0123456789`,
  ])('of %s wherever it stands', (secret) => expect(maskSecrets(`(${secret})`, {})).toBe('(***)'));
});

describe('what is printed, as it goes on', () => {
  it('goes by whole lines, masked, though a secret comes in pieces, and what is left at the end too', () => {
    const told: string[] = [];
    const lines = new MaskedLines((text) => told.push(text));
    const mask = (text: string) => maskSecrets(text, { MY_TOKEN: 'hunter22' });
    for (const piece of ['a hun', 'ter22 b\nc', ' d\nthe end is hunt', 'er22']) lines.take(piece, mask);
    expect(told).toEqual(['a *** b\n', 'c d\n']);
    lines.end();
    lines.end();
    expect(told.slice(2)).toEqual(['the end is ***']);
  });

  it('keeps no more of a line that does not end than anybody reads', () => {
    const told: string[] = [];
    const lines = new MaskedLines((text) => told.push(text));
    for (let piece = 0; piece < 30; piece++) lines.take('x'.repeat(10_000), (text) => text);
    expect(told.join('').length).toBeGreaterThan(150_000);
  });
});

describe('masking of what a team calls a secret', () => {
  it.each([
    [['ACME-*'], 'key ACME-99-x and "ACME-1"', 'key *** and "***"'],
    [['sk.*.end'], 'sk.abc.end sk-abc.end', '*** sk-abc.end'],
    [['a(b*'], 'a(bc (ab', '*** (ab'],
  ])('%j', (patterns, text, masked) => expect(maskSecrets(text, {}, patterns)).toBe(masked));
});

describe('trust', () => {
  it('is of one command of one repository, on this machine', () => {
    const environment = { XDG_CONFIG_HOME: join(root, 'config') };
    const command = { root: '/repository', name: 'tests', run: 'npm test' };
    expect(isTrusted(command, environment)).toBe(false);
    trust([command], environment);
    expect(isTrusted(command, environment)).toBe(true);
    expect(isTrusted({ ...command, run: 'rm -rf /' }, environment)).toBe(false);
    expect(isTrusted({ ...command, root: '/another' }, environment)).toBe(false);
  });
});
