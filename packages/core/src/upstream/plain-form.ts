/**
 * What a piece of Markdown says, without the form that it says it in: how lines are wrapped and indented, how tables are
 * drawn, with what marks headings, items and emphasis are made, whether quotation marks are curled.
 *
 * It never makes two texts alike that a reader would take for different ones: code stays as it is, cells stay apart, an item
 * stays an item of its depth, and what begins a declared field (`@req: …`, `**Blocked By**: …`) stays at the beginning of
 * a line.
 */
import type { ByteString } from '../model/byte-string.ts';
import { headingFrom } from '../text/heading.ts';
import { trimSpan } from '../text/lines.ts';
import type { PieceKind } from '../text/piece.ts';

const forms: Readonly<Record<PieceKind, (text: string) => string>> = {
  bom: () => '',
  'front-matter': plainLines,
  heading: headingForm,
  text: proseForm,
  comment: plainLines,
  'fence-open': plainLines,
  'fence-close': plainLines,
  code: plainLines,
  yaml: plainLines,
  'table-head': rowForm,
  'table-delimiter': delimiterForm,
  'table-row': rowForm,
};

/** @param isCalm without the marks of emphasis: a word is the same word in bold */
export function plainForm(kind: PieceKind, text: string, isCalm: boolean): string {
  const form = forms[kind](text);
  return isCalm && isProse.has(kind) && form.includes('*') ? calmForm(form) : form;
}

const isProse: ReadonlySet<PieceKind> = new Set<PieceKind>(['heading', 'text', 'table-head', 'table-row']);
/** Not what is a label (`**Blocked By**: …`), which declares something, nor `2*3*4`, `*args` and what a sign escapes. */
const emphasized = /(?<![\w\\*])(\*{1,3})(?=[^\s*])([^*\n|]{0,300}?[^\s*:\\|])\1(?![\w*:])/g;
/** Marks within marks. */
const deepestEmphasis = 3;

