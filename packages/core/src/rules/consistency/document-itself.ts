/** Checks of one document by itself: template text left in its fields (`placeholder-content`), and ids that disagree (`id-mismatch`). */
import type { Upstream, UpstreamDocument } from '../../upstream/upstream.ts';
import { someOf } from '../sighting.ts';
import type { DocumentCheck } from './consistency.ts';
import { contradiction, quoteOf } from './contradiction.ts';

/** Fields that are filled in when the work is done, so that a template's text in them is no gap before. */
const filledInLater =
  /^(?:actual effort|completion date|date completed|completed|approved by|approver|due date|next review|downstream.*)$/i;

/** One finding for each file, at the first of its fields: a template that was only copied has dozens. */
export const placeholderContent: DocumentCheck = ({ upstream }, document) =>
  upstream.filesOf(document).flatMap((file) => {
    const open = file.facts.placeholders.filter(
      ({ field, written }) => !filledInLater.test(field) && !isYetToCome(upstream, document, written),
    );
    const [first, ...more] = open;
    if (first === undefined) return [];
    const fields = [...new Set(open.map(({ field }) => field))];
    const text = first.written.length > 60 ? 'what the template has there' : `"${first.written}"`;
    return [
      contradiction(quoteOf(file, first.span), {
        rule: 'placeholder-content',
        message:
          more.length === 0
            ? `${document.id}: ${first.field} is still ${text}`
            : `${document.id}: ${fields.length} declared fields are still the template's: ${someOf(fields)}`,
        about: [document.key, ...open.map(({ field, written }) => `${field}: ${written}`)],
        remedy: `fill in ${someOf(fields)}, or take it out`,
      }),
    ];
  });

/** `IPLAN-NN` in a TASKS document: what will stand on it is not there when it is written. */
function isYetToCome({ profile }: Upstream, { layer }: UpstreamDocument, written: string): boolean {
  const [type = ''] = /^[A-Za-z][A-Za-z0-9]*(?=[-.])/.exec(written) ?? [];
  return (profile.layers.get(type.toUpperCase()) ?? 0) > layer;
}

export const idMismatch: DocumentCheck = ({ upstream }, document) =>
  upstream.filesOf(document).flatMap((file) =>
    file.facts.ids
      .filter(({ key }) => key !== file.key)
      .map(({ from, written, span }) =>
        contradiction(quoteOf(file, span), {
          rule: 'id-mismatch',
          message: `the ${places[from]} says ${written}, the file name ${file.id}`,
          about: [file.path, from, written],
          remedy: `give the document one id in file name, title, front matter and Document Control`,
        }),
      ),
  );

const places = { title: 'title', 'front-matter': 'front matter', 'document-control': 'Document Control' } as const;
