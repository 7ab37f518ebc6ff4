import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PlanFile } from './plan-file.ts';
import { type FaultyFileSystem, faulty } from './simulation/faults.ts';
import { SimulatedDisk } from './simulation/simulated-disk.ts';

const path = '/repo/PLAN.md';
let disk: SimulatedDisk;
let files: FaultyFileSystem;
let plan: PlanFile;
beforeEach(() => {
  // The clock of the disk stands still between two ticks.
  vi.useFakeTimers({ now: 1_700_000_000_123 });
  disk = new SimulatedDisk(['/repo']);
  disk.put(path, '- [ ] done\n');
  files = faulty(disk, null);
  plan = new PlanFile(files, { path, name: 'PLAN.md' });
});
afterEach(() => void vi.useRealTimers());

/** As an editor does that writes into the file itself. */
function saveInPlace(text: string): void {
  const file = disk.open(path);
  disk.write(file, Buffer.from(text), 0);
  disk.close(file);
}

const looks = () => files.calls.filter((call) => call === 'read' || call === 'holds').length;

describe('the file of the plan', () => {
  it('is read once while nothing changes', () => {
    vi.advanceTimersByTime(1000);
    const first = plan.current();
    vi.advanceTimersByTime(1000);
    expect(plan.current()).toBe(first);
    expect(looks()).toBe(1);
  });

  it('is read again when it was saved', () => {
    vi.advanceTimersByTime(1000);
    plan.current();
    vi.advanceTimersByTime(1000);
    saveInPlace('- [x] done\n');
    expect(plan.current().text).toBe('- [x] done\n');
  });

  it('is read again when it was saved in the same tick of the clock, with as many bytes', () => {
    plan.current();
    saveInPlace('- [x] done\n');
    expect(plan.current().text).toBe('- [x] done\n');
  });

  it('is the same where it was only touched', () => {
    const first = plan.current();
    vi.advanceTimersByTime(1000);
    saveInPlace('- [ ] done\n');
    expect(plan.current()).toBe(first);
  });

  it('has one text, one revision, whether it was read or is going to be written', () => {
    const { text, revision, bytes } = plan.current();
    expect([text, bytes.toString(), revision]).toEqual([
      '- [ ] done\n',
      '- [ ] done\n',
      'ff702dc779496b373cb5eefc16126f0ca454860dba9fd166d0a1556188ef393e',
    ]);
  });
});
