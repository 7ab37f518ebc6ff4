/**
 * Builds packages/tallyplan: what is published, and what node_modules/.bin/tallyplan runs.
 *
 *   dist/cli.cjs     the command: CommonJS starts sooner than modules
 *   dist/*.cjs       the pieces that it loads when they are needed, see build/pieces.mjs
 *   dist/yaml.cjs    the general YAML parser, which few runs need: loaded when a document asks for it
 *   dist/index.js    the library, a module
 *   dist/index.d.ts  its types; dist/types/ has those that they are made of, the core's too
 *   dist/licenses.txt  the licences of the packages that went into the files above
 *   rules/           the pages of docs/rules, which `tallyplan explain` shows
 *   README.md, LICENSE  the repository's own, without links that lead out of the package
 *
 * Nothing is written before all of it could be built. It ends with index.d.ts, whose time tells
 * scripts/setup.mjs that the build is whole.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { lateEntries, modulesWhenCalled } from './build/late-modules.mjs';
import { groups, strangersOf } from './build/pieces.mjs';
import { writeTypes } from './build/published-types.mjs';
import { packagedPage, packagedReadme } from './packaged-page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const home = join(root, 'packages/tallyplan');
const dist = join(home, 'dist');
const shared = {
  cwd: root,
  platform: 'node',
  // jsonc-parser's `main` loads its parts in a way that no bundler can follow; what it has as `module` does not.
  resolve: { mainFields: ['module', 'main'] },
  external: /^node:/,
  logLevel: 'warn',
  // What one command loads late may be at hand for another; that is no fault of either.
  checks: { ineffectiveDynamicImport: false },
  transform: { target: 'node20.19' },
  write: false,
};
/** Beside the files that load it. */
const yamlFile = './yaml.cjs';
/** Names of functions and classes stay, so that the stack of an unexpected failure can be read. */
const minified = { minify: { compress: true, mangle: { keepNames: true }, codegen: { removeWhitespace: true } }, comments: false };

const outputs = (await Promise.all([buildCommand(), buildLibrary(), buildYaml()])).flatMap(({ output }) => output);
requireApart(outputs);
requireWhole(outputs);
rmSync(dist, { recursive: true, force: true });
mkdirSync(dist, { recursive: true });
for (const { fileName, code } of outputs) writeFileSync(join(dist, fileName), fileName.endsWith('.cjs') ? marked(code) : code);
writeLicenses(outputs.flatMap(({ moduleIds }) => moduleIds));
copyPages();
writeTypes();

/** Fails where one import too many has brought the reading of plans into them: nobody would see it but a clock. */
function requireApart(all) {
  for (const [piece, strange] of Object.entries(strangersOf)) {
    const { moduleIds } = all.find(({ fileName }) => fileName === piece);
    // What stands in for a module that is loaded late has nothing of it.
    const strangers = moduleIds.filter((id) => !id.startsWith('\0') && strange.test(id));
    if (strangers.length === 0) continue;
    const told = strangers.map((id) => relative(root, id)).join(', ');
    throw new Error(`dist/${piece} would hold ${told}: somebody there imports it, or what imports it, and not with import()`);
  }
}

