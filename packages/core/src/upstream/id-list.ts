/**
 * The value of a declared field: a list of ids, in any of the forms that people write.
 *
 *     REQ-01, REQ.02.26.01      TASKS-01:Name      [REQ-03](path#REQ-03)      `REQ-01`      [SPEC-01, REQ-01]
 *     REQ-01 (first the login); REQ-02              [[REQ-02|the limits]]               [the limits][REQ-02]
 *     REQ-01 and REQ-02      REQ-01 / REQ-02        REQ-01<br>REQ-02                    REQ-01 to REQ-03, REQ-01..03
 *
 * It ends where something else stands than an id, a remark behind one, or the next separator: at `null` or `None`, too,
 * whatever is said behind it.
 */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import { isUnfilled } from './declared-values.ts';
import { documentsBetween, readTarget, targetsIn, type WrittenTarget } from './document-id.ts';
import { inMarkdown } from './html-marks.ts';
import type { Profile } from './profile.ts';

/** Positions are those of the value, which is a text of bytes. */
export interface IdList {
  readonly ids: readonly WrittenTarget[];
  /** `REQ-NN`, `TBD`, `[List of …]`: what a template has where ids should stand. */
  readonly placeholders: readonly WrittenText[];
}
export interface WrittenText {
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

const blanks = /[\t `*"']*/y;
const link = /\[([^\][]{0,300})\]\(([^()\s]{0,500})[^()]{0,200}\)/y;
/** What a label leads to stands elsewhere in the document. */
const labelled = /\[([^\][]{1,300})\]\[([^\][]{0,300})\]/y;
const wikiLink = /\[\[([^\][|]{1,300})(?:\|[^\][]{0,300})?\]\]/y;
const bracket = /\[([^\][]{0,2000})\]/y;
const unfilled = /(?:[A-Za-z][A-Za-z0-9]{0,20}[-.](?:N{2,4}|X{2,4}|Y{2,4}|Z{2,4}|A{2,4}|B{2,4})\b[\w.-]*|TBD\b|TODO\b)/y;
const idStart = /[A-Za-z][A-Za-z0-9]{0,40}[-.]\d[\w.-]*/y;
/** The next id right behind this one. */
const neighbour = /[\t `*"']+(?=\[?[A-Z][A-Z0-9]{1,20}[-.]\d)/y;
/** A name (`:Contract`), the closing of marks, and a remark in brackets. */
const name = /(?::[\w.-]+)?[\t `*"']*(?:\([^()]*\)[\t `*"']*)?/y;
/** The commas of other scripts, and breaks of lines in a cell, in the bytes of UTF-8: 、 ， ； ، ؛ */
const mark = String.raw`[,;|]|\xe3\x80\x81|\xef\xbc[\x8c\x9b]|\xd8[\x8c\x9b]|<br[\t ]?\/?>`;
/** What is said of an id, up to a separator; also in wide brackets. */
const remark = new RegExp(
  String.raw`(?:\([^()]*\)|\xef\xbc\x88(?:(?!\xef\xbc[\x88\x89])[^|]){0,300}\xef\xbc\x89|[^,;|(<\xd8\xe3\xef]+|(?!${mark})[<\xd8\xe3\xef])*`,
  'y',
);
/** Words and signs between two ids: `REQ-01 and REQ-02`, `REQ-01/REQ-02`; · and • in the bytes of UTF-8. */
const joint = String.raw`(?:(?:and|und|sowie|et|e|y|en|og|och)(?=[\t ])|[&+/]|\xc2\xb7|\xe2\x80\xa2)${blanks.source}(?=\[{0,2}[A-Z][A-Z0-9]{1,20}[-.]\d)`;
const joined = new RegExp(joint, 'y');
const separator = new RegExp(`(?:${mark})(?:[\\t ]*<br[\\t ]?/?>)*${blanks.source}(?:${joint})?`, 'y');
/** Behind the first of a range: `..03`, `..REQ-03`, ` to REQ-03`, `–REQ-03`. ` - 12 hours` is a remark. */
const upTo =
  /(?:(?:\.{2,3}|\xe2\x80\xa6)[\t ]?(?=([A-Za-z][A-Za-z0-9]{1,20}-)?(\d{2,9})(?![\w.-]*\w))|(?:\xe2\x80[\x93\x94]|[\t ](?:-|\xe2\x80[\x93\x94]|to|through|bis)[\t ])(?=([A-Za-z][A-Za-z0-9]{1,20}-)(\d{2,9})(?![\w.-]*\w)))/y;

export function readIdList(written: string, profile: Profile): IdList {
  const value = inMarkdown(written);
  const ids: WrittenTarget[] = [];
  const placeholders: WrittenText[] = [];
  for (let at = matched(blanks, value, 0); at < value.length; ) {
    const after = readItem(value, at, { ids, placeholders, profile });
    if (after < 0) break;
    at = matched(neighbour, value, after);
    if (at > after) continue;
    const named = matched(name, value, after);
    at = matched(joined, value, named);
    if (at > named) continue;
    const behind = matched(remark, value, named);
    at = matched(separator, value, behind);
    if (at === behind) break;
  }
  return { ids, placeholders };
}

/** `WCAG-AA` is a name, where `REQ-AA` is none. */
function isForm(text: string, { layers }: Profile): boolean {
  const [, type = ''] = /^(.*)[-.](?:AA+|BB+)$/.exec(text) ?? [];
  return type === '' || layers.has(type.toUpperCase());
}

interface Reading {
  readonly ids: WrittenTarget[];
  readonly placeholders: WrittenText[];
  readonly profile: Profile;
}

/** @returns where the item ends; -1 where none stands */
function readItem(value: string, at: number, reading: Reading): number {
  const linked = matchAt(link, value, at);
  if (linked !== null) return readLink(linked, at, reading);
  const wiki = matchAt(wikiLink, value, at);
  if (wiki !== null) return readLink([wiki[0], '', wiki[1] ?? ''], at, reading);
  const byLabel = matchAt(labelled, value, at);
  if (byLabel !== null) return readLink([byLabel[0], byLabel[1] ?? '', byLabel[2] ?? ''], at, reading);
  const bracketed = matchAt(bracket, value, at);
  if (bracketed !== null) return readBracket(bracketed, at, reading);
  const empty = matchAt(unfilled, value, at);
  if (empty !== null && isForm(empty[0], reading.profile)) {
    reading.placeholders.push({ written: empty[0], start: at, end: at + empty[0].length });
    return at + empty[0].length;
  }
  const word = matchAt(idStart, value, at);
  if (word !== null) {
    const target = readTarget(word[0], reading.profile);
    if (target !== null) {
      reading.ids.push({ target, written: word[0], start: at, end: at + word[0].length });
      return readRange(value, at + word[0].length, reading);
    }
    const found = targetsIn(word[0], reading.profile).filter(({ start }) => start === 0);
    reading.ids.push(...found.map((id) => ({ ...id, start: at, end: at + id.end })));
    return found[0] === undefined ? -1 : readRange(value, at + found[0].end, reading);
  }
  return -1;
}

/** `REQ-01 to REQ-03` means REQ-02, too: at the place of the last. @returns where the range ends, or `at` where none goes on there */
function readRange(value: string, at: number, { ids, profile }: Reading): number {
  const first = ids.at(-1);
  const [sign, short, shortNumber, type = short, number = shortNumber ?? ''] = matchAt(upTo, value, at) ?? [];
  if (first === undefined || sign === undefined) return at;
  const written = `${type ?? ''}${number}`;
  const between = documentsBetween(first.target, { type, number }, profile);
  const start = at + sign.length;
  const end = start + written.length;
  ids.push(...between.map((target) => ({ target, written: value.slice(first.start, end), start, end })));
  return between.length === 0 ? at : end;
}

/** The id stands in the text, or else in the name of the file. */
function readLink([whole = '', text = '', path = '']: readonly string[], at: number, { ids, placeholders, profile }: Reading): number {
  const file = path.split('#')[0] ?? '';
  const name = file.slice(file.lastIndexOf('/') + 1);
  const [first] = [...targetsIn(text, profile), ...targetsIn(name, profile)];
  const place = { written: whole.replace(/ +\)$/, ')'), start: at, end: at + whole.length };
  if (first !== undefined) ids.push({ target: first.target, ...place });
  else if (matchAt(unfilled, text, 0)?.[0] === text && isForm(text, profile)) placeholders.push(place);
  return at + whole.length;
}

/** `[SPEC-01, REQ-01]`: a list in brackets. `[List of documents]`: nothing filled in. */
function readBracket([whole, inner = '']: RegExpExecArray, at: number, reading: Reading): number {
  const found = readIdList(inner, reading.profile);
  reading.ids.push(...found.ids.map((id) => ({ ...id, start: id.start + at + 1, end: id.end + at + 1 })));
  const isOpen = found.ids.length === 0 && isUnfilled(decodeUtf8(whole as ByteString));
  if (isOpen) reading.placeholders.push({ written: whole, start: at, end: at + whole.length });
  return at + whole.length;
}

function matchAt(pattern: RegExp, value: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(value);
}

function matched(pattern: RegExp, value: string, at: number): number {
  return at + (matchAt(pattern, value, at)?.[0].length ?? 0);
}
