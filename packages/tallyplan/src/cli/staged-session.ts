/** A session about what git has staged. It has no sitting: nothing that it looks at renews anybody's lease. */
import { done, type Outcome } from '@tallyplan/core/model/problem';
import { openStaged } from '../stores/staged/open-staged.ts';
import { answersAbout } from './answers-about.ts';
import type { CommonOptions } from './common-options.ts';
import { documentsAbout } from './documents-about.ts';
import { folderOf } from './folder-of.ts';
import { actorIn, type Session } from './session.ts';
import type { Terminal } from './terminal.ts';

export interface StagedSession extends Session {
  /** The lines of a file as it is staged; null where it is not. */
  linesOf(file: string): readonly string[] | null;
  /** The plan and the ledgers that lie in the work tree otherwise. */
  unstaged(): readonly string[];
}

/** null where neither plan nor ledger is staged. */
export async function openStagedSession(common: CommonOptions, terminal: Terminal): Promise<Outcome<StagedSession | null>> {
  const folder = folderOf(common, terminal);
  if (!folder.ok) return folder;
  const acting = actorIn(folder.value, common, terminal);
  if (!acting.ok) return acting;
  const opened = await openStaged({
    folder: folder.value,
    plan: common.plan ?? terminal.environment.TALLYPLAN_PLAN,
    documentIndexFor: (location, profile) => documentsAbout({ location, profile, use: 'staged' }, terminal.environment),
    answersFor: (location) => answersAbout(location, terminal.environment, 'staged-answer'),
  });
  if (!opened.ok) return opened;
  if (opened.value === null) return done(null);
  const { store, root, file, linesOf, unstaged } = opened.value;
  const { session: _, ...actor } = acting.value;
  return done({ store, root, file, linesOf, unstaged, actor });
}
