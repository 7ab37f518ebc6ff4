/**
 * Law 2: `read(edit(text, changes)) = apply(read(text), changes)`, and all bytes outside the edits are the
 * same; over plans of all families, written by many hands, and over changes of all kinds.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as yaml from 'yaml';
import { applyChanges } from '../model/apply.ts';
import type { Change, SettableField } from '../model/change.ts';
import { openAfter, openCompletionsOf } from '../model/open-completions.ts';
import type { Plan, Task } from '../model/plan.ts';
import { casesOf } from '../model/testing/cases.ts';
import type { Document } from './document.ts';
import { editDocument } from './edit.ts';
import { applyEdits } from './editing/edits.ts';
import { readDocument } from './read.ts';
import { anyText } from './testing/any-texts.ts';
import { changeOf } from './testing/changes.ts';
import { Dice } from './testing/dice.ts';
import { planFacts } from './testing/plan-facts.ts';
import { planText } from './testing/plan-texts.ts';

const numRuns = casesOf(process.env, 300, 500);
const tape = (length: number) => fc.array(fc.nat(9999), { maxLength: length, size: 'max' });

function read(tapeOfPlan: readonly number[]): Document {
  const { text, path } = planText(new Dice(tapeOfPlan));
  return readDocument(text, { path, library: () => yaml });
}

/** Changes that can be made one after another, drawn for this very document. Those that it has no place for are left out, and so are phases whose table was emptied on the way: a plan does not tell what its first row would look like then. */
function changesFor(document: Document, dice: Dice): readonly Change[] {
  const changes: Change[] = [];
  let current = document;
  for (let i = 1 + dice.roll(4); i > 0; i--) {
    const plan = applyChanges(document.plan, changes);
    const change = changeOf(plan, dice);
    if (change === null || (change.kind === 'add-task' && wasEmptied(plan, current, change.phase))) continue;
    const edited = editDocument(document, [...changes, change]);
    if (edited.ok) {
      changes.push(change);
      current = document.reread(applyEdits(document.text, edited.edits));
    } else expect(edited.message).toMatch(refusals);
  }
  return changes;
}

/** All that may stand in a change's way. */
const refusals =
  /^(?:The table .* has no column for|.* is tracked in a block of its own|This document tracks one task|.* cannot be written as the heading|.* cannot move between|.* which the table of .* has not)/s;

function wasEmptied(applied: Plan, { plan }: Document, index: number): boolean {
  return (plan.phases[index]?.firstRow ?? null) !== null && (applied.phases[index]?.firstRow ?? null) === null;
}

test('what an edited text says is what the changes mean, and nothing else in it moves', () => {
  fc.assert(
    fc.property(tape(400), tape(40), (tapeOfPlan, tapeOfChanges) => {
      const document = read(tapeOfPlan);
      const changes = changesFor(document, new Dice(tapeOfChanges));
      const edited = editDocument(document, changes);
      if (!edited.ok) throw new Error(edited.message);
      const after = document.reread(applyEdits(document.text, edited.edits));
      expect(comparable(document, planFacts(after.plan)), `${document.text}\n=====>\n${after.text}\n${JSON.stringify(changes)}`).toEqual(
        factsAfter(document, changes),
      );
      expect(newFlaws(document, after)).toEqual([]);
      expectApart(edited.edits);
      expectSameOpen(document, changes, after);
    }),
    { numRuns },
  );
});

/** Looked for only among those that changes can have made so, the open completions are the same. */
function expectSameOpen(before: Document, changes: readonly Change[], { plan }: Document): void {
  const open = before.plan.openCompletions().map(({ key }) => key);
  const among = openAfter(open, changes);
  if (among !== null)
    expect(openCompletionsOf(plan, among).map(({ line }) => line)).toEqual(plan.openCompletions().map(({ line }) => line));
}

test('what has the completions of a plan open is what its changes name', () => {
  fc.assert(
    fc.property(tape(400), tape(8), (tapeOfPlan, tapeOfChanges) => {
      const document = read(tapeOfPlan);
      const dice = new Dice(tapeOfChanges);
      const changes = document.plan.tasks.slice(0, 3).map(
        ({ key }): Change =>
          dice.pick<Change>([
            { kind: 'set-tracked', task: key, path: 'status', to: dice.pick(['COMPLETED', 'IN_PROGRESS']) },
            { kind: 'add-log-row', date: '2026-03-04', task: key, status: 'COMPLETED', notes: 'Done.' },
          ]),
      );
      const edited = editDocument(document, changes);
      if (edited.ok) expectSameOpen(document, changes, document.reread(applyEdits(document.text, edited.edits)));
    }),
    { numRuns },
  );
});

