import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as library from 'yaml';
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import { casesOf } from '../../model/testing/cases.ts';
import { readByLibrary, tell } from '../../text/yaml/read-by-library.ts';
import { Dice } from '../testing/dice.ts';
import { alikeTasksYaml, tasksYaml, yamlText } from '../testing/yaml-texts.ts';
import { EntryTemplates } from './entry-templates.ts';
import { readTaskBlock } from './task-block.ts';
import { countOf, identified, type TaskFacts } from './task-facts.ts';
import { TaskFactsReader } from './task-facts-reader.ts';
import { factWidth } from './task-shapes.ts';

const numRuns = casesOf(process.env, 200, 400);
const texts = fc.array(fc.nat(0xffff), { maxLength: 100, size: 'max' }).map((tape) => {
  const dice = new Dice(tape);
  return dice.pick([tasksYaml, alikeTasksYaml, yamlText])(dice);
});

test('a block says the same, whether the library reads none of it, some entries or all', () => {
  fc.assert(
    fc.property(texts, (text) => {
      const { facts, block } = read(text);
      const { root, errors, duplicates } = readByLibrary(text, { start: 0, end: text.length }, library);
      const whole = new TaskFactsReader(text, null);
      if (root !== null) tell(root, whole);
      if (errors.length === 0) expect(factsOf(facts)).toEqual(factsOf(whole));
      else expect(identified(facts)).toBeGreaterThanOrEqual(identified(whole));
      const expected = errors.length > 0 ? ['invalid-yaml'] : [...duplicates, ...whole.duplicates].map(() => 'duplicate-key');
      expect(block.flaws.map(({ rule }) => rule)).toEqual(expected);
    }),
    { numRuns },
  );
});

function factsOf(facts: TaskFacts): unknown {
  const { lists, listed, phases, logs, root } = facts;
  const rows = Array.from({ length: countOf(facts) }, (_, i) => facts.rows.table.slice(i * factWidth, (i + 1) * factWidth));
  return { rows, lists, listed: [...listed], phases, logs, root: [...root] };
}

function read(text: ByteString) {
  const effort = { entriesParsed: 0, blocksParsedByLibrary: 0 };
  const context = { text, templates: new EntryTemplates(text), library: () => library, effort };
  return { ...readTaskBlock(context, { start: 0, end: text.length }), effort };
}

const odd = (value: string) => `  - id: TASKS-02\n    service_name: ${value}\n    tasks: x\n`;
const plain = '  - id: TASKS-01\n    service_name: "One"\n';

test.each([
  ['a plain block', plain, { calls: 0, flaws: 0 }],
  ['an entry with a name over two lines', `${plain}${odd('two\n      words')}${plain.replace('01', '03')}`, { calls: 1, flaws: 0 }],
  ['an entry with a quoted name over two lines', `${plain}${odd('"two\n      words"')}`, { calls: 1, flaws: 0 }],
  ['an alias to another entry', `${plain.replace('"One"', '&name One')}${odd('*name')}`, { calls: 3, flaws: 0 }],
  ['an entry that is not valid', `${plain}${odd('"open')}`, { calls: 2, flaws: 1 }],
  ['a key that stands twice', `${plain}    id: TASKS-09\n`, { calls: 0, flaws: 1 }],
  ['a line that fits nothing', `${plain}   x: y\n`, { calls: 2, flaws: 1 }],
])('%s costs the library %o', (_, body, { calls, flaws }) => {
  const { block, effort } = read(encodeUtf8(`phase_1_tasks:\n${body}`));
  expect(effort.blocksParsedByLibrary).toBe(calls);
  expect(block.flaws).toHaveLength(flaws);
});
