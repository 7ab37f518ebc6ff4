import { describe, expect, it } from 'vitest';
import { examplePage } from '../golden.ts';
import { renderMarkdown } from './markdown.ts';

const example = '✗ TASKS-04: verified_req: each needs a note of at least 10 characters that says';
const drawn = (width: number) => renderMarkdown(['```console', '$ tallyplan', '', example, '```'].join('\n'), examplePage({ width }));

describe('a page of a rule', () => {
  it('indents an example as far as the screen has room for it', () => {
    expect(example).toHaveLength(79);
    expect(drawn(90)).toBe(`    $ tallyplan\n\n    ${example}\n`);
    expect(drawn(80)).toBe(` $ tallyplan\n\n ${example}\n`);
    expect(drawn(60)).toBe(`$ tallyplan\n\n${example}\n`);
  });
});
