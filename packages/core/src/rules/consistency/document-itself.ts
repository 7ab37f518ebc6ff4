/** Checks of one document by itself: template text left in its fields (`placeholder-content`), and ids that disagree (`id-mismatch`). */
import type { DocumentCheck } from './consistency.ts';
import { contradiction, quoteOf } from './contradiction.ts';

/** Fields that are filled in when the work is done, so that a template's text in them is no gap before. */
const filledInLater =
  /^(?:actual effort|completion date|date completed|completed|approved by|approver|due date|next review|downstream.*)$/i;

export const placeholderContent: DocumentCheck = ({ upstream }, document) =>
  upstream.filesOf(document).flatMap((file) =>
    file.facts.placeholders
      .filter(({ field }) => !filledInLater.test(field))
      .map(({ field, written, span }) =>
        contradiction(quoteOf(file, span), {
          rule: 'placeholder-content',
          message: `${document.id}: ${field} is still ${written.length > 60 ? 'what the template has there' : `"${written}"`}`,
          about: [document.key, field, written],
          remedy: `fill in ${field}, or take it out`,
        }),
      ),
  );

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
