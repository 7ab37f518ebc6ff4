/** Edits of texts, told as the lines that they change: for tests that show what a change looks like in a file. */

import { decodeUtf8, encodeUtf8 } from '../../model/byte-string.ts';
import type { Change } from '../../model/change.ts';
import type { YamlLibrary } from '../../text/yaml/read-by-library.ts';
import type { Document } from '../document.ts';
import { editDocument } from '../edit.ts';
import { applyEdits } from '../editing/edits.ts';
import { readDocument } from '../read.ts';

export interface Editor {
  read(text: string): Document;
  /** The text after the changes. Throws where they cannot be made. */
  edit(text: string, ...changes: readonly Change[]): string;
  /** The lines that the changes take away (`- `) and add (`+ `). */
  diff(text: string, ...changes: readonly Change[]): readonly string[];
  /** Why the changes cannot be made. */
  refusal(text: string, ...changes: readonly Change[]): string;
}

export function editor(library: () => YamlLibrary, path = 'plan.md'): Editor {
  const read = (text: string) => readDocument(encodeUtf8(text), { path, library });
  const edit = (text: string, ...changes: readonly Change[]) => {
    const document = read(text);
    const edited = editDocument(document, changes);
    if (!edited.ok) throw new Error(edited.message);
    return decodeUtf8(applyEdits(document.text, edited.edits));
  };
  return {
    read,
    edit,
    diff: (text, ...changes) => changedLines(text.split('\n'), edit(text, ...changes).split('\n')),
    refusal: (text, ...changes) => {
      const edited = editDocument(read(text), changes);
      return edited.ok ? '' : edited.message;
    },
  };
}

/** A line diff by the longest common subsequence. */
function changedLines(before: readonly string[], after: readonly string[]): readonly string[] {
  const common = before.map(() => new Array<number>(after.length + 1).fill(0));
  common.push(new Array<number>(after.length + 1).fill(0));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const row = common[i];
      if (row !== undefined) row[j] = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const lines: string[] = [];
  let i = 0;
  let j = 0;
  while (i < before.length || j < after.length) {
    if (i < before.length && j < after.length && before[i] === after[j]) {
      i++;
      j++;
    } else if (i < before.length && (j >= after.length || at(i + 1, j) >= at(i, j + 1))) lines.push(`- ${before[i++]}`);
    else lines.push(`+ ${after[j++]}`);
  }
  return lines;
}
