/** What receipts relied on, looked for in a real history: one that was rewritten, one that goes on, and one that is not all here. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openPlan } from '../packages/tallyplan/src/index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-lost-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const git = (root: string, ...words: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=Astrid', '-c', 'user.email=a@example.org', ...words], { cwd: root, encoding: 'utf8' });

const plan = `# Quay

### Phase 1: Ground

\`\`\`yaml
phase_1_tasks:
  - id: TASKS-01
    service_name: "Gate"
    priority: P0
    dependents: ""
    workflow:
      pre_check:
        status: NOT_STARTED
        checklist:
          - verified_req: false
      tasks:
        status: NOT_STARTED
      post_check:
        status: NOT_STARTED
        checklist:
          - tests_passing: false
\`\`\`

## 3. Session Log

| Date | Task ID | Status | Notes |
|---|---|---|---|
`;

const requirement = (text: string) => `# REQ-01: Gate\n\n## 1. Text\n\n${text}\n`;
const tasks = '# TASKS-01: Gate\n\n@req: REQ-01\n\n## 1. Scope\n\nThe gate.\n\n## 2. Acceptance Criteria\n\n- it shuts\n';

/** A requirement that is committed, and a task that was verified against it. */
async function verified(root: string): Promise<void> {
  mkdirSync(join(root, 'docs'), { recursive: true });
  writeFileSync(join(root, 'docs/DEVELOPMENT_PLAN.md'), plan);
  writeFileSync(join(root, 'docs/TASKS-01_gate.md'), tasks);
  writeFileSync(join(root, 'docs/REQ-01_gåte.md'), requirement('It opens.'));
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'documents');
  const opened = await openPlan({ folder: root, actor: { name: 'Astrid', kind: 'human' } });
  expect(await opened.init({})).toMatchObject({ ok: true });
  expect(await opened.verify({ id: 'TASKS-01', items: { verified_req: 'read from beginning to end' } })).toMatchObject({ ok: true });
}

async function audit(root: string) {
  const opened = await openPlan({ folder: root, actor: { name: 'Astrid', kind: 'human' } });
  const outcome = await opened.auditVerify({});
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.problems));
  return outcome.value.result;
}

it('is told where the history was rewritten, and is none of the ledger’s faults', async () => {
  await verified(folder);
  expect(await audit(folder)).toMatchObject({ holds: true, notes: [] });
  writeFileSync(join(folder, 'docs/REQ-01_gåte.md'), requirement('It opens and shuts.'));
  git(folder, 'add', '-A');
  git(folder, 'commit', '-q', '--amend', '-m', 'documents, better');
  expect(await audit(folder)).toMatchObject({
    holds: true,
    notes: [
      { file: 'TASKS-01.jsonl', line: 1, message: expect.stringMatching(/relied on docs\/REQ-01_gåte\.md.*history no longer holds/) },
    ],
  });
});

it('is not told where any commit still has it, and once where a shallow clone can’t know', async () => {
  const root = join(folder, 'origin');
  await verified(root);
  writeFileSync(join(root, 'docs/REQ-01_gåte.md'), requirement('It opens and shuts.'));
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'better');
  expect(await audit(root)).toMatchObject({ holds: true, notes: [] });
  git(folder, 'clone', '-q', '--depth', '1', `file://${root}`, 'shallow');
  expect(await audit(join(folder, 'shallow'))).toMatchObject({ holds: true, notes: [{ message: expect.stringContaining('--unshallow') }] });
});
