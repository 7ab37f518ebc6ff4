/** SHA-256 in hexadecimal. Node's crypto takes 4 ms to load, and many an answer needs no digest. */
import type { Digest } from '@tallyplan/core/model/digest';

export const sha256: Digest = (bytes) => sha256OfBytes(bytes.length < long && isAscii(bytes) ? bytes : Buffer.from(bytes, 'latin1'));

/** From here on it takes less time to copy the bytes than to look whether they are ASCII, whose UTF-8 is the same. */
const long = 2000;

/** Of a text, its UTF-8. */
export function sha256OfBytes(bytes: Uint8Array | string): string {
  crypto ??= process.getBuiltinModule('node:crypto');
  return crypto.hash('sha256', bytes, 'hex');
}

/** Of bytes that are at hand in pieces. */
export function sha256OfPieces(pieces: readonly Uint8Array[]): string {
  crypto ??= process.getBuiltinModule('node:crypto');
  const hash = crypto.createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

let crypto: typeof import('node:crypto') | undefined;

function isAscii(bytes: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole range of ASCII is meant
  return /^[\x00-\x7f]*$/.test(bytes);
}
