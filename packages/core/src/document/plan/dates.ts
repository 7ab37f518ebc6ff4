/** Dates as plans write them. */

/** A date as it is written; null for what holds no digit: nothing, `null`, a dash, a tick, a template's `YYYY-MM-DD`. */
export function dateOf(text: string | null): string | null {
  return text !== null && /\d/.test(text) ? text.trim() : null;
}

/** A template's date, which stands for one to be filled in. */
export function isTemplateDate(text: string): boolean {
  return /^\W*YYYY-MM-DD/.test(text);
}
