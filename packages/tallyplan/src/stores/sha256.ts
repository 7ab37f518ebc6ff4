/** SHA-256 as the core asks for it. */
import type { Digest } from '@tallyplan/core/model/digest';

/** Node's crypto takes 4 ms to load, and many an answer needs no digest. */
export const sha256: Digest = (bytes) => process.getBuiltinModule('node:crypto').createHash('sha256').update(bytes, 'latin1').digest('hex');
