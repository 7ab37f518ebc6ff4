/**
 * Writes the pages that are derived from the code: docs/reference.md.
 * Tests compare them with what the code says, so that none goes stale.
 */
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const bundle = join(root, 'node_modules/.cache/docs.mjs');
await build({
  stdin: {
    contents: `
      export { operations } from '@tallyplan/core/operations/index';
      export { commandsFor } from './cli/commands/commands.ts';
      export { referencePage } from './cli/reference.ts';
    `,
    resolveDir: join(root, 'packages/tallyplan/src'),
    loader: 'ts',
  },
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  logLevel: 'warning',
});
const { operations, commandsFor, referencePage } = await import(pathToFileURL(bundle).href);
writeFileSync(join(root, 'docs/reference.md'), referencePage(commandsFor(operations)));
