/** Every place that holds a Last Updated: lines of the text, rows of a table, keys of the front matter or of a YAML file. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import { endOfContent, endOfLine, startOfLine, trimSpan } from '../../text/lines.ts';
import type { Scan } from '../../text/scan-markdown.ts';
import { cellsOf } from '../../text/table-cells.ts';
import { styleOf } from '../../text/yaml/scalar-text.ts';
import type { ValueSource } from '../document.ts';
import { isTemplateDate } from './dates.ts';
import type { TaskFacts } from './task-facts.ts';

export function lastUpdatedIn(scan: Scan): ValueSource[] {
  const { text, runs, frontMatter } = scan;
  const found: ValueSource[] = [];
  if (frontMatter !== null) found.push(...matches(text, frontMatter, inFrontMatter));
  for (const span of runs.spansOf('text', text)) found.push(...matches(text, span, inLine));
  for (const span of runs.spansOf('table-row', text)) found.push(...matches(text, span, inRow));
  return found.sort((a, b) => a.start - b.start);
}

/** Family E and G: at the root, or in the document control. */
export function lastUpdatedInYaml(text: ByteString, { root }: TaskFacts): ValueSource[] {
  const found: ValueSource[] = [];
  for (const key of ['last_updated', 'document_control.last_updated']) {
    const offsets = root.get(key);
    if (offsets !== undefined) found.push(yamlSource(text, offsets[0], offsets[1]));
  }
  return found;
}

/** The value that stands there, or null for a template's. */
export function lastUpdatedText(text: ByteString, { start, end }: ValueSource): string | null {
  const value = decodeUtf8(text.slice(start, end) as ByteString).replace(/^(["'])(.*)\1$/s, '$2');
  return value === '' || isTemplateDate(value) ? null : value;
}

type Finder = (text: ByteString, line: { start: number; end: number }) => ValueSource | null;

/** Looks only at the lines that say it. */
function* matches(text: ByteString, span: { start: number; end: number }, find: Finder): Generator<ValueSource> {
  const phrase = /last[ _-]updated/gi;
  const part = text.slice(span.start, span.end);
  for (let match = phrase.exec(part); match !== null; match = phrase.exec(part)) {
    const at = span.start + match.index;
    const start = Math.max(startOfLine(text, at), span.start);
    const next = endOfLine(text, at);
    const source = find(text, { start, end: endOfContent(text, start, next) });
    if (source !== null) yield source;
    phrase.lastIndex = next - span.start;
  }
}

/** `> **Last Updated**: 2026-11-22`, in a quote or not, the colon inside the bold or not. */
function inLine(text: ByteString, { start, end }: { start: number; end: number }): ValueSource | null {
  const line = text.slice(start, end);
  const label = /^[>\t *_-]{0,40}last[ _-]updated[\t ]{0,8}(?:(?:\*\*|__|\*|_)[\t ]{0,8}:|:[\t ]{0,8}(?:\*\*|__|\*|_)?)/i.exec(line);
  if (label === null) return null;
  const value = trimSpan(text, start + label[0].length, end);
  const written = text.slice(value.start, value.end).replace(/(?:\*{1,2}|_{1,2}|\\)$/, '');
  if (written !== '' && !/\d|YYYY|^\[|^TBD/.test(written)) return null;
  return source(value.start, value.start + written.length);
}

/** `| **Last Updated** | 2026-11-22 |` */
function inRow(text: ByteString, { start, end }: { start: number; end: number }): ValueSource | null {
  const cells = cellsOf(text, start, end);
  const [labelStart, labelEnd, valueStart, valueEnd] = cells;
  if (cells.length !== 4 || valueStart === undefined || valueEnd === undefined) return null;
  const isLabel = /^[*_`]{0,3}last[ _-]updated[*_`:]{0,4}$/i.test(text.slice(labelStart, labelEnd));
  return isLabel ? { start: valueStart, end: valueEnd, style: valueStart === valueEnd ? 'empty' : 'cell', writable: true } : null;
}

/** `last_updated: "2026-11-22"`, at any depth. */
function inFrontMatter(text: ByteString, { start, end }: { start: number; end: number }): ValueSource | null {
  const line = text.slice(start, end);
  const [, label] = /^([\t ]*last_updated[\t ]*:)(?:[\t ]|$)/.exec(line) ?? [];
  if (label === undefined) return null;
  const rest = line.slice(label.length);
  const written = /^[\t ]+("[^"\\]*"|'[^']*'|[^\s#"'&*!|>{[][^#]*)/.exec(rest);
  // Anything else but nothing (a block, an anchor) is left alone.
  if (written?.[1] === undefined) return /^[\t ]*(?:#.*)?$/.test(rest) ? source(start + label.length, start + label.length) : null;
  const from = start + label.length + written[0].length - written[1].length;
  const value = trimSpan(text, from, from + written[1].length);
  return yamlSource(text, value.start, value.end);
}

function yamlSource(text: ByteString, start: number, end: number): ValueSource {
  const style = styleOf(text, start, end);
  return { start, end, style: style === 'literal' ? 'plain' : style, writable: style !== 'literal' };
}

function source(start: number, end: number): ValueSource {
  return { start, end, style: start === end ? 'empty' : 'plain', writable: true };
}
