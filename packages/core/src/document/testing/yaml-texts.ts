/** Texts for tests of YAML reading: plan-like blocks, damaged ones, and soup of everything that YAML gives a meaning. */
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import { damaged } from './damage.ts';
import type { Dice } from './dice.ts';

/** YAML, or what is left of it. */
export function yamlText(dice: Dice): ByteString {
  switch (dice.roll(5)) {
    case 0:
      return tasksYaml(dice);
    case 1:
      return lines(dice);
    case 2:
      return damaged(tasksYaml(dice), dice);
    case 3:
      return damaged(lines(dice), dice);
    default:
      return soup(dice);
  }
}

/** A block of tasks, as people write it, more or less. */
export function tasksYaml(dice: Dice): ByteString {
  const isList = dice.roll(3) > 0;
  const entries = dice.some(0, 4, () => entry(dice, isList));
  return encodeUtf8(`${dice.pick(['', '# note\n', '\n'])}phase_1_tasks:\n${entries.join('')}`);
}

function entry(dice: Dice, isList: boolean): string {
  const value = () => (dice.roll(4) === 0 ? dice.pick(scalars) : dice.pick(['P0', '"quoted"', 'TASKS-02, TASKS-03']));
  const checklist = () =>
    dice
      .some(
        0,
        4,
        () => `          ${isList ? '- ' : ''}${dice.pick(items)}: ${dice.pick(ticks)}${dice.pick(['', ' # note', '   # other'])}\n`,
      )
      .join('');
  return [
    `  - id: ${dice.pick(['TASKS-01', '"TASKS-02"', 'SETUP-ENV', 'TASKS-XX', "'CHG-1'"])}\n    service_name: ${value()}\n    priority: ${value()}\n`,
    dice.rarely() ? `    depends_on: ${dice.pick(['[TASKS-01]', '\n      - TASKS-01\n      - TASKS-02', 'TASKS-01'])}\n` : '',
    `    workflow:\n      pre_check:\n        status: ${dice.pick(statuses)}\n        checklist:\n${checklist()}`,
    `      ${dice.pick(['tasks', 'implementation'])}:\n        status: ${dice.pick(statuses)}\n`,
    `      post_check:\n        status: ${dice.pick(statuses)}\n        checklist:\n${checklist()}`,
    dice.pick(['', '\n', '    \n', '  # between\n', '# between\n']),
  ].join('');
}

/** Lines of keys and list entries in columns that may or may not fit together. */
function lines(dice: Dice): ByteString {
  return encodeUtf8(dice.some(0, 9, () => line(dice)).join(''));
}

function line(dice: Dice): string {
  const indent = ' '.repeat(dice.pick([0, 0, 2, 2, 4, 4, 6, 8, 3, 1]));
  if (dice.rarely(5)) return `${indent}- ${dice.pick(scalars)}${dice.pick(endings)}`;
  const dash = dice.pick(['', '', '', '- ', '-   ', '-\n', '- - ']);
  return `${indent}${dash}${dice.pick(keys)}${dice.pick([': ', ': ', ':', ':  ', ' : ', ':\t'])}${dice.pick(scalars)}${dice.pick(endings)}`;
}

/** Pieces that mean something, in no order. */
function soup(dice: Dice): ByteString {
  return encodeUtf8(dice.some(0, 24, () => dice.pick(tokens)).join(''));
}

const statuses = ['NOT_STARTED', 'COMPLETED', '"IN_PROGRESS"', 'done', ''] as const;
const items = ['verified_req', 'checked_deps', 'tests_passing', 'docs_updated'] as const;
const ticks = ['true', 'false', 'yes', '"true"', ''] as const;
const keys = [
  'id',
  'name',
  'status',
  'dependents',
  'checklist',
  'workflow',
  'a',
  'a b',
  'x-1',
  'x.y',
  '9',
  'null',
  '"q"',
  '__proto__',
] as const;
const endings = [
  '\n',
  '\n',
  '\n',
  '\n',
  '\r\n',
  ' \n',
  '\t\n',
  ' # note\n',
  '\n\n',
  '\n    \n',
  '\n# note\n',
  '\n      # note\n',
  '',
  '\t# note\n',
  ' \t \n',
  '\n\t\n',
  '\n  \t# note\n',
  '\n  \t\n',
] as const;

