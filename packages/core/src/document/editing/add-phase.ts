/** A new phase after the last one: a section with the heading of its neighbours, or in family E a mapping. */

import { oneLine } from '../../model/apply.ts';
import { type ByteString, decodeUtf8, encodeUtf8 } from '../../model/byte-string.ts';
import type { AddPhase } from '../../model/change.ts';
import type { Span } from '../../model/place.ts';
import type { Phase } from '../../model/plan.ts';
import { escapeHeading } from '../../text/cell-text.ts';
import { endOfContent, endOfLine } from '../../text/lines.ts';
import { scanMarkdown } from '../../text/scan-markdown.ts';
import type { Document } from '../document.ts';
import { goalBelow, headingText, phaseTitle } from '../plan/phases.ts';
import { addListedPhase } from './listed-phase.ts';
import { brokenFile, impossible, insertLines, isBroken, type Planned, planned } from './planned.ts';
import { contentEnd, endsOpen, isSeparator, neverClosed } from './section-end.ts';
import { underlinedLike } from './underlined-like.ts';

export function addPhase(document: Document, change: AddPhase): Planned {
  const { tasks, phases } = document.plan;
  const isOneTask = tasks.length > 0 && tasks.every(({ family }) => family === 'F' || family === 'G');
  if (isOneTask) return impossible('This document tracks one task and has no phases. Add the phase to the plan.');
  if (isBroken(document)) return impossible(brokenFile);
  if (phases.at(-1)?.id != null || document.isYaml) return addListedPhase(document, change);
  if (endsOpen(document, { start: 0, end: document.text.length })) return impossible(neverClosed);
  const phase = { ...change, name: oneLine(change.name), goal: oneLine(change.goal) };
  const section = sectionLike(document, phase, phase.name) ?? sectionLike(document, phase, escapeHeading(phase.name));
  return section === null
    ? impossible(`“${change.name}” cannot be written as the heading of a phase: it would be read as something else.`)
    : planned(insertSection(document, section));
}

/** Heading and goal of the new phase, in the form of the last ones; null where they would not be read back as they are. */
function sectionLike(document: Document, { number, name, goal }: AddPhase, written: string): readonly string[] | null {
  const heading = headingLike(document, number, written);
  const lines = goal === '' ? heading : [...heading, ...goalLike(document, goal)];
  const text = encodeUtf8(`${lines.join('\n')}\n`);
  const [title] = [...scanMarkdown(text).headings].map((found) => phaseTitle(headingText(text, found)));
  const isRead =
    title?.isPhase === true &&
    title.number === number &&
    title.name === name &&
    (goalBelow(text, { start: 0, end: text.length }) ?? '') === goal;
  return isRead ? lines.map(encodeUtf8) : null;
}

interface HeadingParts {
  /** `### ` or `<h3>`; nothing where the heading is underlined. */
  readonly open: string;
  /** The number of the section, as in `2.3 `; or nothing. */
  readonly section: string;
  /** `Phase `, in its own spelling. */
  readonly label: string;
  /** Between number and name. */
  readonly separator: string;
  readonly close: string;
  /** The line below, of a heading that is underlined. */
  readonly underline: string | null;
}

/** What the heading of a phase is made of; null where it is none. */
function headingParts([line = '', underline]: readonly string[]): HeadingParts | null {
  const form = underline === undefined ? marked : underlined;
  const { open, section = '', body = '', close = '' } = form.exec(line)?.groups ?? {};
  if (open === undefined) return null;
  const [, label = 'Phase ', separator = ': '] =
    /^((?:\p{Extended_Pictographic}\ufe0f?[ \t]*)?phase[ \t]+)[\w.]+?([ \t]*[:–—-]+[ \t]*)(?=\S)/iu.exec(body) ?? [];
  return { open, section, label, separator, close, underline: underline ?? null };
}

