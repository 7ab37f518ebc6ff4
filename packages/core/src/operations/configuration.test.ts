/** What a configuration may say of upstream documents. */
import { describe, expect, it } from 'vitest';
import { policies } from '../model/policy.ts';
import { settingsFrom } from './configuration.ts';

const documentsOf = (documents: unknown) => {
  const outcome = settingsFrom({ documents });
  return outcome.ok ? outcome.settings.documents : outcome.messages;
};

describe('globs of documents', () => {
  it.each([[['docs/**']], [['**', '!docs/archive/**']], [['./specs/{a,b}/*.md']], [[]]])('%j', (globs) => {
    expect(documentsOf(globs)).toEqual(globs);
  });

  it.each(['/etc/**', '../other/**', 'docs/../../x/**', '!../x', 'C:/x/**', 'docs\\**', '', '!'])(
    '%j leads out of the repository, or is none',
    (glob) => {
      expect(documentsOf([glob])).toEqual([expect.stringContaining('documents.0')]);
    },
  );
});

describe('the profile', () => {
  it('has the layers and words of the configuration', () => {
    const outcome = settingsFrom({ layers: { need: 1, design: 2 }, document_status_words: { approved: ['vedtatt'] } });
    if (!outcome.ok) throw new Error(outcome.messages.join());
    const { layers, statusWords } = outcome.settings.profile;
    expect([...layers.keys()]).toEqual(['NEED', 'DESIGN']);
    expect(statusWords.get('vedtatt')).toBe('approved');
  });

  it.each([{ layers: { 'a-b': 1 } }, { layers: { REQ: -1 } }, { document_status_words: { agreed: ['x'] } }])('%j is refused', (data) => {
    expect(settingsFrom(data).ok).toBe(false);
  });
});

describe('a configuration', () => {
  it.each([
    [['plan'], 'the configuration: expected keys with their values, found a list'],
    ['plan', 'the configuration: expected keys with their values, found "plan"'],
    [{ polcy: 'strict' }, 'polcy is no key of the configuration; did you mean policy?'],
    [{ qqqqqqqqqqqqqq: 1 }, 'qqqqqqqqqqqqqq is no key of the configuration (plan, '],
    [{ commands: { tests: { run: 'npm test', after: 1 } } }, 'commands.tests'],
    [{ lease: 'long' }, 'lease: expected'],
    [{ documents: ['/etc/**'] }, 'documents.0: expected another value, found '],
    [{ secrets: ['**'] }, 'secrets.0: expected'],
    [{ secrets: ['A*B*C*D'] }, 'secrets.0: expected'],
  ])('%j is refused, with its place', (data, says) => {
    const outcome = settingsFrom(data);
    expect(outcome.ok ? [] : outcome.messages).toEqual([expect.stringContaining(says)]);
  });

  it('that is empty says what everybody has, and one with words of its own what it says', () => {
    expect(settingsFrom(null)).toMatchObject({ ok: true, settings: { plan: null, policy: policies.standard, secrets: [] } });
    expect(settingsFrom({ lease: '30m', secrets: ['ACME-*'], status_words: { COMPLETED: ['fertig'] } })).toMatchObject({
      ok: true,
      settings: { policy: { lease: 1800 }, secrets: ['ACME-*'], statusWords: { fertig: 'COMPLETED' } },
    });
  });
});
