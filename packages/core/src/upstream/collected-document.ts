/** One upstream document of a collection: what it is called is known at once, what it says is read when somebody asks. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Place, Span } from '../model/place.ts';
import { LineIndex } from '../text/line-index.ts';
import type { YamlLibrary } from '../text/yaml/read-by-library.ts';
import { type Content, contentDigestOf, contentIn, type DigestVersion, latestDigest } from './content-digest.ts';
import type { DocumentFacts, Prerequisite } from './document-facts.ts';
import { noFacts } from './document-facts.ts';
import type { DocumentKey } from './document-id.ts';
import type { DocumentName } from './document-name.ts';
import type { DocumentSource, KnownDocument } from './document-source.ts';
import type { HeldTexts } from './held-texts.ts';
import type { Profile } from './profile.ts';
import { readFacts } from './read-facts.ts';
import { largestRedirect, mayRedirect } from './redirect.ts';
import { mayNameWaiting } from './sections.ts';
import { contentOf } from './set-aside.ts';
import type { DocumentRevision, DocumentRole, UpstreamDocument } from './upstream.ts';

export interface ReadingOptions {
  readonly profile: Profile;
  readonly digest: Digest;
  /** The general YAML reader, called where a document needs it. */
  readonly library: () => YamlLibrary;
}

/** What all documents of a collection are read with. */
export interface Shared extends ReadingOptions {
  readonly source: DocumentSource;
  readonly texts: HeldTexts;
}

export class CollectedDocument implements UpstreamDocument {
  readonly path: string;
  /** Set once, when all files of the id are known. */
  isCompanion = false;
  readonly key: DocumentKey;
  readonly id: string;
  readonly type: string;
  readonly layer: number;
  readonly section: string | null;
  readonly #name: DocumentName;
  readonly #shared: Shared;
  #known: KnownDocument | null = null;
  #role: DocumentRole | null = null;
  #lines: LineIndex | null = null;
  #content: Content | null = null;
  #revision: DocumentRevision | null = null;

  constructor(path: string, name: DocumentName, shared: Shared) {
    this.path = path;
    this.key = name.key;
    this.id = name.id;
    this.type = name.type;
    this.layer = name.layer;
    this.section = name.section;
    this.#name = name;
    this.#shared = shared;
  }

  get role(): DocumentRole {
    this.#role ??= this.#readRole();
    return this.#role;
  }

