/** A snapshot over the bytes of a plan and its ledgers, wherever those are kept. */
import type { Document } from '@tallyplan/core/document/document';
import { type ReadOptions, readDocument } from '@tallyplan/core/document/read';
import type { StatusWords } from '@tallyplan/core/document/status-words';
import type { Graph } from '@tallyplan/core/graph/graph';
import { graphOf } from '@tallyplan/core/graph/graph-of';
import type { LedgerName } from '@tallyplan/core/ledger/ledger-file';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { Places, Plan } from '@tallyplan/core/model/plan';
import type { Configuration, Snapshot } from '@tallyplan/core/operations/store';
import type { Upstream } from '@tallyplan/core/upstream/upstream';
import { yamlLibrary } from '../yaml-library.ts';
import { readConfiguration } from './configuration-file.ts';
import type { MadeFile } from './intent.ts';
import type { KeptBlocksFile, PlanChange, PlanReading } from './kept-blocks.ts';
import type { PlanBytes } from './plan-file.ts';
import { type LedgerSource, Replays, StoredLedgers } from './stored-ledgers.ts';

/** What is kept from one snapshot to the next, so that a process that makes many changes reads again only what moved. */
export class Readings {
  readonly replays = new Replays();
  #reading: Reading | null = null;
  readonly #blocks: KeptBlocksFile | null;
  /** What was looked up for the first reading, and what was made of that, until it is saved. */
  #lookedUp: { readonly kept: PlanReading; readonly document: Document; change?: PlanChange } | null = null;
  #configuration: { readonly text: ByteString | null; readonly configuration: Configuration } | null = null;

  /** @param blocks where what was found in them is kept from one process to the next */
  constructor(blocks: KeptBlocksFile | null = null) {
    this.#blocks = blocks;
  }

  /** @throws StoreProblem for a configuration that is wrong */
  configuration(text: ByteString | null): Configuration {
    if (this.#configuration?.text !== text) this.#configuration = { text, configuration: readConfiguration(text) };
    return this.#configuration.configuration;
  }

  of(plan: PlanBytes, file: string, { settings }: Configuration): Reading {
    const known = this.#reading?.settings === settings ? this.#reading : null;
    if (known?.plan === plan) return known;
    const options = { path: file, words: settings.statusWords, library: yamlLibrary };
    const document = known === null ? this.#readFirst(plan, options) : known.document.reread(plan.text);
    // A graph is much to make, and few changes are about who waits for whom.
    const graph = known !== null && document.keepsLinks ? known.graph.of(document.plan) : graphOf(document.plan);
    this.#reading = { plan, settings, document, graph };
    return this.#reading;
  }

  #readFirst(plan: PlanBytes, options: ReadOptions & { readonly words: StatusWords }): Document {
    const kept = this.#blocks?.of(plan, options.words) ?? null;
    const document = readDocument(plan.text, options, kept);
    this.#lookedUp = kept === null ? null : { kept, document };
    return document;
  }

  /** A plan has become another by a commit. */
  changed(before: PlanBytes, change: PlanChange): void {
    // Where an editor saved meanwhile, it is not the one that was looked up.
    if (this.#lookedUp?.kept.plan === before) this.#lookedUp.change = change;
  }

  /** For later processes: when nobody waits. */
  save(): void {
    const { kept, document, change } = this.#lookedUp ?? {};
    if (kept === undefined || document === undefined) return;
    kept.save(document);
    if (change !== undefined) kept.saveAfter(change, document);
    this.#lookedUp = null;
  }
}

/** A plan as it was read, by the words of a configuration. */
interface Reading {
  readonly plan: PlanBytes;
  readonly settings: Configuration['settings'];
  readonly document: Document;
  readonly graph: Graph;
}

export interface StoredState {
  readonly planBytes: PlanBytes;
  readonly file: string;
  readonly source: LedgerSource;
  readonly configuration: Configuration;
  readonly upstream: Upstream;
  /** Whether a file that adoption makes is there already. */
  isThere(name: MadeFile): boolean;
}

export class StoredSnapshot implements Snapshot {
  readonly planBytes: PlanBytes;
  readonly file: string;
  readonly configuration: Configuration;
  readonly ledgers: StoredLedgers;
  readonly upstream: Upstream;
  readonly isThere: StoredState['isThere'];
  readonly #source: LedgerSource;
  readonly #readings: Readings;

  constructor({ planBytes, file, source, configuration, upstream, isThere }: StoredState, readings: Readings) {
    this.planBytes = planBytes;
    this.file = file;
    this.configuration = configuration;
    this.upstream = upstream;
    this.isThere = isThere;
    this.ledgers = new StoredLedgers(source, readings.replays);
    this.#source = source;
    this.#readings = readings;
  }

  get document(): Document {
    return this.#reading.document;
  }

  get plan(): Plan {
    return this.document.plan;
  }

  get graph(): Graph {
    return this.#reading.graph;
  }

  get places(): Places {
    return this.document.places;
  }

  get revision(): string {
    return this.planBytes.revision;
  }

  get #reading(): Reading {
    return this.#readings.of(this.planBytes, this.file, this.configuration);
  }

  /** The bytes of a ledger; empty where there is none. */
  ledgerText(name: LedgerName): ByteString {
    return this.#source.ledger(name);
  }
}
