/** The upstream documents of a source: found when somebody asks for one, read when somebody asks what one says. */
import { type ByteString, decodeUtf8 } from '../model/byte-string.ts';
import type { Digest } from '../model/digest.ts';
import type { Place, Span } from '../model/place.ts';
import { LineIndex } from '../text/line-index.ts';
import type { YamlLibrary } from '../text/yaml/read-by-library.ts';
import { contentDigestOf, contentIn } from './content-digest.ts';
import type { DocumentFacts, Prerequisite } from './document-facts.ts';
import { noFacts } from './document-facts.ts';
import type { DocumentKey, Target } from './document-id.ts';
import type { DocumentName } from './document-name.ts';
import { readDocumentName } from './document-name.ts';
import type { DocumentSource, KnownDocument } from './document-source.ts';
import { HeldTexts } from './held-texts.ts';
import type { Profile } from './profile.ts';
import { isYamlPath, readFacts } from './read-facts.ts';
import { joinPath } from './relative-path.ts';
import { mayNameWaiting } from './sections.ts';
import { setAsideIn } from './set-aside.ts';
import type { DocumentRevision, DocumentRole, Resolution, SearchProblem, Upstream, UpstreamDocument } from './upstream.ts';

export interface CollectionOptions {
  readonly profile: Profile;
  readonly digest: Digest;
  /** The general YAML reader, called where a document needs it. */
  readonly library: () => YamlLibrary;
}

/** A file that is larger says more than where something has moved to. */
const largestRedirect = 2000;
/** Redirects that lead to redirects. */
const longestChain = 5;

export class UpstreamCollection implements Upstream {
  readonly profile: Profile;
  readonly #source: DocumentSource;
  readonly #options: CollectionOptions;
  readonly #texts: HeldTexts;
  readonly #ofType = new Map<string, readonly UpstreamDocument[]>();
  #found: Found | null = null;

  constructor(source: DocumentSource, options: CollectionOptions) {
    this.#source = source;
    this.#options = options;
    this.#texts = new HeldTexts((path) => source.read(path));
    this.profile = options.profile;
  }

  get documents(): readonly UpstreamDocument[] {
    return this.#search().documents;
  }

  get problems(): readonly SearchProblem[] {
    return this.#search().problems;
  }

