/**
 * The other end of `in-thread.ts`: a thread in which the built command lives one life after the other. Each has modules,
 * arguments, a folder, an environment and streams of its own; only what V8 compiled of its files is kept.
 */
import { EventEmitter } from 'node:events';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { Script } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const { entry, answers, signal } = workerData;
const scripts = new Map();
let life;

parentPort.on('message', (given) => {
  life = { ...given, output: [], errors: [], modules: new Map() };
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, given.env);
  // Asked by `resolve` of node:path, too.
  process.cwd = () => given.cwd;
  live(entry, { process: processOf(life), fs: filesOf(life) });
});
process.on('uncaughtException', (error) => {
  life.errors.push(Buffer.from(String(error?.stack)));
  end(life, null);
});

/** Loads a file of the command, and what it requires beside it, anew. */
function live(file, world) {
  const loaded = life.modules.get(file);
  if (loaded !== undefined) return loaded.exports;
  const module = { exports: {} };
  life.modules.set(file, module);
  const requires = (name) => {
    if (name.startsWith('./')) return live(join(dirname(file), name), world);
    return name === 'node:fs' ? world.fs : require(name);
  };
  compiled(file).runInThisContext()(module.exports, requires, module, file, dirname(file), world.process);
  return module.exports;
}

function compiled(file) {
  const source = () => `(function(exports,require,module,__filename,__dirname,process){${fs.readFileSync(file, 'latin1')}\n})`;
  if (!scripts.has(file)) scripts.set(file, new Script(source(), { filename: file }));
  return scripts.get(file);
}

function processOf(life) {
  const events = new EventEmitter();
  return Object.create(process, {
    argv: { value: [process.execPath, entry, ...life.words] },
    stdin: { value: Readable.from(life.input === '' ? [] : [Buffer.from(life.input)]) },
    exit: { value: (status) => end(life, status ?? 0, events) },
    exitCode: { set: (status) => end(life, status, events) },
    ...Object.fromEntries(['on', 'once', 'off'].map((name) => [name, { value: events[name].bind(events) }])),
    getBuiltinModule: { value: (name) => (name === 'node:fs' ? filesOf(life) : process.getBuiltinModule(name)) },
  });
}

/** The files, whose first three are what the life was given; nobody sits at any of them. */
function filesOf(life) {
  return {
    ...fs,
    readFileSync: (file, ...options) => (file === 0 ? Buffer.from(life.input) : fs.readFileSync(file, ...options)),
    fstatSync: (file, ...options) => (file < 3 ? fs.statSync('/dev/null') : fs.fstatSync(file, ...options)),
    writeSync(file, bytes, ...range) {
      if (file !== 1 && file !== 2) return fs.writeSync(file, bytes, ...range);
      const written = Buffer.from(bytes).subarray(range[0] ?? 0);
      (file === 1 ? life.output : life.errors).push(written);
      return written.length;
    },
  };
}

function end(life, status, events = new EventEmitter()) {
  if (life.ended) return;
  life.ended = true;
  events.emit('exit', status);
  answers.postMessage({ status, stdout: Buffer.concat(life.output).toString('utf8'), stderr: Buffer.concat(life.errors).toString('utf8') });
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}
