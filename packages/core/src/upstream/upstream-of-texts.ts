/** Upstream documents that are given as texts, by their paths: for tests, and for plans that live elsewhere than in files. */
import type { ByteString } from '../model/byte-string.ts';
import { encodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { YamlLibrary } from '../text/yaml/read-by-library.ts';
import type { KnownDocument } from './document-source.ts';
import { type Profile, usualProfile } from './profile.ts';
import type { Upstream } from './upstream.ts';
import { UpstreamCollection } from './upstream-collection.ts';

export interface TextsOptions {
  readonly digest: Digest;
  readonly profile?: Profile;
  /** The `yaml` package, for YAML that is not of the usual shape. */
  readonly library?: () => YamlLibrary;
  /** Other files and folders that there are. */
  readonly files?: readonly string[];
  /** Paths of documents that the system lets nobody read. */
  readonly unreadable?: readonly string[];
  /** Former texts by git's id of their bytes. */
  readonly history?: Readonly<Record<string, string>>;
  /** What collections with the same profile found in their texts: most of the time goes into taking texts apart. Empty at first. */
  readonly index?: Map<string, KnownDocument>;
}

export function upstreamOfTexts(
  texts: Readonly<Record<string, string>>,
  { digest, profile = usualProfile, library = noLibrary, files = [], unreadable = [], history = {}, index }: TextsOptions,
): Upstream {
  const bytes = new Map<string, ByteString>(Object.entries(texts).map(([path, text]) => [path, encodeUtf8(text)]));
  const paths = [...bytes.keys(), ...unreadable].sort();
  const all = [...paths, ...files];
  return new UpstreamCollection(
    {
      search: () => ({ paths, problems: [] }),
      size: (path) => bytes.get(path)?.length ?? null,
      read: (path) => bytes.get(path) ?? { kind: 'not-readable', message: 'permission denied', span: { start: 0, end: 0 } },
      known: () => null,
      knownBytes: (path, rawDigest) => index?.get(`${path} ${rawDigest}`) ?? null,
      learn: (path, known) => index?.set(`${path} ${known.rawDigest}`, known),
      exists: (path) => all.some((there) => there === path || there.startsWith(`${path.replace(/\/$/, '')}/`)),
      revision: () => ({ blob: null, committed: false }),
      lost: (contents) => ({ contents: contents.filter(({ blob }) => history[blob] === undefined), isSure: true }),
      former: (blob) => (history[blob] === undefined ? null : encodeUtf8(history[blob])),
    },
    { profile, digest, library },
  );
}

function noLibrary(): never {
  throw new Error('This YAML needs the library: hand it in');
}
