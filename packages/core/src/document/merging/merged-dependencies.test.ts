import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { ByteString } from '../../model/byte-string.ts';
import { readDocument } from '../read.ts';
import { mergePlans } from './merge-plans.ts';
import { usualMarkers } from './text-with-markers.ts';

const plan = (lines: string) =>
  `# A plan\n\n### Phase 1: Data\n\n\`\`\`yaml\nphase_1_tasks:\n  - id: T-01\n    service_name: "Berths"\n    priority: P0\n${lines}    workflow:\n      implementation:\n        status: NOT_STARTED\n\`\`\`\n` as ByteString;
const listed = (dependents: string, dependsOn: string | null = null) =>
  plan(`    dependents: "${dependents}"\n${dependsOn === null ? '' : `    depends_on: ${dependsOn}\n`}`);
const read = (text: ByteString) => readDocument(text, { path: 'PLAN.md', library: () => yaml });

/** The merged text, or how many conflicts there are; the same both ways round. */
function merged(base: ByteString, ours: ByteString, theirs: ByteString): string | number {
  const [one, other] = [
    [ours, theirs],
    [theirs, ours],
  ].map(([mine = base, others = base]) => {
    const { text, conflicts } = mergePlans({ base: read(base), ours: read(mine), theirs: read(others) }, { markers: usualMarkers });
    return conflicts > 0 ? conflicts : text;
  });
  expect(one).toBe(other);
  return one ?? Number.NaN;
}

describe('whom a task names', () => {
  it.each([
    ['what both added', '', 'T-09', 'T-05', 'T-05, T-09'],
    ['what both added behind each other', 'T-02, the rota', 'T-02, T-09, the rota', 'T-02, T-05, the rota', 'T-02, T-05, T-09, the rota'],
    ['what one added, without what the other took out', 'T-02, T-03', 'T-03', 'T-02, T-03, T-04', 'T-03, T-04'],
    ['one that was renamed, and another beside it', 'T-02', 'T-20', 'T-02, T-04', 'T-20, T-04'],
    ['what both added alike once', 'T-02', 'T-02, T-04', 'T-02, T-03, T-04', 'T-02, T-03, T-04'],
  ])('is %s', (...[, base, ours, theirs, both]) => {
    expect(merged(listed(base), listed(ours), listed(theirs))).toBe(listed(both));
    if (both.includes('rota')) return;
    const list = (items: string) => listed('', `[${items}]`);
    expect(merged(list(base), list(ours), list(theirs))).toBe(list(both));
  });

  it.each([
    ['two ids for one', 'T-02, T-03', 'T-20, T-03', 'T-30, T-03'],
    ['nothing and another id for one', 'T-02, T-03', 'T-03', 'T-30, T-03'],
    ['words beside ids', 'T-02', 'T-02, the rota', 'T-02, T-03'],
    ['one id that stands twice', 'T-02', 'T-02, T-02, T-05', 'T-02, T-03'],
  ])('is in conflict over %s', (...[, base, ours, theirs]) => {
    expect(merged(listed(base), listed(ours), listed(theirs))).toBe(1);
  });

  it('stands in one line where there was none', () => {
    expect(merged(listed('T-02'), listed('T-02', '["T-05"]'), listed('T-02', '["T-04"]'))).toMatch(/depends_on: .*T-04.*T-05/);
    expect(merged(listed('T-02'), listed('T-02', '["T-05"]'), listed('T-02', '["T-04"]'))).not.toMatch(/depends_on[\s\S]*depends_on/);
  });
});
