/** What people and agents must say with an operation: summaries, notes and reasons that say something. */

import type { Checklist } from '../model/plan.ts';
import type { NextStep, Problem } from '../model/problem.ts';
import { taskKeyOf } from '../model/task-id.ts';
import { isLongEnough, isSummary, plain } from '../rules/enough-said.ts';
import { nearest } from '../rules/find-task.ts';
import { openAttestations } from '../rules/gates.ts';
import { problemOf } from '../rules/lead-on.ts';
import { decisionsOf, namesDecision, verifyStep } from '../rules/next-steps.ts';
import type { LedGate, ShutGate } from '../rules/shut-gate.ts';
import { shut } from '../rules/shut-gate.ts';
import type { Standing } from '../rules/standing.ts';
import { readingsFor } from '../rules/verifiers.ts';
import type { World } from './operation.ts';

/** The gate `reason-missing`. */
export function reasonGate(world: World, reason: string | undefined, next: NextStep): LedGate | null {
  return wordsGate(world, reason, { what: 'a reason', next });
}

/** The same gate, of an operation that calls it otherwise: `a question`. */
export function wordsGate(
  world: World,
  words: string | undefined,
  { what, next }: { readonly what: string; readonly next: NextStep },
): LedGate | null {
  const least = world.policy.noteLength;
  if (words !== undefined && isLongEnough(words, least)) return null;
  const needed = `${what} of at least ${least} characters`;
  return shut('reason-missing', `needs ${needed}`, { about: ['reason'], have: said(words), missing: [needed], next: [next] });
}

/** A reason that may be left out, as an event holds it. */
export function givenReason(reason: string | undefined): { readonly reason?: string } {
  return reason === undefined ? {} : { reason: reason.trim() };
}

/** The gate `summary-missing`: long enough, and not a phrase that says nothing. */
export function summaryGate(world: World, summary: string): ShutGate | null {
  const least = world.policy.summaryLength;
  if (isSummary(summary, world.policy)) return null;
  return shut('summary-missing', `needs a summary that says what was done and how it was checked, in at least ${least} characters`, {
    about: ['summary'],
    have: said(summary),
    missing: [`a summary of at least ${least} characters`],
  });
}

/** Notes under the names that a checklist has for its items, in whatever case they were typed. What it does not have is left as it is. */
export function asListed(checklist: Checklist | null, notes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const listed = checklist?.items.map(({ key }) => key) ?? [];
  const nameOf = (item: string) =>
    listed.includes(item) ? item : (listed.find((key) => key.toLowerCase() === item.toLowerCase()) ?? item);
  return Object.fromEntries(Object.entries(notes).map(([item, note]) => [nameOf(item), note]));
}

/** `usage`: a checklist is not vouched for by what it does not list. `next` is the call without that. */
export function unknownItems(
  world: World,
  { task }: Standing,
  {
    list,
    notes,
    next,
  }: { readonly list: 'preCheck' | 'postCheck'; readonly notes: Readonly<Record<string, string>>; readonly next: readonly NextStep[] },
): Problem | null {
  const known = task[list]?.items.map(({ key }) => key) ?? [];
  const unknown = Object.keys(notes).filter((item) => !known.includes(item));
  if (unknown.length === 0) return null;
  const hints = unknown.map((item) => nearest(item.toLowerCase(), known)).filter((hint) => hint !== null);
  const none = list === 'preCheck' ? 'has no checklist; there is nothing to verify' : 'has no post-check; there is nothing to attest';
  const told = known.length === 0 ? none : `has no item ${unknown.join(', ')}`;
  const gate = shut('verifier-failed', `${told}${hints.length > 0 ? `; did you mean ${hints.join(', ')}?` : ''}`, {
    about: unknown,
    have: known,
    missing: unknown,
    next,
  });
  return { ...problemOf(world, gate, task), rule: 'usage', waivable: false };
}

/** The gate `note-missing`: each attested item has a note that is long enough. */
export function noteGate(world: World, notes: Readonly<Record<string, string>>, next: NextStep): ShutGate | null {
  const least = world.policy.noteLength;
  const short = Object.entries(notes).filter(([, note]) => !isLongEnough(note, least));
  if (short.length === 0) return null;
  return shut(
    'note-missing',
    `${short.map(([item]) => item).join(', ')}: each needs a note of at least ${least} characters that says what was checked`,
    {
      about: short.map(([item]) => item),
      have: short.map(([item, note]) => `${item}: ${note === '' ? 'no note' : `"${note}"`}`),
      missing: short.map(([item]) => `a note for ${item}`),
      next: [next],
    },
  );
}

/** The gate `note-missing` for one note that several items share: a word about nothing in particular, once there is something to read for each. */
export function sharedNoteGate(world: World, standing: Standing, sharing: readonly string[]): ShutGate | null {
  const linked = sharing.length < 2 ? [] : sharing.filter((item) => readingsFor(item, world, standing).length > 0);
  if (linked.length === 0) return null;
  return shut('note-missing', `${linked.join(', ')}: each needs a note of its own, since there are documents to read for it`, {
    about: linked,
    have: [`one note for ${sharing.join(', ')}`],
    missing: linked.map((item) => `a note for ${item}`),
    next: [verifyStep(world, standing, sharing)],
  });
}

/** The gate `note-missing` for the architecture: the note names the decision, where the task's documents cite one. */
export function decisionGate(world: World, standing: Standing, notes: Readonly<Record<string, string>>): ShutGate | null {
  const note = notes[namesDecision];
  const decisions = note === undefined ? [] : decisionsOf(world, standing.task);
  if (note === undefined || decisions.length === 0 || decisions.some((id) => names(note, id))) return null;
  return shut('note-missing', `${namesDecision}: the note has to name the decision that the work follows: ${decisions.join(' or ')}`, {
    about: [namesDecision],
    have: [`${namesDecision}: "${plain(note)}"`],
    missing: [`${decisions.join(' or ')} in the note`],
    next: [verifyStep(world, standing, Object.keys(notes))],
  });
}

/** An id in running text, whatever its case and width. */
function names(note: string, id: string): boolean {
  return (note.match(/[A-Za-z]+-\d+/g) ?? []).some((word) => taskKeyOf(word) === taskKeyOf(id));
}

/** The gate `attestation-missing`: post-check items that are not bookkeeping. */
export function attestationGate(standing: Standing, attested: Readonly<Record<string, string>>): ShutGate | null {
  const open = openAttestations(standing, attested);
  if (open.length === 0) return null;
  return shut('attestation-missing', `${open.join(', ')}: somebody must vouch for ${open.length === 1 ? 'it' : 'them'}`, {
    about: open,
    have: Object.keys(attested).map((item) => `${item} attested`),
    missing: open,
  });
}

/** Gates that were shut because something was not said propose one call that says it all. */
export function proposing(next: NextStep, gates: readonly (ShutGate | null)[]): readonly (ShutGate | null)[] {
  return gates.map((gate) => gate && { ...gate, next: [next] });
}

function said(text: string | undefined): readonly string[] {
  return text === undefined || plain(text) === '' ? [] : [`"${plain(text)}"`];
}
