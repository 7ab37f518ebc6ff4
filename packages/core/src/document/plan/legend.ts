/** The texts of a document that may hold a legend of its icons. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Scan } from '../../text/scan-markdown.ts';

/** Prose and comments; an icon is no ASCII, so a text of nothing else has none. */
export function* legendTexts({ text, runs }: Scan): Generator<string> {
  for (const kind of ['text', 'comment', 'front-matter'] as const) {
    for (const { start, end } of runs.spansOf(kind, text)) {
      const part = text.slice(start, end) as ByteString;
      if (part.includes('\xe2') || part.includes('\xf0')) yield decodeUtf8(part);
    }
  }
}
