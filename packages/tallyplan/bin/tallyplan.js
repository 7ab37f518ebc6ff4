#!/usr/bin/env node
// CommonJS (see package.json beside this file): Node starts it sooner than a module.
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const command = join(__dirname, '../dist/cli.cjs');
if (!existsSync(command)) {
  process.stderr.write('tallyplan: this checkout has not been built yet; run `npm run build` first\n');
  process.exit(1);
}
// A process that lives for a moment spends most of it compiling the same code again; so that is kept.
if (Number.parseInt(process.versions.node, 10) < 22) require('./code-cache.js').requireCached(command);
else {
  // From 22.1 on; loaded only there, since it takes half a millisecond.
  require('node:module').enableCompileCache?.();
  require(command);
}
