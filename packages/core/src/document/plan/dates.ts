/** Dates as plans write them. */

/** A date as it is written, or null for an empty one, a `null`, a dash, or a template's `YYYY-MM-DD`. */
export function dateOf(text: string | null): string | null {
  if (text === null) return null;
  const trimmed = text.trim();
  return /^(?:|-+|–|—|~|null|none|n\/a|tbd|yyyy-mm-dd.*)$/i.test(trimmed) ? null : trimmed;
}

export function isTemplateDate(text: string): boolean {
  return /^\W*YYYY-MM-DD/.test(text);
}
