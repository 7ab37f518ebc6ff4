import { ledgerFileOf } from '@tallyplan/core/ledger/ledger-file';
import { decodeUtf8, encodeUtf8 } from '@tallyplan/core/model/byte-string';
import { describe } from 'vitest';
import { MemoryStore } from './memory-store.ts';
import { samplePlan } from './testing/sample-work.ts';
import { storeContract } from './testing/store-contract.ts';

describe('a store in memory', () => {
  storeContract(() => {
    const store = new MemoryStore(encodeUtf8(samplePlan), 'docs/DEVELOPMENT_PLAN.md');
    return {
      store,
      another: () => store,
      plan: () => decodeUtf8(store.state.plan),
      savePlan: (text) => store.save({ plan: encodeUtf8(text) }),
      ledger: (name) => store.state.ledgers.get(ledgerFileOf(name)) ?? '',
      saveLedger: (name, text) => store.save({ ledgers: new Map([...store.state.ledgers, [ledgerFileOf(name), encodeUtf8(text)]]) }),
      saveConfiguration: (text) => store.save({ configuration: encodeUtf8(text) }),
      document: (path) => store.state.documents[path] ?? '',
      saveDocument: (path, text) => store.save({ documents: { ...store.state.documents, [path]: text } }),
    };
  });
});
