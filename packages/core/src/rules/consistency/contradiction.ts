/** What a consistency check found: two places that can't both be right, or one that can't be. */
import type { Place, Span } from '../../model/place.ts';
import type { Severity } from '../../model/problem.ts';
import type { RuleName } from '../../model/rule-names.ts';
import { severityOf } from '../../model/rule-names.ts';
import type { UpstreamDocument } from '../../upstream/upstream.ts';

export interface Contradiction {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly message: string;
  /** Where it is to be mended. */
  readonly here: Quotation;
  /** What it disagrees with, where that is written somewhere. */
  readonly there: Quotation | null;
  /** What it is about, in words that stay the same while the thing does: waivers and the baseline go by them. */
  readonly about: readonly string[];
  readonly remedy: string;
}

/** Some words of a file, with their place. */
export interface Quotation {
  readonly file: string;
  readonly place: Place;
  readonly text: string;
}

type Words = Pick<Contradiction, 'rule' | 'message' | 'about' | 'remedy'> & {
  readonly there?: Quotation | null;
  /** Where the check says less than its rule does as a rule. */
  readonly severity?: Severity;
};

export function contradiction(here: Quotation, { there = null, severity, ...words }: Words): Contradiction {
  return { ...words, severity: severity ?? severityOf(words.rule), here, there };
}

/** The words that stand there. */
export function quoteOf(document: UpstreamDocument, span: Span): Quotation {
  return { file: document.path, place: document.placeOf(span), text: document.quote(span) };
}

/** The document as a whole: its title, at its beginning. */
export function beginningOf(document: UpstreamDocument): Quotation {
  const { title } = document.facts;
  return { file: document.path, place: { line: 1, column: 1, endLine: 1, endColumn: 1 }, text: title === '' ? document.id : title };
}
