import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oneLine, plainText, plainValue, safeJson } from './plain-text.ts';

/** Everything that could steer a terminal. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const steering = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

describe('plain text', () => {
  it.each([
    ['colour', 'a\u001b[31mb\u001b[0mc', 'abc'],
    ['an eight-bit sequence', 'a\u009b31mb', 'ab'],
    ['a title, ended by a bell', 'a\u001b]0;title\u0007b', 'ab'],
    ['the clipboard, ended by ST', 'a\u001b]52;c;aGk=\u001b\\b', 'ab'],
    ['a link', '\u001b]8;;http://x\u001b\\text\u001b]8;;\u001b\\', 'text'],
    ['a device string', 'a\u001bP1$r0m\u001b\\b', 'ab'],
    ['a sequence without an end', 'a\u001b[31', 'a'],
    ['two characters', 'a\u001bcb', 'ab'],
    ['a carriage return that would overwrite the line', 'good\rbad', 'good\nbad'],
    ['backspaces', 'a\b\bb', 'ab'],
    ['a reversal of direction', 'a\u202egnp.b', 'agnp.b'],
  ])('loses %s', (_, text, expected) => {
    expect(plainText(text)).toBe(expected);
  });

  it('keeps letters of every script, emoji, tabs and line breaks', () => {
    const text = 'Über 東京 مرحبا 👩‍💻\n\tcafé é';
    expect(plainText(text)).toBe(text);
  });

  it('never holds anything that steers a terminal', () => {
    const texts = fc.string({
      unit: fc.oneof(
        fc.constantFrom('\u001b', '[', ']', '0', ';', 'm', '\u0007', '\u009b', '\\', 'P'),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(fc.property(texts, (text) => !steering.test(plainText(text))));
  });

  it('is made of values all the way down', () => {
    expect(plainValue({ a: ['\u001b[1mx'], b: { '\u0007c': 1, d: null } })).toEqual({ a: ['x'], b: { c: 1, d: null } });
  });

  it('becomes one line', () => {
    expect(oneLine(' a \n\t b\nc ')).toBe('a b c');
  });
});

describe('JSON on a terminal', () => {
  it('says the same, and steers nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = safeJson({ text });
        return JSON.parse(json).text === text && !steering.test(json);
      }),
    );
  });
});