const marked =
  /^(?<open>[ ]{0,3}(?:#{1,6}[ \t]+|<[hH][1-6][^>]*>[ \t]*))(?<section>\d+(?:\.\d+)*\.?[ \t]+)?(?<body>.*?)(?<close>(?:[ \t]+#+)?[ \t]*|[ \t]*<\/[hH][1-6]>[ \t]*)$/;
const underlined = /^(?<open>)(?<section>\d+(?:\.\d+)*\.?[ \t]+)?(?<body>.*?)(?<close>[ \t]*)$/;

const usual: HeadingParts = { open: '### ', section: '', label: 'Phase ', separator: ': ', close: '', underline: null };

function headingLike(document: Document, number: string, name: string): readonly string[] {
  const headings = document.plan.phases.map((phase) => linesOf(document, document.sources.phase(phase).heading));
  const isPhase = ([line = '']: readonly string[]) => /^[#<\w\s.>]*phase\s/i.test(line);
  const { open, label, separator, close, underline } = headingParts(headings.findLast(isPhase) ?? headings.at(-1) ?? []) ?? usual;
  const section = nextSection(headingParts(headings.at(-1) ?? [])?.section ?? '');
  const line = `${open}${section}${label}${number}${separator}${name}${close}`;
  return underline === null ? [line] : underlinedLike(line, underline);
}

/** `2.3 ` after `2.2 `. */
function nextSection(section: string): string {
  return section.replace(/(\d+)(?=\.?[ \t]+$)/, (last) => String(Number(last) + 1));
}

function linesOf({ text }: Document, { start, end }: Span): readonly string[] {
  return decodeUtf8(text.slice(start, endOfContent(text, start, end)) as ByteString).split(/\r?\n/);
}

/** The line of the goal, with a blank one before it where the neighbours have one. */
function goalLike(document: Document, goal: string): readonly string[] {
  const { text } = document;
  for (const phase of [...document.plan.phases].reverse()) {
    const { heading, section } = document.sources.phase(phase);
    const below = text.slice(heading.end, Math.min(section.end, heading.end + 1000));
    const [, blank = '', label] = /^((?:[ \t]*\r?\n)*)([>\t ]*\**goal\**:\**[\t ]*)/i.exec(below) ?? [];
    if (label !== undefined) return [...(blank === '' ? [] : ['']), label + goal];
  }
  return [`**Goal**: ${goal}`];
}

/** After the text of the last phase, separated from it as the phases before are. */
function insertSection(document: Document, lines: readonly string[]) {
  const { text } = document;
  const last = document.plan.phases.at(-1);
  const at = last === undefined ? placeOfFirst(document) : contentEnd(document, document.sources.phase(last).section);
  const isBlankBelow = at >= text.length || /^[ \t]*\r?(?:\n|$)/.test(text.slice(at, endOfLine(text, at)));
  const separator = at === 0 ? [] : separatorLike(document, last);
  return insertLines(document, at, [...separator, ...lines, ...(isBlankBelow ? [] : [''])]);
}

/** The blank lines, and the rule, between a phase and the one before it. */
function separatorLike(document: Document, last: Phase | undefined): readonly string[] {
  const before = last === undefined ? undefined : document.plan.phases[last.index - 1];
  const own = last === undefined ? [] : tailOf(document, last);
  const tail = before === undefined || before.id !== null ? own : tailOf(document, before);
  return tail.some((line) => line.trim() === '') ? tail : [''];
}

function tailOf(document: Document, phase: Phase): readonly string[] {
  const { section } = document.sources.phase(phase);
  const tail = document.text.slice(contentEnd(document, section), section.end);
  const lines = tail === '' ? [] : tail.replace(/\r?\n$/, '').split(/\r?\n/);
  const other = lines.findIndex((line) => !isSeparator(line));
  return lines.slice(0, other < 0 ? undefined : other);
}

/** In a document without phases: before the session log, or at the end; never in the front matter, which ends like a section does. */
function placeOfFirst(document: Document): number {
  const { text, pieces, sources } = document;
  const start = pieces.find(({ kind }) => kind === 'front-matter')?.end ?? 0;
  const log = pieces.find(({ kind, start, end }) => kind === 'heading' && /session[\s_-]+log/i.test(text.slice(start, end)));
  return contentEnd(document, { start, end: log?.start ?? sources.log?.section?.start ?? text.length });
}
