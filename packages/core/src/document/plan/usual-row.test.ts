import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as library from 'yaml';
import type { ByteString } from '../../model/byte-string.ts';
import { encodeUtf8 } from '../../model/byte-string.ts';
import { casesOf } from '../../model/testing/cases.ts';
import { cellsOf } from '../../text/table-cells.ts';
import { readDocument } from '../read.ts';
import { plainCell } from './decoration.ts';
import { usualRow } from './usual-row.ts';

const columns = ['Date', 'Task ID', 'Status', 'Notes'];
const dates = ['2026-11-22', '2026-01-01', '2026-11-22T10:00', '**2026-11-22**', 'YYYY-MM-DD', ''];
const ids = [
  'TASKS-01',
  'SETUP-1',
  '**TASKS-01**',
  'tasks-01',
  'TASKS-0&#49;',
  'TASKS-01\\',
  'A-1 ',
  '`A-1`',
  'TASKS-01 | A-2',
  'A\\|1',
  '',
  'Ä-1',
];
const statuses = ['COMPLETED', 'NOT_STARTED', '_DONE_', '✅ Done', 'IN_PROGRESS ', 'done', 'COMPLETED\\', '<!-- x --> DONE', 'A__B', ''];
const notes = ['said', 'a \\| b', 'x | y', '', '\\', '`|`'];
const values = { Date: dates, 'Task ID': ids, Status: statuses, Notes: notes };

/** Half of all cells are of the first two forms. */
const one = (of: readonly string[]) => fc.oneof(fc.constantFrom(...of.slice(0, 2)), fc.constantFrom(...of));
const row = fc.tuple(
  fc.record({ Date: one(dates), 'Task ID': one(ids), Status: one(statuses), Notes: one(notes) }),
  fc.constantFrom(' ', '', '\t', '  '),
  fc.constantFrom(['|', '|'], ['', '|'], ['|', ''], [' |', '| ']),
);

test('a row says what its cells say one by one, however it is written', () => {
  let usual = 0;
  fc.assert(
    fc.property(fc.shuffledSubarray(columns, { minLength: 4 }), fc.array(row, { minLength: 1, maxLength: 5 }), (order, rows) => {
      const line = ([cells, blank, [open = '', close = '']]: (typeof rows)[number]) =>
        `${open}${order.map((name) => `${blank}${cells[name as keyof typeof values]}${blank}`).join('|')}${close}\n`;
      const text = encodeUtf8(`## Session Log\n\n|${order.join('|')}|\n|-|-|-|-|\n${rows.map(line).join('')}`);
      const { plan } = readDocument(text, { path: 'plan.md', library: () => library });
      const at = (name: string) => order.indexOf(name);
      const pattern = usualRow({ date: at('Date'), task: at('Task ID'), status: at('Status'), notes: at('Notes') });
      for (const { date, task, statusText, line: place } of plan.sessionLog) {
        const written = text.split('\n')[place - 1] ?? '';
        const cells = cellsOf(written as ByteString, 0, written.length);
        const said = (name: string) => plainCell(written.slice(cells[at(name) * 2] ?? 0, cells[at(name) * 2 + 1] ?? 0) as ByteString);
        expect({ date, task, statusText }, written).toEqual({ date: said('Date'), task: said('Task ID'), statusText: said('Status') });
        pattern.lastIndex = 0;
        if (pattern.test(written)) usual++;
      }
    }),
    { numRuns: casesOf(process.env, 400) },
  );
  expect(usual).toBeGreaterThan(0);
});
