/** Checks of what work stands on: requirements and specifications approved (`upstream-not-approved`), decisions accepted (`adr-not-accepted`). */
import type { Severity } from '../../model/problem.ts';
import type { UpstreamDocument } from '../../upstream/upstream.ts';
import type { RuleWorld } from '../rule-world.ts';
import { isCompleted } from '../sequence.ts';
import type { Citation } from './citations.ts';
import { upwardOf } from './citations.ts';
import type { DocumentCheck } from './consistency.ts';
import type { Contradiction } from './contradiction.ts';
import { contradiction, quoteOf } from './contradiction.ts';
import { planTaskOf, taskOfIplan } from './plan-task-of.ts';

export const upstreamNotApproved: DocumentCheck = (world, document) =>
  relied(world, document).flatMap(({ citation, target, status }) => {
    const severity = target.type === 'ADR' ? null : gravity(world, target, status);
    return severity === null ? [] : [notApproved('upstream-not-approved', severity, { document, citation, target, status })];
  });

export const adrNotAccepted: DocumentCheck = (world, document) =>
  relied(world, document).flatMap(({ citation, target, status }) => {
    const isOpen = target.type === 'ADR' && (status.approval === 'pending' || status.approval === 'withdrawn');
    return isOpen ? [notApproved('adr-not-accepted', 'error', { document, citation, target, status })] : [];
  });

/** Retired, superseded, cancelled. */
export function isWithdrawn({ facts: { status } }: UpstreamDocument): boolean {
  return status?.approval === 'withdrawn';
}

/** Withdrawn, and no task of the plan goes by it: what is wrong in it misleads nobody. Who still stands on it is told of them. */
export function isGivenUp(world: RuleWorld, document: UpstreamDocument): boolean {
  // An old plan of implementation names its task for ever; the task may name another by now.
  const task = document.type === 'IPLAN' ? taskOfIplan(world, document.key) : planTaskOf(world, document);
  return isWithdrawn(document) && task === undefined;
}

interface Relied {
  readonly document: UpstreamDocument;
  readonly citation: Citation;
  readonly target: UpstreamDocument;
  readonly status: StatusWord;
}

type StatusWord = NonNullable<UpstreamDocument['facts']['status']>;

/** Documents with a status that work to come stands on, each once. What is COMPLETED was judged when it was begun. */
function relied(world: RuleWorld, document: UpstreamDocument): readonly Relied[] {
  if (document.type !== 'TASKS' && document.type !== 'IPLAN') return [];
  const task = planTaskOf(world, document);
  if (task !== undefined && isCompleted(world, task)) return [];
  const seen = new Set<UpstreamDocument>();
  return upwardOf(world.upstream, document).flatMap((citation) => {
    const [target, ...others] = world.upstream.withKey(citation.reference.target.document);
    if (target === undefined || others.length > 0 || seen.has(target)) return [];
    seen.add(target);
    const { status } = target.facts;
    return status === null ? [] : [{ document, citation, target, status }];
  });
}

/** Retired and superseded is an error, a draft one where the policy asks for approval. "Planned" says of a TASKS document only that nobody has begun. */
function gravity({ policy }: RuleWorld, { type }: UpstreamDocument, status: StatusWord): Severity | null {
  if (status.approval === 'withdrawn') return 'error';
  if (status.approval !== 'pending' || (type === 'TASKS' && status.means === 'planned')) return null;
  return policy.approval === 'required' ? 'error' : 'warning';
}

function notApproved(
  rule: 'upstream-not-approved' | 'adr-not-accepted',
  severity: Severity,
  { document, citation, target, status }: Relied,
): Contradiction {
  return contradiction(quoteOf(citation.file, citation.reference.span), {
    rule,
    severity,
    message: `${document.id} stands on ${target.id}, which is ${status.word}`,
    there: quoteOf(target, status.span),
    about: [document.key, target.key, String(status.means)],
    remedy:
      status.approval === 'withdrawn'
        ? `refer to what replaces ${target.id}, or take the reference out`
        : `have ${target.id} ${rule === 'adr-not-accepted' ? 'accepted' : 'approved'} first`,
  });
}
