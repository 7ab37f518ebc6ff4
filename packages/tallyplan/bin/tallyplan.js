#!/usr/bin/env node
// CommonJS (see package.json beside this file): Node starts it sooner than a module.
const { enableCompileCache } = require('node:module');

// A process that lives for a moment spends most of it compiling the same code again; so that is kept.
if (enableCompileCache === undefined) require('./code-cache.js').requireCached('../dist/cli.cjs');
else {
  enableCompileCache();
  require('../dist/cli.cjs');
}
