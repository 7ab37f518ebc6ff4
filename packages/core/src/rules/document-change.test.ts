import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { planText } from '../operations/testing/plan-text.ts';
import { textWorld } from '../operations/testing/text-world.ts';
import { upstreamOfTexts } from '../upstream/upstream-of-texts.ts';
import { showChange, tellSuspect } from './document-change.ts';
import type { DocumentChange } from './freshness.ts';

const digest = (bytes: string) => createHash('sha256').update(bytes, 'latin1').digest('hex');
const path = 'docs/REQ-04_berths.md';
const before = '# REQ-04: Berths\n\n## 1. Scope\n\nAll berths.\n\n## 2. Rules\n\nOne ship each.\nNo rafting.\n\n## 3. Notes\n\nNone.\n';

/** How a change of a document is shown of which git has the former text, or has not. */
function shown(
  now: string | null,
  { former = before, sections }: { readonly former?: string | null; readonly sections?: readonly string[] } = {},
) {
  const history = former === null ? {} : { b10b: former };
  const upstream = upstreamOfTexts(now === null ? {} : { [path]: now }, { digest, history, unreadable: now === null ? [path] : [] });
  const world = { ...textWorld(planText({ phases: [[{ id: 'TASKS-01' }]] }), { digest }), upstream };
  const relied = { path, digest: 'v2:then', blob: 'b10b', committed: true, ...(sections === undefined ? {} : { sections }) };
  const change: DocumentChange = { kind: 'changed', path, document: upstream.at(path), relied, now: 'v2:now' };
  const receipt = {
    item: 'verified_req',
    note: 'read',
    trust: 'self-reported',
    documents: [relied],
    event: 'e',
    at: '2026-03-01T10:00:00.000Z',
    actor: { name: 'Ada', kind: 'human' },
  } as const;
  const { place, told, diff } = showChange(world, change);
  return { line: place.line, told, diff, suspect: tellSuspect(world, { receipt, changes: [change] }) };
}

describe('what changed in a document', () => {
  it('is the lines between those that stayed, in the section where they begin', () => {
    expect(shown(before.replace('One ship each.', 'Two ships each.'))).toEqual({
      line: 9,
      told: `${path} changed in "2. Rules"`,
      diff: ['- One ship each.', '+ Two ships each.'],
      suspect: `verified_req: ${path} changed in "2. Rules" since Ada vouched for it on 2026-03-01 (- One ship each. / + Two ships each.)`,
    });
  });

  it.each<[string, string, { readonly line: number; readonly diff: readonly string[] }]>([
    ['lines that came', before.replace('No rafting.\n', 'No rafting.\nNo anchoring.\n'), { line: 11, diff: ['+ No anchoring.'] }],
    ['lines that went', before.replace('No rafting.\n', ''), { line: 10, diff: ['- No rafting.'] }],
    ['one of two alike that went', before.replace('No rafting.\n', 'No rafting.\nNo rafting.\n'), { line: 11, diff: ['+ No rafting.'] }],
    ['the first line, which went', before.replace('# REQ-04: Berths\n\n', ''), { line: 1, diff: ['- # REQ-04: Berths'] }],
    ['the end', `${before}More.\n`, { line: 15, diff: ['+ More.'] }],
    ['all of it', 'Another text.', { line: 1, diff: ['- # REQ-04: Berths', '- ## 1. Scope', '- All berths.', '+ Another text.'] }],
  ])('may be %s', (_, now, change) => {
    expect(shown(now)).toMatchObject(change);
  });

  it('stands in no section before the first', () => {
    expect(shown(before.replace('# REQ-04', 'A preamble.\n\n# REQ-04')).told).toBe(`${path} changed`);
  });

  it('may be the blanks of a line, where they count', () => {
    const code = (indent: string) => `${before}\n\`\`\`yaml\nberth:\n${indent}ships: 1\n\`\`\`\n\nAs agreed.\n`;
    const then = upstreamOfTexts({ [path]: code('') }, { digest }).at(path);
    const now = upstreamOfTexts({ [path]: code('  ') }, { digest }).at(path);
    expect(now?.contentDigest()).not.toBe(then?.contentDigest());
    expect(shown(code('  '), { former: code('') })).toMatchObject({ line: 18, diff: ['- ships: 1', '+   ships: 1'] });
  });

  it('is cut where a line is long', () => {
    const [line] = shown(before.replace('One ship each.', 'x'.repeat(300))).diff.slice(1);
    expect(line).toBe(`+ ${'x'.repeat(119)}…`);
  });

  it('is told by its place alone where nothing of it can be shown', () => {
    // What an index knew of it, and nobody can read by now; and what says the same in other bytes.
    for (const now of [null, `${before}\n\n`]) expect(shown(now)).toMatchObject({ line: 1, told: `${path} changed`, diff: [] });
  });

  it('is told by its place alone where git has the former text no more', () => {
    const now = before.replace('One ship', 'Two ships');
    expect(shown(now, { former: null })).toMatchObject({
      line: 1,
      told: `${path} changed`,
      diff: [],
      suspect: expect.not.stringContaining('('),
    });
    expect(shown(now, { former: null, sections: ['2', '3'] })).toMatchObject({ told: `${path} changed in section 2, 3` });
  });
});