/** Fails where something would be looked for in a `node_modules` that the published package does not have. */
function requireWhole(all) {
  const asking = all.filter(({ code }) => /createRequire\(import\.meta\.filename\)\([`'"](?!\.\/)/.test(code));
  if (asking.length > 0)
    throw new Error(
      `${asking.map(({ fileName }) => fileName).join(', ')}: a package is asked for in another form than scripts/build.mjs knows`,
    );
}

/** The first line names the build: packages/tallyplan/bin/code-cache.js keeps compiled code by that name. */
function marked(code) {
  return `/*build ${createHash('sha256').update(code).digest('hex').slice(0, 32)}*/${code}`;
}

/** CommonJS has no `import.meta`, and names of its own for what is used of it. */
function buildCommand() {
  const define = { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' };
  return build({
    ...shared,
    input: {
      cli: join(home, 'src/cli/main.ts'),
      ...lateEntries(),
    },
    external: [shared.external, yamlFile, /^\.\/late-/],
    // Else it is told from the source that asks for it.
    makeAbsoluteExternalsRelative: false,
    transform: { ...shared.transform, define },
    plugins: [packagesWhenNeeded(`require('${yamlFile}')`), protocolWithoutValidator(), modulesWhenCalled()],
    output: {
      ...minified,
      format: 'cjs',
      // Read as bytes, in half the time that UTF-8 takes.
      charset: 'ascii',
      strict: true,
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
      codeSplitting: { groups: groups() },
    },
  });
}

function buildLibrary() {
  const load = `process.getBuiltinModule('node:module').createRequire(import.meta.filename)('${yamlFile}')`;
  return build({
    ...shared,
    input: { index: join(home, 'src/index.ts') },
    plugins: [packagesWhenNeeded(load)],
    output: { ...minified, format: 'esm', entryFileNames: '[name].js', codeSplitting: false },
  });
}

function buildYaml() {
  return build({
    ...shared,
    input: { yaml: fileURLToPath(import.meta.resolve('yaml')) },
    output: { ...minified, format: 'cjs', charset: 'ascii', entryFileNames: '[name].cjs' },
  });
}

/**
 * Packages that the sources ask Node for when they need them. In the build `yaml` is the file beside it, and the others
 * are in the piece that asks, as functions that nobody has called yet.
 */
function packagesWhenNeeded(loadYaml) {
  const written = /process\.getBuiltinModule\('node:module'\)\.createRequire\(import\.meta\.filename\)\('([\w-]+)'\)/;
  return {
    name: 'packages-when-needed',
    transform: {
      filter: { id: /[\\/]packages[\\/].*\.ts$/, code: written },
      handler: (code) => code.replace(written, (_, name) => (name === 'yaml' ? loadYaml : `require('${name}')`)),
    },
  };
}

/**
 * The protocol's SDK brings a validator of JSON schemas along, which a server needs only to check what it asks its
 * client: a third of the code, and an eighth of the time to the first answer. Ours asks nothing, and says so to the SDK.
 */
function protocolWithoutValidator() {
  const shims = '@modelcontextprotocol/server/_shims';
  return {
    name: 'protocol-without-validator',
    resolveId: { filter: { id: /^@modelcontextprotocol\/server\/_shims$/ }, handler: () => `\0${shims}` },
    load: {
      filter: { id: /_shims$/ },
      handler: () => "export { default as process } from 'node:process';\nexport class DefaultJsonSchemaValidator {}\n",
    },
  };
}

/** One file with the licence of each package that was bundled, as their licences ask. */
function writeLicenses(inputs) {
  const packages = new Set(inputs.flatMap((input) => /^(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []));
  const texts = [...packages].sort().map((name) => {
    const folder = join(root, 'node_modules', name);
    const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name}: no licence file to ship with what was bundled of it`);
    return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
  writeFileSync(join(dist, 'licenses.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`));
}

function copyPages() {
  const packed = new Set(['LICENSE', 'rules/']);
  rmSync(join(home, 'rules'), { recursive: true, force: true });
  mkdirSync(join(home, 'rules'));
  for (const page of readdirSync(join(root, 'docs/rules')))
    copyPage(join('docs/rules', page), join('rules', page), (text) => packagedPage(text, () => false));
  copyPage('README.md', 'README.md', (text) => packagedReadme(text, (path) => packed.has(path)));
  copyPage('LICENSE', 'LICENSE', (text) => text);
}

function copyPage(page, copy, write) {
  rmSync(join(home, copy), { recursive: true, force: true });
  if (existsSync(join(root, page))) writeFileSync(join(home, copy), write(readFileSync(join(root, page), 'utf8')));
}
