import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ledgersInGit } from './ledgers-in-git.ts';

let root: string;
const git = (...args: string[]) => spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: root });

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'tallyplan-git-'));
  git('init', '-q');
  git('commit', '-q', '--allow-empty', '-m', 'before');
  git('tag', 'before');
  mkdirSync(join(root, '.tallyplan/ledger'), { recursive: true });
  writeFileSync(join(root, '.tallyplan/ledger/TASKS-01.jsonl'), '{"name":"Łukasz"}\n');
  writeFileSync(join(root, '.tallyplan/ledger/baseline.json'), '{}');
  git('add', '-A');
  git('commit', '-q', '-m', 'ledgers');
  writeFileSync(join(root, '.tallyplan/ledger/TASKS-01.jsonl'), 'another');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('ledgers of a revision', () => {
  it('are as they were committed, byte for byte', () => {
    const text = Buffer.from('{"name":"Łukasz"}\n').toString('latin1');
    expect(ledgersInGit(root, 'HEAD')).toEqual({
      ok: true,
      value: { ledgers: [{ name: 'TASKS-01.jsonl', text }], baseline: '{}', states: null },
    });
  });

  it('are none before there were any', () => {
    expect(ledgersInGit(root, 'before')).toEqual({ ok: true, value: { ledgers: [], baseline: null, states: null } });
  });

  it.each(['nope', '--all', 'HEAD:.tallyplan'])('are refused for %s, which is no revision', (revision) => {
    expect(ledgersInGit(root, revision)).toMatchObject({ ok: false, problems: [{ rule: 'usage' }] });
  });
});
