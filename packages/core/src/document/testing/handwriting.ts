/** What one writer of plans does alike all through a document, and the words they use. */
import type { Dice } from './dice.ts';

/** What one writer does alike all through a document. */
export interface Handwriting {
  readonly family: 'B' | 'C' | 'D';
  readonly listIndent: number;
  readonly mappingItems: boolean;
  readonly quote: (text: string) => string;
  readonly quoteWord: (text: string) => string;
  readonly gap: readonly string[];
  readonly comments: boolean;
  readonly statuses: Readonly<Record<Status, string>>;
  readonly bold: string;
  readonly dateTime: boolean;
}

export interface Hand {
  readonly dice: Dice;
  readonly ids: Ids;
  readonly style: Handwriting;
}

type Status = 'NOT_STARTED' | 'IN_PROGRESS' | 'BLOCKED' | 'COMPLETED' | 'DEFERRED';

export const statuses: readonly Status[] = ['NOT_STARTED', 'IN_PROGRESS', 'BLOCKED', 'COMPLETED', 'DEFERRED'];

export const words: readonly Readonly<Record<Status, string>>[] = [
  { NOT_STARTED: 'NOT_STARTED', IN_PROGRESS: 'IN_PROGRESS', BLOCKED: 'BLOCKED', COMPLETED: 'COMPLETED', DEFERRED: 'DEFERRED' },
  { NOT_STARTED: '🔴', IN_PROGRESS: '🟡', BLOCKED: '⛔', COMPLETED: '✅', DEFERRED: '⏸' },
  { NOT_STARTED: 'Not Started', IN_PROGRESS: 'In Progress', BLOCKED: 'Blocked', COMPLETED: 'Completed', DEFERRED: 'Deferred' },
  { NOT_STARTED: '⬜ todo', IN_PROGRESS: '🔄 wip', BLOCKED: '🚫 blocked', COMPLETED: '✅ done', DEFERRED: '⏸ deferred' },
  { NOT_STARTED: 'pending', IN_PROGRESS: 'in_progress', BLOCKED: 'blocked', COMPLETED: 'completed', DEFERRED: 'deferred' },
];

export function handwriting(dice: Dice): Handwriting {
  const quotes = [(text: string) => JSON.stringify(text), (text: string) => `'${text.replaceAll("'", "''")}'`, plainOrQuoted];
  return {
    family: dice.pick(['B', 'C', 'D'] as const),
    listIndent: dice.pick([2, 0, 4]),
    mappingItems: dice.rarely(),
    quote: dice.pick(quotes),
    quoteWord: dice.pick([(text: string) => text, (text: string) => text, JSON.stringify, (text: string) => `'${text}'`]),
    gap: dice.pick([[''], ['    '], [], ['', '']]),
    comments: dice.rarely(2),
    statuses: dice.pick(words),
    bold: dice.pick(['**', '', '`']),
    dateTime: dice.rarely(),
  };
}

function plainOrQuoted(text: string): string {
  return /^[A-Za-z][A-Za-z0-9 ]*$/.test(text) ? text : JSON.stringify(text);
}

/** Ids that have not been given yet. */
export class Ids {
  private readonly given: string[] = [];
  next(dice: Dice): string {
    const number = String(this.given.length + 1).padStart(2, '0');
    const id = `${dice.pick(['TASKS', 'TASKS', 'SETUP', 'CHG'])}-${number}`;
    this.given.push(id);
    return id;
  }
  /** Some that have been given, and words that are none. */
  some(dice: Dice): string {
    return dice.some(0, 2, () => dice.pick([...this.given, 'All Python Code', 'TASKS-77'])).join(', ');
  }
}

export const names = ['Config Store', 'Reading intake', '[Service Name]', 'Audit Log v2', 'Prüfstand für Züge', 'Page capture queue'];

export const trickyNames = [
  'Inspection: sharp',
  'C# client',
  'say "now"',
  "the crew's list",
  '- dash',
  '{ brace',
  'null',
  '12',
  'tab\there',
];

export function date({ dice, style }: Hand): string {
  const day = `2026-0${1 + dice.roll(9)}-1${dice.roll(10)}`;
  return style.dateTime ? `${day}T0${dice.roll(10)}:15:00` : day;
}

export function indent(by: number, lines: readonly string[]): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));
}

export function someOf(hand: Hand, most: number, make: (index: number) => readonly string[]): readonly string[] {
  return hand.dice.some(1, most, make).flat();
}
