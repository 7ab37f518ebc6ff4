/**
 * The digest of what a document says, which stays when only its form or the record of the work changes.
 *
 * Version 3: the bytes without what is set aside (`set-aside.ts`), Markdown in a plain form (`plain-form.ts`) without marks of
 * emphasis, YAML by what it says. Version 2 told whether words are emphasized, and took YAML by its lines; version 1 took the
 * lines of Markdown, too. Receipts that hold such a digest are judged by it.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Span } from '../model/place.ts';
import { firstEndingAfter, type Piece, type PieceKind } from '../text/piece.ts';
import type { YamlMap, YamlNode } from '../text/yaml/yaml-tree.ts';
import { textOf } from './front-matter-facts.ts';
import { plainForm, plainLines } from './plain-form.ts';

/** Of the algorithm: a digest of a version that is not known can't be compared, and counts as changed. */
export type DigestVersion = 'v1' | 'v2' | 'v3';
export const latestDigest: DigestVersion = 'v3';

const former: readonly DigestVersion[] = ['v1', 'v2'];

/** The version that made a digest; the latest for one that nobody knows. */
export function versionOf(digest: string): DigestVersion {
  return former.find((version) => digest.startsWith(`${version}:`)) ?? latestDigest;
}

export interface Content {
  readonly text: ByteString;
  /** In order, without overlap. */
  readonly setAside: readonly Span[];
  /** Of a YAML document that could be read to its end; null for any other, which is taken by its lines. */
  readonly yaml: YamlMap | null;
  /** Of a Markdown document; null for YAML. */
  readonly markdown: {
    readonly pieces: readonly Piece[];
    /** The front matter as a tree; null where there is none, or none that can be read. */
    readonly frontMatter: YamlNode | null;
  } | null;
}

/** @param parts what of the document counts; null for a part that is not there */
export function contentDigestOf(
  content: Content,
  parts: readonly (Span | null)[],
  { digest, version }: { readonly digest: Digest; readonly version: DigestVersion },
): string {
  const texts = parts.map((part) => (part === null ? '-' : `+${contentIn(content, part, version)}`));
  return `${version}:${digest(texts.join('\0') as ByteString)}`;
}

/** Of what each line is a piece; lines behind each other are taken together. */
const isByLine: ReadonlySet<PieceKind> = new Set(['table-row', 'yaml']);

/** What counts of a part of a document, as a text. */
export function contentIn(content: Content, part: Span, version: DigestVersion): string {
  const { markdown, yaml } = content;
  if (version === 'v3' && yaml !== null) return yamlForm(content, yaml, part);
  if (version === 'v1' || markdown === null) return linesIn(content, part);
  const { pieces, frontMatter } = markdown;
  const said: string[] = [];
  let aside = firstEndingAfter(content.setAside, part.start);
  for (let position = firstEndingAfter(pieces, part.start); position < pieces.length; ) {
    const piece = pieces[position];
    if (piece === undefined || piece.start >= part.end) break;
    const { kind } = piece;
    let end = piece.end;
    position++;
    if (isByLine.has(kind)) for (; pieces[position]?.kind === kind && end < part.end; position++) end = pieces[position]?.end ?? end;
    const span = { start: Math.max(piece.start, part.start), end: Math.min(end, part.end) };
    while ((content.setAside[aside]?.end ?? Number.POSITIVE_INFINITY) <= span.start) aside++;
    const isMap = kind === 'front-matter' && frontMatter?.kind === 'map';
    const text = isMap
      ? mapForm({ content, scalar: quotedText }, frontMatter)
      : plainForm(kind, keptIn(content, span, aside), version !== 'v2');
    if (text !== '') said.push(text);
  }
  return said.join('\n');
}

/** Version 1: lines. */
function linesIn(content: Content, { start, end }: Span): string {
  const from = content.text.startsWith('\xef\xbb\xbf') ? Math.max(start, 3) : start;
  return plainLines(keptIn(content, { start: from, end }));
}

