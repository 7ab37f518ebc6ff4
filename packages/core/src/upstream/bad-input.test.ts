/** Documents from strangers: whatever the bytes are, reading ends, says where things stand, and throws nothing. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { readDocumentName } from './document-name.ts';
import { usualProfile } from './profile.ts';
import { readFacts } from './read-facts.ts';
import type { UpstreamDocument } from './upstream.ts';
import { upstreamOfTexts } from './upstream-of-texts.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const markdown = 'docs/12_IPLAN/IPLAN-07_gate.md';
const spec = 'docs/10_SPEC/SPEC-07_gate.yaml';

function documentOf(text: string, path = markdown): UpstreamDocument {
  const document = upstreamOfTexts({ [path]: text }, { digest, library: () => yaml }).at(path);
  if (document === null) throw new Error(`${path} is no document`);
  return document;
}

function spansOf(document: UpstreamDocument): readonly Span[] {
  const { facts } = document;
  const lists = [
    facts.ids,
    facts.references,
    facts.sections,
    facts.elements,
    facts.criteria,
    facts.placeholders,
    facts.outputs,
    facts.links,
  ];
  const spans = [...lists, facts.prerequisites, facts.steps, facts.problems].flatMap((list) => list.map(({ span }) => span));
  return [...spans, ...facts.steps.map(({ mark }) => mark), ...document.setAside];
}

function checkSpans(document: UpstreamDocument): void {
  const length = document.text?.length ?? 0;
  for (const { start, end } of spansOf(document)) expect([start >= 0, start <= end, end <= length]).toEqual([true, true, true]);
  const { setAside } = document;
  for (const [index, span] of setAside.entries()) expect(span.start).toBeGreaterThanOrEqual(setAside[index - 1]?.end ?? 0);
}

/** What documents are made of, and what might upset a reader. */
const parts = [
  '# IPLAN-07: Gate\n',
  '## 1. Document Control\n',
  '| Item | Details |\n|---|---|\n',
  '| **Status** | Draft/Review/Approved |\n',
  '| Parent TASKS | [TASKS-01](a.md |\n',
  '@req: ',
  'REQ-01',
  ', ',
  'REQ.01.06.02',
  ':Name',
  '[',
  ']',
  '(',
  ')',
  '`',
  '**',
  '- [ ] ',
  '- [x] ',
  '```\n',
  '```yaml\n',
  '---\n',
  '<!--',
  '-->',
  '| ',
  ' |\n',
  '\n',
  '\r\n',
  '\t',
  'TBD',
  'null',
  'SYS.01.01.01-99',
  '**Blocked By**: ',
  '**Blocking Tasks**:\n',
  '## Task List\n',
  '## Change History\n',
  'title: "x',
  'custom_fields:\n',
  '  parent_tasks: ',
  '☑',
  '\ufeff',
  '\u0000',
  'é',
  '水',
  ' ',
  '@',
  '#',
] as const;
const anyText = fc.array(fc.constantFrom(...parts), { maxLength: 60 }).map((chosen) => chosen.join(''));

describe('any text', () => {
  it.each([markdown, spec])('is read as %s, and all spans lie in it', (path) => {
    fc.assert(
      fc.property(anyText, (text) => {
        const document = documentOf(text, path);
        checkSpans(document);
        expect(document.contentDigest()).toMatch(/^v3:/);
        for (const { number } of document.facts.sections.slice(0, 5)) expect(document.contentDigest([number])).toMatch(/^v3:/);
      }),
      { numRuns: 150 },
    );
  });

  it('of any bytes is read, too', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        checkSpans(documentOf(`# IPLAN-07\n${text}`));
      }),
      { numRuns: 200 },
    );
  });
});

/** Long repetitions: each would take minutes if it were looked at again for every part of it. */
const long = 120_000;
const repeated: readonly (readonly [string, string])[] = [
  ['tags', '@req: '],
  ['open brackets', '['],
  ['half links', '](a(('],
  ['links', '[a](b.md) '],
  ['links of HTML', '<a href="b.md">a</a> '],
  ['half links of HTML', '<a '],
  ['rows of HTML', '<tr><td>REQ-01'],
  ['items of HTML on one line', '<li>'],
  ['definitions of terms', 'Status\n: x\n'],
  ['definitions', '[a]: b.md\n'],
  ['outputs', '`src/a.ts` '],
  ['open parentheses', '('],
  ['stars', '*'],
  ['labels', '**a'],
  ['backticks', '`'],
  ['boxes', '- [ ] step\n'],
  ['drawn boxes', '☑'],
  ['digits', '1'],
  ['dots', '.01'],
  ['capitals', 'A-'],
  ['criteria on one line', 'AC-1 '],
  ['headings', '## a\n'],
  ['rows', '| REQ-01 | x |\n'],
  ['pipes', '|'],
  ['comments', '<!--\n'],
  ['carriage returns', '\r'],
  ['blanks', ' '],
  ['rules', '---\n'],
  ['quotations', '> '],
];

