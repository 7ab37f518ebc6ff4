/** Modules that are loaded when one of their functions is called for the first time, as `late` in pieces.mjs lists them. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { late, pathOf } from './pieces.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const [stub, entry] = ['\0late:', '\0late-entry:'];

/** The entry of the build for each piece of them. */
export function lateEntries() {
  return Object.fromEntries(Object.keys(late).map((name) => [`late-${name}`, `${entry}${name}`]));
}

/** Puts, in the place of each module that is loaded late, one that has the same functions and loads it when one is called. */
export function modulesWhenCalled() {
  const names = new Map(Object.entries(late).flatMap(([name, modules]) => modules.map((module) => [pathOf(module), name])));
  return {
    name: 'modules-when-called',
    resolveId: {
      order: 'pre',
      async handler(specifier, importer, options) {
        if (specifier.startsWith(entry)) return specifier;
        if (importer === undefined || importer.startsWith(entry) || !/\.ts$|^@tallyplan\//.test(specifier)) return null;
        const found = await this.resolve(specifier, importer, { ...options, skipSelf: true });
        return found !== null && names.has(found.id) ? `${stub}${found.id}` : null;
      },
    },
    load(id) {
      if (id.startsWith(entry))
        return late[id.slice(entry.length)].map((module) => `export * from ${JSON.stringify(pathOf(module))};`).join('\n');
      if (!id.startsWith(stub)) return null;
      const path = id.slice(stub.length);
      const load = `require('./late-${names.get(path)}.cjs')`;
      return functionsOf(path)
        .map((name) => `export function ${name}(...given) { return ${load}.${name}(...given); }`)
        .join('\n');
    },
  };
}

/** The names of the functions that a module exports; it can export nothing else but types. */
function functionsOf(path) {
  return [...readFileSync(path, 'utf8').matchAll(/^export (?!interface |type )(.*)$/gm)].map(([, rest]) => {
    const name = /^(?:async )?function (\w+)/.exec(rest)?.[1];
    if (name === undefined) throw new Error(`${relative(root, path)} is loaded late, so it can export functions alone, and no "${rest}"`);
    return name;
  });
}
