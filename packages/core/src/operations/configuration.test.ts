/** What a configuration may say of upstream documents. */
import { describe, expect, it } from 'vitest';
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
