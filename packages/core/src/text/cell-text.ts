/**
 * Text of a person in a cell of a Markdown table: how it is written there, and how it is read back.
 *
 * A cell keeps Markdown as it is, so that a note may hold `code` or **bold**. Only what could end the
 * cell, the row or the table (or would be lost at the edges) takes another form:
 *
 *     |          \|          a line break        <br>
 *     <!-- -->   &lt;!-- --&gt;
 *     a backslash before a pipe or at the end, control characters, blanks at the edges     &#92; &#1; &#32;
 *     what would be read as one of these by accident                                       &amp;lt; &lt;br>
 *
 * A backslash is never doubled: renderers disagree about `\\|`, and all of them know `&#92;`.
 * `unescapeCell(escapeCell(text)) === text` for every well-formed text.
 */

const unsafe =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /\||\\(?=\||$)|\n|<(?=!--|[bB][rR]\s*\/?>)|(?<=--)>|&(?=(?:amp|lt|gt|quot|nbsp|#\d{1,7}|#[xX][\da-fA-F]{1,6});)|[\0-\x08\x0b-\x1f\x7f-\x9f]|\u2028|\u2029|^\s|\s$/gu;

const written: Readonly<Record<string, string>> = { '|': '\\|', '\n': '<br>', '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** What stands between the blanks of a cell for a text; one line, whatever the text holds. */
export function escapeCell(text: string): string {
  return text.replace(unsafe, (character) => written[character] ?? `&#${character.charCodeAt(0)};`);
}

const entity = String.raw`&(?:amp|lt|gt|quot|nbsp|#(\d{1,7})|#[xX]([\da-fA-F]{1,6}));`;
const entities = new RegExp(entity, 'g');
const escaped = new RegExp(String.raw`\\\||<[bB][rR]\s*/?>|${entity}`, 'g');

const meant: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&nbsp;': '\u00a0', '\\|': '|' };

/** The text that a cell (without the blanks around it) stands for; decoration such as `**` is not its business. */
export function unescapeCell(cell: string): string {
  if (!/[\\<&]/.test(cell)) return cell;
  return cell.replace(escaped, meaning);
}

/** The text that a heading stands for, of which a pipe or a `<br>` is a part like any other. */
export function unescapeHeading(heading: string): string {
  return heading.includes('&') ? heading.replace(entities, meaning) : heading;
}

/** A heading in which nothing is a mark or a comment; `unescapeHeading` reads it back. */
export function escapeHeading(text: string): string {
  return text.replace(/[&<>*_~`#[\]\\]|^[.:\u2013\u2014-]/g, (character) => written[character] ?? `&#${character.charCodeAt(0)};`);
}

function meaning(form: string, decimal?: string, hexadecimal?: string): string {
  const code = decimal === undefined ? hexadecimal : decimal;
  if (code === undefined) return meant[form] ?? '\n';
  const point = Number.parseInt(code, decimal === undefined ? 16 : 10);
  return isScalarValue(point) ? String.fromCodePoint(point) : form;
}

/** Unicode scalar values: all code points but surrogates. */
function isScalarValue(point: number): boolean {
  return point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
}
