/**
 * Canonical JSON, RFC 8785 (JCS): one value, one text. What is hashed is always this.
 *
 * The scheme leans on ECMAScript: strings and numbers are written as `JSON.stringify` writes them.
 * What it adds are sorted keys (by UTF-16 code units, which is how `<` compares strings) and what it
 * forbids: numbers that are not finite, and lone surrogates, which UTF-8 can't hold.
 */

/** Deeper nesting than any ledger has; a hostile line must not exhaust the stack. */
const deepest = 64;

/**
 * The canonical text of a JSON value. A property that is undefined is left out, as `JSON.stringify` does.
 *
 * @throws TypeError for what JSON can't hold: a number that is not finite, a lone surrogate, a value of
 * another type, an object with a prototype of its own, and nesting deeper than 64 levels.
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

/** True when `text` is the canonical text of `value`, which must be what `JSON.parse(text)` gave. Never throws. */
export function isCanonicalText(value: unknown, text: string): boolean {
  if (isOrderly(value, 0) && !mayHoldLoneSurrogate(text)) return JSON.stringify(value) === text;
  try {
    return canonicalJson(value) === text;
  } catch {
    return false;
  }
}

/** What `JSON.parse` makes of a text; undefined where it is no JSON. */
export function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return writeString(value);
    case 'number':
      return writeNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth === deepest) throw new TypeError(`canonical JSON: nested deeper than ${deepest} levels`);
      return (
        writtenByEngine(value, depth) ??
        (Array.isArray(value) ? `[${value.map((item) => write(item, depth + 1)).join(',')}]` : writeObject(value, depth))
      );
    default:
      throw new TypeError(`canonical JSON: a value of type ${typeof value} has no form`);
  }
}

function writeString(text: string): string {
  const written = JSON.stringify(text);
  if (mayHoldLoneSurrogate(written) && /\p{Surrogate}/u.test(text))
    throw new TypeError('canonical JSON: a string with a lone surrogate has no form');
  return written;
}

function writeNumber(number: number): string {
  if (!Number.isFinite(number)) throw new TypeError(`canonical JSON: ${number} has no form`);
  return JSON.stringify(number);
}

function writeObject(value: object, depth: number): string {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) throw new TypeError('canonical JSON: only plain objects have a form');
  const members: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const item = (value as Readonly<Record<string, unknown>>)[key];
    if (item !== undefined) members.push(`${writeString(key)}:${write(item, depth + 1)}`);
  }
  return `{${members.join(',')}}`;
}

/**
 * The text by the engine's own writer, which is many times faster, where that is the canonical one; else null. Only
 * a value and what it holds at once are tried, so that looking at what lies deeper is not done again at every level.
 */
function writtenByEngine(value: object, depth: number): string | null {
  if (depth > 1 || !isOrderly(value, depth)) return null;
  const text = JSON.stringify(value);
  return mayHoldLoneSurrogate(text) ? null : text;
}

/** The engine writes a lone surrogate as an escape. */
function mayHoldLoneSurrogate(text: string): boolean {
  return text.includes('\\ud');
}

/**
 * Whether the engine's writer would make the canonical text of it, lone surrogates apart: nothing that it leaves out or
 * converts, and every object's keys in canonical order, as far as enumeration shows it (keys that look like array
 * indexes come first).
 */
function isOrderly(value: unknown, depth: number): boolean {
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (value === null) return true;
  if (depth === deepest) return false;
  if (Array.isArray(value)) {
    for (const item of value) if (!isOrderly(item, depth + 1)) return false;
    return true;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== Object.prototype && prototype !== null) return false;
  const object = value as Readonly<Record<string, unknown>>;
  let last = '';
  for (const key in object) {
    if (key < last || !isOrderly(object[key], depth + 1)) return false;
    last = key;
  }
  return true;
}
