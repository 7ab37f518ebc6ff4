/** Finding upstream documents by what their files are called. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../model/byte-string.ts';
import { readTarget, targetsIn } from './document-id.ts';
import { readDocumentName } from './document-name.ts';
import { usualProfile } from './profile.ts';
import { UpstreamCollection } from './upstream-collection.ts';
import { upstreamOfTexts } from './upstream-of-texts.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');

describe('file names', () => {
  it.each([
    ['docs/07_REQ/REQ-01_berths.md', 'REQ-01', null],
    ['docs/07_REQ/REQ-01_berths/REQ-01_berths.md', 'REQ-01', null],
    ['REQ/REQ-001_berths.md', 'REQ-01', null],
    ['docs/REQ-01.3_limits.md', 'REQ-01', '3'],
    ['docs/REQ-01.3.02_limits.md', 'REQ-01', '3.2'],
    ['docs/REQ-01.0_index.md', 'REQ-01', '0'],
    ['docs/SPEC-12_gate.yaml', 'SPEC-12', null],
    ['docs/TASKS-07_berth_tasks.md', 'TASKS-07', null],
    ['docs/TASKS-07.md', 'TASKS-07', null],
    ['docs/iplan-7-gate.yml', null, null],
    ['docs/iplan-07-gate.yml', 'IPLAN-07', null],
    ['docs/REQ-00_index.md', null, null],
    ['docs/REQ-TEMPLATE.md', null, null],
    ['docs/REQ-01-TEMPLATE.md', null, null],
    ['docs/REQ-01.R_review.md', null, null],
    ['docs/REQ-01.R_review_v002.md', null, null],
    ['docs/REQ-01a_x.md', null, null],
    ['docs/REQ-01_notes.txt', null, null],
    ['docs/FOO-01_x.md', null, null],
    ['docs/PREREQ-01_x.md', null, null],
  ])('%s is %s, section %s', (path, key, section) => {
    const name = readDocumentName(path, usualProfile);
    expect(name?.key ?? null).toBe(key);
    expect(name?.section ?? null).toBe(section);
  });
});

describe('ids', () => {
  it.each([
    ['REQ-01', 'REQ-01', null],
    ['req-001', 'REQ-01', null],
    ['REQ-01.3', 'REQ-01', { kind: 'section', number: '3' }],
    ['REQ-01.03.1', 'REQ-01', { kind: 'section', number: '3.1' }],
    ['REQ.01.06.02', 'REQ-01', { kind: 'element', key: 'REQ.01.06.02' }],
    ['REQ.001.6.2', 'REQ-01', { kind: 'element', key: 'REQ.01.06.02' }],
    ['REQ-003-02', 'REQ-03', { kind: 'element', key: 'REQ-03-02' }],
  ])('%s means %s, %s', (text, document, part) => {
    expect(readTarget(text, usualProfile)).toMatchObject({ document, part });
  });

  it.each(['REQ-1', 'REQ-NN', 'REQ', 'FOO-01', 'REQ-01x', 'REQ.01.06', 'ISO-8601', 'AC-001', 'REQ-00', ''])('%s is no id', (text) => {
    expect(readTarget(text, usualProfile)).toBeNull();
  });
});

describe('ids in a text', () => {
  it.each([
    ['REQ-01, REQ.02.26.01', 'REQ-01 REQ.02.26.01'],
    ['TASKS-01:Name', 'TASKS-01'],
    ['SYS.02.01.01-03', 'SYS.02.01.01 SYS.02.01.02 SYS.02.01.03'],
    ['see REQ-01. Then (ADR-02)', 'REQ-01 ADR-02'],
    ['ADR-033_risk_limits.md#ADR-033', 'ADR-33 ADR-33'],
    ['PREREQ-01 REQ-NN x.REQ-02 REQ-03b', ''],
  ])('%s: %s', (text, ids) => {
    const written = targetsIn(text, usualProfile).map(({ target: { document, part } }) => (part?.kind === 'element' ? part.key : document));
    expect(written.join(' ')).toBe(ids);
  });
});

describe('resolving', () => {
  const resolve = (texts: Record<string, string>, id: string) => {
    const target = readTarget(id, usualProfile);
    if (target === null) throw new Error(`${id} is no id`);
    return upstreamOfTexts(texts, { digest }).resolve(target);
  };

  it('finds the one document that has an id, whatever its width', () => {
    expect(resolve({ 'docs/REQ-001_a.md': '# REQ-001', 'docs/REQ-02_b.md': '# REQ-02' }, 'REQ-01')).toMatchObject({
      kind: 'found',
      document: { path: 'docs/REQ-001_a.md' },
      sections: [],
    });
  });

  it('says so where none has it', () => {
    expect(resolve({ 'docs/REQ-02_b.md': '# REQ-02' }, 'REQ-01')).toEqual({ kind: 'missing', document: null });
  });

  it('says so where two have it', () => {
    const found = resolve({ 'docs/a/REQ-01_a.md': '# REQ-01', 'docs/b/REQ-01_b.md': '# REQ-01' }, 'REQ-01');
    expect(found.kind === 'ambiguous' && found.documents.map(({ path }) => path)).toEqual(['docs/a/REQ-01_a.md', 'docs/b/REQ-01_b.md']);
  });

  it('takes a document in sections for one', () => {
    const split = { 'docs/ADR-01.0_index.md': '# ADR-01', 'docs/ADR-01.1_why.md': '# ADR-01.1', 'docs/ADR-01.2_what.md': '# ADR-01.2' };
    expect(resolve(split, 'ADR-01')).toMatchObject({ kind: 'found', document: { path: 'docs/ADR-01.0_index.md' } });
    expect(resolve(split, 'ADR-01.2')).toMatchObject({ kind: 'found', document: { path: 'docs/ADR-01.2_what.md' }, sections: [] });
    expect(resolve(split, 'ADR-01.3')).toMatchObject({ kind: 'missing' });
  });

  describe('a whole file beside a document in sections', () => {
    const split = { 'docs/REQ-01_limits/REQ-01.0_index.md': '# REQ-01\n', 'docs/REQ-01_limits/REQ-01.1_a.md': '# REQ-01.1: a\n' };

    it('is another document, where the folder has another name and neither links to the other', () => {
      const found = resolve({ ...split, 'docs/REQ-01_old.md': '# REQ-01' }, 'REQ-01');
      expect(found.kind === 'ambiguous' && found.documents.map(({ path }) => path)).toEqual([
        'docs/REQ-01_old.md',
        'docs/REQ-01_limits/REQ-01.0_index.md',
      ]);
    });

    it.each([
      ['docs/REQ-01_limits.md', '# REQ-01'],
      ['docs/REQ-01.md', '# REQ-01'],
      ['docs/REQ-01_limits/REQ-01_main.md', '# REQ-01'],
      ['docs/REQ-01_berths.md', '# REQ-01\n\nIn parts: [index](REQ-01_limits/REQ-01.0_index.md)\n'],
    ])('is its main file: %s', (path, text) => {
      const texts = { ...split, [path]: text };
      expect(resolve(texts, 'REQ-01')).toMatchObject({ kind: 'found', document: { path } });
      expect(resolve(texts, 'REQ-01.1')).toMatchObject({ kind: 'found', document: { path: 'docs/REQ-01_limits/REQ-01.1_a.md' } });
    });

    it('stands for nothing where it was given up', () => {
      const texts = { ...split, 'docs/REQ-01_old.md': '# REQ-01\n\n**Status**: Superseded\n' };
      expect(resolve(texts, 'REQ-01')).toMatchObject({ kind: 'found', document: { path: 'docs/REQ-01_limits/REQ-01.0_index.md' } });
      expect(resolve(texts, 'REQ-01.1')).toMatchObject({ kind: 'found' });
    });
  });

  it('takes two files of one name for one document', () => {
    const pair = { 'docs/CTR-01_gate.md': '# CTR-01', 'docs/CTR-01_gate.yaml': 'id: CTR-01' };
    expect(resolve(pair, 'CTR-01')).toMatchObject({ kind: 'found', document: { path: 'docs/CTR-01_gate.md', role: 'document' } });
    const upstream = upstreamOfTexts(pair, { digest });
    const [document] = upstream.ofType('CTR');
    expect(document && upstream.filesOf(document).map(({ role }) => role)).toEqual(['document', 'companion']);
  });
});

describe('whether there is any of a type', () => {
  const stub = '# REQ-01\n\nMoved to [REQ-02](REQ-02_lock.md).\n';

  it('is told by what stands for a document: a stub that leads nowhere is none', () => {
    const upstream = upstreamOfTexts({ 'docs/REQ-01_gate.md': stub, 'docs/ADR-01_why.md': '# ADR-01' }, { digest });
    expect(['REQ', 'ADR', 'SPEC'].map((type) => upstream.holds(type))).toEqual([false, true, false]);
  });

  it('is told without looking at all of them', () => {
    const texts = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [`docs/REQ-${i + 10}_gate.md`, stub.replace('Moved', 'Nothing')]),
    );
    let looked = 0;
    const source = {
      search: () => ({ paths: Object.keys(texts), problems: [] }),
      size: (path: string) => {
        looked++;
        return texts[path]?.length ?? null;
      },
      read: (path: string) => encodeUtf8(texts[path] ?? ''),
      known: () => null,
      knownBytes: () => null,
      learn: () => undefined,
      exists: () => false,
      revision: () => ({ blob: null, committed: false }),
      former: () => null,
      lost: () => null,
    };
    const upstream = new UpstreamCollection(source, { profile: usualProfile, digest, library: () => expect.unreachable() });
    expect([upstream.holds('REQ'), upstream.holds('REQ'), looked]).toEqual([true, true, 1]);
    expect([upstream.ofType('REQ').length, looked]).toEqual([50, 50]);
  });
});