  #readRole(): DocumentRole {
    const { section } = this;
    if (this.isCompanion) return 'companion';
    if (section !== null) return section === '0' ? 'index' : 'section';
    return this.#couldRedirect() && this.facts.redirect !== null ? 'redirect' : 'document';
  }

  /** Told without taking the text apart, and of most without reading it: whoever looks for a document asks this of many. */
  #couldRedirect(): boolean {
    const { path } = this;
    const { source, texts } = this.#shared;
    const size = source.size(path);
    if (size === null || size > largestRedirect) return false;
    this.#known ??= source.known(path);
    const text = this.#known === null ? texts.of(path) : null;
    return typeof text !== 'string' || mayRedirect(text);
  }

  get text(): ByteString | null {
    const text = this.#shared.texts.of(this.path);
    if (typeof text !== 'string') return null;
    // It was let go, and read again: what is known must be of these very bytes.
    const isOther = this.#known !== null && this.#shared.texts.isCrowded && this.#known.rawDigest !== this.#shared.digest(text);
    return isOther ? null : text;
  }

  get facts(): DocumentFacts {
    const known = this.#knowledge();
    if (known !== null) return known.facts;
    const problem = this.#shared.texts.of(this.path);
    return typeof problem === 'string' ? noFacts() : { ...noFacts(), problems: [problem] };
  }

  get waiting(): readonly Prerequisite[] {
    const { path } = this;
    const { source, texts } = this.#shared;
    this.#known ??= source.known(path);
    const text = this.#known === null ? texts.of(path) : null;
    if (typeof text === 'string' && !mayNameWaiting(text)) return [];
    return this.facts.prerequisites.filter(({ order }) => order === 'after');
  }

  get rawDigest(): string | null {
    return this.#knowledge()?.rawDigest ?? null;
  }

  contentDigest(sections: readonly string[] = [], version: DigestVersion = latestDigest): string | null {
    const known = this.#knowledge();
    if (known === null) return null;
    const name = [version, ...sections.toSorted()].join(' ');
    const kept = known.contentDigests[name];
    if (kept !== undefined) return kept;
    const content = this.#readContent();
    if (content === null) return null;
    const { digest } = this.#shared;
    const made = contentDigestOf(content, this.#partsOf(known.facts, content.text, sections), { digest, version });
    this.#learn({ ...known, contentDigests: { ...known.contentDigests, [name]: made } });
    return made;
  }

  get setAside(): readonly Span[] {
    return this.#readContent()?.setAside ?? [];
  }

  content(sections: readonly string[] = []): string | null {
    const known = this.#knowledge();
    const content = this.#readContent();
    if (known === null || content === null) return null;
    const parts = this.#partsOf(known.facts, content.text, sections);
    return parts.map((part) => (part === null ? '' : decodeUtf8(contentIn(content, part, latestDigest) as ByteString))).join('\n');
  }

  /** null where the text can't be had. What is kept holds the text: of large ones it is made anew each time. */
  #readContent(): Content | null {
    if (this.#content !== null) return this.#content;
    const { profile, library, texts } = this.#shared;
    const { text, path } = this;
    if (text === null) return null;
    const content = contentOf(text, { path, name: this.#name, profile, library });
    if (!texts.isCrowded) this.#content = content;
    return content;
  }

  rawDigestOf(sections: readonly string[]): string | null {
    const known = this.#knowledge();
    const { text } = this;
    if (known === null || text === null) return null;
    const parts = this.#partsOf(known.facts, text, sections).map((span) => (span === null ? '-' : `+${text.slice(span.start, span.end)}`));
    return this.#shared.digest(parts.join('\0') as ByteString);
  }

  #partsOf({ sections: there }: DocumentFacts, text: ByteString, sections: readonly string[]): readonly (Span | null)[] {
    if (sections.length === 0) return [{ start: 0, end: text.length }];
    return sections.toSorted().map((number) => there.find((section) => section.number === number)?.span ?? null);
  }

  placeOf(span: Span): Place {
    this.#lines ??= new LineIndex(this.text ?? ('' as ByteString));
    return this.#lines.placeOf(span);
  }

  quote({ start, end }: Span): string {
    const { text } = this;
    if (text === null) return '';
    const whole = decodeUtf8(text.slice(start, Math.min(end, start + 800)) as ByteString);
    return whole.length > 200 || end - start > 800 ? `${whole.slice(0, 199)}…` : whole;
  }

  revision(): DocumentRevision {
    this.#revision ??= this.#shared.source.revision(this.path);
    return this.#revision;
  }

  /** From the index, else from the file; null where it can't be read. */
  #knowledge(): KnownDocument | null {
    if (this.#known !== null) return this.#known;
    const { path } = this;
    const { source, digest, texts } = this.#shared;
    this.#known = source.known(path);
    if (this.#known !== null) return this.#known;
    const text = texts.of(path);
    if (typeof text !== 'string') return null;
    const rawDigest = digest(text);
    this.#known = source.knownBytes(path, rawDigest);
    if (this.#known === null) this.#learn({ facts: this.#read(text), rawDigest, contentDigests: {} });
    return this.#known;
  }

  #read(text: ByteString): DocumentFacts {
    const { profile, library, texts } = this.#shared;
    const facts = readFacts(text, { path: this.path, name: this.#name, profile, library });
    return texts.isCrowded ? copied(facts) : facts;
  }

  #learn(known: KnownDocument): void {
    this.#known = known;
    this.#shared.source.learn(this.path, known);
  }
}

/** Words of their own: those that were cut out of a text would keep all of it in memory. */
function copied(facts: DocumentFacts): DocumentFacts {
  return JSON.parse(JSON.stringify(facts)) as DocumentFacts;
}
