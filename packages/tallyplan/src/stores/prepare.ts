/** From what a decision wants to what is written: the plan's new text, and the lines of each ledger. */
import type { Edit } from '@tallyplan/core/document/document';
import { editDocument } from '@tallyplan/core/document/edit';
import { applyEdits } from '@tallyplan/core/document/editing/edits';
import { adoptedStatesText, baselineText } from '@tallyplan/core/ledger/baseline';
import { eventLine } from '@tallyplan/core/ledger/event-line';
import { type LedgerName, ledgerFileOf, longestLedgerFile } from '@tallyplan/core/ledger/ledger-file';
import { sealEvent } from '@tallyplan/core/ledger/seal-event';
import { type ByteString, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { DraftEvent } from '@tallyplan/core/model/event';
import { done, type Outcome, type Problem, refused } from '@tallyplan/core/model/problem';
import type { TaskKey } from '@tallyplan/core/model/task-id';
import type { ChangeOptions, Commit } from '@tallyplan/core/operations/store';
import { bytesOf } from './bytes.ts';
import type { DocumentSplice, MadeFile } from './intent.ts';
import { editedPlan, type PlanBytes } from './plan-file.ts';
import { sha256 } from './sha256.ts';
import { attributedFiles, ignoredFiles } from './store-folder.ts';
import type { StoredSnapshot } from './stored-snapshot.ts';

export interface Prepared {
  readonly before: PlanBytes;
  /** The same where no byte of the plan changes. */
  readonly after: PlanBytes;
  /** In order, without overlap. */
  readonly edits: readonly Edit[];
  /** What goes to the end of each ledger. */
  readonly appends: readonly { readonly ledger: LedgerName; readonly text: ByteString }[];
  readonly made: Readonly<Partial<Record<MadeFile, ByteString>>>;
  /** The upstream document that changes along. */
  readonly document: PreparedDocument | null;
}

export interface PreparedDocument {
  /** From the root, with `/`. */
  readonly path: string;
  readonly before: ByteString;
  readonly after: ByteString;
  readonly splice: DocumentSplice;
  readonly bytes: { readonly before: Buffer; readonly after: Buffer };
}

export function prepare(snapshot: StoredSnapshot, commit: Commit, options: ChangeOptions): Outcome<Prepared> {
  const edited = editDocument(snapshot.document, commit.changes);
  if (!edited.ok) return refused(uneditable(snapshot, edited));
  const nameless = commit.events.map(({ ledger }) => ledger).find(hasNoFile);
  if (nameless !== undefined) return refused(uneditable(snapshot, { message: tooLong(nameless), task: nameless }));
  const { planBytes: before } = snapshot;
  const after = edited.edits.length === 0 ? before : editedPlan(before, edited.edits);
  return done({
    before,
    after,
    edits: edited.edits,
    appends: appendsOf(snapshot, commit.events, { options, after }),
    made: madeBy(snapshot, commit),
    document: documentOf(snapshot, commit),
  });
}

/** What the document can't be made to say. Operations ask before whether a task can be edited, so this is rare. */
function uneditable(
  { document, file }: StoredSnapshot,
  { message, task: key }: { readonly message: string; readonly task?: TaskKey },
): Problem {
  const task = key === undefined ? undefined : document.plan.task(key);
  const place = task === undefined ? undefined : document.places.ofTask(task, 'entry');
  return {
    rule: 'read-only-block',
    message,
    file,
    ...(task === undefined ? {} : { task: task.id }),
    ...(place === undefined ? {} : { line: place.line, column: place.column }),
    have: [],
    missing: [],
    next: [{ command: 'tallyplan check' }],
    waivable: false,
  };
}

function hasNoFile(ledger: LedgerName): ledger is TaskKey {
  return ledger !== 'plan' && ledgerFileOf(ledger).length > longestLedgerFile;
}

function tooLong(ledger: TaskKey): string {
  const name = `${ledger.slice(0, 40)}…`;
  const length = ledgerFileOf(ledger).length;
  return `${name}: the id is too long for a ledger's name, which would have ${length} characters and may have ${longestLedgerFile}. Give the task a shorter id in an editor`;
}

function appendsOf(
  snapshot: StoredSnapshot,
  events: readonly DraftEvent[],
  { options, after }: { readonly options: ChangeOptions; readonly after: PlanBytes },
): Prepared['appends'] {
  const at = options.now().toISOString();
  const heads = new Map<LedgerName, readonly string[]>();
  const texts = new Map<LedgerName, string>();
  for (const draft of events) {
    const { ledger } = draft;
    const prev = heads.get(ledger) ?? headsOf(snapshot, ledger);
    const link = { prev, at, actor: options.actor, before: snapshot.revision, after: after.revision };
    const event = sealEvent(draft, link, sha256);
    heads.set(ledger, [event.id]);
    texts.set(ledger, `${texts.get(ledger) ?? separator(snapshot.ledgerText(ledger))}${eventLine(event)}`);
  }
  return [...texts].map(([ledger, text]) => ({ ledger, text: text as ByteString }));
}

/** A last line that was torn, or lost its line feed in an editor, is never glued to. */
function separator(ledger: ByteString): string {
  return ledger === '' || ledger.endsWith('\n') ? '' : '\n';
}

function headsOf({ ledgers }: StoredSnapshot, ledger: LedgerName): readonly string[] {
  return ledger === 'plan' ? ledgers.plan.heads : ledgers.task(ledger).heads;
}

function documentOf({ upstream }: StoredSnapshot, { document: edited }: Commit): PreparedDocument | null {
  if (edited === undefined) return null;
  const document = upstream.at(edited.path);
  if (document?.text == null) throw new Error(`${edited.path} is edited and was not read`);
  const { path, key, text: before } = document;
  const after = applyEdits(before, edited.edits);
  const splice = { key, before: sha256(before), after: sha256(after), edits: edited.edits };
  return { path, before, after, splice, bytes: { before: bytesOf(before), after: bytesOf(after) } };
}

/** What is there already is a person's, and stays: the configuration, and what git is told of the folder. The rest of an adoption is made anew. */
function madeBy({ configuration, isThere }: StoredSnapshot, { adoption }: Commit): Prepared['made'] {
  if (adoption === undefined) return {};
  return {
    ...(isThere('ignore') ? {} : { ignore: encodeUtf8(ignoredFiles) }),
    ...(isThere('attributes') ? {} : { attributes: encodeUtf8(attributedFiles) }),
    ...(configuration.digest === null ? { configuration: encodeUtf8(adoption.configuration) } : {}),
    baseline: baselineText(adoption.baseline),
    states: adoptedStatesText(adoption.states),
  };
}
