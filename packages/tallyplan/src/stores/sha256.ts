/** SHA-256 in hexadecimal. Node's crypto takes 4 ms to load, and many an answer needs no digest. */
import type { Hash } from 'node:crypto';
import { isAscii } from '@tallyplan/core/model/byte-string';
import type { Digest } from '@tallyplan/core/model/digest';

export const sha256: Digest = (bytes) => sha256OfBytes(bytes.length < long && isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1'));

/** From here on it takes less time to copy the bytes than to look whether they are ASCII, whose UTF-8 is the same. */
const long = 2000;

/** Of a text, its UTF-8. */
export function sha256OfBytes(bytes: Uint8Array | string): string {
  crypto ??= process.getBuiltinModule('node:crypto');
  return crypto.hash('sha256', bytes, 'hex');
}

/** States of a digest under way, by the number of bytes that went into it; in order. */
export type Trail = readonly { readonly at: number; readonly state: Hash }[];

/** Bytes between two states of a trail. */
const stride = 64 * 1024;

/**
 * Of bytes that are at hand in pieces, as one; and the trail of it.
 *
 * @param from the trail of other bytes that begin the same: so much of the beginning is not digested again
 */
export function sha256Along(pieces: readonly Uint8Array[], from: Trail = []): { readonly digest: string; readonly trail: Trail } {
  crypto ??= process.getBuiltinModule('node:crypto');
  const last = from.at(-1);
  const hash = last === undefined ? crypto.createHash('sha256') : last.state.copy();
  const trail = [...from];
  let at = last?.at ?? 0;
  let start = 0;
  for (const piece of pieces) {
    const end = start + piece.length;
    while (at < end) {
      const next = Math.min(end, at - (at % stride) + stride);
      hash.update(piece.subarray(at - start, next - start));
      at = next;
      if (at % stride === 0) trail.push({ at, state: hash.copy() });
    }
    start = end;
  }
  return { digest: hash.digest('hex'), trail };
}

let crypto: typeof import('node:crypto') | undefined;
