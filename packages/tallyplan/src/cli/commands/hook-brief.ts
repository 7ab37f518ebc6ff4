/** The brief of a session, for a context that is fresh or was compacted. */
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { perform } from '@tallyplan/core/operations/perform';
import { sessionBrief } from '@tallyplan/core/operations/session-brief';
import type { HookAnswer } from '../../hosts/hook-dialect.ts';
import { momentOf } from '../../moment.ts';
import { sha256 } from '../../stores/sha256.ts';
import { oneLine, plainText } from '../plain-text.ts';
import { renderSessionBrief } from '../render/session-brief.ts';
import type { Asked } from './answer-hook.ts';

/** Nothing for a plan that nobody has adopted: that is a person's to decide. */
export async function hookBrief({ plan: { store, file }, actor }: Asked): Promise<Outcome<HookAnswer | null>> {
  const adopted = await store.read(({ ledgers }) => done(ledgers.adopted));
  if (!adopted.ok || !adopted.value) return adopted.ok ? done(null) : adopted;
  const performance = { actor, now: () => momentOf(new Date()), dryRun: false, digest: sha256 };
  const told = await perform(store, { operation: sessionBrief, input: {} }, performance);
  return told.ok ? done({ kind: 'context', text: asData(file, renderSessionBrief(told.value.result)) }) : told;
}

/** Marked so that nothing in it can pass for the end of the mark. */
function asData(file: string, text: string): string {
  const inside = plainText(text).replace(/<(?=\/?tallyplan)/gi, '‹');
  return `<tallyplan plan="${oneLine(plainText(file)).replaceAll('"', "'")}">\n${inside.trimEnd()}\n</tallyplan>`;
}
