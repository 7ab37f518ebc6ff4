import { describe, expect, it } from 'vitest';
import { pageOf, readsUnicode, showsColour } from './page.ts';
import { testTerminal } from './test-terminal.ts';

describe('colour', () => {
  it.each([
    [{}, true, true],
    [{}, false, false],
    [{ TERM: 'dumb' }, true, false],
    [{ NO_COLOR: '1' }, true, false],
    [{ NO_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1' }, false, true],
    [{ FORCE_COLOR: '0' }, true, false],
    [{ FORCE_COLOR: '' }, false, false],
    [{ FORCE_COLOR: '' }, true, true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, true, false],
  ])('in %j, on a terminal: %s, is shown: %s', (environment, isTerminal, expected) => {
    expect(showsColour(environment, isTerminal)).toBe(expected);
  });
});

describe('signs', () => {
  it.each([
    [{ LANG: 'en_US.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'C' }, false],
    [{ LC_CTYPE: 'de_DE.UTF-8', LANG: 'C' }, true],
    [{ LC_ALL: '', LANG: 'de_DE.ISO-8859-1' }, false],
    [{}, false],
  ])('in %j are Unicode: %s', (environment, expected) => {
    expect(readsUnicode(environment, 'linux')).toBe(expected);
  });
});

describe('the width of a page', () => {
  it('is what COLUMNS says, then what the terminal has, and none in a pipe', () => {
    const { terminal } = testTerminal({ environment: { COLUMNS: '40' }, columns: 100 });
    expect(pageOf(terminal, 'output', true).width).toBe(40);
    expect(pageOf(testTerminal({ columns: 100 }).terminal, 'output', true).width).toBe(100);
    expect(pageOf(testTerminal({}).terminal, 'output', true).width).toBe(Number.POSITIVE_INFINITY);
    expect(pageOf(testTerminal({ environment: { COLUMNS: 'wide' } }).terminal, 'output', true).width).toBe(Number.POSITIVE_INFINITY);
  });
});
