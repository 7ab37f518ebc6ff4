/** From the bytes of a document to what it declares. */
import type { ByteString } from '../model/byte-string.ts';
import type { DocumentFacts } from './document-facts.ts';
import { noFacts } from './document-facts.ts';
import type { DocumentName } from './document-name.ts';
import type { Profile } from './profile.ts';

export interface ReadOptions {
  readonly path: string;
  readonly name: DocumentName;
  readonly profile: Profile;
}

export function readFacts(_text: ByteString, _options: ReadOptions): DocumentFacts {
  return noFacts;
}
