import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as library from 'yaml';
import { type ByteString, encodeUtf8 } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { casesOf } from '../model/testing/cases.ts';
import type { Document } from './document.ts';
import type { KeptBlock } from './plan/kept-block.ts';
import { readDocument } from './read.ts';
import { anyText } from './testing/any-texts.ts';
import { damaged } from './testing/damage.ts';
import { Dice } from './testing/dice.ts';
import { touchDocument } from './testing/touch-document.ts';

const texts = fc.array(fc.nat(0xffff), { maxLength: 200, size: 'max' }).map((tape) => anyText(new Dice(tape)));
/** A text, and the same after a blow, or another one. */
const pairs = fc.array(fc.nat(0xffff), { maxLength: 200, size: 'max' }).map((tape) => {
  const dice = new Dice(tape);
  const before = anyText(dice);
  const after = dice.roll(4) > 0 ? { text: damaged(before.text, dice) } : anyText(dice);
  return [before, after] as const;
});
const numRuns = casesOf(process.env, 2000, 3000);
const read = (text: ByteString, path = 'plan.md') => readDocument(text, { path, library: () => library });

describe('whatever the bytes are', () => {
  test('every one belongs to exactly one piece, and nothing that can be asked fails', () => {
    fc.assert(
      fc.property(texts, ({ text, path }) => {
        const document = read(text, path);
        expect(document.pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        expect(document.pieces.every(({ start, end }) => start < end)).toBe(true);
        touchDocument(document);
      }),
      { numRuns },
    );
  });
});

describe('what is not asked for is not read', () => {
  const entry = (id: number) =>
    `  - id: TASKS-${id}\n    service_name: "Task ${id}"\n    priority: P1\n    dependents: "TASKS-${id + 1}"\n    workflow:\n      pre_check:\n        status: NOT_STARTED\n        checklist:\n          - verified_req: false # note\n      tasks:\n        status: COMPLETED\n      post_check:\n        status: COMPLETED\n        checklist:\n          - session_log_date: true\n`;
  const text = encodeUtf8(
    `### Phase 1: A\n\`\`\`yaml\nphase_1_tasks:\n${Array.from({ length: 100 }, (_, i) => entry(i + 1)).join('')}\`\`\`\n`,
  );
  const open = () =>
    readDocument(text, {
      path: 'plan.md',
      library: () => {
        throw new Error('a plain plan needs no library');
      },
    });

  test('a plan is opened without reading an entry in full', () => {
    const { plan, effort } = open();
    for (const task of plan.tasks) {
      expect(task).toMatchObject({ status: 'COMPLETED', priority: 'P1', postCheckComplete: true, placeholder: false });
      expect([task.key, task.name, task.dependentsText, task.dependsOnText, task.line, task.family]).not.toContain(undefined);
    }
    expect(plan.flaws).toEqual([]);
    expect(plan.sessionLog).toEqual([]);
    expect(effort).toEqual({ entriesParsed: 0, blocksParsedByLibrary: 0 });
  });

  test('what is asked of one task is read of that one, once', () => {
    const { plan, sources, effort } = open();
    const [task] = plan.tasks;
    if (task === undefined) throw new Error('there are a hundred');
    expect(task.preCheck?.items).toEqual([{ key: 'verified_req', done: false }]);
    expect(task.implementation.completed).toBeNull();
    expect(sources.task(task).value('status')).not.toBeNull();
    expect(effort.entriesParsed).toBe(1);
  });
});

describe('a hostile text is read in bounded time', () => {
  const size = 200_000;
  const fill = (text: string) => text.repeat(Math.ceil(size / text.length)).slice(0, size);
  const block = (body: string) => `\`\`\`yaml\nphase_1_tasks:\n${body}\n\`\`\`\n`;
  const table = '| ID | Status |\n|---|---|\n';
  test.each([
    ['blanks', fill(' ')],
    ['tabs', fill('\t')],
    ['empty lines', fill('\n')],
    ['carriage returns', fill('\r')],
    ['NUL', fill('\0')],
    ['bytes that are no text', fill('\xff')],
    ['UTF-16', fill('\xff\xfe#\0 \0P\0h\0a\0s\0e\0')],
    ['headings', fill('# a\n')],
    ['phases', fill('# Phase 1\n')],
    ['elements', fill('<h1></h1>\n<h2 \n')],
    ['tables', fill('a|b\n-|-\n')],
    ['cells', `|${fill('a|')}\n|${fill('-|')}\n`],
    ['rows that say nothing known', table + fill('| T-1 | soon |\n')],
    ['a cell of stars', `${table}| T-1 | ${fill('* ')}x |\n`],
    ['a cell of comments', `${table}| T-1 | ${fill('<!-- x -->')} |\n`],
    ['an empty front matter of blanks', `---\ntitle:${fill(' ')}x\n---\n`],
    ['a preamble without end', fill('# ===\n')],
    ['fences', fill('```\n```\n')],
    ['a fence without end', `\`\`\`\n${fill('``` x\n')}`],
    ['comments without end', fill('<!--\n')],
    ['dates', fill('> **Last Updated**: 2026-11-22\n')],
    ['one line of dates', fill('last updated: 1 ')],
    ['legends', encodeUtf8(`${table}| T-1 | ⏳ |\n\n${fill('⏳ = ')}`)],
    ['a key of underscores', block(fill('a_'))],
    ['keys', block(fill('a: 1\n'))],
    ['comments in YAML', block(fill('# x\n'))],
    ['one huge entry', block(`  - id: A-1\n${fill('    a: b\n')}`)],
    ['entries without end', block(fill('  - id: T-1\n'))],
    ['broken entries', block(fill('  - id: T-1\n   x\n'))],
    ['aliases', block(`  - &x a\n${fill('  - *x\n')}`)],
    ['explicit keys', block(fill('? a\n'))],
  ])('%s', (_, text) => {
    // What takes more than linear time here runs into the suite's limit for what hangs.
    expect(() => touchDocument(read(text as ByteString))).not.toThrow();
  });
});

/** What the graph of a plan is made of. */
function linksOf({ plan }: Document) {
  return plan.tasks.map(({ id, name, dependentsText, dependsOnText }) => [id, name, dependentsText, dependsOnText]);
}

/** The same document, read with what its blocks were found to hold in another text; and how many of them were known. */
function readKept(text: ByteString, path: string, other: Document) {
  const kept = other
    .blocksToKeep()
    .map(({ span, table, rest }) => ({ span, table: table.slice(), rest: JSON.parse(JSON.stringify(rest)) }));
  let known = 0;
  const find = ({ start, end }: Span): KeptBlock | null => {
    const bytes = text.slice(start, end);
    const found = kept.find(({ span }) => other.text.slice(span.start, span.end) === bytes) ?? null;
    if (found !== null) known++;
    return found;
  };
  const openCompletions = () => (text === other.text ? other.mayBeOpen() : null);
  const document = readDocument(text, { path, library: () => library }, { find, openCompletions });
  return { document, known, kept: kept.length };
}

describe('what was found in a block is kept', () => {
  test('and it says the same in another process, wherever its bytes stand', () => {
    fc.assert(
      fc.property(pairs, fc.constantFrom('', '\n', '# A title\n\n'), ([before, after], above) => {
        const first = read(before.text, before.path);
        const again = readKept(before.text, before.path, first);
        expect(touchDocument(again.document)).toEqual(touchDocument(first));
        expect(again.known).toBeGreaterThanOrEqual(again.kept);
        const further = `${above}${after.text}` as ByteString;
        const { document } = readKept(further, before.path, first);
        expect(touchDocument(document)).toEqual(touchDocument(read(further, before.path)));
      }),
      { numRuns: casesOf(process.env, 250, 1000) },
    );
  });
});

describe('a text is read again', () => {
  test('as if it were the first time, whatever was read before', () => {
    fc.assert(
      fc.property(pairs, ([before, after]) => {
        const first = read(before.text, before.path);
        const again = first.reread(after.text);
        expect(touchDocument(again)).toEqual(touchDocument(read(after.text, before.path)));
        expect(again.keepsLinks).toBe(JSON.stringify(linksOf(first)) === JSON.stringify(linksOf(again)));
        const back = again.reread(before.text);
        expect(touchDocument(back)).toEqual(touchDocument(read(before.text, before.path)));
      }),
      { numRuns: casesOf(process.env, 250, 1000) },
    );
  });

  test('and what a word means is asked of the text at hand, also where the entry is the same', () => {
    const textWith = (meaning: string) =>
      `Legend: ⏳ = ${meaning}\n\n\`\`\`yaml\nphase_1_tasks:\n  - id: TASKS-01\n    status: ⏳\n    workflow:\n      tasks:\n        status: ⏳\n\`\`\`\n`;
    const statusIn = ({ plan }: Document) => plan.tasks[0]?.status;
    const pending = encodeUtf8(textWith('pending'));
    // From the second reading on, what entries say is remembered.
    const again = read(pending).reread(pending);
    expect(statusIn(again)).toBe('NOT_STARTED');
    expect(statusIn(again.reread(encodeUtf8(textWith('blocked'))))).toBe('BLOCKED');
  });
});
