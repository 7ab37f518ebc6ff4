/**
 * Writes what is derived from the code: docs/reference.md and the JSON Schemas of `--json`.
 * A test compares them with what the code says, so that none goes stale.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'rolldown';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

const bundle = join(root, 'node_modules/.cache/docs.mjs');
await build({
  input: join(root, 'packages/tallyplan/src/cli/generated-files.ts'),
  platform: 'node',
  logLevel: 'warn',
  output: { file: bundle, format: 'esm', codeSplitting: false },
});
const { generatedFiles } = await import(pathToFileURL(bundle).href);
for (const [path, content] of await generatedFiles()) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}
