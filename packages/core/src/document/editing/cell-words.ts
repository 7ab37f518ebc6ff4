/** What a cell says is rewritten; comments in it are no part of that, and stay as they stand. */
export function withWords(cell: string, write: (words: string) => string): string {
  if (!cell.includes('<!--')) return write(cell);
  const parts = cell.split(/(<!--.*?(?:-->|$))/s);
  const says = (part: string, at: number) => at % 2 === 0 && /[^\s*_~`]/.test(part);
  const first = parts.findIndex(says);
  if (first < 0) return `${write('')} ${cell}`.trim();
  return parts
    .map((part, at) => {
      if (at !== first) return says(part, at) ? '' : part;
      const [before = '', after = ''] = [/^\s*/, /\s*$/].map((blanks) => blanks.exec(part)?.[0]);
      return before + write(part.trim()) + after;
    })
    .join('')
    .trim();
}
