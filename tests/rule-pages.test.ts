/** Every rule has a page that explains it, and every page a rule: the pages can't go stale unseen. */
import { readdirSync, readFileSync } from 'node:fs';
import { natureOf, ruleNames } from '@tallyplan/core/model/rule-names';
import { describe, expect, test } from 'vitest';

const folder = new URL('../docs/rules/', import.meta.url);
const page = (name: string) => readFileSync(new URL(`${name}.md`, folder), 'utf8').split('\n');
const headings = ['## What', '## Why', '## Example', '## How to mend it'];
/** A terminal shows the page as it is. */
const terminalWidth = 80;

test('each rule has its page, and each page its rule', () => {
  const pages = readdirSync(folder).map((file) => file.replace(/\.md$/, ''));
  expect(pages.sort()).toEqual([...ruleNames].sort());
});

describe.each(ruleNames)('the page of %s', (name) => {
  const lines = page(name);

  test('begins with name and title of the rule', () => {
    expect(lines.slice(0, 3)).toEqual([`# ${name}`, '', natureOf(name).title]);
  });

  test('says what, why, shows an example, and how to mend it', () => {
    expect(lines.filter((line) => line.startsWith('#')).slice(1)).toEqual(headings);
    for (const heading of headings) expect(lines[lines.indexOf(heading) + 2]).toMatch(/\S/);
  });

  test('fits a terminal', () => {
    expect(lines.filter((line) => line.length > terminalWidth)).toEqual([]);
  });

  test('says so where a person can waive the rule, and only there', () => {
    const text = lines.join(' ');
    expect(/can `?waive/.test(text)).toBe(natureOf(name).waivable === true);
  });

  test('names only rules that exist where it refers to others', () => {
    const named = [...lines.join(' ').matchAll(/see `([a-z-]+)`/g)].map(([, rule]) => rule);
    expect(named.filter((rule) => !(ruleNames as readonly (string | undefined)[]).includes(rule))).toEqual([]);
  });
});
