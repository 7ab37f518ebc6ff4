/** What a reader has gathered of a document so far. One place knows what is left out: self-references, and more than anybody reads. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import type { Criterion, DocumentFacts, Element, Placeholder, Prerequisite, Reference, ReferenceField } from './document-facts.ts';
import { noFacts } from './document-facts.ts';
import type { DocumentKey, WrittenTarget } from './document-id.ts';
import type { WrittenText } from './id-list.ts';

/** Of each kind of fact in one document; what comes after is not kept, and `problems` says so. */
const most = 20_000;

export class Gathered {
  readonly facts = noFacts();
  readonly #own: DocumentKey;
  readonly #criteria = new Map<string, number>();
  readonly #elements = new Map<string, { readonly position: number; readonly isDefinition: boolean }>();
  #isFull = false;

  constructor(own: DocumentKey) {
    this.#own = own;
  }

  /** Ids that stand in a declared field, at `offset` of the document. */
  references(
    ids: readonly WrittenTarget[],
    field: { readonly from: ReferenceField; readonly name: string; readonly offset: number },
  ): void {
    const { from, name, offset } = field;
    for (const { target, written, start, end } of ids) {
      // Its own id says which document this is, and not what it stands on.
      if (target.document === this.#own) continue;
      const reference: Reference = { target, written: decoded(written), from, name, span: { start: offset + start, end: offset + end } };
      this.add('references', reference);
    }
  }

  /** Documents that stand on this one, as it says itself. */
  downstream(ids: readonly WrittenTarget[], offset: number): void {
    for (const { target, written, start, end } of ids) {
      if (target.document !== this.#own)
        this.add('downstream', { target, written: decoded(written), span: { start: offset + start, end: offset + end } });
    }
  }

  /** Of the ids of a field, those that name a document of `type` are tasks that come before or after. */
  prerequisites(
    ids: readonly WrittenTarget[],
    field: Pick<Prerequisite, 'order' | 'from'> & { readonly type: string; readonly offset: number },
  ): void {
    const { order, from, type, offset } = field;
    for (const { target, written, start, end } of ids) {
      if (target.type !== type || target.document === this.#own) continue;
      this.add('prerequisites', { target, written: decoded(written), order, from, span: { start: offset + start, end: offset + end } });
    }
  }

  placeholders(found: readonly WrittenText[], field: { readonly field: string; readonly offset: number }): void {
    for (const { written, start, end } of found) {
      const placeholder: Placeholder = {
        field: field.field,
        written: decoded(written),
        span: { start: field.offset + start, end: field.offset + end },
      };
      this.add('placeholders', placeholder);
    }
  }

  /** Each id once: where a section of acceptance criteria names it, else where it stands first. */
  criterion(criterion: Criterion): void {
    const known = this.#criteria.get(criterion.id);
    if (known === undefined) {
      this.#criteria.set(criterion.id, this.facts.criteria.length);
      this.add('criteria', criterion);
    } else if (criterion.isAcceptance && this.facts.criteria[known]?.isAcceptance === false) this.facts.criteria[known] = criterion;
  }

  /** Each element once: where it is defined, else where it stands first. */
  element(element: Element, isDefinition: boolean): void {
    const known = this.#elements.get(element.key);
    if (known === undefined) {
      this.#elements.set(element.key, { position: this.facts.elements.length, isDefinition });
      this.add('elements', element);
    } else if (isDefinition && !known.isDefinition) {
      this.facts.elements[known.position] = element;
      this.#elements.set(element.key, { ...known, isDefinition });
    }
  }

  add<Key extends ListOfFacts>(key: Key, fact: DocumentFacts[Key][number]): void {
    // A list of the facts of `key`, which the compiler loses in the union of all lists.
    const list = this.facts[key] as unknown[];
    if (list.length < most) list.push(fact);
    else if (!this.#isFull) {
      this.#isFull = true;
      const span: Span = 'span' in fact ? fact.span : { start: 0, end: 0 };
      this.facts.problems.push({ kind: 'too-large', message: `it has more than ${most} ${key}; what follows is not read`, span });
    }
  }
}

type ListOfFacts = { [Key in keyof DocumentFacts]: DocumentFacts[Key] extends readonly unknown[] ? Key : never }[keyof DocumentFacts];

/** Ids are ASCII, what stands in brackets with them need not be. */
function decoded(written: string): string {
  for (let at = 0; at < written.length; at++) if (written.charCodeAt(at) > 0x7f) return decodeUtf8(written as ByteString);
  return written;
}
