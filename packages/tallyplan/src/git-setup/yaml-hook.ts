/** A hook in the YAML file of a manager of hooks: an entry at the end of the list or mapping that it belongs in, its other lines untouched. */
import { type ByteString, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { done, refused } from '@tallyplan/core/model/problem';
import type { Document, Node, Pair, YAMLMap } from 'yaml';
import type { Insertion } from '../install/insertion.ts';
import { hashComment, markedBlock } from '../install/marked-block.ts';
import { unusableFile } from '../install/unusable-file.ts';
import { lineEndOf } from '../line-end.ts';
import { yamlLibrary } from '../yaml-library.ts';

/** What goes under which key, from the outside in; the first key that is missing is written with all below it. */
export interface YamlHook {
  readonly file: string;
  readonly path: readonly string[];
  /** The entry without its indentation: `- repo: local`, or `tallyplan:`, and the lines below it. */
  readonly entry: readonly string[];
}

export function yamlHook({ file, path, entry }: YamlHook): Insertion {
  const block = (content: string) => markedBlock({ file, does: 'checks the plan before a commit', comment: hashComment, content });
  const any = block('');
  return {
    file,
    does: any.does,
    takeOut: (text) => any.takeOut(text),
    isIn: (text) => entry.every((line) => text.includes(encodeUtf8(line))) && any.takeOut(text) !== text,
    put(text, name) {
      const place = placeIn(text, path);
      if (typeof place === 'string') return refused(unusableFile(name, place));
      const { at, indent, missing } = place;
      const lines = [
        ...missing.map((key, depth) => `${' '.repeat(indent + 2 * depth)}${key}:`),
        ...entry.map((line) => `${' '.repeat(indent + 2 * missing.length)}${line}`),
      ];
      const lineEnd = lineEndOf(text);
      const put = block(lines.join('\n')).put((lineEnd === '\n' ? '' : '\r\n') as ByteString, name);
      if (!put.ok) return put;
      const written = put.value
        .map(({ inserted }) => inserted)
        .join('')
        .replace(/^(?:\r?\n)+/, '');
      const gap = at > 0 && text[at - 1] !== '\n' ? lineEnd : '';
      return done([{ start: at, removed: '' as ByteString, inserted: (gap + written) as ByteString }]);
    },
  };
}

interface Place {
  /** Start of a line, or the end of the text. */
  readonly at: number;
  readonly indent: number;
  /** Keys that have to be written above the entry. */
  readonly missing: readonly string[];
}

/** Where the entry goes, or why it can't be added, in words that follow "it". */
function placeIn(text: ByteString, path: readonly string[]): Place | string {
  const { parseDocument, isMap, isSeq } = yamlLibrary();
  const document: Document = parseDocument(text, { strict: false });
  if (document.errors.length > 0) return `can't be read as YAML (${document.errors[0]?.message.split('\n')[0]})`;
  if (document.contents === null) return { at: text.length, indent: 0, missing: path };
  let container: Node = document.contents;
  for (const [depth, key] of path.entries()) {
    if (!isMap(container) || container.flow === true) return inAnotherForm(path.slice(0, depth));
    const pair = (container as YAMLMap).items.find(({ key: name }: Pair) => String(name) === key);
    if (pair === undefined) return { ...endOf(text, container), missing: path.slice(depth) };
    if (!isMap(pair.value) && !isSeq(pair.value)) return inAnotherForm(path.slice(0, depth + 1));
    container = pair.value;
  }
  if ((isMap(container) || isSeq(container)) && container.flow !== true && container.items.length > 0)
    return { ...endOf(text, container), missing: [] };
  return inAnotherForm(path);
}

function inAnotherForm(path: readonly string[]): string {
  return `has ${path.join('.') || 'its content'} in a form that can't be added to; call \`tallyplan check --staged\` from it yourself`;
}

/** After the last line of a block mapping or list, at the column of its keys or dashes. */
function endOf(text: string, container: Node): Pick<Place, 'at' | 'indent'> {
  const [start = 0, end = text.length] = container.range ?? [];
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const content = text.slice(start, end).trimEnd();
  const next = text.indexOf('\n', start + content.length);
  return { at: next < 0 ? text.length : next + 1, indent: start - lineStart };
}
