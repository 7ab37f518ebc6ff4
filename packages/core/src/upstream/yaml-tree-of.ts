/** YAML as a tree with places: by the reader for the usual shape, else by the library. */
import type { ByteString } from '../model/byte-string.ts';
import type { Span } from '../model/place.ts';
import { readBlock } from '../text/yaml/read-block.ts';
import { readByLibrary, type YamlLibrary } from '../text/yaml/read-by-library.ts';
import { TreeBuilder, type YamlNode } from '../text/yaml/yaml-tree.ts';
import type { ReadingProblem } from './document-facts.ts';

export interface YamlReading {
  readonly root: YamlNode | null;
  readonly problem: ReadingProblem | null;
  /** There is nothing else than what is in the tree: no second document, nothing that can't be read. */
  readonly isWhole: boolean;
}

/** Of a stream of several documents the first. */
export function readYamlTree(text: ByteString, whole: Span, library: () => YamlLibrary): YamlReading {
  const span = firstDocument(text, whole);
  const builder = new TreeBuilder(text);
  const isWhole = /^\s*$/.test(text.slice(span.end, whole.end));
  if (readBlock(text, span, builder) < 0) return { root: builder.root, problem: null, isWhole };
  const { root, errors } = readByLibrary(text, span, library());
  const [error] = errors;
  if (error === undefined) return { root, problem: null, isWhole };
  return {
    root: null,
    problem: { kind: 'invalid-yaml', message: `its YAML cannot be read: ${error.message}`, span: { start: error.start, end: error.end } },
    isWhole: false,
  };
}

/** What stands between a marker at the head, if there is one, and the next. */
function firstDocument(text: ByteString, { start, end }: Span): Span {
  const separator = /^---[\t ]*\r?$/gm;
  separator.lastIndex = start;
  let from = start;
  for (let found = separator.exec(text); found !== null && found.index < end; found = separator.exec(text)) {
    if (/^[^\s#%-]/m.test(text.slice(from, found.index))) return { start, end: found.index };
    from = separator.lastIndex;
  }
  return { start, end };
}
