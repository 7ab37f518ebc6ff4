/**
 * What of a Markdown document is the record of the work and not its content: the content digest leaves it out, so that
 * doing the work, and writing down that it was done, never makes a receipt suspect. docs/upstream-documents.md lists it.
 *
 *     front matter      status, version, dates, effort, scores
 *     Document Control  the rows of these
 *     lines             the same as `**Label**: value`, in the head, the foot, and a section called Status
 *     sections          change histories, session logs, tracking; and fences of tracking
 *     marks             of checkboxes in lists and cells
 */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { endOfLine, startOfLine } from '../text/lines.ts';
import { isInText, type Piece } from '../text/piece.ts';
import { type Scan, scanMarkdown } from '../text/scan-markdown.ts';
import { cellsOf } from '../text/table-cells.ts';
import type { YamlNode, YamlPair } from '../text/yaml/yaml-tree.ts';
import { valueAt } from '../text/yaml/yaml-tree.ts';
import type { Content } from './content-digest.ts';
import { controlRowsOf } from './control-rows.ts';
import { labelledLines, labelledPlaces } from './labels.ts';
import { isRecordRow } from './other-languages.ts';
import type { Profile } from './profile.ts';
import type { ReadOptions } from './read-facts.ts';
import { isYamlPath } from './read-facts.ts';
import { readYamlDocument } from './read-yaml.ts';
import { outlineOf } from './sections.ts';
import { readYamlTree } from './yaml-tree-of.ts';

/** Names of what changes while the work is done: of rows and labels, and of keys with `_` read as a blank. */
const recorded =
  /^(?:(?:document )?(?:status|version)|(?:\w+ )?date(?: \w+)?|(?:last )?(?:created|updated|modified|revised)(?: (?:at|on|date))?|(?:\w+ )?effort|.{0,40}\bscore)$/;

function isRecorded(name: string): boolean {
  return recorded.test(name) || isRecordRow(name);
}

/** Keys of YAML whose whole value is the record of the work. */
const recordKey =
  /^(?:session_(?:log|handoff|history|notes)|change_?log|(?:change|revision|version|edit)_(?:history|log)|history|(?:progress_)?tracking|progress_log|work_log)$/;
/** Mappings of files with what has become of them. */
const manifestKey = /^(?:file_manifest|code_inventory)$/;
const manifestRecord = /^(?:status|session|verified)$/;

const mark = /^[\t >]*(?:[-*+]|\d{1,9}[.)])[\t ]+\[([ xX])\](?=[\t ])/gm;
/** ☐ ☑ ☒, in the bytes of UTF-8. */
const drawn = /\xe2\x98[\x90-\x92]/g;
const none: readonly Span[] = [];
const trackingFence = /^[\t ]*(?:\w{1,40}_)?(?:tracking|session_log|progress_log):/m;

/** What counts of a document, and what does not. */
export function contentOf(text: ByteString, options: ReadOptions): Content {
  if (!isYamlPath(options.path)) return contentOfMarkdown(text, options);
  const { root, isWhole } = readYamlDocument(text, options);
  return { text, setAside: merged(recordedPairs(text, root)), yaml: isWhole && root?.kind === 'map' ? root : null, markdown: null };
}

function contentOfMarkdown(text: ByteString, { library, name, profile }: ReadOptions): Content {
  const scan = scanMarkdown(text);
  const outline = outlineOf(scan, name);
  const frontMatter = scan.frontMatter === null ? null : readYamlTree(text, scan.frontMatter, library).root;
  const histories = outline.filter(({ kind }) => kind.isHistory).map(({ span }) => span);
  const rows = controlRowsOf(scan, outline)
    .filter(({ name }) => isRecorded(name))
    .map(({ line }) => line);
  const pieces = scan.runs.pieces(text);
  const labels = labelledPlaces(text, outline)
    .flatMap((place) => recordedLines(text, place, profile))
    .filter(({ start }) => isInText(pieces, start));
  const setAside = merged([
    ...histories,
    ...rows,
    ...labels,
    ...recordedPairs(text, frontMatter),
    ...marksIn(text, pieces),
    ...trackingIn(scan),
  ]);
  return { text, setAside, yaml: null, markdown: { pieces, frontMatter } };
}

function marksIn(text: ByteString, pieces: readonly Piece[]): readonly Span[] {
  const spans: Span[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'text') spans.push(...marksOfText(text, piece));
    else if (piece.kind === 'table-row') spans.push(...marksOfRow(text, piece));
  }
  return spans;
}

/** Fences that hold tracking. */
function trackingIn({ text, fences }: Scan): readonly Span[] {
  const bodies = Array.from({ length: fences.count }, (_, position) => fences.at(position).body);
  return bodies.filter(({ start, end }) => trackingFence.test(text.slice(start, Math.min(end, start + 400))));
}

