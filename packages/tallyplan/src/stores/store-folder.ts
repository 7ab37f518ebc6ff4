/** What lies where in `.tallyplan/`, and which of it git shall leave alone. */
import { join, sep } from 'node:path';
import { type LedgerName, ledgerFileOf } from '@tallyplan/core/ledger/ledger-file';

export const folderName = '.tallyplan';

export interface StoreFolder {
  readonly path: string;
  readonly configuration: string;
  readonly ignore: string;
  readonly attributes: string;
  readonly lock: string;
  readonly intent: string;
  readonly ledgers: string;
  readonly baseline: string;
  readonly states: string;
  ledger(name: LedgerName): string;
  /** Any file among the ledgers, by its name. */
  inLedgers(name: string): string;
  /** A file being written, before it gets its name. */
  temporary(token: string): string;
  /** Where an intent goes that may not be carried out. */
  setAside(token: string): string;
}

/** @param root absolute path of the repository, or of the plan's folder where there is none. */
export function storeFolder(root: string): StoreFolder {
  const path = join(root, folderName);
  const ledgers = join(path, 'ledger');
  return {
    path,
    ledgers,
    configuration: join(path, 'config.yaml'),
    ignore: join(path, '.gitignore'),
    attributes: join(path, '.gitattributes'),
    lock: join(path, 'lock'),
    intent: join(path, 'intent.json'),
    baseline: join(ledgers, 'baseline.json'),
    states: join(ledgers, 'baseline-states.jsonl'),
    ledger: (name) => ledgers + sep + ledgerFileOf(name),
    inLedgers: (name) => ledgers + sep + name,
    temporary: (token) => join(path, `${token}.tmp`),
    setAside: (token) => join(path, `intent.${token}.json`),
  };
}

/** The content of `.tallyplan/.gitignore`: what belongs to one machine and one moment. */
export const ignoredFiles = ['lock', 'lock.*', 'intent.json', 'intent.*.json', '*.tmp', ''].join('\n');

/** The content of `.tallyplan/.gitattributes`: a ledger is its bytes, and git on Windows turns line ends where it may. */
export const attributedFiles = '* -text\n';
