/** Rows of the session log that say that something was completed. */
import type { LogRow } from './plan.ts';

/** Template rows are none. */
export function isCompletedRow({ status, placeholder }: LogRow): boolean {
  return status === 'COMPLETED' && !placeholder;
}
