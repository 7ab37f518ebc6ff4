/** Items that an editor took out of a task's checklists before anybody began it: in every family that has them, on real files. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Actor } from '@tallyplan/core/model/event';
import { afterEach, describe, expect, it } from 'vitest';
import { openPlan } from '../packages/tallyplan/src/index.ts';

const person: Actor = { name: 'Astrid', kind: 'human' };
const agent: Actor = { name: 'robot', kind: 'agent' };
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

interface Sample {
  readonly example: string;
  /** A task that nobody has begun, once `begins` is done to the text. */
  readonly id: string;
  readonly begins?: (text: string) => string;
}

const neverBegun = (text: string) =>
  text
    .replaceAll(': true', ': false')
    .replaceAll(/(status: "?)(?:COMPLETED|IN_PROGRESS)/g, '$1NOT_STARTED')
    .replaceAll(/started: \d.*/g, 'started: null');
const b: Sample = { example: 'b-reference.md', id: 'TASKS-03' };
const c: Sample = { example: 'c-hybrid.md', id: 'TASKS-03' };
const d: Sample = { example: 'd-implementation-plan.md', id: 'TASKS-03' };
const e: Sample = {
  example: 'e-master.yaml',
  id: 'TASKS-02',
  begins: (text) => text.replaceAll('status: "pending"\n', 'status: "pending"\n        session_logged: false\n'),
};
const f: Sample = { example: 'f-tasks-document.md', id: 'TASKS-07', begins: neverBegun };
const g: Sample = { example: 'g-tasks-document.yaml', id: 'TASKS-12', begins: neverBegun };

type Edit = (lines: readonly string[], from: number) => readonly string[];

/** Takes out the first line from there on that has the key, and all that hangs under it. */
const cut =
  (key: string): Edit =>
  (lines, from) => {
    const at = lines.findIndex((line, index) => index >= from && line.trim().replace(/^- /, '').startsWith(`${key}:`));
    if (at < 0) throw new Error(`there is no ${key}`);
    const indent = (line: string) => line.length - line.trimStart().length;
    const under = lines.slice(at + 1).findIndex((line) => line.trim() !== '' && indent(line) <= indent(lines[at] ?? ''));
    return [...lines.slice(0, at), ...lines.slice(at + 1 + under)];
  };

/** All keys and what they say, in whatever order, without comments and the days on which something was changed. */
const keysOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/ +#.*/, '').trim())
    .filter((line) => /^(?:- )?[a-z_]+:/.test(line) && !line.startsWith('last_updated:'))
    .sort();

async function adopted({ example, id, begins = (text) => text }: Sample) {
  const folder = mkdtempSync(join(tmpdir(), 'tallyplan-lost-'));
  folders.push(folder);
  const file = join(folder, `DEVELOPMENT_PLAN${extname(example)}`);
  writeFileSync(file, begins(readFileSync(new URL(`../examples/families/${example}`, import.meta.url), 'utf8')));
  const plan = await openPlan({ folder, actor: person });
  expect(await plan.init({})).toMatchObject({ ok: true });
  const seen = async () => {
    const checked = await plan.check({});
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    return checked.value.result.findings.filter(({ rule }) => rule === 'unrecorded-change');
  };
  const edit = (by: Edit) => {
    const lines = readFileSync(file, 'utf8').split('\n');
    writeFileSync(
      file,
      by(
        lines,
        lines.findIndex((line) => /^[- ]*(?:task_)?id:/.test(line) && line.includes(id)),
      ).join('\n'),
    );
  };
  return { plan, file: () => readFileSync(file, 'utf8'), seen, edit, asAgent: await openPlan({ folder, actor: agent }) };
}

interface Case {
  readonly what: string;
  readonly sample: Sample;
  readonly take: Edit;
  readonly paths: readonly string[];
}

describe.each<Case>([
  { what: 'B, an item', sample: b, take: cut('verified_tasks'), paths: ['preCheck.items.verified_tasks'] },
  { what: 'B, the pre-check', sample: b, take: cut('pre_check'), paths: ['preCheck.status', 'preCheck.items.checked_gaps'] },
  { what: 'C, an item', sample: c, take: cut('checked_gaps'), paths: ['preCheck.items.checked_gaps'] },
  { what: 'C, the post-check', sample: c, take: cut('post_check'), paths: ['postCheck.status', 'postCheck.items.session_log_date'] },
  { what: 'D, an item', sample: d, take: cut('coverage_met'), paths: ['postCheck.items.coverage_met'] },
  {
    what: 'D, the post-check, which tells it from C',
    sample: d,
    take: cut('post_check'),
    paths: ['postCheck.status', 'postCheck.items.tests_passing'],
  },
  { what: 'E, its one item', sample: e, take: cut('session_logged'), paths: ['postCheck.items.session_logged'] },
  { what: 'F, an item', sample: f, take: cut('verified_spec'), paths: ['preCheck.items.verified_spec'] },
  { what: 'F, the pre-check', sample: f, take: cut('pre_check'), paths: ['preCheck.status', 'preCheck.items.verified_req'] },
  { what: 'G, an item', sample: g, take: cut('checked_deps'), paths: ['preCheck.items.checked_deps'] },
])('family $what', ({ sample, take, paths }) => {
  it('is told by check, stops the task, and is put back', async () => {
    const { plan, file, seen, edit } = await adopted(sample);
    const before = file();
    expect(await seen()).toEqual([]);
    edit(take);
    const [finding, ...others] = await seen();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ task: sample.id, severity: 'error' });
    const started = await plan.start({ id: sample.id });
    if (started.ok) throw new Error('it was started');
    expect(started.problems).toMatchObject([{ rule: 'unrecorded-change' }]);
    for (const path of paths) expect(started.problems[0]?.have.join('\n')).toContain(`${path}: the ledger has `);
    expect(await plan.record({ ids: [sample.id], restore: true })).toMatchObject({ ok: true });
    expect(await seen()).toEqual([]);
    expect(keysOf(file())).toEqual(keysOf(before));
    expect(await plan.auditVerify({})).toMatchObject({ ok: true, value: { result: { holds: true, notes: [] } } });
  });

  it('is a person’s to take into the ledger, with a reason', async () => {
    const { plan, asAgent, seen, edit } = await adopted(sample);
    edit(take);
    expect(await asAgent.record({ ids: [sample.id] })).toMatchObject({ ok: false, problems: [{ rule: 'policy-forbids' }] });
    expect(await plan.record({ ids: [sample.id], reason: 'there is nothing of the kind to look at' })).toMatchObject({ ok: true });
    expect(await seen()).toEqual([]);
    expect(await plan.auditVerify({})).toMatchObject({ ok: true, value: { result: { holds: true, notes: [] } } });
  });
});

it.each([b, c, d, f, g])('an item more is planning: $example', async (sample) => {
  const { seen, edit } = await adopted(sample);
  edit((lines, from) => {
    const at = lines.findIndex((line, index) => index >= from && line.includes('verified_req:'));
    const line = lines[at] ?? '';
    return [...lines.slice(0, at), `${line.slice(0, line.indexOf('verified_req'))}checked_budget: false`, ...lines.slice(at)];
  });
  expect(await seen()).toEqual([]);
});
