/**
 * Text that is safe to show on a terminal.
 *
 * Plans, ledgers, names and command output come from others. What they hold must not move the cursor,
 * change colours, set titles, write the clipboard or reverse the reading direction of a line.
 */

/** Escape sequences, whole: CSI, then the string kinds (OSC, DCS, SOS, PM, APC) up to their end, then the short ones. */
const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]?/g;

/** What remains of C0 and C1 save line feed and tab, and the characters that reorder text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** `text` without control sequences. Line feeds and tabs stay. */
export function plainText(text: string): string {
  if (/^[\x20-\x7e\n]*$/.test(text)) return text;
  return text.replace(/\r\n?/g, '\n').replace(sequences, '').replace(controls, '');
}

/** A JSON value with every text in it made plain, keys too. */
export function plainValue<Value>(value: Value): Value {
  return plain(value) as Value;
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [plainText(key), plain(inner)]));
}

/** One line: line breaks and tabs become single spaces. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\n\t]\s*/g, ' ').trim();
}

/** JSON whose text can't steer a terminal either: what JSON leaves unescaped of the control characters is escaped. */
export function safeJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
