import { expect, test } from 'vitest';
import * as library from 'yaml';
import { encodeUtf8 } from '../../model/byte-string.ts';
import { readDocument } from '../read.ts';

const read = (text: string, path = 'plan.md') => readDocument(encodeUtf8(text), { path, library: () => library });

test.each([
  ['> **Last Updated**: 2026-11-22\n', '2026-11-22', 'plain'],
  ['> **Last Updated:** 2026-11-22  \n', '2026-11-22', 'plain'],
  ['**Last Updated**: 2026-11-22T10:00:00', '2026-11-22T10:00:00', 'plain'],
  ['Last updated: 22 November 2026\\\r\n', '22 November 2026', 'plain'],
  ['*Last Updated: 2026-11-22*\n', '2026-11-22', 'plain'],
  ['_Last-Updated_: 2026-11-22\n', '2026-11-22', 'plain'],
  ['> **Last Updated**: YYYY-MM-DD\n', 'YYYY-MM-DD', 'plain'],
  ['> **Last Updated**:\n', '', 'empty'],
  ['> **Last Updated**: [date]\n', '[date]', 'plain'],
  ['| Field | Value |\n|---|---|\n| **Last Updated** | 2026-11-22 |\n', '2026-11-22', 'cell'],
  ['---\nlast_updated: "2026-11-22" # note\n---\n', '"2026-11-22"', 'double-quoted'],
  ["---\ncustom_fields:\n  last_updated: '2026-11-22'\n---\n", "'2026-11-22'", 'single-quoted'],
  ['---\nlast_updated: 2026-11-22T10:00:00 # note\n---\n', '2026-11-22T10:00:00', 'plain'],
  ['---\na: b\nlast_updated:\n---\n', '', 'empty'],
  ['| Field | Value |\n|---|---|\n| **Last Updated** | |\n', '', 'empty'],
])('%j holds one: %j, %s', (text, value, style) => {
  const { sources } = read(text);
  expect(sources.lastUpdated.map((source) => [text.slice(source.start, source.end), source.style, source.writable])).toEqual([
    [value, style, true],
  ]);
});

test.each([
  'Set Last Updated: on every change\n',
  '- The `Last Updated` line\n',
  '```\nLast Updated: 2026\n```\n',
  'was last updated 2026\n',
  '| Last Updated | 2026 | x |\n',
  '| a | b | c |\n|---|---|---|\n| Last Updated | 2026 | x |\n',
  '**Last Updated**: see the log\n',
  '| a | b |\n|---|---|\n| x | last updated: 2026 |\n',
  '---\nx: "last_updated: 2026"\n---\n',
])('%j holds none', (text) => {
  expect(read(text).sources.lastUpdated).toEqual([]);
});

test('every place is found, in the order of the text', () => {
  const text = '---\nlast_updated: 2026-01-01\n---\n# P\n> **Last Updated**: 2026-01-02\n\n## A\n\n**Last Updated**: 2026-01-03\n';
  const { plan, sources } = read(text);
  expect(sources.lastUpdated.map(({ start, end }) => text.slice(start, end))).toEqual(['2026-01-01', '2026-01-02', '2026-01-03']);
  expect(plan.lastUpdated).toBe('2026-01-01');
});

test('a template has none', () => {
  expect(read('> **Last Updated**: YYYY-MM-DD\n').plan.lastUpdated).toBeNull();
  expect(read('---\nlast_updated: "YYYY-MM-DD"\n---\n> **Last Updated**: 2026-11-22\n').plan.lastUpdated).toBe('2026-11-22');
});

test('in YAML it is not written over several lines', () => {
  const text = 'last_updated: >-\n  2026-11-22\nphases:\n  - tasks:\n      - task_id: A-1\n        status: done\n';
  expect(read(text, 'plan.yaml').sources.lastUpdated).toMatchObject([{ style: 'plain', writable: false }]);
});

test('in YAML it stands at the root, and in the document control', () => {
  const text =
    'last_updated: 2026-11-22\ndocument_control:\n  last_updated: "2026-11-23"\nphases:\n  - tasks:\n      - task_id: A-1\n        status: done\n';
  expect(read(text, 'plan.yaml').sources.lastUpdated.map(({ start, end, style }) => [text.slice(start, end), style])).toEqual([
    ['2026-11-22', 'plain'],
    ['"2026-11-23"', 'double-quoted'],
  ]);
});
