#!/usr/bin/env node
// CommonJS (see package.json beside this file): Node starts it sooner than a module.
const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');

if (!existsSync(join(__dirname, '../dist/cli.cjs'))) {
  process.stderr.write('tallyplan: this checkout has not been built yet; run `npm run build` first\n');
  process.exit(1);
}
// A process that lives for a moment spends most of it compiling the same code again; so that is kept.
if (enableCompileCache === undefined) require('./code-cache.js').requireCached('../dist/cli.cjs');
else {
  enableCompileCache();
  require('../dist/cli.cjs');
}
