/**
 * The digest of what a document says, which stays when only its form or the record of the work changes.
 *
 * Version 2: the bytes without what is set aside (`set-aside.ts`), Markdown in a plain form (`plain-form.ts`), YAML by its
 * lines. Version 1 took the lines of Markdown, too; receipts that hold such a digest are judged by it.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Span } from '../model/place.ts';
import type { Piece, PieceKind } from '../text/piece.ts';
import type { YamlMap, YamlNode } from '../text/yaml/yaml-tree.ts';
import { textOf } from './front-matter-facts.ts';
import { plainForm, plainLines } from './plain-form.ts';

/** Of the algorithm: a digest of a version that is not known can't be compared, and counts as changed. */
export type DigestVersion = 'v1' | 'v2';
export const latestDigest: DigestVersion = 'v2';

/** The version that made a digest; the latest for one that nobody knows. */
export function versionOf(digest: string): DigestVersion {
  return digest.startsWith('v1:') ? 'v1' : latestDigest;
}

export interface Content {
  readonly text: ByteString;
  /** In order, without overlap. */
  readonly setAside: readonly Span[];
  /** Of a Markdown document; null for YAML, which is taken by its lines. */
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
  const contentOf = version === 'v1' ? linesIn : contentIn;
  const texts = parts.map((part) => (part === null ? '-' : `+${contentOf(content, part)}`));
  return `${version}:${digest(texts.join('\0') as ByteString)}`;
}

/** Of what each line is a piece; lines behind each other are taken together. */
const isByLine: ReadonlySet<PieceKind> = new Set(['table-row', 'yaml']);

/** What counts of a part of a document, as a text. */
export function contentIn(content: Content, part: Span): string {
  const { markdown } = content;
  if (markdown === null) return linesIn(content, part);
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
    const text = isMap ? mapForm(content, frontMatter) : plainForm(kind, keptIn(content, span, aside));
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

/** Keys in one order, values by what they say. */
function mapForm(content: Content, { pairs }: YamlMap, depth = 0): string {
  const counting = pairs.filter(({ keySpan }) => !isSetAside(content, keySpan.start));
  const said = counting.map(({ key, value }) => `${JSON.stringify(key)}:${nodeForm(content, value, depth + 1)}`);
  return `{${said.sort().join(',')}}`;
}

function nodeForm(content: Content, node: YamlNode, depth: number): string {
  if (depth > deepest) return plainLines(keptIn(content, node));
  switch (node.kind) {
    case 'map':
      return mapForm(content, node, depth);
    case 'list':
      return `[${node.items.map((item) => nodeForm(content, item, depth + 1)).join(',')}]`;
    case 'scalar':
      return JSON.stringify(textOf(content.text, node));
  }
}

function isSetAside({ setAside }: Content, place: number): boolean {
  const span = setAside[firstEndingAfter(setAside, place)];
  return span !== undefined && span.start <= place;
}

function firstEndingAfter(spans: readonly Span[], place: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.end ?? 0) <= place) low = middle + 1;
    else high = middle;
  }
  return low;
}