/** A document with all that is set aside. */
const quiet = [
  '# REQ-04: Quiet hours',
  '## Document Control',
  '| Item | Details |\n|---|---|\n| **Status** | Approved |\n| **Version** | 1.1 |\n| **Last Updated** | 2026-04-01 |',
  '## 1. Purpose',
  'Nobody wakes.',
  '## 2. Limits',
  'The bell is silent at night.\n\n- [ ] at most 40 dB\n- [ ] at most 3 rings',
  '## Change History',
  '| Version | Change |\n|---|---|\n| 1.1 | wording |',
  '',
].join('\n\n');

const recorded = (text: string) =>
  text
    .replace('| 1.1 |\n', '| 1.2 |\n')
    .replace('2026-04-01', '2026-05-01')
    .replace('| 1.1 | wording |', '| 1.1 | wording |\n| 1.2 | 45 dB |');
const louder = (text: string) => text.replace('40 dB', '45 dB');
const lineOf = (text: string, said: string) => text.slice(0, text.indexOf(said)).split('\n').length;

describe('whatever else was edited along, it is shown', () => {
  it.each<readonly [string, (text: string) => string]>([
    ['alone', (text) => text],
    ['beside a new version and its history', recorded],
    ['beside other line endings', (text) => text.replaceAll('\n', '\r\n')],
    ['beside ticks and blank lines', (text) => text.replace('[ ] at most 3', '[x] at most 3').replaceAll('\n\n', '\n\n\n')],
  ])('%s', (_, other) => {
    const now = other(louder(quiet));
    const { told, line, diff } = shown(other(louder(quiet)), { former: quiet });
    expect(told).toBe(`${path} changed in "2. Limits"`);
    expect(line).toBe(lineOf(now, 'at most 45'));
    expect(diff).toEqual(['- - [ ] at most 40 dB', '+ - [ ] at most 45 dB']);
  });

  it('in two places by the lines of both, and not by what stands between', () => {
    const { told, diff } = shown(louder(quiet).replace('Nobody wakes', 'Nobody is woken'), { former: quiet });
    expect(told).toContain('"1. Purpose"');
    expect(diff).toEqual(['- Nobody wakes.', '- - [ ] at most 40 dB', '+ Nobody is woken.', '+ - [ ] at most 45 dB']);
  });

  it('of the sections that count, where others changed as well', () => {
    const { told, diff } = shown(louder(quiet).replace('Nobody wakes', 'Nobody is woken'), { former: quiet, sections: ['2'] });
    expect(told).toContain('"2. Limits"');
    expect(diff).toHaveLength(2);
  });

  it('where the last lines of a section went, in that section', () => {
    const { told, diff } = shown(quiet.replace('Nobody wakes.\n\n', ''), { former: quiet });
    expect(told).toContain('"1. Purpose"');
    expect(diff).toEqual(['- Nobody wakes.']);
  });

  it('where lines only stand in another order', () => {
    const { diff } = shown(quiet.replace('- [ ] at most 40 dB\n- [ ] at most 3 rings', '- [ ] at most 3 rings\n- [ ] at most 40 dB'), {
      former: quiet,
    });
    expect(diff).toHaveLength(4);
  });
});
