import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe } from 'vitest';
import { samplePlan, storeContract } from './contract.ts';
import { FileStore } from './file-store.ts';
import { storeFolder } from './store-folder.ts';

const folders: string[] = [];
afterAll(() => folders.map((folder) => rmSync(folder, { recursive: true })));

describe('a store of files', () => {
  storeContract(() => {
    const root = mkdtempSync(join(tmpdir(), 'tallyplan-store-'));
    folders.push(root);
    const file = 'docs/DEVELOPMENT_PLAN.md';
    const plan = join(root, file);
    const folder = storeFolder(root);
    const save = (path: string, text: string) => {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    };
    save(plan, samplePlan);
    const open = () => new FileStore({ root, plan, file }, { wait: 10_000, notify: () => {} });
    return {
      store: open(),
      another: open,
      plan: () => readFileSync(plan, 'utf8'),
      savePlan: (text) => save(plan, text),
      ledger: (name) => (existsSync(folder.ledger(name)) ? readFileSync(folder.ledger(name), 'utf8') : ''),
      saveLedger: (name, text) => save(folder.ledger(name), text),
      saveConfiguration: (text) => save(folder.configuration, text),
    };
  });
});