function calmForm(form: string): string {
  return form
    .split(/(`[^`\n]*`)/)
    .map((part, index) => {
      let said = part;
      for (let depth = 0; index % 2 === 0 && depth < deepestEmphasis && said.includes('*'); depth++) said = said.replace(emphasized, '$2');
      return said;
    })
    .join('');
}

/** What may have to be taken out of lines, besides the end of the last. */
const untidy = /[\r]|[\t ](?:\n|$)|^\n|\n\n|-{3}|\*{3}|_{3}/;

/** Lines as they are, but for their endings, blanks at their ends, blank lines and rules. */
export function plainLines(text: string): string {
  if (!untidy.test(text)) return text.endsWith('\n') ? text.slice(0, -1) : text;
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?<![\t ])[\t ]+$/gm, '')
    .replace(/^(?:-{3,}|\*{3,}|_{3,})$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .replace(/^\n|\n$/g, '');
}

function headingForm(line: string): string {
  const text = line as ByteString;
  const heading = headingFrom(text, 0);
  if (heading === null) return plainLines(line);
  return `${'#'.repeat(heading.level)} ${inlineForm(text.slice(heading.text.start, heading.text.end))}`;
}

/** Of one row, or of several. */
function rowForm(rows: string): string {
  return inlineForm(plainLines(rows))
    .replace(/ ?\| ?/g, '|')
    .replace(/^ ?\|/gm, '')
    .replace(/(?<!\\)\|$/gm, '');
}

/** Documents draw their tables alike: what was found out about such a row is kept. */
const delimiters = new Map<string, string>();
const mostDelimiters = 1000;

function delimiterForm(row: string): string {
  const known = delimiters.get(row);
  if (known !== undefined) return known;
  const form = rowForm(row).replace(/:?-+:?/g, '-');
  if (delimiters.size < mostDelimiters && row.length < 200) delimiters.set(row, form);
  return form;
}

/** What is not code: blanks, quotation marks and the marks of emphasis in one form. */
function inlineForm(text: string): string {
  if (!text.includes('`')) return wordsForm(text);
  return text
    .split(/(`[^`\n]*`)/)
    .map((part, index) => (index % 2 === 1 ? part : wordsForm(part)))
    .join('');
}

/** In UTF-8: ‘ and ’, then “, ” and „; and the blanks that no line may be wrapped at. */
const written: readonly (readonly [RegExp, string])[] = [
  [/\xe2\x80[\x98\x99]/g, "'"],
  [/\xe2\x80[\x9c-\x9e]/g, '"'],
  [/\xc2\xa0|\xe2\x80\xaf/g, ' '],
  [/[\t ]{2,}|\t/g, ' '],
];
const underlined = /(?<![\w\\*_])(__?)(?=[^ _])([^_\n]{1,100}?)\1(?![\w_])/g;

/** Something that a form may be written with. */
const dressed = /[\t_\xc2\xe2]| {2}/;

/** Most words are plain, and left as they are. */
function wordsForm(words: string): string {
  if (!dressed.test(words)) return words;
  let said = words;
  for (const [form, plain] of written) said = said.replace(form, plain);
  if (!said.includes('_')) return said;
  return said.replace(underlined, (_, { length }: string, inner: string) => `${'*'.repeat(length)}${inner}${'*'.repeat(length)}`);
}

const rule = /^(?:-{3,}|\*{3,}|_{3,})$/;
const itemMark = /^(?:([-*+])|(\d{1,9})[.)])(?:[\t ]+|$)/;
const quoteMarks = /^(?:>[\t ]*)+/;
/** What means something because it stands at the beginning of a line. */
const beginsLine = /^(?:[|@#<]|[`*_[("']{1,4}@|\[[^\]\n]{1,99}\]:|(?:\*\*|__)[^*_\n]{1,60}(?::(?:\*\*|__)|(?:\*\*|__)[\t ]*:))/;

/** Lines of text: those that only go on with the one before are joined to it. */
function proseForm(text: string): string {
  const prose = new Prose();
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  for (const line of lines.split('\n')) prose.add(line);
  return inlineForm(prose.lines.join('\n'));
}

class Prose {
  readonly lines: string[] = [];
  /** Indentations of the items that the line at hand may stand in. */
  #items: number[] = [];
  #isAfterBlank = true;
  #isCode = false;
  #quotes = 0;

  add(line: string): void {
    const indent = indentOf(line);
    const { start, end } = trimSpan(line as ByteString, indent.length, line.length);
    const marked = line.slice(start, end);
    if (marked === '' || rule.test(marked)) {
      this.#isAfterBlank = true;
      return;
    }
    const isCode = indent.width >= 4 && this.#items.length === 0 && (this.#isAfterBlank || this.#isCode);
    if (isCode) this.lines.push(line.slice(0, end));
    else this.#addText(marked, indent.width);
    this.#isCode = isCode;
    this.#isAfterBlank = false;
  }

  #addText(marked: string, width: number): void {
    // Words: by far the most lines begin with one.
    const isPlain = /^[A-Za-z\x80-\xff]/.test(marked);
    const quote = isPlain ? '' : (quoteMarks.exec(marked)?.[0] ?? '');
    const quotes = quote.replace(/[^>]/g, '');
    const said = quote === '' ? marked : marked.slice(quote.length);
    const item = isPlain ? null : itemMark.exec(said);
    if (item !== null) this.#addItem(item, { said, quotes, width });
    else {
      const leavesList = width === 0 && this.#isAfterBlank && this.#items.length > 0;
      if (leavesList) this.#items = [];
      const isMore = this.lines.length > 0 && !this.#isCode && !leavesList && quotes.length === this.#quotes;
      if (isMore && (isPlain || !beginsLine.test(said))) this.lines[this.lines.length - 1] += ` ${said}`;
      else this.lines.push(`${quotes}${said}`);
    }
    this.#quotes = quotes.length;
  }

  #addItem(
    [mark, bullet, number]: RegExpExecArray,
    { said, quotes, width }: { readonly said: string; readonly quotes: string; readonly width: number },
  ): void {
    while ((this.#items.at(-1) ?? -1) >= width) this.#items.pop();
    this.lines.push(`${quotes}${this.#items.length}${bullet === undefined ? `${number}.` : '-'} ${said.slice(mark.length)}`);
    this.#items.push(width);
  }
}

function indentOf(line: string): { readonly length: number; readonly width: number } {
  let width = 0;
  let length = 0;
  for (; length < line.length; length++) {
    const code = line.charCodeAt(length);
    if (code === 32) width++;
    else if (code === 9) width += 4 - (width % 4);
    else break;
  }
  return { length, width };
}
