import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPlan, obstacleTo } from './create-plan.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tallyplan-create-'));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a new plan', () => {
  it('stands there whole, with the folders on its way and nothing else', async () => {
    const outcome = await createPlan(join(root, 'docs/deep/PLAN.md'), encodeUtf8('# Größe\n'));
    expect(outcome.ok).toBe(true);
    expect(readdirSync(join(root, 'docs/deep'))).toEqual(['PLAN.md']);
    expect(readFileSync(join(root, 'docs/deep/PLAN.md'), 'utf8')).toBe('# Größe\n');
    if (outcome.ok) outcome.value.takeBack();
    expect(readdirSync(join(root, 'docs/deep'))).toEqual([]);
  });

  it('never takes the place of one that is there', async () => {
    writeFileSync(join(root, 'PLAN.md'), 'mine');
    expect(await createPlan(join(root, 'PLAN.md'), encodeUtf8('new'))).toMatchObject({ ok: false, problems: [{ rule: 'internal' }] });
    expect(readFileSync(join(root, 'PLAN.md'), 'utf8')).toBe('mine');
    expect(readdirSync(root)).toEqual(['PLAN.md']);
  });

  it('is told before what stands in its way', () => {
    writeFileSync(join(root, 'docs'), 'a file');
    symlinkSync(join(root, 'gone'), join(root, 'linked.md'));
    expect(obstacleTo(join(root, 'PLAN.md'))).toBeNull();
    expect(obstacleTo(join(root, 'not/there/PLAN.md'))).toBeNull();
    expect(obstacleTo(join(root, 'docs/PLAN.md'))).toEqual({ path: join(root, 'docs'), kind: 'file' });
    expect(obstacleTo(join(root, 'docs/deep/PLAN.md'))).toEqual({ path: join(root, 'docs'), kind: 'file' });
    expect(obstacleTo(join(root, 'linked.md'))).toEqual({ path: join(root, 'linked.md'), kind: 'link' });
  });
});
