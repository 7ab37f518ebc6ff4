/** Which YAML of a document tracks tasks: told by the keys at its root, before anything is read. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Span } from '../../model/place.ts';

/** Keys that are a plan's and nobody else's. */
const certain = /^[ ]*(?:phase[\w-]*_tasks|tasks_tracking|development_plan_tracking)[ \t]*:/m;
/** Keys that are a plan's where ids follow. */
const likely = /^[ ]{0,3}(?:[\w-]+_tasks|tasks|phases)[ \t]*:/m;
const ids = /^[ ]*(?:-[ ]+)?(?:id|task_id)[ \t]*:/m;

/** `certain` where it is a plan's, `likely` where it may be somebody's list of tasks. */
export type Tracking = 'certain' | 'likely';

export function trackingOf(text: ByteString, { start, end }: Span): Tracking | null {
  const body = text.slice(start, end);
  if (certain.test(body)) return 'certain';
  return likely.test(body) && ids.test(body) ? 'likely' : null;
}
