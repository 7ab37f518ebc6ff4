/** Last Updated: every place that holds one, each in its own form. */
import { decodeUtf8 } from '../../model/byte-string.ts';
import type { SetLastUpdated } from '../../model/change.ts';
import type { Document, Edit, ValueSource } from '../document.ts';
import { hasDate, inFormOf } from './date-form.ts';
import { type Planned, planned, replaceValue, sliceOf } from './planned.ts';
import { writeWord } from './yaml-scalar.ts';

export function setLastUpdated(document: Document, { at }: SetLastUpdated): Planned {
  const places = document.sources.lastUpdated.filter((source) => source.writable);
  return planned(...places.map((source) => dateEdit(document, source, at)));
}

/** Only the date is exchanged in a text that holds one (also a template's); any other text gives way to it. */
function dateEdit(document: Document, source: ValueSource, at: string): Edit {
  const written = decodeUtf8(sliceOf(document, source));
  return replaceValue(document, source, hasDate(written) ? inFormOf(written, at) : writeWord(inFormOf('', at), source.style));
}
