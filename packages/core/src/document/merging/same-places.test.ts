import { expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { ByteString } from '../../model/byte-string.ts';
import { readDocument } from '../read.ts';
import { mergePlans } from './merge-plans.ts';
import { usualMarkers } from './text-with-markers.ts';

const ids = Array.from({ length: 230 }, (_, index) => `T-${String(index + 1).padStart(3, '0')}`);
const row = (id: string, name = `Work of ${id}`) => `| NOT_STARTED | ${id} | ${name} |\n`;
const plan = (rows: readonly string[]) =>
  `# A plan\n\n### Phase 1: Data\n\n| Status | ID | Service |\n|---|---|---|\n${rows.join('')}` as ByteString;
const read = (text: ByteString) => readDocument(text, { path: 'PLAN.md', library: () => yaml });

/** How far the list is out of order: its rows two by two the other way round. */
const swapped = (count: number) =>
  ids.flatMap((_, at) => (at % 2 === 1 ? [] : at < count * 2 ? [ids[at + 1] ?? '', ids[at] ?? ''] : [ids[at] ?? '', ids[at + 1] ?? '']));

it.each([
  ['as many as are put elsewhere one by one', 100],
  ['more than that', 115],
])('a list with tasks out of order, %s, has each task once, or says that it does not know', (_, count) => {
  const named = ids.map((id, at) => (at === 11 ? row(id, 'Another name') : row(id)));
  const [base, sorted, worked] = [
    plan(ids.map((id) => row(id))),
    plan(swapped(count).map((id) => row(id))),
    plan([...named, row('T-900')]),
  ];
  for (const [ours, theirs] of [
    [sorted, worked],
    [worked, sorted],
  ] as const) {
    const merged = mergePlans({ base: read(base), ours: read(ours), theirs: read(theirs) }, { markers: usualMarkers });
    const inOrder = plan([...swapped(count).map((id) => row(id, id === 'T-012' ? 'Another name' : `Work of ${id}`)), row('T-900')]);
    if (merged.conflicts === 0) expect(merged.text).toBe(inOrder);
    else expect({ count, told: merged.text.includes('<<<<<<<') }).toEqual({ count: 115, told: true });
    // Whatever is in conflict: nothing of either side is lost.
    for (const id of [...ids, 'T-900']) expect(merged.text).toContain(`| ${id} |`);
    expect(merged.text).toContain('Another name');
  }
});
