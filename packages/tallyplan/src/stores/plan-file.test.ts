import { createHash } from 'node:crypto';
import { applyEdits } from '@tallyplan/core/document/editing/edits';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { editedPlan, PlanFile, planBytes } from './plan-file.ts';
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

describe('a plan that is going to be written', () => {
  const part = fc.string({ unit: fc.constantFrom('a', '\n', '\xe9', '\xff'), maxLength: 8 }) as fc.Arbitrary<ByteString>;
  const pieces = fc.array(fc.record({ kept: part, removed: part, added: part }), { maxLength: 6 });

  it('has the bytes that the edits of its text come to, and no edit makes it the same', () => {
    fc.assert(
      fc.property(pieces, part, (runs, rest) => {
        let text = '';
        const edits = runs.map(({ kept, removed, added }) => {
          const start = text.length + kept.length;
          text += kept + removed;
          return { start, end: text.length, text: added };
        });
        const before = planBytes(`${text}${rest}` as ByteString);
        const after = editedPlan(before, edits);
        expect(after.text).toBe(applyEdits(before.text, edits));
        expect(after.revision).toBe(planBytes(after.text).revision);
      }),
    );
  });

  it('has the digest of its bytes, whatever of them was digested before, and however long it is', () => {
    const length = 400_000;
    const at = fc.oneof(fc.integer({ min: 0, max: length }), fc.constantFrom(0, 65_535, 65_536, 65_537, 131_072, length));
    const edit = fc.record({ start: at, removed: fc.integer({ min: 0, max: 70_000 }), added: fc.integer({ min: 0, max: 70_000 }) });
    const digestOf = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    fc.assert(
      fc.property(fc.array(fc.record({ edit, isDigested: fc.boolean() }), { maxLength: 5 }), (steps) => {
        let now = planBytes('one line of many\n'.repeat(length / 17) as ByteString);
        for (const { edit, isDigested } of steps) {
          if (isDigested) expect(now.revision).toBe(digestOf(now.bytes));
          const start = Math.min(edit.start, now.bytes.length);
          now = editedPlan(now, [
            { start, end: Math.min(start + edit.removed, now.bytes.length), text: 'x'.repeat(edit.added) as ByteString },
          ]);
        }
        expect(now.revision).toBe(digestOf(now.bytes));
      }),
    );
  });
});
