/** Edits of a text one after the other, each told so that it can be taken back wherever its text has gone since. */
import type { ByteString } from '@tallyplan/core/model/byte-string';

/** At `start`, `removed` gives way to `inserted`. In a list, each is about the text that those before it have made. */
export interface Splice {
  readonly start: number;
  readonly removed: ByteString;
  readonly inserted: ByteString;
}

/** What is kept of a splice, as bytes: enough to find it again. */
export interface KeptSplice {
  readonly removed: string;
  readonly inserted: string;
}

export function applySplices(text: ByteString, splices: readonly Splice[]): ByteString {
  let made: string = text;
  for (const { start, removed, inserted } of splices) made = made.slice(0, start) + inserted + made.slice(start + removed.length);
  return made as ByteString;
}

/**
 * The text without the splices: byte for byte as it was before them, and with all that was written elsewhere
 * in the meantime. Null where one of them is not found whole, or could be in more than one place.
 */
export function withoutSplices(text: ByteString, splices: readonly KeptSplice[]): ByteString | null {
  let made: string = text;
  for (const { removed, inserted } of [...splices].reverse()) {
    const at = made.indexOf(inserted);
    if (inserted === '' || at < 0 || made.indexOf(inserted, at + 1) >= 0) return null;
    made = made.slice(0, at) + removed + made.slice(at + inserted.length);
  }
  return made as ByteString;
}

/** The one splice that makes a text of another. */
export function spliceBetween(before: ByteString, after: ByteString): Splice {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let kept = 0;
  while (kept < least - start && before[before.length - 1 - kept] === after[after.length - 1 - kept]) kept++;
  return {
    start,
    removed: before.slice(start, before.length - kept) as ByteString,
    inserted: after.slice(start, after.length - kept) as ByteString,
  };
}
