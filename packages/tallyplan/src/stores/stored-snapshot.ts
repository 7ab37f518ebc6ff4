/** A snapshot over the bytes of a plan and its ledgers, wherever those are kept. */
import type { Document } from '@tallyplan/core/document/document';
import { readDocument } from '@tallyplan/core/document/read';
import type { LedgerName } from '@tallyplan/core/ledger/ledger-file';
import type { ByteString } from '@tallyplan/core/model/byte-string';
import type { Places, Plan } from '@tallyplan/core/model/plan';
import type { Configuration, Snapshot } from '@tallyplan/core/operations/store';
import type { Upstream } from '@tallyplan/core/upstream/upstream';
import { yamlLibrary } from '../yaml-library.ts';
import type { PlanBytes } from './plan-file.ts';
import { type LedgerSource, Replays, StoredLedgers } from './stored-ledgers.ts';

/** What is kept from one snapshot to the next, so that a process that makes many changes reads again only what moved. */
export class Readings {
  readonly replays = new Replays();
  #document: { readonly plan: PlanBytes; readonly words: string; readonly document: Document } | null = null;

  document(plan: PlanBytes, file: string, { settings }: Configuration): Document {
    const words = JSON.stringify(settings.statusWords);
    const known = this.#document;
    if (known?.plan === plan && known.words === words) return known.document;
    const document =
      known?.words === words
        ? known.document.reread(plan.text)
        : readDocument(plan.text, { path: file, words: settings.statusWords, library: yamlLibrary });
    this.#document = { plan, words, document };
    return document;
  }
}

export interface StoredState {
  readonly planBytes: PlanBytes;
  readonly file: string;
  readonly source: LedgerSource;
  readonly configuration: Configuration;
  readonly upstream: Upstream;
}

export class StoredSnapshot implements Snapshot {
  readonly planBytes: PlanBytes;
  readonly file: string;
  readonly configuration: Configuration;
  readonly ledgers: StoredLedgers;
  readonly upstream: Upstream;
  readonly #source: LedgerSource;
  readonly #readings: Readings;

  constructor({ planBytes, file, source, configuration, upstream }: StoredState, readings: Readings) {
    this.planBytes = planBytes;
    this.file = file;
    this.configuration = configuration;
    this.upstream = upstream;
    this.ledgers = new StoredLedgers(source, readings.replays);
    this.#source = source;
    this.#readings = readings;
  }

  get document(): Document {
    return this.#readings.document(this.planBytes, this.file, this.configuration);
  }

  get plan(): Plan {
    return this.document.plan;
  }

  get places(): Places {
    return this.document.places;
  }

  get revision(): string {
    return this.planBytes.revision;
  }

  /** The bytes of a ledger; empty where there is none. */
  ledgerText(name: LedgerName): ByteString {
    return this.#source.ledger(name);
  }
}
