/** Tables of tasks and session logs, as many hands write them. */
import { date, type Hand, names, statuses } from './handwriting.ts';

const optionalColumns = ['Priority', 'Dependents', 'Depends On', 'Completed', 'Notes', 'Link'] as const;

export function taskTable(hand: Hand): readonly string[] {
  const { dice } = hand;
  const optional = optionalColumns.filter((name) => (name === 'Priority' || name === 'Dependents' ? !dice.rarely(6) : dice.rarely(3)));
  const columns = dice.rarely(3) ? ['ID', 'Service', 'Status', ...optional] : ['Status', 'ID', 'Task / Service', ...optional];
  const rows = dice.some(1, 3, () => columns.map((column) => cellOf(hand, column)));
  const cut = dice.rarely(6) ? rows.map((row, at) => (at === 0 && row.length > 4 ? row.slice(0, -1) : row)) : rows;
  const lines = table(hand, [columns, ...cut]);
  return dice.rarely(6) ? [...lines.slice(0, 3), '<!-- a comment between rows -->', ...lines.slice(3)] : lines;
}

function cellOf(hand: Hand, column: string): string {
  const { dice, ids, style } = hand;
  const { bold } = style;
  switch (column) {
    case 'Status':
      return style.statuses[dice.pick(statuses)];
    case 'ID':
      return `${bold}${ids.next(dice)}${bold}`;
    case 'Priority':
      return dice.pick([`${bold}P0${bold}`, 'P1']);
    case 'Dependents':
    case 'Depends On':
      return ids.some(dice);
    case 'Completed':
      return dice.rarely(3) ? date(hand) : '';
    case 'Notes':
      return dice.pick(['', `Completed ${date(hand)}`, 'waits for the vendor']);
    case 'Link':
      return '[record](CHG/x.md)';
    default:
      return dice.pick([`${bold}${dice.pick(names)}${bold}`, dice.pick(names), 'SHA-256 \\| CRC-32']);
  }
}

/** A table: with outer pipes or without, tight or spaced or aligned. */
function table({ dice }: Hand, rows: readonly (readonly string[])[]): readonly string[] {
  const layout = dice.pick(['spaced', 'aligned', 'tight', 'bare'] as const);
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(3, ...rows.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]) => {
    if (layout === 'aligned') return `| ${row.map((cell, at) => cell + ' '.repeat((widths[at] ?? 0) - [...cell].length)).join(' | ')} |`;
    if (layout === 'tight') return `|${row.join('|')}|`;
    return layout === 'bare' && row[0] !== '' && row.at(-1) !== '' ? row.join(' | ') : `| ${row.join(' | ')} |`;
  };
  const delimiter =
    layout === 'aligned'
      ? `|${widths.map((width) => `:${'-'.repeat(width + 1)}`).join('|')}|`
      : layout === 'bare'
        ? head.map(() => '---').join(' | ')
        : `|${head.map(() => ':---').join('|')}|`;
  return [line(head), delimiter, ...rows.slice(1).map(line)];
}

export const notes = ['Built and tested.', 'a \\| b', 'first<br>second', '**bold** and `code`', 'ends with \\\\', ''];

export function sessionLog(hand: Hand, number: number): readonly string[] {
  const { dice } = hand;
  const form = dice.pick(['reference', 'reference', 'task', 'summary', 'none', 'section'] as const);
  if (form === 'none') return [];
  const heading = dice.pick([`## ${number}. Session Log`, '## Session Log']);
  if (form === 'section') return [heading, '', '> **Purpose**: what was done.', ''];
  const columns = {
    reference: ['Date', 'Task ID', 'Status', 'Notes'],
    task: ['Date', 'Task', 'Status', 'Notes'],
    summary: ['Date', 'Status', 'Summary'],
  }[form];
  const dates = [...dice.some(0, 3, () => date(hand))].sort();
  const rows = (dice.rarely(3) ? [...dates].reverse() : dates).map((day) => columns.map((column) => logCell(hand, column, day)));
  const guidelines = dice.rarely(2) ? ['', '**Guidelines**: one row a session.'] : [];
  return [heading, '', ...table(hand, [columns, ...rows]), ...guidelines];
}

function logCell({ dice, ids, style }: Hand, column: string, day: string): string {
  if (column === 'Date') return day;
  if (column === 'Status') return style.statuses[dice.pick(statuses)];
  return column.startsWith('Task') ? (ids.some(dice).split(',')[0] ?? '') : dice.pick(notes);
}
