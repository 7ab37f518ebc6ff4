/** Which documents only point elsewhere is told without taking apart those that can't: held against what they say when they are. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import * as yaml from 'yaml';
import { upstreamOfTexts } from './upstream-of-texts.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const path = 'docs/REQ-01_gate.md';

const line = fc.constantFrom(
  '# REQ-01: Gate',
  '## Moved',
  'Moved to [REQ-02](REQ-02_lock.md).',
  'See `docs/REQ-02_lock.md`.',
  'This document is superseded by [another](../REQ-03_wall.md#top).',
  'Redirects nobody.',
  'A line that says something.',
  '',
  '---',
  '...',
  ' --- ',
  'title: "REQ-01: see below"',
  'custom_fields:',
  '<!-- a remark -->',
  '| a | b |',
  '|---|---|',
  '- an item, see [it](REQ-02_lock.md)',
  '    ',
);

it('is what the text says', () => {
  let redirects = 0;
  fc.assert(
    fc.property(fc.array(line, { maxLength: 14 }), fc.constantFrom('\n', '\r\n'), fc.constantFrom('', '\ufeff'), (lines, end, mark) => {
      const text = mark + lines.join(end);
      const [asked, read] = [1, 2].map(() => upstreamOfTexts({ [path]: text }, { digest, library: () => yaml }).at(path));
      const isRedirect = read?.facts.redirect !== null;
      expect(asked?.role).toBe(isRedirect ? 'redirect' : 'document');
      redirects += Number(isRedirect);
    }),
    { numRuns: 3000 },
  );
  expect(redirects).toBeGreaterThan(200);
});

it('spares a text that points nowhere', () => {
  const said = ['short, and no stub', 'see there\n'.repeat(6), '| see |\n|---|\n'.repeat(3)];
  for (const text of said) {
    const document = upstreamOfTexts({ [path]: text }, { digest: () => expect.unreachable('it was taken apart') }).at(path);
    expect(document?.role).toBe('document');
  }
});
