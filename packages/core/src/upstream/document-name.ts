/** What the name of a file says: whether it is an upstream document, which one, and which part of it. */
import type { DocumentKey } from './document-id.ts';
import { documentKeyOf } from './document-id.ts';
import type { Profile } from './profile.ts';

export interface DocumentName {
  readonly type: string;
  readonly layer: number;
  readonly key: DocumentKey;
  /** `REQ-001`. */
  readonly id: string;
  /** "3.1" of `REQ-01.3.1_x.md`; null where the file is the whole document. */
  readonly section: string | null;
}

/** Where a document's name ends: what follows the id may begin with anything that does not go on with it. */
const named = /^([A-Za-z][A-Za-z0-9]*)-(\d{2,9})((?:\.\d{1,4}){0,4})(?![A-Za-z0-9])(.*)\.(?:md|markdown|ya?ml|feature)$/is;

/** Whether the name of a file is one that a document could have, in some profile: a quick look, before anything is asked about it. */
export function couldBeDocument(name: string): boolean {
  return name.includes('-') && named.test(name);
}

/** null for any file that is no upstream document, and for those that only look like one: templates, lists of documents, reviews. */
export function readDocumentName(file: string, { layers }: Profile): DocumentName | null {
  const name = file.slice(file.lastIndexOf('/') + 1);
  const found = named.exec(name);
  if (found === null) return null;
  const [, written = '', number = '', sections = '', rest = ''] = found;
  const type = written.toUpperCase();
  const layer = layers.get(type);
  if (layer === undefined || Number(number) === 0 || /^\.R(?:[._]|$)/i.test(rest) || /-TEMPLATE/i.test(name)) return null;
  const section =
    sections === ''
      ? null
      : sections
          .slice(1)
          .split('.')
          .map((part) => String(Number(part)))
          .join('.');
  return { type, layer, key: documentKeyOf(type, number), id: `${written}-${number}`, section };
}