describe('long repetitions', () => {
  it.each(repeated)('%s', (_, part) => {
    const document = documentOf(`# IPLAN-07: Gate\n\n## 1. Task List\n\n@req: REQ-01\n\n${part.repeat(long / part.length)}\n`);
    expect(document.facts.references[0]?.written).toBe('REQ-01');
    checkSpans(documentOf(`# IPLAN-07\n\n| a | b |\n|---|---|\n${part.repeat(20)}`));
    expect(document.contentDigest()).toMatch(/^v3:/);
  });

  /** What looks for the closing one of each takes minutes of the processor. */
  it('wide brackets that stay open behind an id', () => {
    const before = process.cpuUsage();
    expect(documentOf(`# IPLAN-07: Gate\n\n@req: REQ-01${'（'.repeat(60_000)}\n`).facts.references).toHaveLength(1);
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(15);
  });

  /** So long that what looks at the whole line for each of its links takes a minute. */
  it('links on one line of three million characters', () => {
    const before = process.cpuUsage();
    const { links, problems } = documentOf(`# IPLAN-07: Gate\n\n${'[a](b.md) '.repeat(300_000)}\n`).facts;
    expect(links).toHaveLength(20_000);
    expect(problems).toMatchObject([{ kind: 'too-large' }]);
    // Of the processor, since others may be at work, too.
    expect(process.cpuUsage(before).user / 1e6).toBeLessThan(15);
  });

  it.each([
    ['documents in one', 'a: b\n---\n'],
    ['separators', '---\n'],
    ['items', 'requirements:\n  - REQ-01\n'],
    ['brackets', '['],
  ])('of YAML: %s', (_, part) => {
    expect(documentOf(part.repeat(100_000 / part.length), spec).contentDigest()).toMatch(/^v3:/);
  });

  it('aliases that would expand without end are a problem of the document', () => {
    const layers = ['b', 'c', 'd', 'e', 'f', 'g'].map((name, index) => {
      const below = 'abcdefg'[index] ?? 'a';
      return `${name}: &${name} [${Array(9).fill(`*${below}`).join(', ')}]`;
    });
    const document = documentOf(`a: &a [REQ-01, REQ-02]\n${layers.join('\n')}\nrequirements: *g\n`, spec);
    expect(document.facts.problems).toMatchObject([{ kind: 'invalid-yaml' }]);
  });
});

describe('bounds', () => {
  it.each(['\xff\xfe#\0 \0', '\xfe\xff\0#\0 '])('UTF-16 is told, and not taken for a document that declares nothing: %j', (bytes) => {
    const name = readDocumentName(markdown, usualProfile);
    if (name === null) throw new Error('no document');
    const { problems } = readFacts(bytes as ByteString, { path: markdown, name, profile: usualProfile, library: () => yaml });
    expect(problems).toMatchObject([{ kind: 'not-readable', message: expect.stringContaining('UTF-16') }]);
  });

  it('a list of ten thousand ids is read to its end', () => {
    const ids = Array.from({ length: 10_000 }, (_, index) => `REQ-${index + 100}`);
    const { references, problems } = documentOf(`# IPLAN-07\n\n@req: ${ids.join(', ')}\n`).facts;
    expect(references).toHaveLength(10_000);
    expect(references.at(-1)?.written).toBe('REQ-10099');
    expect(problems).toEqual([]);
  });

  it('of more than twenty thousand it says so', () => {
    const { references, problems } = documentOf(`# IPLAN-07\n\n${'@req: REQ-01, REQ-02\n'.repeat(10_100)}`).facts;
    expect(references).toHaveLength(20_000);
    expect(problems).toMatchObject([{ kind: 'too-large', message: expect.stringContaining('20000 references') }]);
  });

  it('a range of elements that is no range is one element', () => {
    expect(documentOf('# IPLAN-07\n\n@sys: SYS.01.01.01-99999\n').facts.references).toHaveLength(1);
  });
});

describe('references in a circle', () => {
  it('redirects that lead to each other lead nowhere', () => {
    const upstream = upstreamOfTexts(
      {
        'docs/REQ-01_a.md': '# REQ-01\n\nMoved to [REQ-02](REQ-02_b.md).\n',
        'docs/REQ-02_b.md': '# REQ-02\n\nMoved to [REQ-01](REQ-01_a.md).\n',
      },
      { digest },
    );
    const [first] = upstream.documents;
    if (first === undefined) throw new Error('no document');
    expect(upstream.resolve({ type: 'REQ', document: first.key, part: null })).toEqual({ kind: 'missing', document: null });
  });

  it('a redirect leads on, and is no second document', () => {
    const upstream = upstreamOfTexts(
      {
        'docs/old/REQ-01_a.md': '# REQ-01\n\nThis document has moved: [REQ-01](../07_REQ/REQ-01_a.md).\n',
        'docs/07_REQ/REQ-01_a.md': '# REQ-01: Gate\n\n## 1. Text\n\nAll of it.\n',
        'docs/REQ-02_b.md': '# REQ-02\n\nSee `07_REQ/REQ-01_a.md`.\n',
      },
      { digest },
    );
    const key = upstream.at('docs/07_REQ/REQ-01_a.md')?.key;
    const other = upstream.at('docs/REQ-02_b.md')?.key;
    if (key === undefined || other === undefined) throw new Error('no document');
    for (const document of [key, other]) {
      expect(upstream.resolve({ type: 'REQ', document, part: null })).toMatchObject({
        kind: 'found',
        document: { path: 'docs/07_REQ/REQ-01_a.md' },
      });
    }
    expect(upstream.ofType('REQ').map(({ path }) => path)).toEqual(['docs/07_REQ/REQ-01_a.md']);
  });
});
