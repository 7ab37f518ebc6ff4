/** Mends plan and ledgers under the lock, and tells what was mended and what is left to decide. */
import { readDocument } from '@tallyplan/core/document/read';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { foundErrors } from '@tallyplan/core/model/rule-names';
import { taskKeyOf } from '@tallyplan/core/model/task-id';
import type { ChangedFile } from '@tallyplan/core/operations/store';
import { committer } from '../../git/committer.ts';
import { isMadeByLines, mergedByLines } from '../../git/merged-by-lines.ts';
import { unmergedFiles } from '../../git/unmerged-files.ts';
import type { OpenConflict } from '../../merging/open-conflicts.ts';
import { type Resolved, resolveConflicts } from '../../merging/resolve-conflicts.ts';
import { shellWord } from '../../shell-word.ts';
import { byteString } from '../../stores/bytes.ts';
import { readConfiguration } from '../../stores/configuration-file.ts';
import { realFileSystem } from '../../stores/real-file-system.ts';
import { storeFolder } from '../../stores/store-folder.ts';
import { unifiedDiff } from '../../stores/unified-diff.ts';
import { usageProblem } from '../../usage-problem.ts';
import { yamlLibrary } from '../../yaml-library.ts';
import type { Answer, Request, SurfaceContext } from '../command.ts';
import { hanging, lines } from '../layout.ts';
import type { Page } from '../page.ts';
import { plainText, plainValue } from '../plain-text.ts';
import { renderDiff } from '../render/diff.ts';
import { openSession } from '../session.ts';

export async function resolveMerge({ common, input }: Request, { terminal, page }: SurfaceContext): Promise<Outcome<Answer>> {
  const opened = await openSession(common, terminal);
  if (!opened.ok) return opened;
  const { store, root, file, actor } = opened.value;
  const name = actor.name === '' ? committer(root) : actor.name;
  if (name === null) return refused(nobody());
  const configuration = realFileSystem.read(storeFolder(root).configuration);
  const { settings } = readConfiguration(configuration === null ? null : byteString(configuration.bytes));
  const ids = new Set((Array.isArray(input.ids) ? input.ids : []).map((id) => taskKeyOf(String(id))));
  const side = input.take === 'ours' || input.take === 'theirs' ? input.take : null;
  const stages = unmergedFiles(root, [file, '.tallyplan/ledger']);
  const changed: ChangedFile[] = [];
  const resolved = await (await store.files()).rewrite(name, (texts) => {
    const rewriting = resolveConflicts(texts, {
      file,
      stages,
      merged: () => mergedByLines(root, file),
      isMadeByLines,
      actor: { ...actor, name },
      now: new Date(),
      read: (text) => readDocument(text, { path: file, words: settings.statusWords, library: yamlLibrary }),
      taken: (names) => (ids.size === 0 || names.some((name) => ids.has(name)) ? side : null),
    });
    if (!common.dryRun) return done(rewriting);
    if (rewriting.plan !== null) changed.push(rewritten(file, texts.plan, rewriting.plan));
    return done({ ...rewriting, plan: null, ledgers: new Map() });
  });
  if (!resolved.ok) return resolved;
  const told = plainValue(withNext(resolved.value, [...stages.keys()]));
  const diffs = changed.map((one) => renderDiff(plainText(one.diff()), page)).join('');
  const tried = common.dryRun ? `${diffs}${page.paint.faint('dry run, nothing was written:')}\n` : '';
  return done({ result: told, text: tried + draw(told, page), exit: told.open.length > 0 ? foundErrors : 0, changed });
}

function rewritten(file: string, before: ByteString, after: ByteString): ChangedFile {
  return { file, diff: () => unifiedDiff({ file, before, edits: [{ start: 0, end: before.length, text: after }] }) };
}

interface Told extends Resolved {
  readonly message: string;
  readonly next: readonly { readonly command: string }[];
}

/** @param unmerged files that git holds for being in conflict until they are added */
function withNext(resolved: Resolved, unmerged: readonly string[]): Told {
  const { mended, merges, open } = resolved;
  const events = merges === 0 ? '' : `, ${merges} merge ${merges === 1 ? 'event' : 'events'} recorded`;
  const nothing = open.length === 0 ? 'there was nothing to mend' : 'nothing more can be merged by meaning';
  const message = mended.length === 0 ? nothing : `mended: ${mended.join(', ')}${events}`;
  const decisions = open.flatMap(({ task }) => (task === undefined ? [] : [{ command: `tallyplan resolve ${task} --take <ours|theirs>` }]));
  const next =
    open.length > 0
      ? [...decisions, { command: 'tallyplan resolve' }]
      : [
          ...(unmerged.length > 0 ? [{ command: `git add ${toAdd([...mended, ...unmerged]).join(' ')}` }] : []),
          { command: 'tallyplan check' },
        ];
  return { ...resolved, message, next };
}

/** What was mended and what a hand had settled before: the folder, and the plan by its name. */
function toAdd(files: readonly string[]): readonly string[] {
  const others = files.filter((file) => !file.startsWith('.tallyplan/'));
  return ['.tallyplan', ...new Set(others)].map(shellWord);
}

function draw({ message, mended, open, next }: Told, page: Page): string {
  const { paint, signs } = page;
  const sign =
    open.length === 0 ? paint.good(signs.done) : mended.length > 0 ? paint.warn(signs.severity.warning) : paint.bad(signs.refused);
  return lines(
    hanging(`${sign} `, message, page),
    open.length === 0 ? [] : ['', `left to decide (${howToDecide(open)}):`],
    open.flatMap(({ file, message: what }: OpenConflict) => hanging('  ', `${file}: ${what}`, page)),
    next.map(({ command }) => `  ${paint.faint(`${signs.arrow} ${command}`)}`),
  );
}

/** Lines that are of no task are an editor's alone. */
function howToDecide(open: readonly OpenConflict[]): string {
  return open.some(({ task }) => task !== undefined)
    ? 'take out the markers in an editor, or say --take'
    : 'take out the markers in an editor';
}

function nobody() {
  return usageProblem('nobody is said to merge, and the ledger records who does', {
    missing: ['--as NAME, or TALLYPLAN_ACTOR, or git config user.name'],
  });
}
