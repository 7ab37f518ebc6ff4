/** A file that is Tallyplan's from its first byte to its last. One that a person wrote, or changed, is left as it is. */
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { done } from '@tallyplan/core/model/problem';
import type { Insertion } from './insertion.ts';

export interface WholeFile extends Pick<Insertion, 'file' | 'does' | 'executable'> {
  readonly content: string;
}

export function wholeFile({ content, ...rest }: WholeFile): Insertion {
  const text = encodeUtf8(content);
  return {
    ...rest,
    isIn: (found) => found === text,
    put: (found) => done(found === '' ? [{ start: 0, removed: found, inserted: text }] : []),
    takeOut: (found) => (found === text ? encodeUtf8('') : found),
  };
}
