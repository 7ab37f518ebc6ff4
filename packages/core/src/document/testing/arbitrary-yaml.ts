/** Texts for tests of YAML reading: plan-like blocks, damaged ones, and soup of everything that YAML gives a meaning. */
import fc from 'fast-check';
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import { damaged } from './damage.ts';

const tokens = [
  '\n', '\n', '\n', '\r\n', '\r', ' ', '  ', '    ', '\t', ':', ': ', ':\n', ' :', '- ', '-', '-\n', '- - ', '#', ' #', ' # note', '# note\n',
  '"', "'", "''", '\\', '\\"', '\\n', '\\x41', '\\u00e9', '\\q', '|', '|-', '|+', '>', '>-', '|2', '|\n', '[', ']', '[]', '[a, b]', ', ', ',',
  '{', '}', '{}', '{a: b}', '&a', '*a', '&a ', '*a ', '!', '!!str ', '!t ', '?', '? ', '%', '@', '`', '---', '---\n', '...\n', '<<', '=',
  'a', 'b', 'id', 'id: ', 'status: ', 'checklist:\n', 'a: b\n', '  a: b\n', '- a\n', '  - a\n', '    - a: b\n', 'key: value\n', 'key: "value"\n',
  'true', 'false', 'null', '~', '1', '0x1f', '1e3', '.5', 'NOT_STARTED', '2026-11-22', 'TASKS-01', 'x y', 'x: y', 'http://x', 'a#b', 'a:b',
  'é', '✅', '\ufeff', '\u0085', '\u2028', '\u00a0', '\u0000', '\u0007', '\u001b', '\u007f', '\ufffd', '(', ')', '/', '.', '$', '+', '^', ';', '<', '~a',
]; // biome-ignore format: one token after the other

/** Anything, in pieces that mean something. */
const soup = fc.array(fc.constantFrom(...tokens), { maxLength: 24 }).map((parts) => encodeUtf8(parts.join('')));

const key = fc.constantFrom(
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
);
const scalar = fc.constantFrom(
  'P0', 'NOT_STARTED', 'null', '', '~', '"quoted"', "'single'", "'it''s'", '"a \\"b\\" \\u00e9"', '2026-11-22', 'two words', 'a  b', 'a#b', 'a:b', '[]', '[A, "B"]',
  '[A, B,]', '{}', '{a: b}', '|\n        text\n         more\n', '|-\n          text', '>\n        folded\n', '-1', '- 1', '*a', '&a x', '!!str x', '"open', "'open", 'é ✅', '@x',
  '"multi\n  line"', 'multi\n        line', 'http://x.y', '# no value', '"x" # note', 'x # note', "'x'# note", 'x\t# note', 'true', '0x1f', '.inf', '<<', '%x', 'a, b', 'a]',
); // biome-ignore format: one value after the other
const ending = fc.constantFrom(
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
);
const indent = fc.constantFrom(0, 0, 2, 2, 4, 4, 6, 8, 3, 1);

const line = fc
  .tuple(
    indent,
    fc.constantFrom('', '', '', '- ', '-   ', '-\n', '- - '),
    key,
    fc.constantFrom(': ', ':', ':  ', ' : ', ':\t'),
    scalar,
    ending,
  )
  .map(([column, dash, name, colon, value, end]) => `${' '.repeat(column)}${dash}${name}${colon}${value}${end}`);
const scalarLine = fc.tuple(indent, scalar, ending).map(([column, value, end]) => `${' '.repeat(column)}- ${value}${end}`);

/** Lines of keys and list entries in columns that may or may not fit together. */
const lines = fc
  .array(fc.oneof({ weight: 4, arbitrary: line }, { weight: 1, arbitrary: scalarLine }), { maxLength: 9 })
  .map((all) => encodeUtf8(all.join('')));

const checklistItem = fc.tuple(
  fc.constantFrom('verified_req', 'checked_deps', 'tests_passing', 'docs_updated'),
  fc.constantFrom('true', 'false', 'yes', '"true"', ''),
  fc.constantFrom('', ' # note', '   # other'),
);

interface EntryParts {
  readonly list: boolean;
  readonly items: readonly (readonly [string, string, string])[];
  readonly id: string;
  readonly value: string;
  readonly gap: string;
}

const entry: fc.Arbitrary<string> = fc
  .record<EntryParts>({
    list: fc.boolean(),
    items: fc.array(checklistItem, { maxLength: 4 }),
    id: fc.constantFrom('TASKS-01', '"TASKS-02"', 'SETUP-ENV', 'TASKS-XX', "'CHG-1'"),
    value: scalar,
    gap: fc.constantFrom('', '\n', '    \n', '  # between\n', '# between\n'),
  })
  .map(({ list, items, id, value, gap }) => {
    const checklist = items.map(([name, done, note]) => `          ${list ? '- ' : ''}${name}: ${done}${note}\n`).join('');
    return `  - id: ${id}\n    service_name: ${value}\n    priority: P0\n    workflow:\n      pre_check:\n        status: NOT_STARTED\n        checklist:\n${checklist}      tasks:\n        status: NOT_STARTED\n      post_check:\n        status: COMPLETED\n        checklist:\n${checklist}${gap}`;
  });

/** A block of tasks, as people write it. */
export const arbitraryTasksYaml: fc.Arbitrary<ByteString> = fc
  .tuple(fc.constantFrom('', '# note\n', '\n'), fc.array(entry, { maxLength: 4 }))
  .map(([head, entries]) => encodeUtf8(`${head}phase_1_tasks:\n${entries.join('')}`));

/** All of it, whole and damaged. */
export const arbitraryYaml: fc.Arbitrary<ByteString> = fc.oneof(
  soup,
  lines,
  arbitraryTasksYaml,
  damaged(arbitraryTasksYaml),
  damaged(lines),
);
