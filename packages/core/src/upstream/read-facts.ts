/** From the bytes of a document to what it declares. Never throws, whatever the bytes are; its time grows with their number alone. */
import type { ByteString } from '../model/byte-string.ts';
import type { YamlLibrary } from '../text/yaml/read-by-library.ts';
import { type DocumentFacts, noFacts, type ReadingProblem } from './document-facts.ts';
import type { DocumentName } from './document-name.ts';
import type { Profile } from './profile.ts';
import { readMarkdown } from './read-markdown.ts';
import { readYaml } from './read-yaml.ts';

export interface ReadOptions {
  readonly path: string;
  readonly name: DocumentName;
  readonly profile: Profile;
  /** Called where YAML is not of the usual shape. */
  readonly library: () => YamlLibrary;
}

export function readFacts(text: ByteString, options: ReadOptions): DocumentFacts {
  if (isWide.test(text)) return { ...noFacts(), problems: [utf16] };
  return isYamlPath(options.path) ? readYaml(text, options) : readMarkdown(text, options);
}

/** The marks that a text in UTF-16 begins with: by bytes it declares nothing, and that would be told of it. */
const isWide = /^(?:\xff\xfe|\xfe\xff)/;
const utf16: ReadingProblem = {
  kind: 'not-readable',
  message: 'it is UTF-16: save it as UTF-8 in your editor',
  span: { start: 0, end: 0 },
};

export function isYamlPath(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}
