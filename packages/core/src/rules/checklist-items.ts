/** What each checklist item asks for, and who can say that it holds: Rule 3 of the plan, item by item. */

export type ItemVerifier = 'attested' | 'by the tool';

interface PreCheckItem {
  readonly verifier: ItemVerifier;
  /** What to read before one vouches for it. */
  readonly read: string;
}

/** The items that Tallyplan knows; any other is attested. */
const preCheckItems: Readonly<Record<string, PreCheckItem>> = {
  verified_req: { verifier: 'attested', read: 'each requirement (REQ) that the task refers to' },
  verified_tasks: { verifier: 'attested', read: "the task's TASKS document: scope and acceptance criteria" },
  verified_spec: { verifier: 'attested', read: 'the specification (SPEC) that the task builds' },
  confirmed_arch: { verifier: 'attested', read: 'the architecture decision (ADR) that the task follows; name it in the note' },
  checked_gaps: {
    verifier: 'attested',
    read: 'the fields and the logic of the TASKS document: nothing missing, nothing left as a placeholder',
  },
  reviewed_upstream: { verifier: 'by the tool', read: 'the consistency of the upstream documents' },
  mandatory_review: { verifier: 'by the tool', read: 'the consistency of the upstream documents' },
  confirmed_deps: { verifier: 'by the tool', read: 'the prerequisites: every one COMPLETED' },
  checked_deps: { verifier: 'by the tool', read: 'the prerequisites: every one COMPLETED' },
};

/** Who can say that a pre-check item holds. */
export function verifierOf(item: string): ItemVerifier {
  return preCheckItems[item]?.verifier ?? 'attested';
}

/** What to read before one vouches for a pre-check item. */
export function readingFor(item: string): string {
  return preCheckItems[item]?.read ?? `what "${item}" asks for`;
}

const bookkeeping = /^(?:tasks_status_updated|iplan_status_updated|completion_date_added|session_log_.+|session_logged)$/;

/** True for post-check items that `complete` makes true by doing what they say; the others are attested. */
export function isBookkeeping(item: string): boolean {
  return bookkeeping.test(item);
}
