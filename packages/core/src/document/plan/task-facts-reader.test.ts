import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ByteString, encodeUtf8 } from '../../model/byte-string.ts';
import { casesOf } from '../../model/testing/cases.ts';
import { readBlock } from '../../text/yaml/read-block.ts';
import { Dice } from '../testing/dice.ts';
import { alikeTasksYaml } from '../testing/yaml-texts.ts';
import { EntryTemplates } from './entry-templates.ts';
import { countOf } from './task-facts.ts';
import { TaskFactsReader } from './task-facts-reader.ts';
import { fact, factWidth } from './task-shapes.ts';

const numRuns = casesOf(process.env, 1000, 3000);
const texts = fc.array(fc.nat(0xffff), { maxLength: 100, size: 'max' }).map((tape) => alikeTasksYaml(new Dice(tape)));

describe('a template reads an entry as the reader does', () => {
  test('for any entries that look alike', () => {
    fc.assert(
      fc.property(texts, (text) => {
        expect(factsOf(text, new EntryTemplates(text))).toEqual(factsOf(text, null));
      }),
      { numRuns },
    );
  });

  test('and in a plan it reads nearly all of them', () => {
    const entries = Array.from({ length: 50 }, (_, i) => entry(`TASKS-${i + 1}`, i % 3 === 0)).join('');
    const text = encodeUtf8(`phase_1_tasks:\n${entries}`);
    const templates = new CountingTemplates(text);
    expect(factsOf(text, templates)).toEqual(factsOf(text, null));
    expect(templates.hits).toBe(49);
  });
});

function entry(id: string, done: boolean): string {
  return [
    `  - id: ${id} # note`,
    `    service_name: "Service: ${id}"`,
    '',
    '    workflow:',
    '      tasks:',
    `        status: ${done ? 'COMPLETED' : 'NOT_STARTED'}`,
    '      post_check:',
    '        status: NOT_STARTED',
    '        checklist:',
    '          # about the log',
    `          - session_log_date: ${done}   # note`,
    '          - session_log_status: true',
    '    ',
    '',
  ].join('\n');
}

class CountingTemplates extends EntryTemplates {
  hits = 0;
  override read(...given: Parameters<EntryTemplates['read']>): ReturnType<EntryTemplates['read']> {
    const end = super.read(...given);
    if (end !== null) this.hits++;
    return end;
  }
}

function factsOf(text: ByteString, templates: EntryTemplates | null): unknown {
  const facts = new TaskFactsReader(text, templates === null ? null : { templates, apart: new Map(), end: text.length });
  if (readBlock(text, { start: 0, end: text.length }, facts) >= 0) return 'not understood';
  const rows = Array.from({ length: countOf(facts) }, (_, i) => [...facts.rows.table.slice(i * factWidth, (i + 1) * factWidth)]);
  const named = rows.map((row) => Object.fromEntries(Object.entries(fact).map(([name, column]) => [name, [row[column], row[column + 1]]])));
  return { rows, named, lists: facts.lists, listed: [...facts.listed], duplicates: facts.duplicates };
}
