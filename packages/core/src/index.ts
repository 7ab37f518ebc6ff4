/** The core: the plan document, its rules and its ledger, as pure functions. */
export * from './model/byte-string.ts';
