/**
 * A value as a YAML scalar on one line, in a given style where the value allows it.
 *
 * What is written is read as the same text by YAML 1.1 and 1.2 readers alike: a plain scalar is used
 * only where neither takes it for a number, a boolean, a null or a date. YAML 1.2.2, chapters 5 to 7.
 */
import type { ValueStyle } from '../document.ts';

/** The scalar for a text. Quotes stay quotes, a list of ids stays a list; a plain or empty value stays plain as long as it can. */
export function writeText(text: string, style: ValueStyle): string {
  if (style === 'flow-list' && isListOfIds(text)) return `[${text}]`;
  if (style === 'double-quoted') return doubleQuoted(text);
  if (style === 'single-quoted') return unprintable.test(text) ? doubleQuoted(text) : `'${text.replaceAll("'", "''")}'`;
  return isPlain(text) && !isTypedWord(text) ? text : doubleQuoted(text);
}

/** The scalar for a word of the format itself (a status, a date, a boolean, an id), which needs no quotes; it keeps those that were there. */
export function writeWord(word: string, style: ValueStyle): string {
  if (style === 'double-quoted' || style === 'single-quoted') return writeText(word, style);
  return isPlain(word) ? word : doubleQuoted(word);
}

/** All that YAML does not call printable, and line breaks, tabs and the byte order mark. */
const unprintable = /[^\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u;

/** Indicators that a plain scalar cannot start with, and what would end it: `: `, ` #`, blanks at the edges. */
const notPlain = /^[-?:,[\]{}#&*!|>'"%@`=<]|:(?=\s|$)|\s#|^\s|\s$|^\.\.\./;

function isPlain(text: string): boolean {
  return text !== '' && !unprintable.test(text) && !notPlain.test(text);
}

/** Words that some version of YAML reads as something else than text. */
function isTypedWord(text: string): boolean {
  return (
    /^(?:~|null|true|false|yes|no|on|off|y|n)$/i.test(text) ||
    /^[+.]?\d[\d_.:,eExXoOa-fA-FtTzZ +-]*$/.test(text) ||
    // Also without a digit before the point, or before an exponent: `+.5`, `.`, `E1`.
    /^(?!$)\+?[\d._]*(?:e[+-]?\d+)?$/i.test(text) ||
    /^[+]?\.(?:inf|nan)$/i.test(text)
  );
}

/** Ids with a comma and a space between them; what a reader makes of a list of them. None is a list, too. */
function isListOfIds(text: string): boolean {
  return /^(?:[A-Za-z][\w.-]*(?:, (?=.)|$))*$/.test(text) && text.split(', ').every((id) => !isTypedWord(id));
}

const namedEscapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\0': '\\0' };

function doubleQuoted(text: string): string {
  let quoted = '';
  for (const character of text) {
    const needed = character === '"' || character === '\\' || unprintable.test(character);
    quoted += needed ? (namedEscapes[character] ?? escapeCode(character.charCodeAt(0))) : character;
  }
  return `"${quoted}"`;
}

/** What is not printable takes one unit of UTF-16. */
function escapeCode(point: number): string {
  return point < 0x100 ? `\\x${point.toString(16).padStart(2, '0')}` : `\\u${point.toString(16).padStart(4, '0')}`;
}
