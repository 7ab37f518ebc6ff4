/** SHA-256 as the core asks for it. */
import { createHash } from 'node:crypto';
import type { Digest } from '@tallyplan/core/model/digest';

export const sha256: Digest = (bytes) => createHash('sha256').update(bytes, 'latin1').digest('hex');
