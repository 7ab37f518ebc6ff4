/** Ids that a text names anywhere outside code: the document's own elements, and criteria. */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { readTarget } from './document-id.ts';
import { inMarkdown } from './html-marks.ts';
import type { Reading } from './read-markdown.ts';
import { isOfNothing, type OutlineSection } from './sections.ts';

/** An element, an older element, or an id that has meaning within a document only. */
const named = /(?<![\w.-])(?:AC-\d{1,6}|[A-Z][A-Z0-9]{1,15}(?:\.\d{2,9}\.\d{1,6}\.\d{1,6}|-\d{2,9}-\d{2,6}))(?![\w])/g;

/** Most text has none of them, and digits tell so sooner than capitals. */
const hint = /\d[.-]\d|AC-\d/;

export function gatherNames(
  text: ByteString,
  span: Span,
  { section, reading }: { readonly section: OutlineSection | null; readonly reading: Reading },
): void {
  const part = text.slice(span.start, span.end);
  if (!hint.test(part)) return;
  for (const found of part.matchAll(named)) {
    const start = span.start + found.index;
    gatherName(text, { start, end: start + found[0].length }, { section, reading });
  }
}

function gatherName(
  text: ByteString,
  span: Span,
  { section, reading }: { readonly section: OutlineSection | null; readonly reading: Reading },
): void {
  const { gathered, options } = reading;
  const written = text.slice(span.start, span.end);
  const target = readTarget(written, options.profile);
  if (target === null && !written.startsWith('AC-')) return;
  const id = target?.part?.kind === 'element' ? target.part.key : written;
  const isDefinition = opensItsLine(text, span);
  const isAcceptance = section?.kind.isAcceptance === true && !isOfNothing(section.kind) && isDefinition && !isPutOff(text, span.end);
  gathered.criterion({ id, target, isAcceptance, span });
  if (target === null || target.document !== options.name.key) return;
  const number = section === null || section.isTitle ? null : section.number;
  gathered.element({ key: id, written, section: number, span }, isDefinition);
}

/** `AC-003 (deferred): …` */
function isPutOff(text: ByteString, end: number): boolean {
  return /^[*`]{0,3} ?\((?:deferred|postponed|later|out of scope|dropped|removed|superseded|n\/a)\b/i.test(text.slice(end, end + 40));
}

/** Marks of items, also `a)` and `iv.`; `- id: REQ.01.06.02` of YAML, also in braces. */
const beforeIt =
  /^\s*(?:\(?(?:[A-Za-z]|[ivxIVX]{1,4})[.)]\s+)?[\s>*_`"'|#\d.+[\](-]*(?:[xX][\]\s*`]*)?(?:\{?\s*["']?(?:id|ref|criterion)["']?:\s*["']?)?$/;

/** Longer marks before the first word of a line than anybody writes. */
const longestLead = 40;

/** Where an id opens an item, a cell or a heading, or a line with a colon behind it, it is defined there and not only named. */
function opensItsLine(text: ByteString, { start, end }: Span): boolean {
  const near = text.slice(Math.max(0, start - longestLead), start);
  const feed = near.lastIndexOf('\n');
  if (feed < 0 && start > longestLead) return false;
  const lead = inMarkdown(near.slice(feed + 1));
  if (!beforeIt.test(lead)) return false;
  return /\S/.test(lead) || text.charAt(end) === ':';
}
