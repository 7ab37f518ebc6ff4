/** The five values that a task's status can have. What the words and icons of a file mean is told in `status-words.ts`. */
export const statuses = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'COMPLETED', 'DEFERRED'] as const;
export type Status = (typeof statuses)[number];

/** Open = work on it may still happen without a `resume` or `reopen`. */
export function isOpen(status: Status | null): boolean {
  return status === 'NOT_STARTED' || status === 'IN_PROGRESS' || status === 'BLOCKED';
}

/** True for exactly the five canonical words. */
export function isStatus(word: unknown): word is Status {
  return (statuses as readonly unknown[]).includes(word);
}

/** How many tasks stand where; what `status` and `next` report. */
export type StatusCounts = Readonly<Record<Status | 'total', number>>;
