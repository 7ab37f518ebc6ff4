/**
 * A new status, written in the style of the old one: icon for icon, bold for bold, `In Progress` for
 * `Not Started`. Where the style has no name for it, the canonical word.
 */
import type { Status } from '../model/status.ts';
import { iconSets, type StatusVocabulary, takeApart, withoutComments } from './status-words.ts';

/**
 * The text that stands where `written` stood and means `status`.
 *
 * @param written the old text of a cell or a YAML value, decoded and without quotes
 */
export function statusInStyleOf(written: string, status: Status, vocabulary: StatusVocabulary): string {
  if (vocabulary.statusOf(written) === status) return written;
  for (const candidate of candidates(written, status, vocabulary)) {
    if (candidate !== null && vocabulary.statusOf(candidate) === status) return candidate;
  }
  return status;
}

/** From what keeps most of the style to what keeps least. */
function* candidates(written: string, status: Status, vocabulary: StatusVocabulary): Generator<string | null> {
  const { word, icons } = takeApart(written);
  if (word === '' && icons.length === 0) return;
  yield modelInUse(written, status, vocabulary);
  const [old, another] = icons;
  const icon = old === undefined ? null : iconLike(old, status, vocabulary);
  if (old !== undefined && another === undefined && icon !== null) {
    const withIcon = written.replace(old, icon);
    yield word === '' ? withIcon : replaceWord(withIcon, status);
  }
  if (word !== '' && icons.length === 0) yield replaceWord(written, status);
  yield inEmphasisOf(written, status);
}

/** A text of the same make that the document already uses for this status. */
function modelInUse(written: string, status: Status, vocabulary: StatusVocabulary): string | null {
  const make = makeOf(written);
  const seen = new Set<string>();
  for (const text of vocabulary.inUse()) {
    if (seen.has(text)) continue;
    seen.add(text);
    if (makeOf(text) === make && vocabulary.statusOf(text) === status) return text;
  }
  return null;
}

/** What two texts share that look alike: their emphasis, their icon's place, the case of their words. */
function makeOf(text: string): string {
  return text
    .replace(/[\ufe0e\ufe0f]/g, '')
    .replace(/\p{Extended_Pictographic}|\p{So}/gu, '☺')
    .replace(/[\p{L}\p{N}]+(?:[ _-][\p{L}\p{N}]+)*/gu, (words) => caseOf(words));
}

type Case = 'UPPER' | 'lower' | 'Title';
function caseOf(word: string): Case {
  if (word === word.toUpperCase()) return 'UPPER';
  return word === word.toLowerCase() ? 'lower' : 'Title';
}

/** The icon of the same set, or whichever means the status in this document. */
function iconLike(icon: string, status: Status, vocabulary: StatusVocabulary): string | null {
  const sets = [...iconSets.filter((set) => Object.values(set).includes(icon)), ...iconSets];
  return sets.map((set) => set[status]).find((candidate) => vocabulary.statusOfIcon(candidate) === status) ?? null;
}

type WordSet = Readonly<Record<Status, string>>;
const usualSet: WordSet = {
  NOT_STARTED: 'not_started',
  IN_PROGRESS: 'in_progress',
  BLOCKED: 'blocked',
  COMPLETED: 'completed',
  DEFERRED: 'deferred',
};
/** Words that go together: who writes `todo` writes `done`. */
const wordSets: readonly WordSet[] = [
  usualSet,
  { ...usualSet, NOT_STARTED: 'pending' },
  { ...usualSet, NOT_STARTED: 'todo', IN_PROGRESS: 'wip', COMPLETED: 'done' },
  { ...usualSet, COMPLETED: 'complete' },
];

const words = /\p{L}[\p{L}\p{N}]*(?:[ _-]+[\p{L}\p{N}]+)*/u;

function replaceWord(written: string, status: Status): string | null {
  const found = words.exec(withoutComments(written));
  if (found === null) return null;
  const old = found[0];
  const folded = takeApart(old).word;
  const set = wordSets.find((candidate) => Object.values(candidate).includes(folded)) ?? usualSet;
  return written.slice(0, found.index) + inCaseOf(old, set[status]) + written.slice(found.index + old.length);
}

/** `in_progress` as `In Progress`, `in-progress`, `IN PROGRESS` …, like `old`. */
function inCaseOf(old: string, word: string): string {
  const style = caseOf(old);
  const separator = /[ _-]/.exec(old)?.[0] ?? (style === 'Title' ? ' ' : '_');
  const parts = word.split('_').map((part, i) => {
    if (style === 'UPPER') return part.toUpperCase();
    if (style === 'lower' || (i > 0 && /[ _-]\p{Ll}/u.test(old))) return part;
    return part.slice(0, 1).toUpperCase() + part.slice(1);
  });
  return parts.join(separator);
}

/** The canonical word inside the emphasis that the old text had. */
function inEmphasisOf(written: string, status: Status): string | null {
  const emphasis = /^(\*{1,3}|`|_{1,2}|~~).*\1$/su.exec(written)?.[1];
  return emphasis === undefined ? null : emphasis + status + emphasis;
}
