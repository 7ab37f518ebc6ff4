/** The signs that output is drawn with, in two sets: Unicode, and ASCII for locales that are not UTF-8. */
import type { Severity } from '@tallyplan/core/model/problem';
import type { Status } from '@tallyplan/core/model/status';

export interface Signs {
  readonly status: Readonly<Record<Status, string>>;
  readonly unknownStatus: string;
  readonly severity: Readonly<Record<Severity, string>>;
  readonly bar: { readonly full: string; readonly part: string; readonly empty: string };
  readonly tree: { readonly fork: string; readonly last: string; readonly down: string; readonly none: string };
  readonly done: string;
  readonly refused: string;
  readonly arrow: string;
  readonly bullet: string;
  readonly rule: string;
  readonly gutter: string;
  readonly caret: string;
  readonly ellipsis: string;
  readonly dot: string;
  /** Before a task that alone follows the one above it. */
  readonly follows: string;
  /** Behind a task of the critical path. */
  readonly critical: string;
}

const unicode: Signs = {
  status: { NOT_STARTED: '○', IN_PROGRESS: '◐', BLOCKED: '■', COMPLETED: '●', DEFERRED: '◌' },
  unknownStatus: '?',
  severity: { error: '✗', warning: '!', note: '·' },
  bar: { full: '█', part: '▒', empty: '░' },
  tree: { fork: '├─ ', last: '└─ ', down: '│  ', none: '   ' },
  done: '✓',
  refused: '✗',
  arrow: '→',
  bullet: '•',
  rule: '─',
  gutter: '│',
  caret: '^',
  ellipsis: '…',
  dot: '·',
  follows: '↓',
  critical: '◆',
};

const ascii: Signs = {
  status: { NOT_STARTED: 'o', IN_PROGRESS: '>', BLOCKED: '!', COMPLETED: 'x', DEFERRED: '-' },
  unknownStatus: '?',
  severity: { error: 'x', warning: '!', note: '-' },
  bar: { full: '#', part: '=', empty: '.' },
  tree: { fork: '|- ', last: '`- ', down: '|  ', none: '   ' },
  done: '+',
  refused: 'x',
  arrow: '->',
  bullet: '*',
  rule: '-',
  gutter: '|',
  caret: '^',
  ellipsis: '...',
  dot: '-',
  follows: 'v',
  critical: '*',
};

export const signSets = { unicode, ascii } as const;
