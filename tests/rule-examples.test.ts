/**
 * The pages of the rules show what the command answers. Each example that runs it is run here, on a copy
 * of the example project: the lines that the page shows must come, in that order.
 */
import { appendFileSync, copyFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RuleName, ruleNames } from '@tallyplan/core/model/rule-names';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerOf, linesMissing, type ShownCommand, shownCommands } from './shown-sessions.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const plan = 'docs/DEVELOPMENT_PLAN.md';
/** What cannot be brought about by a command. */
const notRun: readonly RuleName[] = ['busy'];

/** What happened before the example of a page, where the example project alone does not lead there. */
const before: Partial<Record<RuleName, (folder: string) => void>> = {
  'not-adopted': (folder) => rmSync(join(folder, '.tallyplan'), { recursive: true }),
  'read-only-block': (folder) => edit(join(folder, plan), '"Under-keel clearance"', '"Under-keel clearance'),
  'unrecorded-change': (folder) => edit(join(folder, plan), /(id: TASKS-04[\s\S]*?verified_req: )false/, '$1true'),
  'started-before-prerequisite': (folder) => verified(folder, 'TASKS-05'),
  'unrecorded-completion': (folder) => {
    edit(join(folder, plan), /(id: TASKS-04[\s\S]*?tasks:\n\s+status: )NOT_STARTED/, '$1COMPLETED');
    verified(folder, 'TASKS-07');
  },
  'phase-not-open': (folder) => {
    accepted(folder, 'phase_gate: true');
    verified(folder, 'TASKS-07');
  },
  'out-of-sequence': (folder) => verified(folder, 'TASKS-07'),
  'attestation-missing': (folder) => {
    rmSync(join(folder, '.tallyplan'), { recursive: true });
    copyFileSync(join(root, 'examples/families/d-implementation-plan.md'), join(folder, plan));
    run(folder, 'tallyplan init --yes');
  },
  'evidence-missing': (folder) => accepted(folder, 'evidence: [tests]'),
  'waiver-active': (folder) =>
    run(
      folder,
      'tallyplan waive TASKS-08 started-before-prerequisite --reason "heights of 2026 are enough to build on" --until 2036-12-31',
    ),
  'policy-not-accepted': (folder) => configured(folder, 'order: ready'),
  'config-invalid': (folder) => configured(folder, 'order: sequense'),
  'ledger-broken': (folder) => edit(join(folder, '.tallyplan/ledger/TASKS-01.jsonl'), /(\n.*?)Jon Eide/, '$1Aila Niemi'),
  'ledger-truncated': (folder) => {
    run(folder, 'tallyplan audit checkpoint > checkpoint.json');
    edit(join(folder, '.tallyplan/ledger/TASKS-02.jsonl'), /[^\n]*\n$/, '');
  },
};

const examples: readonly (readonly [RuleName, ShownCommand])[] = ruleNames
  .filter((rule) => !notRun.includes(rule))
  .flatMap((rule) => shownCommands(readFileSync(join(root, `docs/rules/${rule}.md`), 'utf8')).map((shown) => [rule, shown] as const));

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tallyplan-pages-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what a page shows is what the command answers', () => {
  test('there is something to run', () => expect(examples.length).toBeGreaterThan(20));

  test.each(examples)('%s', (rule, { command, shown }) => {
    const place = join(folder, rule);
    cpSync(join(root, 'examples/harbour'), place, { recursive: true });
    before[rule]?.(place);
    const answered = run(place, command);
    expect(linesMissing(shown, answered), answered).toEqual([]);
  });
});

function run(folder: string, command: string): string {
  return answerOf(command, { folder, actor: 'Jon Eide' });
}

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8');
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(file, edited);
}

function configured(folder: string, line: string): void {
  appendFileSync(join(folder, '.tallyplan/config.yaml'), `${line}\n`);
}

function accepted(folder: string, line: string): void {
  configured(folder, line);
  run(folder, 'tallyplan config accept');
}

function verified(folder: string, id: string): void {
  const items = ['verified_req', 'verified_tasks', 'confirmed_arch', 'checked_gaps'];
  run(folder, `tallyplan verify ${id} ${items.map((item) => `${item}="read the documents of ${id}: ${item}"`).join(' ')}`);
}
