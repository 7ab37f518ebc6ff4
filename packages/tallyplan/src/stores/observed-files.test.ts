import { expect, test } from 'vitest';
import { ObservedFiles, wouldBeSeenAgain } from './observed-files.ts';
import { SimulatedDisk } from './simulation/simulated-disk.ts';

const old = 3_600_000;
function diskWith(...paths: readonly string[]): SimulatedDisk {
  const disk = new SimulatedDisk(['/a']);
  for (const path of paths) put(disk, path);
  return disk;
}
function put(disk: SimulatedDisk, path: string): void {
  disk.put(path, 'text');
  disk.age(path, old);
}

test('what was seen once, and then otherwise, is not worth remembering', () => {
  const changed = diskWith('/a/x');
  const came = diskWith();
  const went = diskWith('/a/x');
  const acts = [() => put(changed, '/a/x'), () => put(came, '/a/x'), () => went.remove('/a/x')];
  for (const [i, disk] of [changed, came, went].entries()) {
    const files = new ObservedFiles(disk);
    files.read('/a/x');
    expect(files.observations).not.toBeNull();
    acts[i]?.();
    files.status('/a/x');
    expect(files.observations).toBeNull();
  }
});

test('a folder that was listed twice with other names is not worth remembering', () => {
  const disk = diskWith('/a/x');
  const files = new ObservedFiles(disk);
  files.list('/a');
  files.entries('/a');
  expect(files.observations).not.toBeNull();
  put(disk, '/a/y');
  files.entries('/a');
  expect(files.observations).toBeNull();
});

test('names that hold a comma are no two names', () => {
  const disk = diskWith('/a/x,y');
  const files = new ObservedFiles(disk);
  files.list('/a');
  const { observations } = files;
  if (observations === null) throw new Error('nothing moved');
  expect(wouldBeSeenAgain(observations, disk)).toBe(true);
  expect(wouldBeSeenAgain(observations, diskWith('/a/x', '/a/y'))).toBe(false);
});
