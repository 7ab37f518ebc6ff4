/** What the store has to tell of somebody else's interrupted change. */
import type { Notice } from '../stores/notice.ts';
import { oneLine, plainText } from './plain-text.ts';
import type { Terminal } from './terminal.ts';

export function tellNotice(notice: Notice, terminal: Terminal): void {
  terminal.writeError(`tallyplan: ${oneLine(plainText(told(notice)))}\n`);
}

function told(notice: Notice): string {
  switch (notice.kind) {
    case 'finished':
      return `finished a change of ${notice.by} that was interrupted (${notice.at})`;
    case 'set-aside':
      return `set an interrupted change aside as ${notice.file}, since ${notice.reason}; have a look at it, then remove it`;
  }
}
