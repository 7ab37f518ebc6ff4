/** Who waits for a document's task is told without taking texts apart that can't say it: held against what they say when they are. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { upstreamOfTexts } from './upstream-of-texts.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const path = 'docs/TASKS-01_gate.md';

const words = [
  'Downstream Dependencies',
  'downstream dependency',
  'Dependent Tasks',
  'Blocks',
  'bloc\u212As',
  'Blocked By',
  'Blocking Tasks',
  'Upstream Dependencies',
  'Dependencies',
  'Tasks',
];
/** Capitals or not, and marks anywhere. */
const word = fc
  .tuple(fc.constantFrom(...words), fc.boolean(), fc.nat(24), fc.constantFrom('', '', '**', '`', '*'))
  .map(([said, isLoud, at, mark]) => {
    const written = isLoud ? said.toUpperCase() : said;
    return written.slice(0, at) + mark + written.slice(at);
  });
const line = fc.oneof(
  word.map((said) => `## ${said}`),
  word.map((said) => `### 3.1 ${said}`),
  word.map((said) => `<h3>${said}</h3>`),
  word.map((said) => `**${said}**: TASKS-03, TASKS-04`),
  word.map((said) => `- **${said}:** TASKS-05`),
  fc.constantFrom('- TASKS-06: the lock', '', 'prose', '| Task ID | Why |\n|---|---|\n| TASKS-07 | first |', '| Blocks | TASKS-08 |'),
);

it('is what its prerequisites say', () => {
  let found = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = ['# TASKS-01: Gate', ...lines, ''].join('\n');
      const [asked, read] = [1, 2].map(() => upstreamOfTexts({ [path]: text }, { digest }).at(path));
      const after = read?.facts.prerequisites.filter(({ order }) => order === 'after') ?? [];
      expect(asked?.waiting).toEqual(after);
      found += after.length;
    }),
    { numRuns: 2000 },
  );
  expect(found).toBeGreaterThan(500);
});

it('spares a text that names none of them', () => {
  const text = '# TASKS-01: Gate\n\n| Item | Details |\n|---|---|\n| **Dependencies** | TASKS-02 |\n| **Blockers** | None |\n';
  const document = upstreamOfTexts({ [path]: text }, { digest: () => expect.unreachable('it was taken apart') }).at(path);
  expect(document?.waiting).toEqual([]);
});