// biome-ignore-start format: lists of words
const scalars = [
  'P0',
  'NOT_STARTED',
  'null',
  '',
  '~',
  '"quoted"',
  "'single'",
  "'it''s'",
  '"a \\"b\\" \\u00e9"',
  '2026-11-22',
  'two words',
  'a  b',
  'a#b',
  'a:b',
  '[]',
  '[A, "B"]',
  '[A, B,]',
  '{}',
  '{a: b}',
  '|\n        text\n         more\n',
  '|-\n          text',
  '>\n        folded\n',
  '-1',
  '- 1',
  '*a',
  '&a x',
  '!!str x',
  '"open',
  "'open",
  'é ✅',
  '@x',
  '"multi\n  line"',
  '"a\tb"',
  "'a\tb'",
  'a\tb',
  'a \t b',
  '\tx',
  '[A,\tB]',
  '|\n\t x\n',
  '|\n    x\ty\n',
  '>\n      one\n      two\n\n\n      three\n        deep\n\n        deeper\n      four\n',
  '>-\n\n      one\n\n      two',
  '>\n      one\n      \ttwo\n      three\n',
  'multi\n        line',
  'http://x.y',
  '# no value',
  '"x" # note',
  'x # note',
  "'x'# note",
  'x\t# note',
  'true',
  '0x1f',
  '.inf',
  '<<',
  '%x',
  'a, b',
  'a]',
] as const;

const tokens = [
  '\n',
  '\n',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '  ',
  '    ',
  '\t',
  ':',
  ': ',
  ':\n',
  ' :',
  '- ',
  '-',
  '-\n',
  '- - ',
  '#',
  ' #',
  ' # note',
  '# note\n',
  '"',
  "'",
  "''",
  '\\',
  '\\"',
  '\\n',
  '\\x41',
  '\\u00e9',
  '\\q',
  '|',
  '|-',
  '|+',
  '>',
  '>-',
  '|2',
  '|\n',
  '[',
  ']',
  '[]',
  '[a, b]',
  ', ',
  ',',
  '{',
  '}',
  '{}',
  '{a: b}',
  '&a',
  '*a',
  '&a ',
  '*a ',
  '!',
  '!!str ',
  '!t ',
  '?',
  '? ',
  '%',
  '@',
  '`',
  '---',
  '---\n',
  '...\n',
  '<<',
  '=',
  'a',
  'b',
  'id',
  'id: ',
  'status: ',
  'checklist:\n',
  'a: b\n',
  '  a: b\n',
  '- a\n',
  '  - a\n',
  '    - a: b\n',
  'key: value\n',
  'key: "value"\n',
  'true',
  'false',
  'null',
  '~',
  '1',
  '0x1f',
  '1e3',
  '.5',
  'NOT_STARTED',
  '2026-11-22',
  'TASKS-01',
  'x y',
  'x: y',
  'http://x',
  'a#b',
  'a:b',
  'é',
  '✅',
  '\ufeff',
  '\u0085',
  '\u2028',
  '\u00a0',
  '\u0000',
  '\u0007',
  '\u001b',
  '\u007f',
  '\ufffd',
  '(',
  ')',
  '/',
  '.',
  '$',
  '+',
  '^',
  ';',
  '<',
  '~a',
] as const;
// biome-ignore-end format: lists of words

/** Tasks that look alike, but for their values, and perhaps for one blow somewhere. */
export function alikeTasksYaml(dice: Dice): ByteString {
  const model = entry(dice, dice.roll(3) > 0);
  const entries = dice.some(1, 7, () =>
    model.replace(/(?<=: )(?:NOT_STARTED|COMPLETED|true|false|P0|TASKS-\d+)/g, (word) => dice.pick([word, word, alike[word] ?? word])),
  );
  const text = encodeUtf8(`phase_1_tasks:\n${entries.join('')}`);
  return dice.rarely(2) ? damaged(text, dice) : text;
}

const alike: Readonly<Record<string, string>> = {
  NOT_STARTED: 'BLOCKED # why',
  COMPLETED: 'NOT_STARTED',
  true: 'false',
  false: 'true',
  P0: '"P: 1"',
};