test('no text, however damaged, makes an edit throw, or touch a byte outside its edits', () => {
  fc.assert(
    fc.property(tape(300), tape(40), (tapeOfText, tapeOfChanges) => {
      const { text, path } = anyText(new Dice(tapeOfText));
      const document = readDocument(text, { path, library: () => yaml });
      const dice = new Dice(tapeOfChanges);
      for (let i = 0; i < 3; i++) {
        const change = changeOf(document.plan, dice);
        const edited = change === null ? null : editDocument(document, [change]);
        if (edited?.ok === true) expectApart(edited.edits);
      }
    }),
    { numRuns },
  );
});

test('a value that is set to what it is leaves every byte as it was', () => {
  fc.assert(
    fc.property(tape(400), (tapeOfPlan) => {
      const document = read(tapeOfPlan);
      const edited = editDocument(document, document.plan.tasks.flatMap(sameValues));
      expect(edited).toEqual({ ok: true, edits: [] });
    }),
    { numRuns },
  );
});

/** Everything that a task says, said again; what it does not say is left unsaid. */
function sameValues(task: Task): readonly Change[] {
  const { key, status, preCheck, postCheck, implementation, name, dependentsText, dependsOnText, priority } = task;
  const set = (path: string, to: string | boolean | null): Change => ({ kind: 'set-tracked', task: key, path, to });
  const field = (name: SettableField, to: string): Change => ({ kind: 'set-field', task: key, field: name, to });
  const checks = Object.entries({ preCheck, postCheck }).flatMap(([part, checklist]) => [
    ...(checklist?.status == null ? [] : [set(`${part}.status`, checklist.status)]),
    ...(checklist?.items ?? []).map((item) => set(`${part}.items.${item.key}`, item.done)),
  ]);
  const { iplanId, iplanStatus, started, completed } = implementation;
  const dates = [
    set('implementation.started', started),
    set('implementation.completed', completed),
    set('implementation.iplanId', iplanId),
  ];
  return [
    ...(status === null ? [] : [set('status', status)]),
    ...checks,
    ...dates,
    ...(iplanStatus === null ? [] : [set('implementation.iplanStatus', iplanStatus)]),
    field('name', name),
    field('dependents', dependentsText),
    field('depends_on', dependsOnText),
    ...(priority === null ? [] : [field('priority', priority)]),
    { kind: 'rename-task', task: key, to: task.id },
    { kind: 'move-task', task: key, phase: task.phase, before: key },
  ];
}

/** What the reader finds wrong with a text that was right before; a status that nobody knows may move about with its task. */
function newFlaws(before: Document, after: Document): readonly string[] {
  const known = new Set(before.plan.flaws.map(({ rule, message }) => `${rule}: ${message}`));
  return after.plan.flaws
    .filter(({ rule }) => rule !== 'unknown-status')
    .map(({ rule, message }) => `${rule}: ${message}`)
    .filter((flaw) => !known.has(flaw));
}

/** What the changes mean for a document that may have no place for a Last Updated, or no column for a row's task. */
function factsAfter(document: Document, changes: readonly Change[]): ReturnType<typeof planFacts> {
  const { sources, plan } = document;
  const facts = planFacts(applyChanges(plan, changes));
  const lastUpdated = sources.lastUpdated.length === 0 ? null : facts.lastUpdated;
  return comparable(document, { ...facts, lastUpdated });
}

/** Without the tasks of log rows, where the log has no column for them. */
function comparable({ sources }: Document, facts: ReturnType<typeof planFacts>): ReturnType<typeof planFacts> {
  const isWithoutTask = sources.log?.table != null && sources.log.columns.task < 0;
  return isWithoutTask ? { ...facts, sessionLog: facts.sessionLog.map((row) => ({ ...row, task: '' })) } : facts;
}

/** In order, and not even side by side; so what stands between them is what stood there before (`edits.test.ts`). */
function expectApart(edits: readonly { readonly start: number; readonly end: number }[]): void {
  for (const [i, { start, end }] of edits.entries()) {
    expect(start).toBeLessThanOrEqual(end);
    expect(start).toBeGreaterThan(edits[i - 1]?.end ?? -1);
  }
}
