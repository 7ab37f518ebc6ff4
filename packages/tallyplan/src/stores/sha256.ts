/** SHA-256 in hexadecimal. Node's crypto takes 4 ms to load, and many an answer needs no digest. */
import type { Digest } from '@tallyplan/core/model/digest';

export const sha256: Digest = (bytes) => newHash().update(bytes, 'latin1').digest('hex');

export function sha256OfBytes(bytes: Uint8Array): string {
  return newHash().update(bytes).digest('hex');
}

function newHash() {
  return process.getBuiltinModule('node:crypto').createHash('sha256');
}