function marksOfText(text: ByteString, { start, end }: Span): readonly Span[] {
  const part = text.slice(start, end);
  if (!part.includes('[') && !part.includes('\xe2\x98')) return none;
  const spans: Span[] = [];
  if (part.includes('[')) {
    for (const found of part.matchAll(mark)) {
      const at = start + found.index + found[0].length - 2;
      spans.push({ start: at, end: at + 1 });
    }
  }
  if (part.includes('\xe2\x98')) for (const { index } of part.matchAll(drawn)) spans.push({ start: start + index, end: start + index + 3 });
  return spans;
}

/** Cells that hold a mark and nothing else. */
function marksOfRow(text: ByteString, row: Span): readonly Span[] {
  const line = text.slice(row.start, row.end);
  if (!line.includes('[') && !line.includes('\xe2\x98')) return none;
  const cells = cellsOf(text, row.start, row.end);
  return cells.flatMap((start, index) => {
    const end = cells[index + 1];
    if (index % 2 === 1 || end === undefined) return [];
    return /^(?:\[[ xX]\]|\xe2\x98[\x90-\x92])$/.test(text.slice(start, end)) ? [{ start, end }] : [];
  });
}

/** Lines that hold nothing but a label of that kind with a value of its kind. */
function recordedLines(text: ByteString, place: Span, { statusWords }: Profile): readonly Span[] {
  return labelledLines(text, place).flatMap(({ name, value, line }) => {
    if (!isRecorded(name)) return [];
    const said = decodeUtf8(text.slice(value.start, value.end) as ByteString);
    const isState = /\d/.test(said)
      ? /^v?[\d.:T+\-/ ,()%\u2265>=A-Za-z]{1,60}$/.test(said) && !saysMore(said, statusWords)
      : statusWords.has(said.toLowerCase().replace(/[*`_]/g, ' ').trim());
    return isState ? [line] : [];
  });
}

/** `Approved, but not for crane 4`: words besides a status, a day, an amount, and who said so. */
function saysMore(said: string, statusWords: Profile['statusWords']): boolean {
  const words = said.split(/[^A-Za-z]+/).slice(0, 4);
  const first = words.map((_, at) => words.slice(0, at + 1).join(' '));
  const status = first.findLast((each) => statusWords.has(each.toLowerCase())) ?? '';
  return (
    said
      .slice(status.length)
      .replace(byWhom, ' ')
      .match(/[A-Za-z]+/g)
      ?.some((word) => !isOfAnAmount.test(word)) ?? false
  );
}

const byWhom = /\bby(?: [A-Z][\w.-]*){1,3}/g;
const isOfAnAmount = new RegExp(
  `^(?:${[
    'jan(?:uary?)?|feb(?:ruary?)?|mar(?:ch)?|apr(?:il)?|may|mai|june?|juni|july?|juli|aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?',
    '(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|am|pm|utc|gmt|ces?t|t|z|st|nd|rd|th',
    'v|ver|version|rev(?:ision)?|rc|alpha|beta|draft|final|at|on|to|as|of|since|and|or|from|approx|about|estimated|total|target|goal',
    'h|hrs?|hours?|d|days?|w|weeks?|m|mins?|minutes?|months?|person|man|working|work|story|points?|pts?|sp|stunden?|tagen?|tage?|wochen?',
  ].join('|')})$`,
  'i',
);

/** Keys at the top and in the mappings that hold such keys. */
function recordedPairs(text: ByteString, root: YamlNode | null): readonly Span[] {
  if (root?.kind !== 'map') return [];
  const inner = ['custom_fields', 'document_control', 'metadata'].flatMap((key) => {
    const value = valueAt(root, key);
    return value?.kind === 'map' ? value.pairs : [];
  });
  return [...root.pairs, ...inner].flatMap((pair) => {
    if (recordKey.test(pair.key)) return [spanOfPair(text, pair)];
    if (manifestKey.test(pair.key)) return manifestRecords(text, pair.value);
    const isScalar = pair.value.kind === 'scalar';
    return isScalar && isRecorded(pair.key.toLowerCase().replaceAll('_', ' ')) ? [spanOfPair(text, pair)] : [];
  });
}

function manifestRecords(text: ByteString, node: YamlNode): readonly Span[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'list') return node.items.flatMap((item) => manifestRecords(text, item));
  return node.pairs.flatMap((pair) => (manifestRecord.test(pair.key) ? [spanOfPair(text, pair)] : manifestRecords(text, pair.value)));
}

/** Whole lines where it stands on lines of its own; from the key to the end of the value in `{…}`. */
function spanOfPair(text: ByteString, { keySpan, value }: YamlPair): Span {
  const line = startOfLine(text, keySpan.start);
  const isOwnLine = /^[\s]*["']?$/.test(text.slice(line, keySpan.start));
  const end = Math.max(value.end, keySpan.end);
  return isOwnLine ? { start: line, end: endOfLine(text, Math.max(end - 1, keySpan.start)) } : { start: keySpan.start, end };
}

function merged(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = result.at(-1);
    if (last === undefined || span.start > last.end) result.push(span);
    else if (span.end > last.end) result[result.length - 1] = { start: last.start, end: span.end };
  }
  return result;
}
