/**
 * Documents that are several files: in sections with an index, or in two files of one name. All files of one id are a
 * family; some of them stand for the document, the others belong to it.
 */
import type { CollectedDocument } from './collected-document.ts';
import type { DocumentKey } from './document-id.ts';
import { isYamlPath } from './read-facts.ts';
import type { UpstreamDocument } from './upstream.ts';

export function familiesOf(documents: readonly CollectedDocument[]): ReadonlyMap<DocumentKey, readonly CollectedDocument[]> {
  const families = new Map<DocumentKey, CollectedDocument[]>();
  for (const document of documents) {
    const family = families.get(document.key);
    if (family === undefined) families.set(document.key, [document]);
    else family.push(document);
  }
  for (const family of families.values()) markCompanions(family);
  return families;
}

/** Of all files of one id, those that stand for it: whole documents, or else the index of one that is split. */
export function standing(family: readonly UpstreamDocument[]): readonly UpstreamDocument[] {
  // As a rule there is one, and nobody has to ask whether it is a redirect.
  const whole = family.filter(({ role }) => role === 'document');
  if (whole.length > 0) {
    const all = [...whole, ...apartFrom(whole, family)];
    return all.length > 1 ? withoutGivenUp(all) : all;
  }
  const indexes = family.filter(({ role }) => role === 'index');
  if (indexes.length > 0) return indexes;
  // Sections without an index: the first stands for all.
  return family
    .filter(({ role }) => role === 'section')
    .toSorted(bySection)
    .slice(0, 1);
}

/**
 * Indexes of another document than the whole ones: in a folder that has the id and another name, and neither links to the
 * other. As a rule a whole file beside sections is the main file of these.
 */
function apartFrom(whole: readonly UpstreamDocument[], family: readonly UpstreamDocument[]): readonly UpstreamDocument[] {
  if (whole.length === family.length) return [];
  return family.filter((index) => index.role === 'index' && whole.every((document) => isApart(document, index)));
}

function isApart(document: UpstreamDocument, index: UpstreamDocument): boolean {
  const folder = folderOf(index.path);
  const [own, other] = [folder, stemOf(document.path)].map((path) => slug.exec(path)?.[1]?.toLowerCase());
  if (own === undefined || other === undefined || own === other || folderOf(document.path) === folder) return false;
  const leadsTo = (from: UpstreamDocument, to: UpstreamDocument) =>
    from.facts.links.some((link) => link.path === to.path || link.document === to.key);
  return !leadsTo(document, index) && !leadsTo(index, document);
}

/** What follows the id in the name of a folder or a file. */
const slug = /(?:^|\/)[A-Za-z][A-Za-z0-9]*-\d+[_-]([^/]+)$/;

const folderOf = (path: string) => path.slice(0, Math.max(path.lastIndexOf('/'), 0));

/** Of several, those that were not given up: an old edition that was kept stands for nothing beside the one that holds. */
function withoutGivenUp(documents: readonly UpstreamDocument[]): readonly UpstreamDocument[] {
  const holding = documents.filter(({ facts: { status } }) => status?.approval !== 'withdrawn');
  return holding.length === 0 ? documents : holding;
}

/** The files that make up a document, itself first. */
export function filesOfOne(document: UpstreamDocument, family: readonly UpstreamDocument[]): readonly UpstreamDocument[] {
  // As a rule a document is one file.
  if (family.length === 1 && family[0] === document) return [document];
  const stem = stemOf(document.path);
  const companions = family.filter(({ path, role }) => role === 'companion' && stemOf(path) === stem);
  const parts = family.filter((file) => file !== document && (file.role === 'section' || file.role === 'index'));
  const apart = apartFrom(
    family.filter(({ role }) => role === 'document'),
    family,
  ).map(({ path }) => folderOf(path));
  const own = folderOf(document.path);
  const isOwn = ({ path }: UpstreamDocument) => (apart.includes(own) ? folderOf(path) === own : !apart.includes(folderOf(path)));
  // Two documents with one id have their sections in doubt, and each is its own file then.
  const sections = standing(family).length > 1 && !apart.includes(own) ? [] : parts.filter(isOwn);
  return [document, ...companions, ...sections.toSorted(bySection)];
}

/** The second of two files of one folder and one name; the Markdown one is the document, save for SPEC, which is YAML first. A translation is never the first of two. */
function markCompanions(family: readonly CollectedDocument[]): void {
  if (family.length < 2) return;
  const firsts = new Map<string, CollectedDocument>();
  for (const document of family.toSorted((a, b) => rank(a) - rank(b) || a.path.length - b.path.length)) {
    const stem = stemOf(document.path);
    if (firsts.has(stem)) document.isCompanion = true;
    else firsts.set(stem, document);
  }
}

function rank({ path, type }: UpstreamDocument): number {
  return isYamlPath(path) === (type === 'SPEC') ? 0 : 1;
}

/** The name without its ending, and without the language of a translation: `REQ-01_limits` of `REQ-01_limits.de.md`. */
function stemOf(path: string): string {
  return path
    .slice(0, path.lastIndexOf('.'))
    .toLowerCase()
    .replace(/\.[a-z]{2}(?:[-_][a-z]{2,4})?$/, '');
}

function bySection(a: UpstreamDocument, b: UpstreamDocument): number {
  const [left, right] = [a, b].map(({ section }) => (section ?? '').split('.').map(Number));
  for (let at = 0; at < Math.max(left?.length ?? 0, right?.length ?? 0); at++) {
    const difference = (left?.[at] ?? -1) - (right?.[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return a.path < b.path ? -1 : 1;
}
