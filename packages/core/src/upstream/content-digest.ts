/** The digest of what a document says, which stays when only its form or the record of the work changes. */
import type { ByteString } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Span } from '../model/place.ts';

/** Of the algorithm: a digest of another version can't be compared, and counts as changed. */
const contentVersion = 'v1';

export function contentDigestOf(text: ByteString, spans: readonly (Span | null)[], digest: Digest): string {
  const parts = spans.map((span) => (span === null ? '-' : `+${text.slice(span.start, span.end)}`));
  return `${contentVersion}:${digest(parts.join('\0') as ByteString)}`;
}
