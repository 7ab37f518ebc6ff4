/** A unified diff, as `--dry-run` shows it. The signs at the line starts say what the colours say. */
import type { Page } from '../page.ts';

export function renderDiff(diff: string, { paint }: Page): string {
  const lines = diff.replace(/\n$/, '').split('\n');
  return `${lines.map((line) => paintLine(line, paint)).join('\n')}\n`;
}

function paintLine(line: string, paint: Page['paint']): string {
  if (line.startsWith('--- ') || line.startsWith('+++ ')) return paint.strong(line);
  if (line.startsWith('@@')) return paint.note(line);
  if (line.startsWith('+')) return paint.good(line);
  if (line.startsWith('-')) return paint.bad(line);
  return line;
}
