/** The sections of a Markdown document: what they are called, how far they go, and what kind of thing stands in them. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Headings } from '../text/heading.ts';
import type { Scan } from '../text/scan-markdown.ts';
import type { Section } from './document-facts.ts';
import type { DocumentName } from './document-name.ts';
import { namedElsewhere } from './other-languages.ts';

/** What a heading says of all that stands below it. */
export interface SectionKind {
  /** Change histories, session logs, tracking: the record of the work, and nothing that anybody relies on. */
  readonly isHistory: boolean;
  readonly isExample: boolean;
  /** What was, what was not chosen, and what is left out: nothing that the document stands on. */
  readonly isAside: boolean;
  /** What stands on this document. */
  readonly isDownstream: boolean;
  readonly isTraceability: boolean;
  readonly isControl: boolean;
  readonly isTaskList: boolean;
  readonly isAcceptance: boolean;
  readonly isScope: boolean;
  /** Files that the work makes. */
  readonly isOutput: boolean;
  /** `before`: a list of tasks that must be finished first; `after`: of those that wait. */
  readonly dependency: 'before' | 'after' | null;
}

export interface OutlineSection extends Section {
  readonly kind: SectionKind;
  readonly level: number;
  /** The title of the document, which is no section of it. */
  readonly isTitle: boolean;
}

const isHistory =
  /^(?:document )?(?:change|revision|version|edit) (?:history|log)$|^document (?:history|revision history)$|^change ?log$|^session (?:log|notes|history|handoff)$|^(?:progress|work|status) (?:tracking|log)$|^(?:tracking|history)$/;
const isDownstream = new RegExp(
  [
    '\\bdownstream\\b|\\bconsumers?\\b|^dependent |^forward trac|^implementing |^consequences$|^(?:affects|affected|impacts?|impacted)\\b',
    // `Requirements fulfilled by this task` are what it stands on.
    '\\b(?:consumed|used|implemented|reali[sz]ed|built|fulfilled|verified|tested|specified|refined|traced|satisfied|covered) by\\b(?! (?:this|these)\\b)',
    '\\b(?:specified|implemented|reali[sz]ed) in\\b(?! (?:this|these)\\b)',
    '^(?:derived|child|children)(?: (?:artifacts?|documents?|specifications?))?$',
  ].join('|'),
);
const isExample =
  /\bexamples?\b|^(?:appendix \w{1,3}\W+)?(?:(?:tag|reference) )?(?:format|syntax|notation|template)s?(?: for\b.*)?$|^samples?\b(?! (?:rate|size|time|interval|period))|\b(?:beispiele?|exemples?|ejemplos?|esempi(?:o)?|voorbeeld(?:en)?)\b/;
const isAside = new RegExp(
  [
    "^(?:amendments?|history of changes|release notes?|what(?:'s| is| has) (?:new|changed))\\b",
    '^changes (?:since|from|in|to)\\b',
    // With a date or a remark behind it; by itself it is a history.
    '\\b(?:change|revision|version) (?:history|log|record)\\b',
    // What was, and what is yet to be.
    '^(?:superseded|removed|dropped|deferred|postponed|deprecated|obsolete|withdrawn|former|legacy|future|later)(?:[ -](?:requirements?|references?|documents?|decisions?|artifacts?|tags?|ids?|links?|items?|scope|work|plans?|enhancements?|improvements?|considerations?|phases?|releases?|versions?))?$',
    '^(?:revision notes|next steps|not in this)\\b',
    // What is asked is nothing that anybody relies on yet; what others hold, nobody here can look at.
    '^(?:open (?:questions?|issues?|points?|items?)|external (?:references?|documents?|sources?|links?))$',
    '\\bout[ -]of[ -]scope\\b',
    '^(?:change ?log|alternatives?|considered alternatives?|rejected|exclusions?|excluded|non[- ]?goals?|not (?:in scope|covered|included))\\b',
  ].join('|'),
);