/** The bytes of a part without what is set aside. @param first of what is set aside, where it is known what may lie in the part */
function keptIn({ text, setAside }: Content, { start, end }: Span, first = firstEndingAfter(setAside, start)): string {
  const next = setAside[first];
  if (next === undefined || next.start >= end) return text.slice(start, end);
  const kept: string[] = [];
  let at = start;
  for (let position = first; position < setAside.length; position++) {
    const span = setAside[position];
    if (span === undefined || span.start >= end) break;
    if (span.start > at) kept.push(text.slice(at, span.start));
    at = Math.max(at, span.end);
  }
  if (at < end) kept.push(text.slice(at, end));
  return kept.join('');
}

/** More than anybody nests by hand; below it the text counts as it is written. */
const deepest = 50;

/** How a tree is told. */
interface TreeForm {
  readonly content: Content;
  readonly scalar: (text: ByteString, node: YamlNode) => string;
}

/** Keys in one order, values by what they say. */
function mapForm(form: TreeForm, { pairs }: Pick<YamlMap, 'pairs'>, depth = 0): string {
  const counting = pairs.filter(({ keySpan }) => !isSetAside(form.content, keySpan.start));
  const said = counting.map(({ key, value }) => `${JSON.stringify(key)}:${nodeForm(form, value, depth + 1)}`);
  return `{${said.sort().join(',')}}`;
}

function nodeForm(form: TreeForm, node: YamlNode, depth: number): string {
  if (depth > deepest) return plainLines(keptIn(form.content, node));
  switch (node.kind) {
    case 'map':
      return mapForm(form, node, depth);
    case 'list':
      return `[${node.items.map((item) => nodeForm(form, item, depth + 1)).join(',')}]`;
    case 'scalar':
      return form.scalar(form.content.text, node);
  }
}

/** A part of a YAML document: what its keys say in one order, and what its comments say. */
function yamlForm(content: Content, { pairs }: YamlMap, part: Span): string {
  const within = pairs.filter(({ keySpan }) => part.start <= keySpan.start && keySpan.start < part.end);
  return [mapForm({ content, scalar: typedText }, { pairs: within }), ...commentsIn(content, within, part).sort()].join('\n');
}

const quotedText: TreeForm['scalar'] = (text, node) => JSON.stringify(textOf(text, node));

/** `2` and `"2"` are not the same to who reads the file by a program; `a` and `"a"` are. */
const typedText: TreeForm['scalar'] = (text, node) => {
  const written = textOf(text, node);
  const said = /\s$|[\t ]\n/.test(written) ? written.replace(/(?<![\t ])[\t ]+$/gm, '').trimEnd() : written;
  const mayBeOther = node.kind === 'scalar' && node.style === 'plain' && isNoText.test(said);
  return mayBeOther ? said : JSON.stringify(said);
};

/** What YAML takes for something else than a text, unless it is quoted. */
const isNoText = /^(?:true|false|yes|no|on|off|null|~|[-+.]?\d.*)$/i;

/** What else says something: comments, and tags. */
function commentsIn(content: Content, pairs: YamlMap['pairs'], { start, end }: Span): string[] {
  const comments: string[] = [];
  let at = start;
  for (const leaf of [...leavesOf(pairs), { start: end, end }]) {
    const between = leaf.start - at > 1 ? content.text.slice(at, leaf.start) : '';
    for (const { 0: said, index } of /[#!]/.test(between) ? between.matchAll(remark) : [])
      if (!isSetAside(content, at + index)) comments.push(said.replace(/[\t ]+/g, ' ').trimEnd());
    at = Math.max(at, leaf.end);
  }
  return comments;
}

const remark = /(?<!\S)(?:#[^\r\n]*|![^\s,\]}]*)/g;

function* leavesOf(pairs: YamlMap['pairs']): Generator<Span> {
  for (const { keySpan, value } of pairs) {
    yield keySpan;
    yield* leavesIn(value);
  }
}

function* leavesIn(node: YamlNode): Generator<Span> {
  if (node.kind === 'scalar') yield node;
  else if (node.kind === 'map') yield* leavesOf(node.pairs);
  else for (const item of node.items) yield* leavesIn(item);
}

function isSetAside({ setAside }: Content, place: number): boolean {
  const span = setAside[firstEndingAfter(setAside, place)];
  return span !== undefined && span.start <= place;
}
