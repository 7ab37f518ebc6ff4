// biome-ignore-all lint/suspicious/noTemplateCurlyInString: texts of the code, not templates
/** Bugs in how a document is read and edited. */
const document = 'packages/core/src/document';
const tests = ['packages/core/src/document/edit.law.test.ts', 'packages/core/src/document/read.test.ts'];

export const mutants = [
  {
    name: 'document: a pipe in a note ends its cell',
    file: 'packages/core/src/text/cell-text.ts',
    from: "'|': '\\\\|', ",
    to: "'|': '|', ",
    tests: ['packages/core/src/text/cell-text.test.ts', ...tests],
  },
  {
    name: 'document: a backslash before a pipe is left as it is',
    file: 'packages/core/src/text/cell-text.ts',
    from: '\\\\(?=\\||$)|',
    to: '\\\\(?=$)|',
    tests: ['packages/core/src/text/cell-text.test.ts', ...tests],
  },
  {
    name: 'document: a line break in a note ends its row',
    file: 'packages/core/src/text/cell-text.ts',
    from: "'\\n': '<br>', ",
    to: "'\\n': ' ', ",
    tests: ['packages/core/src/text/cell-text.test.ts', ...tests],
  },
  {
    name: 'document: edits that overlap are made all the same',
    file: `${document}/editing/edits.ts`,
    from: 'else if (last.end > edit.start) throw new Error(`Two edits overlap at byte ${edit.start}.`);\n',
    to: '',
    tests: ['packages/core/src/document/editing/edits.test.ts', ...tests],
  },
  {
    name: 'document: a log that grows upwards gets its row at the end',
    file: `${document}/editing/place-of-row.ts`,
    from: "const behind = direction === 'down';",
    to: 'const behind = true;',
    tests,
  },
  {
    name: 'document: only the first Last Updated is set',
    file: `${document}/editing/last-updated.ts`,
    from: 'document.sources.lastUpdated.filter((source) => source.writable)',
    to: 'document.sources.lastUpdated.filter((source) => source.writable).slice(0, 1)',
    tests: ['tests/planning.test.ts'],
  },
  {
    name: 'document: new lines always end with a line feed alone',
    file: `${document}/editing/planned.ts`,
    from: 'const block = lines.join(sources.lineEnding);',
    to: "const block = lines.join('\\n');",
    tests: ['tests/planning.test.ts'],
  },
  {
    name: 'document: a file without a last line end gets its row on the last line',
    file: `${document}/editing/planned.ts`,
    from: "const isUnended = at > 0 && at === text.length && !text.endsWith('\\n');",
    to: 'const isUnended = at < 0 && text.length < 0;',
    tests,
  },
  {
    name: 'document: what was removed takes the row above along',
    file: `${document}/editing/log-row.ts`,
    from: 'return planned({ start: start - before.length, end',
    to: 'return planned({ start: Math.max(0, start - before.length - 1), end',
    tests,
  },
];