const patterns: readonly (readonly [Exclude<keyof SectionKind, 'dependency'>, RegExp])[] = [
  ['isHistory', isHistory],
  ['isExample', isExample],
  ['isAside', isAside],
  ['isDownstream', isDownstream],
  [
    'isTraceability',
    /\btraceab|\bupstream\b|\bcross-(?:links?|references?)\b|\bsame-type references?\b|^related (?:documents|artifacts|adrs|decisions)\b|^(?:sources?|(?:normative )?references|based on|derived from|implements|fulfil?ls|satisfies)$/,
  ],
  ['isControl', /^document (?:control|metadata|information|properties|record)\b|^page properties$/],
  ['isTaskList', /^(?:task list|tasks|implementation tasks|work items)\b(?! (?:id|breakdown structure))/],
  ['isAcceptance', /\bacceptance\b|\bsuccess criteria\b|\bdefinition of done\b|\bcompletion criteria\b/],
  ['isScope', /(?<!out of )\bscope\b|\bboundaries\b/],
  [
    'isOutput',
    /\bdownstream (?:outputs?|artifacts?)\b|\bcode locations?\b|\boutputs?\b(?! spec)|\bdeliverables\b|\bfiles to (?:create|change|modify)\b|\bfile manifest\b/,
  ],
];

/** Longer headings are prose. */
const longestHeading = 400;

/**
 * In the order of the text, the title first where there is one.
 *
 * @param file of which document, or which section of one: `REQ-01.2: Acceptance Criteria` says what stands in that file
 */
