/**
 * Entries in a JSON file that people write too: comments, order, indentation and line ends stay as they are.
 *
 * The library reads the text, with comments and trailing commas; its own editing formats the lines around an
 * edit anew, so where an entry goes is decided here, in the style of what stands beside it.
 */
import { isDeepStrictEqual } from 'node:util';
import { type ByteString, decodeUtf8, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { findNodeAtLocation, getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Insertion } from './insertion.ts';
import { appendChild, newJson } from './json-child.ts';
import { withoutChild } from './json-removal.ts';
import { applySplices, type Splice } from './splice.ts';
import { unusableFile } from './unusable-file.ts';

export type JsonPath = readonly (string | number)[];

export interface JsonEntry {
  /** To the property; for an item, to the list that it is added to. */
  readonly path: readonly string[];
  readonly value: unknown;
  readonly item?: true;
}

export interface JsonEntries {
  readonly file: string;
  readonly does: string;
  readonly unmarked?: true;
  readonly entries: readonly JsonEntry[];
  /** Paths of all that is Tallyplan's in a file, whatever version wrote it. */
  oursIn(content: unknown): readonly JsonPath[];
}

export function jsonEntries({ entries, oursIn, ...rest }: JsonEntries): Insertion {
  return {
    ...rest,
    isIn(text) {
      const read = readJson(text);
      if (!read.ok || read.tree === null) return false;
      const { tree } = read;
      const ours = new Set(oursIn(getNodeValue(tree)).map((path) => path.join('\0')));
      return entries.every((entry) => holds(tree, entry) || isTheirs(tree, entry, ours));
    },
    put: (text, file) => putAll(text, entries, file),
    takeOut: (text) => withoutOurs(text, oursIn),
  };
}

type ReadJson = { readonly ok: true; readonly tree: Node | null } | { readonly ok: false; readonly error: ParseError };

/** Offsets of the tree are those of the text: a byte order mark counts as blanks. */
function readJson(text: ByteString): ReadJson {
  const errors: ParseError[] = [];
  const tree = parseTree(text.replace(/^\xef\xbb\xbf/, '   '), errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  return error === undefined ? { ok: true, tree: tree ?? null } : { ok: false, error };
}

function holds(tree: Node, { path, value, item }: JsonEntry): boolean {
  const node = findNodeAtLocation(tree, [...path]);
  if (node === undefined) return false;
  return item === true ? (node.children ?? []).some((child) => isSame(child, value)) : isSame(node, value);
}

/** A property of that name that a person wrote takes the place of ours. */
function isTheirs(tree: Node, { path, item }: JsonEntry, ours: ReadonlySet<string>): boolean {
  return item !== true && findNodeAtLocation(tree, [...path]) !== undefined && !ours.has(path.join('\0'));
}

/** The library makes objects without a prototype; what counts is what they say. */
function isSame(node: Node, value: unknown): boolean {
  return isDeepStrictEqual(JSON.parse(decodeUtf8(JSON.stringify(getNodeValue(node)) as ByteString)), value);
}

function putAll(text: ByteString, entries: readonly JsonEntry[], file: string): Outcome<readonly Splice[]> {
  const splices: Splice[] = [];
  let made = text;
  for (const entry of entries) {
    const put = putOne(made, entry, file);
    if (!put.ok) return put;
    splices.push(...put.value);
    made = applySplices(made, put.value);
  }
  return done(splices);
}

function putOne(text: ByteString, { path, value, item }: JsonEntry, file: string): Outcome<readonly Splice[]> {
  const read = readJson(text);
  if (!read.ok) return refused(noJson(text, read.error, file));
  const { tree } = read;
  const inList = item === true ? [value] : value;
  if (tree === null)
    return done([{ start: text.length, removed: '' as ByteString, inserted: encodeUtf8(newJson(nested(path, inList), text)) }]);
  let depth = path.length;
  while (depth > 0 && findNodeAtLocation(tree, path.slice(0, depth)) === undefined) depth--;
  const container = findNodeAtLocation(tree, path.slice(0, depth)) ?? tree;
  if (depth === path.length) {
    if (item !== true) return done([]);
    if (container.type !== 'array') return refused(otherwise(text, { file, path, node: container, wanted: 'a list' }));
    return done([appendChild(text, container, { value })]);
  }
  if (container.type !== 'object')
    return refused(otherwise(text, { file, path: path.slice(0, depth), node: container, wanted: 'an object' }));
  const [key = '', ...inner] = path.slice(depth);
  return done([appendChild(text, container, { key, value: nested(inner, inList) })]);
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}

function noJson(text: ByteString, { error, offset }: ParseError, file: string) {
  const place = placeOf(text, offset);
  return unusableFile(file, `can't be read as JSON at line ${place.line}, column ${place.column} (${printParseErrorCode(error)})`, place);
}

interface Unexpected {
  readonly file: string;
  readonly path: JsonPath;
  readonly node: Node;
  readonly wanted: string;
}

function otherwise(text: ByteString, { file, path, node, wanted }: Unexpected) {
  const place = placeOf(text, node.offset);
  const what = path.length === 0 ? 'the whole' : path.join('.');
  return unusableFile(file, `has something else where ${wanted} is expected: ${what}, at line ${place.line}`, place);
}

function placeOf(text: string, offset: number) {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}

/** One after the other, each with what it leaves empty above it; where nothing else is in the file, all of it. */
function withoutOurs(text: ByteString, oursIn: JsonEntries['oursIn']): ByteString {
  let made = text;
  for (;;) {
    const read = readJson(made);
    if (!read.ok || read.tree === null) return made;
    const [path] = oursIn(getNodeValue(read.tree));
    if (path === undefined) return made !== text && /^\s*\{\s*\}\s*$/.test(made) ? ('' as ByteString) : made;
    let depth = path.length;
    while (depth > 1 && findNodeAtLocation(read.tree, path.slice(0, depth - 1))?.children?.length === 1) depth--;
    const node = findNodeAtLocation(read.tree, path.slice(0, depth));
    if (node === undefined) throw new Error(`${path.join('.')} was found in the JSON, and then was not`);
    made = withoutChild(made, node.parent?.type === 'property' ? node.parent : node);
  }
}
