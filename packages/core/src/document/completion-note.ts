/** How a completion is told in a column of notes, where a table has none of its own for it: `Completed 2026-11-22`. */

const note = /\bcompleted:? (\d{4}-\d{2}-\d{2}(?:T[\d:]+)?)/i;
const noteWithSeparator = /(?:;[ ]*)?\bcompleted:? \d{4}-\d{2}-\d{2}(?:T[\d:]+)?[ ,;.]*/i;

/** The date that a text of notes tells; null where it tells none. */
export function completionIn(notes: string): string | null {
  return note.exec(notes)?.[1] ?? null;
}

/** Notes that tell this date and keep what else they say; with null, those that tell none. */
export function withCompletion(notes: string, date: string | null): string {
  if (date === null) return notes.replace(noteWithSeparator, '').trim();
  if (note.test(notes)) return notes.replace(note, (told, old: string) => told.slice(0, told.length - old.length) + date);
  return notes.trim() === '' ? `Completed ${date}` : `${notes}; completed ${date}`;
}
