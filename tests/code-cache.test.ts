/** Compiled code that is kept between starts (bin/code-cache.js): a gain in time, and never anything else. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const bin = join(dirname(fileURLToPath(import.meta.url)), '../packages/tallyplan/bin');
const command = join(bin, '../dist/cli.cjs');
const starter = `require(${JSON.stringify(join(bin, 'code-cache.js'))}).requireCached(${JSON.stringify(command)})`;

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'tallyplan-cache-'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

/** Starts the command by the cache's own way, whatever the Node at hand would do. */
function start(environment: Readonly<Record<string, string>> = {}, argument = '--version'): string {
  const env = { ...process.env, XDG_CACHE_HOME: home, NODE_DISABLE_COMPILE_CACHE: '', ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', starter, '--', 'tallyplan', argument], { env, encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
  return stdout;
}

const folder = () => join(home, 'tallyplan');
const cached = () => (existsSync(folder()) ? readdirSync(folder()).map((name) => join(folder(), name)) : []);
/** The cache of the piece that every run loads. */
const ofCommand = (): string => {
  const [, build = ''] = /^\/\*build (\w+)\*\//.exec(readFileSync(command, 'latin1')) ?? [];
  const file = join(folder(), `${build}-${process.version}-${process.arch}`);
  expect(cached()).toContain(file);
  return file;
};

/** Makes the cache so many seconds old; below zero, it is from the future. */
function setAge(seconds: number): number {
  const then = new Date(Date.now() - seconds * 1000);
  utimesSync(ofCommand(), then, then);
  return statSync(ofCommand()).mtimeMs;
}

describe('the cache of compiled code', () => {
  it('is made by the first start and used, as it is, by the next', () => {
    const first = start();
    const made = setAge(-60);
    expect(start()).toBe(first);
    expect(statSync(ofCommand()).mtimeMs).toBe(made);
  });

  it('is added to by a run of something else, after a while', () => {
    start();
    const { size } = statSync(ofCommand());
    setAge(60);
    start({}, '--help');
    expect(statSync(ofCommand()).size).toBeGreaterThan(size);
  });

  it('holds code of every piece, however small', () => {
    start({}, 'next');
    const sizes = cached().map((file) => statSync(file).size);
    expect(sizes.length).toBeGreaterThan(4);
    expect(Math.min(...sizes)).toBeGreaterThan(100);
  });

  it('is one of each piece that was loaded', () => {
    start();
    expect(cached()).toEqual([ofCommand()]);
    start({}, '--help');
    expect(cached().length).toBeGreaterThan(1);
  });

  it('is tried to be added to more and more seldom, while there is nothing to add', () => {
    for (let times = 0; times < 8; times++) {
      start();
      setAge(60);
    }
    const made = setAge(0.9);
    start();
    expect(statSync(ofCommand()).mtimeMs).toBe(made);
  });

  it('keeps what it has', () => {
    start({}, '--help');
    const { size } = statSync(ofCommand());
    setAge(60);
    start();
    expect(statSync(ofCommand()).size).toBeGreaterThanOrEqual(size);
  });

  it('is for its owner alone', () => {
    start();
    if (process.platform !== 'win32') expect(statSync(ofCommand()).mode & 0o077).toBe(0);
  });

  it.each([
    ['empty', ''],
    ['something else', 'not what V8 wrote'],
  ])('is made anew where it is %s', (_, content) => {
    const first = start();
    writeFileSync(ofCommand(), content);
    expect(start()).toBe(first);
    expect(readFileSync(ofCommand()).length).toBeGreaterThan(1000);
  });

  it.skipIf(process.platform === 'win32')('is not believed where others may write it', () => {
    start();
    chmodSync(ofCommand(), 0o666);
    start();
    expect(statSync(ofCommand()).mode & 0o022).toBe(0);
  });

  it('can be turned off', () => {
    start({ NODE_DISABLE_COMPILE_CACHE: '1' });
    expect(cached()).toEqual([]);
  });

  it('is done without where there is no place for it', () => {
    const file = join(home, 'file');
    writeFileSync(file, '');
    expect(start({ XDG_CACHE_HOME: file })).toBe(start());
  });
});
