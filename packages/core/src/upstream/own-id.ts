/** The id that a document says it has: in its title, its front matter, its Document Control. */
import type { DocumentKey } from './document-id.ts';
import { targetsIn, type WrittenTarget } from './document-id.ts';
import type { ReadOptions } from './read-facts.ts';

/** Of several ids (`IPLAN-12 until March, now IPLAN-02`) its own, where that is among them. */
export function ownId(ids: readonly WrittenTarget[], key: DocumentKey): WrittenTarget | undefined {
  return ids.find(({ target }) => target.document === key) ?? ids[0];
}

/** Those of the document's type. */
export function idsOfType(text: string, { name, profile }: ReadOptions): readonly WrittenTarget[] {
  return targetsIn(text, profile).filter(({ target }) => target.type === name.type);
}

/** Nothing, or the name of the type: `Implementation Plan - IPLAN-01: Gate`. */
const opensTitle =
  /^[^A-Za-z0-9]*(?:(?:(?:product|business|system|functional|software) )?requirements?(?: document)?|(?:technical )?specification|implementation (?:plan|tasks)|architecture decision(?: record)?|tasks?)?[^A-Za-z0-9]*$/i;

/** Where a title does not begin with an id, one further on is what it is about: `Limits (replaces REQ-01)`. */
export function idInTitle(text: string, options: ReadOptions): WrittenTarget | undefined {
  const own = ownId(idsOfType(text, options), options.name.key);
  if (own === undefined || own.target.document === options.name.key) return own;
  return opensTitle.test(text.slice(0, own.start)) && !isOneOfMany.test(text.slice(own.end)) ? own : undefined;
}

/** `Requirements REQ-01 to REQ-09` */
const isOneOfMany = /^\s*(?:to|and|through|,|&|-|\/|\xe2\x80[\x93\x94])\s*[A-Za-z]+-\d/;
