/** A moment of the ledger for people, to the minute and in the ledger's own clock: `2026-11-22 14:30Z`. @param utc ISO 8601. */
export function tellMoment(utc: string): string {
  return `${utc.slice(0, 10)} ${utc.slice(11, 16)}Z`;
}
