#!/usr/bin/env node
// CommonJS (see package.json beside this file), because Node starts it several milliseconds sooner than a module.
const { enableCompileCache } = require('node:module');
// Newer Nodes keep the compiled code between runs; Node 20 has no such cache.
enableCompileCache?.();
require('../dist/cli.cjs');
