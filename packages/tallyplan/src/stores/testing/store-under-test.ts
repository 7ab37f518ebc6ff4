import type { LedgerName } from '@tallyplan/core/ledger/ledger-file';
import type { Store } from '@tallyplan/core/operations/store';

/** One store, and the hands of a person on what it keeps. */
export interface StoreUnderTest {
  readonly store: Store;
  /** Another store on the same plan, as another process would have. */
  another(): Store;
  plan(): string;
  savePlan(text: string): void;
  /** The text of a ledger; empty where there is none. */
  ledger(name: LedgerName): string;
  saveLedger(name: LedgerName, text: string): void;
  saveConfiguration(text: string): void;
  /** An upstream document, by its path from the root. */
  document(path: string): string;
  saveDocument(path: string, text: string): void;
}
