import { applyEdits, inOrder } from '@tallyplan/core/document/editing/edits';
import { encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { applyPatch } from 'diff';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unifiedDiff } from './unified-diff.ts';

const bytes = (text: string) => encodeUtf8(text);
const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}\n`).join('');

describe('the diff of a change', () => {
  it('has the form that git apply takes', () => {
    const before = bytes(numbered(9));
    const at = before.indexOf('line 5');
    const edits = [{ start: at, end: at + 6, text: bytes('LINE 5') }];
    expect(unifiedDiff({ file: 'docs/PLAN.md', before, edits })).toBe(
      '--- a/docs/PLAN.md\n+++ b/docs/PLAN.md\n@@ -2,7 +2,7 @@\n line 2\n line 3\n line 4\n-line 5\n+LINE 5\n line 6\n line 7\n line 8\n',
    );
  });

  it('tells a new file from one that was empty', () => {
    const edits = [{ start: 0, end: 0, text: bytes('a: 1\n') }];
    expect(unifiedDiff({ file: 'new', before: null, edits })).toBe('--- /dev/null\n+++ b/new\n@@ -0,0 +1,1 @@\n+a: 1\n');
    expect(unifiedDiff({ file: 'old', before: bytes(''), edits })).toContain('--- a/old\n');
  });

  it('is empty where nothing changes', () => {
    expect(unifiedDiff({ file: 'x', before: bytes('a\n'), edits: [] })).toBe('');
  });

  it('shows letters, not bytes', () => {
    const before = bytes('größe\n');
    expect(unifiedDiff({ file: 'x', before, edits: [{ start: 0, end: 0, text: bytes('✅ ') }] })).toContain('-größe\n+✅ größe\n');
  });

  it('leads from the old text to the new, whatever the edits', () => {
    const line = fc.constantFrom('a', 'b', 'c', '', 'dd\r');
    const text = fc
      .tuple(fc.array(line, { maxLength: 60 }), fc.constantFrom('', '\n'))
      .map(([lines, end]) => bytes(lines.join('\n') + end));
    const edit = fc.record({ at: fc.nat(), length: fc.nat(12), lines: fc.array(line, { maxLength: 4 }) });
    fc.assert(
      fc.property(text, fc.array(edit, { maxLength: 5 }), (before, drafts) => {
        const spans = drafts
          .map(({ at, length, lines }) => ({ start: before.length === 0 ? 0 : at % before.length, length, text: bytes(lines.join('\n')) }))
          .sort((a, b) => a.start - b.start)
          .map(({ start, length, text }, index, all) => ({
            start,
            end: Math.min(start + length, all[index + 1]?.start ?? before.length, before.length),
            text,
          }));
        const edits = inOrder(before, spans);
        const patch = unifiedDiff({ file: 'x', before, edits });
        const after = applyEdits(before, edits);
        if (patch === '') expect(after).toBe(before);
        else expect(applyPatch(before, patch, { autoConvertLineEndings: false })).toBe(after);
      }),
    );
  });

  it('of one line in a large text is a matter of milliseconds', () => {
    const before = bytes(numbered(1_000_000));
    const at = before.indexOf('line 900000');
    const began = performance.now();
    const patch = unifiedDiff({ file: 'x', before, edits: [{ start: at, end: at + 4, text: bytes('LINE') }] });
    expect(patch).toContain('@@ -899997,7 +899997,7 @@');
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});
