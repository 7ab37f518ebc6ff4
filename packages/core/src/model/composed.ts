/**
 * One form for what looks the same: letters with their accents composed (NFC). File systems, and what copies names from
 * them, write them apart.
 */
export function composed(text: string): string {
  return beyondLatin.test(text) ? text.normalize('NFC') : text;
}

/** Accents that stand by themselves come behind this; up to there every text is composed. */
const beyondLatin = /[\u0300-\uffff]/;
