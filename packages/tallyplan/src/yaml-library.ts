/**
 * The general YAML parser, loaded when a document or a configuration needs it: most never do, and
 * loading it costs as much as a third of starting Node.
 *
 * The build points this at the parser's own file beside the bundle; see scripts/build.mjs.
 */
import type * as Yaml from 'yaml';

let library: typeof Yaml | undefined;

export function yamlLibrary(): typeof Yaml {
  library ??= process.getBuiltinModule('node:module').createRequire(import.meta.filename)('yaml') as typeof Yaml;
  return library;
}
