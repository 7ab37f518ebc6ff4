/**
 * Reads a document: text → runs that own every byte → containers of tasks → phases and tasks.
 *
 *     scan-markdown   cuts Markdown into headings, tables, fences
 *     yaml/   reads YAML by offsets, with the library behind it
 *     plan/   what they say as a plan: one file a concept
 *
 * Reading never throws and takes time linear in the text. What is not needed to list the tasks is read
 * when somebody asks for it.
 */
import type { ByteString } from '../model/byte-string.ts';
import type { TaskKey } from '../model/task-id.ts';
import { LineIndex } from '../text/line-index.ts';
import type { Piece } from '../text/piece.ts';
import { type Scan, scanMarkdown } from '../text/scan-markdown.ts';
import type { YamlLibrary } from '../text/yaml/read-by-library.ts';
import type { Document } from './document.ts';
import { DocumentPlaces } from './places.ts';
import { Containers } from './plan/containers.ts';
import { DocumentPlan } from './plan/document-plan.ts';
import { EntryTemplates } from './plan/entry-templates.ts';
import { type KeptReading, keptBlock } from './plan/kept-block.ts';
import { type EarlierBlocks, earlierBlocks } from './plan/known-blocks.ts';
import { lastUpdatedIn, lastUpdatedInYaml } from './plan/last-updated.ts';
import { legendTexts } from './plan/legend.ts';
import { logSource } from './plan/log-source.ts';
import { phaseDrafts } from './plan/phase-drafts.ts';
import type { PlanContext } from './plan/plan-parts.ts';
import { sameLinks } from './plan/same-links.ts';
import { type PlanTask, phasesOf } from './plan/tasks.ts';
import { isWholeYaml, scanYaml } from './scan-yaml.ts';
import { DocumentSources } from './sources.ts';
import { type StatusWords, statusVocabulary } from './status-words.ts';

export type { YamlLibrary } from '../text/yaml/read-by-library.ts';

export interface ReadOptions {
  /** Its extension tells Markdown from YAML; where it does not, the text does. */
  readonly path: string;
  /** Words that the configuration adds. */
  readonly words?: StatusWords;
  /** Hands in the `yaml` package, when a block needs it. */
  readonly library: () => YamlLibrary;
}

/** @param kept what earlier processes found in this very text */
export function readDocument(text: ByteString, options: ReadOptions, kept: KeptReading | null = null): Document {
  return read(text, options, kept === null ? nothing : { blocks: earlierBlocks(kept), mayBeOpen: () => kept.openCompletions() });
}

/** What an earlier reading of this text, or of nearly the same, found. */
interface Before {
  readonly blocks?: EarlierBlocks;
  readonly mayBeOpen?: () => readonly TaskKey[] | null;
  /** Where this process has read that text. */
  readonly reading?: { readonly templates: EntryTemplates; readonly tasks: readonly PlanTask[] };
}
const nothing: Before = {};

function read(text: ByteString, options: ReadOptions, { blocks, mayBeOpen = () => null, reading }: Before): Document {
  const scan = isWholeYaml(text, options.path) ? scanYaml(text) : scanMarkdown(text);
  const context = contextOf(scan, options, {
    inUse: () => plan.statusTexts(),
    templates: new EntryTemplates(text, reading?.templates),
    isReread: reading !== undefined,
  });
  const containers = new Containers(context);
  containers.take(scan, blocks ?? null);
  const sources = new DocumentSources(text, {
    vocabulary: context.vocabulary,
    log: () => logSource({ containers, rows: plan.logRows, context }, scan),
    lastUpdated: () => [...lastUpdatedIn(scan), ...containers.blocks.flatMap(({ facts }) => lastUpdatedInYaml(text, facts))],
  });
  const phases = phasesOf(phaseDrafts(context, scan.headings, containers.tasks), context);
  const plan = new DocumentPlan(phases, { scan, context, containers, sources, mayBeOpen });
  const places = new DocumentPlaces(text, { lines: context.lines, sources });
  const keepsLinks = reading !== undefined && sameLinks(reading.tasks, plan.tasks);
  const { templates, effort } = context;
  const reread = (other: ByteString) => read(other, options, { blocks: containers.knownBlocks, reading: { templates, tasks: plan.tasks } });
  const blocksToKeep = () => containers.blocks.flatMap((block) => keptBlock(block) ?? []);
  const parts = { text, scan, plan, places, sources, keepsLinks, effort };
  return new ReadDocument({ ...parts, reread, blocksToKeep, mayBeOpen: () => plan.mayBeOpen });
}

interface ContextParts extends Pick<PlanContext, 'templates' | 'isReread'> {
  readonly inUse: () => Iterable<string>;
}

function contextOf(scan: Scan, { words, library }: ReadOptions, { inUse, templates, isReread }: ContextParts): PlanContext {
  return {
    text: scan.text,
    lines: new LineIndex(scan.text),
    vocabulary: statusVocabulary(words, { legend: () => legendTexts(scan), inUse }),
    flaws: [],
    effort: { entriesParsed: 0, blocksParsedByLibrary: 0 },
    library,
    templates,
    isReread,
  };
}

class ReadDocument implements Document {
  readonly text: ByteString;
  readonly plan: Document['plan'];
  readonly places: Document['places'];
  readonly sources: Document['sources'];
  readonly keepsLinks: boolean;
  readonly effort: Document['effort'];
  readonly reread: Document['reread'];
  readonly blocksToKeep: Document['blocksToKeep'];
  readonly mayBeOpen: Document['mayBeOpen'];
  private readonly scan: Scan;
  private knownPieces: readonly Piece[] | undefined;

  constructor({
    text,
    plan,
    places,
    sources,
    keepsLinks,
    effort,
    reread,
    blocksToKeep,
    mayBeOpen,
    scan,
  }: Omit<Document, 'pieces' | 'isYaml'> & { readonly scan: Scan }) {
    this.text = text;
    this.plan = plan;
    this.places = places;
    this.sources = sources;
    this.keepsLinks = keepsLinks;
    this.effort = effort;
    this.reread = reread;
    this.blocksToKeep = blocksToKeep;
    this.mayBeOpen = mayBeOpen;
    this.scan = scan;
  }

  get isYaml(): boolean {
    return this.scan.isYaml;
  }

  get pieces(): readonly Piece[] {
    this.knownPieces ??= this.scan.runs.pieces(this.text);
    return this.knownPieces;
  }
}
