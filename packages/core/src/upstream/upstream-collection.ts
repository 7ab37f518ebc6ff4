/** The upstream documents of a source: found when somebody asks for one, read when somebody asks what one says. */
import { composed } from '../model/composed.ts';
import type { LostContents, ReliedContent } from '../model/relied-content.ts';
import { CollectedDocument, type ReadingOptions } from './collected-document.ts';
import { familiesOf, filesOfOne, standing } from './document-families.ts';
import type { DocumentKey, Target } from './document-id.ts';
import { readDocumentName } from './document-name.ts';
import type { DocumentSource } from './document-source.ts';
import { HeldTexts } from './held-texts.ts';
import type { Profile } from './profile.ts';
import { joinPath } from './relative-path.ts';
import type { Resolution, SearchProblem, Upstream, UpstreamDocument } from './upstream.ts';

/** Redirects that lead to redirects. */
const longestChain = 5;

export class UpstreamCollection implements Upstream {
  readonly profile: Profile;
  readonly #source: DocumentSource;
  readonly #options: ReadingOptions;
  readonly #texts: HeldTexts;
  /** Rules ask again and again. */
  readonly #ofType = new Map<string, readonly UpstreamDocument[]>();
  readonly #holds = new Map<string, boolean>();
  #found: Found | null = null;

  constructor(source: DocumentSource, options: ReadingOptions) {
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

  ofType(type = ''): readonly UpstreamDocument[] {
    const known = this.#ofType.get(type);
    if (known !== undefined) return known;
    const chosen = [...this.#search().families.values()].filter(([first]) => type === '' || first?.type === type);
    const documents = chosen.flatMap((family) => standing(family));
    this.#ofType.set(type, documents);
    return documents;
  }

  holds(type: string): boolean {
    const known = this.#holds.get(type);
    if (known !== undefined) return known;
    const holds = [...this.#search().families.values()].some((family) => family[0]?.type === type && standing(family).length > 0);
    this.#holds.set(type, holds);
    return holds;
  }

  withKey(key: DocumentKey): readonly UpstreamDocument[] {
    return standing(this.#search().families.get(key) ?? []);
  }

  at(path: string): UpstreamDocument | null {
    const { byPath } = this.#search();
    return byPath.get(path) ?? byPath.get(composed(path)) ?? null;
  }

  filesOf(document: UpstreamDocument): readonly UpstreamDocument[] {
    return filesOfOne(document, this.#search().families.get(document.key) ?? []);
  }

  resolve(target: Target): Resolution {
    const [first, ...others] = this.withKey(target.document);
    if (first !== undefined && others.length > 0) return { kind: 'ambiguous', documents: [first, ...others] };
    const document = first ?? this.#redirected(target.document);
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
      lost: () => null,
    };
    return new CollectedDocument(document.path, name, { ...this.#options, source, texts: new HeldTexts(source.read) });
  }

  lost(contents: readonly ReliedContent[]): LostContents | null {
    return this.#source.lost(contents);
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
    this.#found = {
      documents,
      families: familiesOf(documents),
      problems,
      byPath: new Map([
        ...documents.map((document) => [composed(document.path), document] as const),
        ...documents.map((document) => [document.path, document] as const),
      ]),
    };
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
