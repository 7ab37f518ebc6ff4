/** The id that a document says it has: in its title, its front matter, its Document Control. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
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

/** Letters and digits of any script. */
const letter = String.raw`A-Za-z0-9\u00c0-\u1fff\u2c00-\u2dff\u3005-\u3007\u3041-\ud7ff\uf900-\ufaff\uff10-\uff5a`;
/** Nothing, or the name of the type: `Implementation Plan - IPLAN-01: Gate`. */
const opensTitle = new RegExp(
  `^[^${letter}]*(?:${[
    '(?:(?:product|business|system|functional|software) )?requirements?(?: document)?|(?:technical )?specification',
    'implementation (?:plan|tasks)|architecture decision(?: record)?|tasks?',
    'anforderung(?:en)?|spezifikation|(?:umsetzungs|implementierungs)plan|(?:architektur)?entscheidung|aufgaben?|arbeitspaket',
    '要件(?:定義書?)?|要求(?:仕様書?)?|仕様書?|実装計画書?|タスク|設計判断|需求|规格(?:说明)?|实施计划|任务|决策',
  ].join('|')})?[^${letter}]*$`,
  'i',
);

/** Where a title does not begin with an id, one further on is what it is about: `Limits (replaces REQ-01)`. */
export function idInTitle(text: string, options: ReadOptions): WrittenTarget | undefined {
  const own = ownId(idsOfType(text, options), options.name.key);
  if (own === undefined || own.target.document === options.name.key) return own;
  return opensTitle.test(decodeUtf8(text.slice(0, own.start) as ByteString)) && !isOneOfMany.test(text.slice(own.end)) ? own : undefined;
}

/** `Requirements REQ-01 to REQ-09` */
const isOneOfMany = /^\s*(?:to|and|through|,|&|-|\/|\xe2\x80[\x93\x94])\s*[A-Za-z]+-\d/;