  /** Rules ask again and again whether there is any of a type. */
  ofType(type = ''): readonly UpstreamDocument[] {
    const known = this.#ofType.get(type);
    if (known !== undefined) return known;
    const chosen = [...this.#search().families.values()].filter(([first]) => type === '' || first?.type === type);
    const documents = chosen.flatMap((family) => standing(family));
    this.#ofType.set(type, documents);
    return documents;
  }

  withKey(key: DocumentKey): readonly UpstreamDocument[] {
    return standing(this.#search().families.get(key) ?? []);
  }

  at(path: string): UpstreamDocument | null {
    return this.#search().byPath.get(path) ?? null;
  }

  filesOf(document: UpstreamDocument): readonly UpstreamDocument[] {
    const family = this.#search().families.get(document.key) ?? [];
    // As a rule a document is one file.
    if (family.length === 1 && family[0] === document) return [document];
    const stem = stemOf(document.path);
    const companions = family.filter(({ path, role }) => role === 'companion' && stemOf(path) === stem);
    // Two documents with one id have their sections in doubt, and each is its own file then.
    if (standing(family).length > 1) return [document, ...companions];
    const sections = family.filter((file) => file !== document && (file.role === 'section' || file.role === 'index'));
    return [document, ...companions, ...sections.toSorted(bySection)];
  }

  resolve(target: Target): Resolution {
    const candidates = this.withKey(target.document);
    if (candidates.length > 1) return { kind: 'ambiguous', documents: candidates };
    const document = candidates[0] ?? this.#redirected(target.document);
    if (document === null) return { kind: 'missing', document: null };
    return this.#partOf(document, target);
  }

  exists(path: string): boolean {
    return this.#source.exists(path);
  }

  former(document: UpstreamDocument, blob: string): UpstreamDocument | null {
    const text = this.#source.former(blob);
    const name = readDocumentName(document.path, this.profile);
    if (text === null || name === null) return null;
    const source: DocumentSource = {
      search: () => ({ paths: [], problems: [] }),
      size: () => text.length,
      read: () => text,
      known: () => null,
      knownBytes: () => null,
      learn: () => undefined,
      exists: (path) => this.exists(path),
      revision: () => ({ blob, committed: false }),
      former: () => null,
    };
    return new CollectedDocument(document.path, name, { ...this.#options, source, texts: new HeldTexts(source.read) });
  }

  #partOf(document: UpstreamDocument, { part }: Target): Resolution {
    if (part === null) return { kind: 'found', document, sections: [] };
    const files = this.filesOf(document);
    if (part.kind === 'element') {
      for (const file of files) {
        const element = file.facts.elements.find(({ key }) => key === part.key);
        if (element !== undefined) return { kind: 'found', document: file, sections: element.section === null ? [] : [element.section] };
      }
      return { kind: 'missing', document };
    }
    const whole = files.find(({ section }) => section === part.number);
    if (whole !== undefined) return { kind: 'found', document: whole, sections: [] };
    const holder = files.find(({ facts }) => facts.sections.some(({ number }) => number === part.number));
    return holder === undefined ? { kind: 'missing', document } : { kind: 'found', document: holder, sections: [part.number] };
  }

  /** Where nothing but redirects has the id: the document that they lead to. */
  #redirected(key: DocumentKey): UpstreamDocument | null {
    let from: UpstreamDocument | null = (this.#search().families.get(key) ?? []).find(({ role }) => role === 'redirect') ?? null;
    for (let hops = 0; from !== null && hops < longestChain; hops++) {
      if (from.role !== 'redirect') return from;
      const path = from.facts.redirect === null ? null : joinPath(from.path, from.facts.redirect);
      from = path === null ? null : this.at(path);
    }
    return null;
  }

  #search(): Found {
    if (this.#found !== null) return this.#found;
    const { paths, problems } = this.#source.search();
    const documents: CollectedDocument[] = [];
    const shared = { ...this.#options, source: this.#source, texts: this.#texts };
    for (const path of paths) {
      const name = readDocumentName(path, this.profile);
      if (name !== null) documents.push(new CollectedDocument(path, name, shared));
    }
    const families = new Map<DocumentKey, CollectedDocument[]>();
    for (const document of documents) {
      const family = families.get(document.key);
      if (family === undefined) families.set(document.key, [document]);
      else family.push(document);
    }
    for (const family of families.values()) markCompanions(family);
    this.#found = { documents, families, problems, byPath: new Map(documents.map((document) => [document.path, document])) };
    return this.#found;
  }
}

interface Found {
  readonly documents: readonly CollectedDocument[];
  /** All files of one id. */
  readonly families: ReadonlyMap<DocumentKey, readonly CollectedDocument[]>;
  readonly byPath: ReadonlyMap<string, CollectedDocument>;
  readonly problems: readonly SearchProblem[];
}

/** Of all files of one id, those that stand for it: whole documents, or else the index of one that is split. */
function standing(family: readonly UpstreamDocument[]): readonly UpstreamDocument[] {
  // As a rule there is one, and nobody has to ask whether it is a redirect.
  const whole = family.filter(({ role }) => role === 'document');
  if (whole.length > 0) return whole;
  const indexes = family.filter(({ role }) => role === 'index');
  if (indexes.length > 0) return indexes;
  // Sections without an index: the first stands for all.
  return family
    .filter(({ role }) => role === 'section')
    .toSorted(bySection)
    .slice(0, 1);
}

/** The second of two files of one folder and one name; the Markdown one is the document, save for SPEC, which is YAML first. */
function markCompanions(family: readonly CollectedDocument[]): void {
  if (family.length < 2) return;
  const firsts = new Map<string, CollectedDocument>();
  for (const document of family.toSorted((a, b) => rank(a) - rank(b))) {
    const stem = stemOf(document.path);
    if (firsts.has(stem)) document.isCompanion = true;
    else firsts.set(stem, document);
  }
}

function rank({ path, type }: UpstreamDocument): number {
  return isYamlPath(path) === (type === 'SPEC') ? 0 : 1;
}

function stemOf(path: string): string {
  return path.slice(0, path.lastIndexOf('.')).toLowerCase();
}

function bySection(a: UpstreamDocument, b: UpstreamDocument): number {
  const [left, right] = [a, b].map(({ section }) => (section ?? '').split('.').map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? -1) - (right?.[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return a.path < b.path ? -1 : 1;
}

/** What all documents of a collection are read with. */
interface Shared extends CollectionOptions {
  readonly source: DocumentSource;
  readonly texts: HeldTexts;
}

class CollectedDocument implements UpstreamDocument {
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
  #setAside: readonly Span[] | null = null;
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
    const size = this.#shared.source.size(this.path);
    return size !== null && size <= largestRedirect && this.facts.redirect !== null ? 'redirect' : 'document';
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

  contentDigest(sections: readonly string[] = []): string | null {
    const known = this.#knowledge();
    if (known === null) return null;
    const name = sections.toSorted().join(' ');
    const kept = known.contentDigests[name];
    if (kept !== undefined) return kept;
    const { text } = this;
    if (text === null) return null;
    const content = { text, setAside: this.setAside };
    const digest = contentDigestOf(content, this.#partsOf(known.facts, text, sections), this.#shared.digest);
    this.#learn({ ...known, contentDigests: { ...known.contentDigests, [name]: digest } });
    return digest;
  }

  get setAside(): readonly Span[] {
    const { profile, library } = this.#shared;
    const { text, path } = this;
    this.#setAside ??= text === null ? [] : setAsideIn(text, { path, name: this.#name, profile, library });
    return this.#setAside;
  }

  content(sections: readonly string[] = []): string | null {
    const known = this.#knowledge();
    const { text } = this;
    if (known === null || text === null) return null;
    const content = { text, setAside: this.setAside };
    const parts = this.#partsOf(known.facts, text, sections);
    return parts.map((part) => (part === null ? '' : decodeUtf8(contentIn(content, part) as ByteString))).join('\n');
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
