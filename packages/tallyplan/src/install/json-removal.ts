/** A JSON text without one property or item: its line goes, its neighbours and their comments stay. */
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { Node } from 'jsonc-parser';
import { commaIn } from './json-child.ts';

/** @param child a property, or an item of a list. */
export function withoutChild(text: ByteString, child: Node): ByteString {
  const siblings = child.parent?.children ?? [];
  const index = siblings.indexOf(child);
  const end = child.offset + child.length;
  const ownComma = commaIn(text.slice(end));
  const before = siblings[index - 1];
  const after = ownComma === null ? end : end + ownComma + 1;
  // The last one has the comma that parts it from the one before.
  const commaBefore = ownComma === null && before !== undefined ? commaIn(text.slice(before.offset + before.length, child.offset)) : null;
  const head =
    commaBefore === null || before === undefined
      ? text.slice(0, child.offset)
      : withoutAt(text.slice(0, child.offset), before.offset + before.length + commaBefore);
  return joined(head, text.slice(after)) as ByteString;
}

function withoutAt(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}

/** Where nothing else is left of a line, the line goes too. */
function joined(head: string, tail: string): string {
  const blanksBefore = /(^|\n)[ \t]*$/.exec(head);
  const blanksAfter = /^[ \t]*(?:\r?\n|$)/.exec(tail);
  if (blanksBefore !== null && blanksAfter !== null)
    return head.slice(0, blanksBefore.index) + (blanksBefore[1] ?? '') + tail.slice(blanksAfter[0].length);
  return head.trimEnd() === head ? head + tail : head.replace(/[ \t]+$/, '') + tail.replace(/^[ \t]+(?=[\]}])/, '');
}
