/** A pre-commit hook that is a shell script: Tallyplan's lines come first in it, and what was there goes on after them. */
import type { ByteString } from '@tallyplan/core/model/byte-string';
import { done, refused } from '@tallyplan/core/model/problem';
import type { Insertion } from '../install/insertion.ts';
import { hashComment, markedBlock } from '../install/marked-block.ts';
import { unusableFile } from '../install/unusable-file.ts';
import { lineEndOf } from '../line-end.ts';

const firstLine = '#!/bin/sh\n';

export function shellHook(file: string, line: string): Insertion {
  // A script may end early by itself (`exit 0`, `exec`), so the lines stand at its beginning.
  const content = `(${line}) || exit $?`;
  const block = markedBlock({ file, does: 'checks the plan before a commit', executable: true, comment: hashComment, content });
  const written = (text: string) => blockOf(block, lineEndOf(text));
  return {
    ...block,
    put(text, name) {
      if (text === '') return done([{ start: 0, removed: '' as ByteString, inserted: (firstLine + written(firstLine)) as ByteString }]);
      const shebang = /^#![^\n]*(?:\n|$)/.exec(text)?.[0] ?? '';
      if (shebang !== '' && !/\b(?:ba|da|z|k)?sh\b/.test(shebang))
        return refused(unusableFile(name, `is no shell script (${shebang.trim()}); call \`tallyplan check --staged\` from it`));
      const gap = shebang === '' || shebang.endsWith('\n') ? '' : '\n';
      return done([{ start: shebang.length, removed: '' as ByteString, inserted: (gap + written(text)) as ByteString }]);
    },
    takeOut(text) {
      const rest = block.takeOut(text);
      return rest === firstLine ? ('' as ByteString) : rest;
    },
  };
}

/** The block as it is added to an empty text of that line end. */
function blockOf(block: Insertion, lineEnd: '\n' | '\r\n'): ByteString {
  const put = block.put((lineEnd === '\n' ? '' : '\r\n') as ByteString, block.file);
  if (!put.ok) throw new Error('a block can be added to an empty text');
  return put.value
    .map(({ inserted }) => inserted)
    .join('')
    .replace(/^(?:\r?\n)+/, '') as ByteString;
}
