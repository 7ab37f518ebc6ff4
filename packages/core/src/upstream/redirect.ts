/** Stubs: what is left where a document once was, and says nothing but where it is now. */
import type { ByteString } from '../model/byte-string.ts';
import type { Scan } from '../text/scan-markdown.ts';
import type { Link } from './document-facts.ts';

/** A file that is larger says more than where something has moved to. */
export const largestRedirect = 2000;
const mostLines = 5;
const moved =
  /\b(?:moved|redirects?|renamed|relocated|superseded by|replaced by|merged into|split into|see|now (?:at|in|lives)|located)\b/i;
const path = /`([^`\s]{1,300}\.(?:md|ya?ml))`/i;
const heading = /^[\t ]*#/;

/** False for a text that surely is none; it need not be taken apart to be told. */
export function mayRedirect(text: ByteString): boolean {
  if (text.length > largestRedirect || !moved.test(text)) return false;
  // Where there may be front matter, nobody knows yet what stands below it.
  return mayHaveFrontMatter.test(text) || sayingLines(text).length <= mostLines;
}

const mayHaveFrontMatter = /^[^|\n]*---/m;

function sayingLines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !heading.test(line));
}

/** Where it points to, as written; null for a document that says something. */
export function redirectOf({ text, tables, headings, frontMatter }: Scan, links: readonly Link[]): string | null {
  if (text.length > largestRedirect || tables.count > 0 || headings.count > 2) return null;
  const body = text.slice(frontMatter === null ? 0 : frontMatter.end).replace(/^---\s*$/gm, '');
  const lines = sayingLines(body);
  if (lines.length === 0 || lines.length > mostLines || !moved.test(body)) return null;
  const targets = new Set(links.map(({ written }) => written.split('#')[0] ?? '').filter((target) => /\.(?:md|ya?ml)$/i.test(target)));
  if (targets.size === 1) return [...targets][0] ?? null;
  return targets.size === 0 ? (path.exec(lines.join('\n'))?.[1] ?? null) : null;
}
