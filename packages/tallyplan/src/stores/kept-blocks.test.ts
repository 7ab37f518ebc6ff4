import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fact, factWidth } from '@tallyplan/core/document/plan/task-shapes';
import { type ByteString, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeptBlocksFile } from './kept-blocks.ts';
import { planBytes } from './plan-file.ts';
import { Readings } from './stored-snapshot.ts';

let cache: string;
beforeEach(() => {
  cache = join(mkdtempSync(join(tmpdir(), 'tallyplan-blocks-')), 'blocks');
});
afterEach(() => rmSync(join(cache, '..'), { recursive: true, force: true }));

/** Large enough to be worth it: three blocks of tasks, the second of which is as it is asked for. */
function planWith({ name = 'Größe messen', status = 'NOT_STARTED', above = '' } = {}) {
  const entry = (id: string, called: string, is: string) =>
    `  - id: ${id}\n    service_name: "${called}"\n    dependents: []\n    workflow:\n      tasks:\n        status: ${is}\n    # ${'-'.repeat(900)}\n`;
  const block = (phase: number, first: string) => {
    const rest = Array.from({ length: 100 }, (_, at) => entry(`TASKS-${phase}${at + 100}`, `Task ${at}`, 'COMPLETED'));
    return `## Phase ${phase}: A\n\n\`\`\`yaml\nphase_${phase}_tasks:\n${first}${rest.join('')}\`\`\`\n\n`;
  };
  const blocks = [block(1, ''), block(2, entry('TASKS-01', name, status)), block(3, '')];
  return planBytes(encodeUtf8(`${above}# A plan\n\n${blocks.join('')}`));
}
type PlanText = ReturnType<typeof planWith>;

/** Reads a plan as a process of its own does; what it says of the tasks. */
function read(plan: PlanText, kept: KeptBlocksFile | null = new KeptBlocksFile({ file: cache, build: 'this' })) {
  const readings = new Readings(kept);
  const { document } = readings.of(plan, 'PLAN.md', readings.configuration(null));
  const tasks = document.plan.tasks.map((task) => ({
    ...{ id: task.id, name: task.name, status: task.status, dependents: task.dependentsText, line: task.line },
    place: document.places.ofTask(task, 'status'),
  }));
  readings.save();
  return tasks;
}

const writtenAt = () => statSync(cache, { bigint: true }).ino;

describe('what was found in blocks is kept from one process to the next', () => {
  test('and told again of the same bytes', () => {
    const plan = planWith();
    expect(read(plan)).toEqual(read(plan, null));
    const first = writtenAt();
    expect(read(plan)).toEqual(read(plan, null));
    expect(writtenAt()).toBe(first);
    // It is what was kept that is told: another name there is told as well.
    const file = new KeptBlocksFile({ file: cache, build: 'this' });
    const own = new Map([...file.read()].map(([digest, block]) => [digest, { ...block, table: block.table.slice() }]));
    for (const { table } of own.values())
      for (let at: number = fact.name; at < table.length; at += factWidth) table[at + 1] = (table[at] ?? 0) + 5;
    file.write([...own].map(([digest, block]) => ({ ...block, digest })));
    expect(read(plan)[0]?.name).not.toBe(read(plan, null)[0]?.name);
  });

  test.each([
    ['one task was changed', { status: 'IN_PROGRESS' }],
    ['a name became longer', { name: 'Größe noch einmal messen, mit Umlauten' }],
    ['all of it moved', { above: '> A note\n\n' }],
  ])('where %s, the rest is taken over', (_, change) => {
    read(planWith());
    const first = writtenAt();
    const after = planWith(change);
    expect(read(after)).toEqual(read(after, null));
    expect(writtenAt() === first).toBe('above' in change);
    expect(read(after)).toEqual(read(after, null));
  });

  test('of a small plan nothing is kept', () => {
    read(planBytes('# A plan\n' as ByteString));
    expect(existsSync(cache)).toBe(false);
  });
});

describe('only what this build has written, whole, for its own person is believed', () => {
  const plan = planWith();
  const spoilt: readonly (readonly [string, (bytes: Buffer) => Buffer])[] = [
    ['empty', () => Buffer.alloc(0)],
    ['torn in its head', (bytes) => bytes.subarray(0, 10)],
    ['torn in its list', (bytes) => bytes.subarray(0, 300)],
    ['torn in its numbers', (bytes) => bytes.subarray(0, -100)],
    ['zeros where a disk lost its end', (bytes) => Buffer.concat([bytes.subarray(0, -4000), Buffer.alloc(4000)])],
    ['one bit that fell over', (bytes) => Buffer.from(bytes.map((byte, at) => (at === bytes.length - 9 ? byte ^ 1 : byte)))],
    ['of another processor', (bytes) => Buffer.from(bytes.toString('latin1').replace(`"${process.arch}"`, '"pdp11"'), 'latin1')],
    ['of another build', (bytes) => Buffer.from(bytes.toString('latin1').replace('["this"', '["that"'), 'latin1')],
  ];
  test.each(spoilt)('%s', (_, spoil) => {
    read(plan);
    const bytes = spoil(readFileSync(cache));
    writeFileSync(cache, bytes);
    const first = writtenAt();
    expect(read(plan)).toEqual(read(plan, null));
    // It is written anew, too.
    expect(writtenAt()).not.toBe(first);
  });

  test.skipIf(process.platform === 'win32')('a file that others may write', () => {
    read(plan);
    chmodSync(cache, 0o666);
    const first = writtenAt();
    expect(read(plan)).toEqual(read(plan, null));
    expect(writtenAt()).not.toBe(first);
  });
});