export function outlineOf(
  { text, headings }: Pick<Scan, 'text' | 'headings'>,
  file: Pick<DocumentName, 'section'>,
): readonly OutlineSection[] {
  const sections: OutlineSection[] = [];
  const open: OutlineSection[] = [];
  const names = new Map<string, number>();
  const ends = sectionEnds(headings, text.length);
  const isPart = file.section !== null && file.section !== '0';
  for (let position = 0; position < headings.count; position++) {
    const heading = headings.at(position);
    // A line of `# =====` is a rule.
    if (!/[^\s#=*_-]/.test(text.slice(heading.text.start, heading.text.end))) continue;
    const { level, start } = heading;
    while ((open.at(-1)?.level ?? 0) >= level) open.pop();
    const said = decodeUtf8(text.slice(heading.text.start, Math.min(heading.text.end, heading.text.start + longestHeading)) as ByteString);
    const { number, name } = takeApart(said);
    const isTitle = level === 1 && sections.length === 0 && !isFirstOfSections(headings, position, name);
    const section: OutlineSection = {
      number: isTitle ? '' : unique(number ?? anchorOf(name), names),
      heading: said,
      span: { start, end: ends[position] ?? text.length },
      level,
      isTitle,
      kind: isTitle && !isPart ? plainKind : kindOf(isSubject(name, sections) ? '' : name.toLowerCase(), open.at(-1)?.kind ?? plainKind),
    };
    sections.push(section);
    open.push(section);
  }
  return sections;
}

/** `4. Document properties`: of the documents that the product keeps. What is told of the document itself comes first. */
function isSubject(name: string, before: readonly OutlineSection[]): boolean {
  return before.some(({ isTitle }) => !isTitle) && /^document (?:properties|record)\b/i.test(name);
}

/** `# Scope` is no title, where the front matter has that and other sections of its level follow. */
function isFirstOfSections(headings: Headings, position: number, name: string): boolean {
  if (/[-.]\d/.test(name) || kindOfName(name.toLowerCase()) === plainKind) return false;
  for (let next = position + 1; next < headings.count; next++) if (headings.level(next) === 1) return true;
  return false;
}

/** Of each heading: where the next one of its level or above begins. */
function sectionEnds(headings: Headings, length: number): readonly number[] {
  const ends: number[] = new Array(headings.count).fill(length);
  const open: number[] = [];
  for (let position = 0; position < headings.count; position++) {
    for (let above = open.at(-1); above !== undefined && headings.level(above) >= headings.level(position); above = open.at(-1)) {
      ends[above] = headings.start(position);
      open.pop();
    }
    open.push(position);
  }
  return ends;
}

/** "3.1" and what follows it; also of `REQ-01.3: Limits`. */
const numbered = /^(?:[A-Za-z][A-Za-z0-9]*-\d{2,9}\.)?(\d{1,4}(?:\.\d{1,4}){0,5})[.:)]?(?:[\t ]+[-\u2013\u2014:]?[\t ]*|$)(.*)$/s;

function takeApart(heading: string): { readonly number: string | null; readonly name: string } {
  const plain = heading.replace(/[*`]/g, '').trim();
  const [, number, name = ''] = numbered.exec(plain) ?? [];
  return number === undefined
    ? { number: null, name: plain }
    : {
        number: number.startsWith('0') || number.includes('.0') ? number.replace(/(?<![0-9])0+(?=[0-9])/g, '') : number,
        name,
      };
}

function anchorOf(name: string): string {
  return `#${name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s+/g, '-')}`;
}

function unique(name: string, names: Map<string, number>): string {
  const count = (names.get(name) ?? 0) + 1;
  names.set(name, count);
  return count === 1 ? name : `${name}~${count}`;
}

export const plainKind: SectionKind = {
  isHistory: false,
  isExample: false,
  isAside: false,
  isDownstream: false,
  isTraceability: false,
  isControl: false,
  isTaskList: false,
  isAcceptance: false,
  isScope: false,
  isOutput: false,
  dependency: null,
};

/** What a section is, its subsections are too. */
function kindOf(name: string, above: SectionKind): SectionKind {
  const own = kindOfName(name);
  if (own === plainKind) return above;
  if (above === plainKind) return own;
  const flags = patterns.flatMap(([kind]) => (own[kind] ? [[kind, true] as const] : []));
  return { ...above, ...Object.fromEntries(flags), dependency: own.dependency ?? above.dependency };
}

/** Documents of one house have the same headings: what was found out about a name is kept. */
const kinds = new Map<string, SectionKind>();
const mostKinds = 2000;

/** What a name says by itself, in lower case. */
export function kindOfName(name: string): SectionKind {
  const known = kinds.get(name);
  if (known !== undefined) return known;
  const isNamed = namedElsewhere(name);
  const flags = patterns.flatMap(([kind, pattern]) => (pattern.test(name) || isNamed?.(kind) === true ? [[kind, true] as const] : []));
  const dependency = dependencyIn(name);
  const own = flags.length === 0 && dependency === null ? plainKind : { ...plainKind, ...Object.fromEntries(flags), dependency };
  if (kinds.size < mostKinds) kinds.set(name, own);
  return own;
}

/** Of a heading or a label, in lower case: which way the tasks below it stand. */
export function dependencyIn(name: string): SectionKind['dependency'] {
  if (/^(?:upstream dependenc(?:ies|y)|blocking tasks|blocked by|prerequisite tasks)\b/.test(name)) return 'before';
  return isWaiting.test(name) ? 'after' : null;
}

const isWaiting = /^(?:downstream dependenc(?:ies|y)|dependent tasks|blocks)\b/;

/** Where ids stand that are none of the document's declarations. */
export function isOfNothing({ isHistory, isExample, isAside }: SectionKind): boolean {
  return isHistory || isExample || isAside;
}

/** Of a label, in lower case: whether it tells of what stands on the document. */
export function namesDownstream(label: string): boolean {
  return isDownstream.test(label);
}

/** Something that each of these has in it, in the bytes of a text. A heading may have marks within a word, and the sign of kelvin is a capital `k`. */
const waitingWords = new RegExp(
  ['ream dep', 'dent tas', 'blocks']
    .map((word) => [...word].map((letter) => (letter === 'k' ? '(?:k|\xe2\x84\xaa)' : letter)).join('[*`]*'))
    .join('|'),
  'i',
);

/** False for a text that surely says of no task that it waits. */
export function mayNameWaiting(text: ByteString): boolean {
  return waitingWords.test(text);
}
