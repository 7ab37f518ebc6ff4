/**
 * What the words and icons of a file mean as a status. `status-style.ts` has the way back.
 *
 * Where an icon and a word stand together the word decides. A legend of the document (`⏳ = pending`)
 * comes before the words of the configuration, and those before the ones that everybody uses.
 */
import { distance } from 'fastest-levenshtein';
import { isStatus, type Status, statuses } from '../model/status.ts';

/** Words and icons that a configuration adds. */
export type StatusWords = Readonly<Record<string, Status>>;

export interface StatusVocabulary {
  /** What a text means, decorated as it may be; null where it can't be told. */
  statusOf(text: string): Status | null;
  /** The value that a text which can't be told most likely means; null where it is like none. */
  nearest(text: string): Status | null;
  /** What is understood, in words. */
  readonly words: readonly string[];
  /** What one icon means here. */
  statusOfIcon(icon: string): Status | null;
  /** The texts that stand for a status in the document. */
  inUse(): Iterable<string>;
}

/** What a document brings to its vocabulary; each is asked for only when an icon or a style leaves no other way. */
export interface DocumentWords {
  /** Texts that may hold entries such as `⏳ = pending`. */
  legend(): Iterable<string>;
  /** The texts that stand for a status in it. */
  inUse(): Iterable<string>;
}

const usualWords: StatusWords = {
  not_started: 'NOT_STARTED',
  pending: 'NOT_STARTED',
  todo: 'NOT_STARTED',
  to_do: 'NOT_STARTED',
  in_progress: 'IN_PROGRESS',
  wip: 'IN_PROGRESS',
  blocked: 'BLOCKED',
  completed: 'COMPLETED',
  complete: 'COMPLETED',
  done: 'COMPLETED',
  deferred: 'DEFERRED',
};

/** Those in one word that are none of the five in another case. */
const shortWords = Object.keys(usualWords).filter((word) => !word.includes('_') && !isStatus(word.toUpperCase()));

/** Icons that go together. */
export const iconSets: readonly Readonly<Record<Status, string>>[] = [
  { NOT_STARTED: '🔴', IN_PROGRESS: '🟡', BLOCKED: '⛔', COMPLETED: '🟢', DEFERRED: '⏸' },
  { NOT_STARTED: '⬜', IN_PROGRESS: '🔄', BLOCKED: '🚫', COMPLETED: '✅', DEFERRED: '⏸' },
  { NOT_STARTED: '⬜', IN_PROGRESS: '🚧', BLOCKED: '⛔', COMPLETED: '✔', DEFERRED: '⏸' },
];
/** All of them, each once. */
export const usualIcons: readonly string[] = [...new Set(iconSets.flatMap((set) => Object.values(set)))];

const noWords: DocumentWords = { legend: () => [], inUse: () => [] };

/** The vocabulary of one document. */
export function statusVocabulary(added: StatusWords = {}, document: DocumentWords = noWords): StatusVocabulary {
  // Made when a text is none of the five words: most plans hold no other.
  let known: KnownWords | undefined;
  let legend: ReadonlyMap<string, Status> | undefined;

  function words(): KnownWords {
    known ??= collectWords(added);
    return known;
  }
  function statusOfIcon(icon: string): Status | null {
    legend ??= readLegend(document.legend(), words().words);
    return legend.get(icon) ?? words().icons.get(icon) ?? null;
  }
  /** Several icons count when they agree. */
  function statusOfIcons(together: readonly string[]): Status | null {
    const meanings = new Set(together.map(statusOfIcon));
    const [meaning = null] = meanings;
    return meanings.size === 1 ? meaning : null;
  }
  return {
    statusOf(text) {
      const status = canonical.get(text);
      if (status !== undefined) return status;
      const { word, icons: together } = takeApart(text);
      return word === '' ? statusOfIcons(together) : (words().words.get(word) ?? null);
    },
    nearest(text) {
      const { word, icons: together } = takeApart(text);
      return statusOfIcons(together) ?? nearestWord(word, words().words);
    },
    words: [...statuses, ...shortWords, ...Object.keys(added)],
    statusOfIcon,
    inUse: document.inUse,
  };
}

const canonical: ReadonlyMap<string, Status> = new Map(statuses.map((status) => [status, status]));

interface KnownWords {
  readonly words: ReadonlyMap<string, Status>;
  readonly icons: ReadonlyMap<string, Status>;
}

function collectWords(added: StatusWords): KnownWords {
  const words = new Map<string, Status>();
  const icons = new Map<string, Status>();
  for (const set of iconSets) {
    for (const status of statuses) icons.set(set[status], status);
  }
  for (const [text, status] of [...Object.entries(usualWords), ...Object.entries(added)]) {
    const { word, icons: together } = takeApart(text);
    if (word !== '') words.set(word, status);
    else for (const icon of together) icons.set(icon, status);
  }
  return { words, icons };
}

