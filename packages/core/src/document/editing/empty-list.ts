/** A list that has lost all its entries. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Document, Edit } from '../document.ts';
import { lineAt, parentOf } from './entry-line.ts';

/** The key of the list that an entry (an offset) stands in says that it is empty: `phase_2_tasks: []`. null where no key is found. */
export function markedEmpty({ text }: Document, entry: number): Edit | null {
  const key = parentOf(text, lineAt(text, entry), 0);
  if (key === null) return null;
  const at = key.start + key.opening.length;
  return { start: at, end: at, text: ' []' as ByteString };
}
