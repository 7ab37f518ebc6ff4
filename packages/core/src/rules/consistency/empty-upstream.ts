/** `empty-upstream`: a TASKS or IPLAN document that refers to nothing. Nothing of nothing is no pass. */
import { leadsElsewhere, linkedFrom, upwardOf } from './citations.ts';
import type { DocumentCheck } from './consistency.ts';
import { beginningOf, contradiction } from './contradiction.ts';

export const emptyUpstream: DocumentCheck = ({ upstream }, document) => {
  if (document.type !== 'TASKS' && document.type !== 'IPLAN') return [];
  const files = upstream.filesOf(document);
  // Attachments of an IPLAN often bear its id: which of them is the document is not sure.
  if (upstream.withKey(document.key).length > 1) return [];
  const unread = files.some(({ rawDigest, facts }) => rawDigest === null || facts.problems.length > 0);
  if (unread || upwardOf(upstream, document).length > 0) return [];
  // What it stands on may be named elsewhere: in another place, or by a link alone.
  if (files.some(({ facts }) => facts.references.some(leadsElsewhere))) return [];
  if (files.flatMap((file) => linkedFrom(upstream, file)).some(({ layer }) => layer < document.layer)) return [];
  return [
    contradiction(beginningOf(document), {
      rule: 'empty-upstream',
      message: `${document.id} refers to no document that it stands on`,
      about: [document.key],
      remedy: `declare what it stands on, for instance \`@req: REQ-01\` in its traceability tags`,
    }),
  ];
};