export interface StatusText {
  /** Lower case, joined by underscores; '' where there is none. */
  readonly word: string;
  /** Without variation selectors. */
  readonly icons: readonly string[];
}

/** Made when they are first used: to compile a class of all scripts takes as long as to read a small plan. */
const pictographs = () => /\p{Extended_Pictographic}|\p{So}/gu;
const joiners = /[\ufe0e\ufe0f\u200b-\u200d\u2060\ufeff]|[\u{1f3fb}-\u{1f3ff}]/gu;

/** The word and the icons of a text that stands for a status, without comments and emphasis. */
export function takeApart(text: string): StatusText {
  const bare = withoutComments(text).replace(joiners, '');
  const words = bare
    .replace(pictographs(), ' ')
    .toLowerCase()
    .split(/[\s*~`_-]+/);
  const word = words.filter((part) => part !== '').join('_');
  return { word, icons: bare.match(pictographs()) ?? [] };
}

/** HTML comments replaced by as many blanks, so that offsets stay. */
export function withoutComments(text: string): string {
  return text.replace(/<!--.*?(?:-->|$)/gs, (comment) => ' '.repeat(comment.length));
}

/** An icon, a sign between, and words up to the next sign. */
const legendEntry = () => /(\p{Extended_Pictographic})[\ufe0e\ufe0f]?[ \t*`]{0,8}[=:→–—-][ \t*`]{0,8}(\p{L}[\p{L}\p{N} _-]{0,40})/gu;

function readLegend(texts: Iterable<string>, words: ReadonlyMap<string, Status>): ReadonlyMap<string, Status> {
  const legend = new Map<string, Status>();
  for (const text of texts) {
    for (const [, icon = '', meaning = ''] of text.matchAll(legendEntry())) {
      const status = words.get(takeApart(meaning).word);
      if (status !== undefined && !legend.has(icon)) legend.set(icon, status);
    }
  }
  return legend;
}

/** Words that are no status here, but come close to one: for hints alone. */
const relatedWords: StatusWords = {
  ...Object.fromEntries(['planned', 'open', 'new', 'backlog', 'queued'].map((word) => [word, 'NOT_STARTED'])),
  ...Object.fromEntries(
    ['started', 'active', 'doing', 'ongoing', 'working', 'current', 'progress', 'review', 'testing'].map((word) => [word, 'IN_PROGRESS']),
  ),
  ...Object.fromEntries(['waiting', 'stuck', 'failed', 'paused'].map((word) => [word, 'BLOCKED'])),
  ...Object.fromEntries(['finished', 'closed', 'resolved', 'verified', 'passed', 'implemented'].map((word) => [word, 'COMPLETED'])),
  ...Object.fromEntries(['postponed', 'skipped', 'later', 'cancelled', 'canceled', 'dropped'].map((word) => [word, 'DEFERRED'])),
};

/** Words that turn the meaning of those beside them: "half done" is under way, and what "not done" is, nobody knows. */
const halves = new Set(['half', 'halfway', 'partial', 'partially', 'partly', 'nearly', 'almost', 'mostly']);
const turns = new Set(['not', 'no', 'non', 'un', 'never', 'be']);
const isTurn = (part: string) => turns.has(part) || /n['’]t$/.test(part);

/** The status of the known word that is most like it: one that the text holds, one that is related, else one a slip away. */
function nearestWord(word: string, words: ReadonlyMap<string, Status>): Status | null {
  const short = word.slice(0, 40);
  const parts = short.split('_');
  if (parts.some((part) => halves.has(part))) return 'IN_PROGRESS';
  if (parts.some(isTurn)) return slipOf(short, new Map([...words].filter(([known]) => known.split('_').some(isTurn))));
  for (const [known, status] of words) if (`_${short}_`.includes(`_${known}_`)) return status;
  const [related] = parts.flatMap((part) => (Object.hasOwn(relatedWords, part) ? [relatedWords[part]] : []));
  return related ?? slipOf(short, words);
}

function slipOf(word: string, words: ReadonlyMap<string, Status>): Status | null {
  let nearest: Status | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [known, status] of words) {
    const edits = distance(word, known);
    if (edits < least && isSlip(word, known, edits)) [nearest, least] = [status, edits];
  }
  return nearest;
}

/** At most a third of the letters may differ, or two, in short words one; and not the first: "none" is no "done", nor "incomplete" complete. */
function isSlip(word: string, known: string, edits: number): boolean {
  if (word[0] !== known[0]) return false;
  if (Math.min(word.length, known.length) > 4) return edits <= Math.max(2, Math.floor(word.length / 3));
  return edits <= 1 || lettersOf(word) === lettersOf(known);
}

const lettersOf = (word: string) => [...word].sort().join('');
