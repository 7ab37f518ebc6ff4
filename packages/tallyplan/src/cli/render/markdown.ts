/** Markdown for a terminal, as much of it as the pages of the rules use: headings, paragraphs, lists, fences, tables. */
import { hanging, lines } from '../layout.ts';
import type { Page } from '../page.ts';

/** Longer lines are hard to read, however wide the screen. */
const mostColumns = 96;

export function renderMarkdown(text: string, screen: Page): string {
  const page = { ...screen, width: Math.min(screen.width, mostColumns) };
  return lines(blocksOf(text).flatMap((block, index) => [...(index === 0 ? [] : ['']), ...drawBlock(block, page)]));
}

type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'verbatim'; readonly lines: readonly string[] }
  | { readonly kind: 'list'; readonly items: readonly { readonly mark: string; readonly text: string }[] }
  | { readonly kind: 'paragraph'; readonly text: string };

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  const rest = text.replace(/\r\n/g, '\n').split('\n');
  while (rest.length > 0) {
    if (rest[0]?.trim() === '') rest.shift();
    else blocks.push(nextBlock(rest));
  }
  return blocks;
}

/** Takes the lines of the next block off `rest`, whose first line is not empty. */
function nextBlock(rest: string[]): Block {
  const [line = ''] = rest;
  const heading = /^#+\s+(.*)$/.exec(line);
  if (heading !== null) {
    rest.shift();
    return { kind: 'heading', text: heading[1] ?? '' };
  }
  if (line.startsWith('```')) return fence(rest);
  if (line.startsWith('|')) return { kind: 'verbatim', lines: takeWhile(rest, (next) => next.startsWith('|')) };
  if (listItem.test(line)) return list(rest);
  const paragraph = takeWhile(rest, (next) => next.trim() !== '' && !/^(#+\s|```|\|)/.test(next) && !listItem.test(next));
  return { kind: 'paragraph', text: paragraph.join(' ') };
}

const listItem = /^(\s*(?:[-*]|\d+\.)\s+)(.*)$/;

function fence(rest: string[]): Block {
  rest.shift();
  const inside = takeWhile(rest, (line) => !line.startsWith('```'));
  rest.shift();
  return { kind: 'verbatim', lines: inside };
}

function list(rest: string[]): Block {
  const items: { mark: string; text: string }[] = [];
  for (const line of takeWhile(rest, (next) => next.trim() !== '' && !/^(#+\s|```)/.test(next))) {
    const item = listItem.exec(line);
    const last = items.at(-1);
    if (item !== null) items.push({ mark: item[1] ?? '', text: item[2] ?? '' });
    else if (last !== undefined) last.text += ` ${line.trim()}`;
  }
  return { kind: 'list', items };
}

function takeWhile(rest: string[], belongs: (line: string) => boolean): string[] {
  const end = rest.findIndex((line) => !belongs(line));
  return rest.splice(0, end < 0 ? rest.length : end);
}

function drawBlock(block: Block, page: Page): string[] {
  switch (block.kind) {
    case 'heading':
      return [page.paint.strong(block.text)];
    case 'verbatim':
      return drawVerbatim(block.lines, page);
    case 'list':
      return block.items.flatMap(({ mark, text }) => hanging(mark.replace(/[-*]/, page.signs.bullet), inline(text), page));
    case 'paragraph':
      return hanging('', inline(block.text), page);
  }
}

/** As it stands, indented as far as the page has room for its longest line: examples show what is printed on a whole screen. */
function drawVerbatim(shown: readonly string[], page: Page): string[] {
  const longest = Math.max(...shown.map((line) => page.measure.width(line)), 0);
  const indent = ' '.repeat(Math.max(Math.min(page.width - longest, 4), 0));
  return shown.map((line) => (line === '' ? '' : indent + page.paint.note(line)));
}

/** Emphasis and links say the same without their signs; code keeps its backquotes. */
function inline(text: string): string {
  return text.replace(/\*\*([^*]+)\*\*/g, '$1').replace(/\[([^\]]+)\]\([^)]*\)/g, '$1');
}
