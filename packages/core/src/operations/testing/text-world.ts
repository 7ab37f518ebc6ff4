/** Worlds for tests, from the text of a plan that nobody has adopted. */
import * as yaml from 'yaml';
import { readDocument } from '../../document/read.ts';
import { graphOf } from '../../graph/graph-of.ts';
import type { Ledgers } from '../../ledger/history.ts';
import { replayPlan, replayTask } from '../../ledger/replay.ts';
import { encodeUtf8 } from '../../model/byte-string.ts';
import type { Digest } from '../../model/digest.ts';
import { policies } from '../../model/policy.ts';
import { noUpstream } from '../../upstream/upstream.ts';
import { defaultSettings } from '../configuration.ts';
import type { World } from '../operation.ts';

/** What a test needs no more than once. */
export interface TextWorld extends World {
  /** How many entries of the document were parsed in full so far. */
  readonly entriesParsed: () => number;
}

export function textWorld(
  text: string,
  { digest, path = 'DEVELOPMENT_PLAN.md' }: { readonly digest: Digest; readonly path?: string },
): TextWorld {
  const bytes = encodeUtf8(text);
  const { plan, places, effort } = readDocument(bytes, { path, library: () => yaml });
  return {
    plan,
    places,
    graph: graphOf(plan),
    ledgers: notAdopted(digest),
    upstream: noUpstream,
    policy: policies.standard,
    configuration: { digest: null, settings: defaultSettings },
    isThere: () => false,
    actor: { name: 'Astrid', kind: 'human' },
    now: { utc: '2026-03-01T12:00:00.000Z', date: '2026-03-01', local: '2026-03-01T12:00:00' },
    file: path,
    digest,
    tree: null,
    mayRun: () => true,
    sitting: {},
    revision: digest(bytes),
    entriesParsed: () => effort.entriesParsed,
  };
}

function notAdopted(digest: Digest): Ledgers {
  const nothing = encodeUtf8('');
  return {
    adopted: false,
    baseline: null,
    plan: replayPlan(nothing, digest),
    task: (key) => replayTask(key, nothing, digest),
    adoptedState: () => null,
    keys: () => [],
    files: () => ({ ledgers: [], baseline: null, states: null }),
  };
}
