/** Damage that happens to files: lines cut, doubled and swapped, bytes lost and added, endings changed. */
import type { ByteString } from '../../model/byte-string.ts';
import type { Dice } from './dice.ts';

/** The text after up to four blows. */
export function damaged(text: ByteString, dice: Dice): ByteString {
  return dice.some(1, 4, () => dice.pick(blows)).reduce((hurt, blow) => blow(hurt, dice), text as string) as ByteString;
}

type Blow = (text: string, dice: Dice) => string;

// biome-ignore format: a list of words
const nasty = [
  '\n', '\t', '\r', '\r\n', '\0', '\xff', '\xc3', '\xe2\x80', '\xef\xbb\xbf', '|', '```', '```yaml\n', '~~~', '<!--', '-->', '#', '"', "'", ':', '- ',
  '---\n', '    ', ' ', '[', '&a', '*a', '\\', '\xf0\x9f\x94\xb4', '| a | b |\n|---|---|\n',
] as const;

const blows: readonly Blow[] = [
  inLines((lines, i) => lines.toSpliced(i, 1)),
  inLines((lines, i) => lines.toSpliced(i, 0, lines[i] ?? '')),
  inLines((lines, i, j) => lines.with(i, lines[j] ?? '').with(j, lines[i] ?? '')),
  inLines((lines, i) => lines.with(i, ` ${lines[i]}`)),
  inLines((lines, i) => lines.with(i, (lines[i] ?? '').replace(/^ /, ''))),
  inLines((lines, i) => lines.map((line, n) => (n % 3 === i % 3 ? `${line}\r` : line))),
  inLines((lines, i) => lines.toSpliced(i, 2, (lines[i] ?? '') + (lines[i + 1] ?? ''))),
  atPlace((before, after) => before + after.slice(1)),
  atPlace((before) => before),
  atPlace((before, after, dice) => before + dice.pick(nasty) + after),
  atPlace((before, after, dice) => before + dice.pick(nasty) + after),
];

function inLines(change: (lines: readonly string[], i: number, j: number) => readonly string[]): Blow {
  return (text, dice) => {
    const lines = text.split('\n');
    return change(lines, dice.roll(lines.length), dice.roll(lines.length)).join('\n');
  };
}

function atPlace(change: (before: string, after: string, dice: Dice) => string): Blow {
  return (text, dice) => {
    const place = dice.roll(text.length + 1);
    return change(text.slice(0, place), text.slice(place), dice);
  };
}
