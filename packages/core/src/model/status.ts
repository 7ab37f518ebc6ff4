/** The five values that a task's status can have. What the words and icons of a file mean is told in `status-words.ts`. */
export const statuses = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'COMPLETED', 'DEFERRED'] as const;
export type Status = (typeof statuses)[number];

/** True for exactly the five canonical words. */
export function isStatus(word: unknown): word is Status {
  return (statuses as readonly unknown[]).includes(word);
}

/** How many tasks stand where; what `status` and `next` report. */
export type StatusCounts = Readonly<Record<Status | 'total', number>>;
