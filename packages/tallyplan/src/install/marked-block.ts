/** Lines between two marks, at the end of a file of lines: Markdown, TOML, `.gitattributes`, a shell script. */
import { type ByteString, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { done, type Outcome, refused } from '@tallyplan/core/model/problem';
import { lineEndOf } from '../line-end.ts';
import type { Insertion } from './insertion.ts';
import type { Splice } from './splice.ts';
import { unusableFile } from './unusable-file.ts';

/** How a line is made a comment. */
export interface CommentForm {
  readonly before: string;
  readonly after: string;
}
export const markdownComment: CommentForm = { before: '<!-- ', after: ' -->' };
export const hashComment: CommentForm = { before: '# ', after: '' };

export interface MarkedBlock {
  readonly file: string;
  readonly does: string;
  readonly executable?: true;
  readonly comment: CommentForm;
  /** What stands between the marks, with `\n` at the ends of its lines. */
  readonly content: string;
  /** True where a person has written the like, so that the block is not wanted. */
  hasOwn?(text: ByteString): boolean;
  /** Why the block can't be added, in words that follow "it"; null where it can. */
  hindrance?(text: ByteString, block: ByteString): string | null;
}

export function markedBlock({ comment, content, hasOwn, hindrance, ...rest }: MarkedBlock): Insertion {
  const marks = marksOf(comment);
  const block = (lineEnd: string) =>
    encodeUtf8(
      [`${marks.begin}; what is changed in here is overwritten${comment.after}`, ...content.trimEnd().split('\n'), marks.end].join(
        lineEnd,
      ) + lineEnd,
    );
  return {
    ...rest,
    isIn: (text) => text.includes(block(lineEndOf(text))),
    put: (text, file) => (hasOwn?.(text) === true ? done([]) : appended(text, block(lineEndOf(text)), { file, hindrance })),
    takeOut: (text) => withoutBlock(text, marks),
  };
}

/** Both begin a line. The first goes on after what is looked for, so that its words may change. */
function marksOf({ before, after }: CommentForm) {
  return { begin: `${before}tallyplan:begin`, end: `${before}tallyplan:end${after}` };
}

function appended(
  text: ByteString,
  block: ByteString,
  { file, hindrance }: { readonly file: string; readonly hindrance: MarkedBlock['hindrance'] | undefined },
): Outcome<readonly Splice[]> {
  const lineEnd = lineEndOf(text);
  const gap = text === '' ? '' : text.endsWith('\n') ? lineEnd : lineEnd + lineEnd;
  const inserted = (gap + block) as ByteString;
  const reason = hindrance?.(text, inserted) ?? null;
  if (reason !== null) return refused(unusableFile(file, reason));
  return done([{ start: text.length, removed: '' as ByteString, inserted }]);
}

/** Takes out every block with the blank line above it. A mark without its counterpart is left: nobody knows how far it reaches. */
function withoutBlock(text: ByteString, { begin, end }: { readonly begin: string; readonly end: string }): ByteString {
  let made: string = text;
  for (let from = 0; ; ) {
    const start = lineStartingWith(made, begin, from);
    const stop = start < 0 ? -1 : lineStartingWith(made, end, start);
    if (stop < 0) return made as ByteString;
    const lineEnd = made.indexOf('\n', stop);
    const above = made.slice(0, start).replace(/(^|\n)\r?\n$/, '$1');
    made = above + (lineEnd < 0 ? '' : made.slice(lineEnd + 1));
    from = above.length;
  }
}

function lineStartingWith(text: string, word: string, from: number): number {
  for (let at = text.indexOf(word, from); at >= 0; at = text.indexOf(word, at + 1)) if (at === 0 || text[at - 1] === '\n') return at;
  return -1;
}
