/**
 * `baseline.json`: the plan as it was adopted. It vouches for tasks that have no event yet, by a digest
 * of each one's tracked state; its own digest stands in the `init` event, so nobody can change it either.
 *
 * `baseline-states.jsonl` beside it has the states themselves, of tasks that had begun, one a line. It is
 * read only when a hand edit must be explained or taken back, and each line is vouched for by the digest.
 */

import type { ByteString } from '../model/byte-string.ts';
import { decodeUtf8, encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import { onceFor } from '../model/once-for.ts';
import type { TaskKey } from '../model/task-id.ts';
import type { TrackedState } from '../model/tracked-state.ts';
import { areKnownFindings, areTexts, isRecordOf, isText } from './baseline-shape.ts';
import { adoptedDigestOf, BaselineText } from './baseline-text.ts';
import { canonicalJson, parsedJson } from './canonical-json.ts';
import { isObject, isTrackedState } from './event-shape.ts';
import type { AdoptedState, Baseline, KnownFinding, LedgerFault } from './history.ts';
import { digestOfState } from './tracked-state.ts';

const baselineVersion = 1;

/** What adoption found. Of two tasks with one key the first counts. */
export interface Adoption {
  readonly tasks: readonly { readonly key: TaskKey; readonly digest: string; readonly prerequisites: readonly TaskKey[] }[];
  readonly completed: readonly TaskKey[];
  readonly underway: readonly TaskKey[];
  readonly known: readonly KnownFinding[];
}

/** The baseline of a plan that is being adopted. */
export function baselineOf({ tasks, completed, underway, known }: Adoption): Baseline {
  const first = [...new Map(tasks.toReversed().map((task) => [task.key, task])).values()];
  return {
    v: baselineVersion,
    tasks: Object.fromEntries(first.map(({ key, digest }) => [key, digest])),
    prerequisites: Object.fromEntries(first.filter((task) => task.prerequisites.length > 0).map((task) => [task.key, task.prerequisites])),
    completed,
    underway,
    known,
  };
}

/** What `baseline.json` holds. Asked for its digest first, and then to be written: made once. */
export const baselineText = onceFor((baseline: Baseline) => `${encodeUtf8(canonicalJson(baseline))}\n` as ByteString);

/** The digest that the `init` event records: of the file's bytes. */
export function baselineDigest(baseline: Baseline, digest: Digest): string {
  return digest(baselineText(baseline));
}

export interface BaselineReading {
  readonly baseline: Baseline | null;
  readonly faults: readonly LedgerFault[];
}

/** The same as `readBaseline` for whoever will ask for a few tasks: what it holds is read when it is asked for. */
export function openBaseline(text: ByteString | null, vouched: string | null, digest: Digest): BaselineReading {
  const baseline = text === null || vouched === null || digest(text) !== vouched ? null : BaselineText.of(text);
  return baseline === null ? readBaseline(text, vouched, digest) : { baseline, faults: [] };
}

/**
 * The baseline that `text` is, if it is the one whose digest `vouched` is. What is wrong with it is a
 * fault of the plan's ledger, which vouches for it. Before adoption there is neither.
 */
export function readBaseline(text: ByteString | null, vouched: string | null, digest: Digest): BaselineReading {
  const faulty = (message: string) => ({ baseline: null, faults: [{ rule: 'ledger-broken', ledger: 'plan', line: 1, message } as const] });
  if (vouched === null) return { baseline: null, faults: [] };
  if (text === null) return faulty('baseline.json is missing, and the plan was adopted with one');
  if (digest(text) !== vouched) return faulty('baseline.json is not the one that the plan was adopted with');
  const value = parsedJson(decodeUtf8(text));
  if (isObject(value) && typeof value.v === 'number' && value.v > baselineVersion) {
    return faulty(`baseline.json is of version ${value.v}, which this Tallyplan can't read (it knows ${baselineVersion})`);
  }
  return isBaseline(value) ? { baseline: value, faults: [] } : faulty('baseline.json holds what is no baseline');
}

/** What `baseline-states.jsonl` holds. */
export function adoptedStatesText(states: readonly AdoptedState[]): ByteString {
  return states.map(({ task, state }) => `${encodeUtf8(canonicalJson({ state, task }))}\n`).join('') as ByteString;
}

/** The state that a task was adopted with, out of `baseline-states.jsonl`; null where it has none, or none that the baseline vouches for. */
export function adoptedStateIn(
  text: ByteString,
  key: TaskKey,
  context: { readonly baseline: Baseline; readonly digest: Digest },
): TrackedState | null {
  // Keys are sorted, so a line ends with its task. The quotes can't stand in a string, nor a line end before it is done.
  const end = text.indexOf(`,"task":${encodeUtf8(JSON.stringify(key))}}\n`);
  if (end === -1) return null;
  const line = text.slice(text.lastIndexOf('\n', end) + 1, text.indexOf('\n', end));
  const value = parsedJson(decodeUtf8(line as ByteString));
  if (!isObject(value) || !isTrackedState(value.state)) return null;
  return digestOfState(value.state, context.digest) === adoptedDigestOf(context.baseline, key) ? value.state : null;
}

function isBaseline(value: unknown): value is Baseline {
  if (!isObject(value) || value.v !== baselineVersion) return false;
  const { tasks, prerequisites, completed, underway, known } = value;
  return (
    isRecordOf(isText)(tasks) && isRecordOf(areTexts)(prerequisites) && [completed, underway].every(areTexts) && areKnownFindings(known)
  );
}
