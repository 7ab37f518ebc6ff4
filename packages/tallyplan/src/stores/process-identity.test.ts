import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { processTable } from './process-identity.ts';

const self = processTable.self();

describe('a process', () => {
  it('lives while it runs, and is dead when it has ended', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(child, 'spawn');
    const identity = { ...self, pid: child.pid ?? 0, started: null };
    // Without its start time one can't tell a process from a later one with the same number.
    expect(processTable.fate(identity)).toBe('unknown');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(processTable.fate(identity)).toBe('dead');
  });

  it('is the one that asks', () => {
    expect(processTable.fate(self)).toBe('alive');
  });

  it.runIf(process.platform === 'linux')('is dead where another has got its number', () => {
    expect(processTable.fate({ ...self, started: '1' })).toBe('dead');
  });

  it.runIf(process.platform === 'linux')('is dead as a zombie, which its parent has not noticed yet', async () => {
    // The shell replaces itself by one that never waits for the child that it had.
    const parent = spawn('sh', ['-c', 'sleep 300 & echo $!; exec sleep 300'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const [output] = await once(parent.stdout, 'data');
    const pid = Number(String(output));
    const statistics = () => readFileSync(`/proc/${pid}/stat`, 'latin1').split(' ');
    const child = { ...self, pid, started: statistics()[21] ?? '' };
    try {
      await expect.poll(() => readFileSync(`/proc/${parent.pid}/comm`, 'latin1'), { timeout: 30_000 }).toBe('sleep\n');
      expect(processTable.fate(child)).toBe('alive');
      process.kill(pid, 'SIGKILL');
      await expect.poll(() => statistics()[2], { timeout: 30_000 }).toBe('Z');
      expect(process.kill(pid, 0), 'it is still listed').toBe(true);
      expect(processTable.fate(child)).toBe('dead');
    } finally {
      parent.kill('SIGKILL');
    }
  });

  it.each([
    ['on another machine', { boot: '00000000-0000-0000-0000-000000000000' }],
    ['in another container', { namespace: 'pid:[1]' }],
    ['on another machine without an id of its boot', { boot: '1700000000', host: 'elsewhere' }],
  ])('cannot be asked %s', (_, difference) => {
    expect(processTable.fate({ ...self, ...difference })).toBe('unknown');
  });
});
