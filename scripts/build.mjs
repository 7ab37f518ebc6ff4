/**
 * Builds packages/tallyplan: what is published, and what node_modules/.bin/tallyplan runs.
 *
 *   dist/cli.cjs     the command: CommonJS starts sooner than modules
 *   dist/*.cjs       the pieces that it loads when they are needed, see `pieces` below
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
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';
import { packagedPage, packagedReadme } from './packaged-page.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const home = join(root, 'packages/tallyplan');
const dist = join(home, 'dist');
/** A package that is bundled, and whose types are part of ours: what operations take is written as its schemas. */
const bundledTypes = { valibot: join(root, 'node_modules/valibot/dist/index.d.mts') };
/** Where `tsc --build` puts the declarations of each package (see their tsconfig.json). */
const declarations = join(root, 'node_modules/.cache/types');

const cli = 'tallyplan/src/cli';
const mcp = 'tallyplan/src/mcp';
const operations = 'core/src/operations';
const committing = ['commit', 'document-splice', 'git-tracks', 'lock', 'recovery'].map((name) => `tallyplan/src/stores/${name}`);
const aboutDocuments = ['rules/consistency/consistency', 'rules/document-change', 'upstream/read-facts', 'upstream/other-languages'].map(
  (name) => `core/src/${name}`,
);
/**
 * The pieces of the command, so that a run loads and compiles what it uses and little else: few files, since each
 * costs a third of a millisecond, and none with much that most of its users don't need.
 *
 * A module goes into the first piece that names it, or that names a module which imports it; what is imported
 * with `import()` is no part of the importer. What is left is divided by itself: `shared` has what more than one
 * module that is imported with `import()` needs, and each of these is a piece with what it alone needs; the
 * operation and the renderer of one command are one piece together. So to add a piece (a server, say) is
 * to write `import()` where it begins; it is listed here only if it shall hold what others need too.
 */
const pieces = {
  /** What every run needs: argv, the table of commands, the ways to answer. */
  cli: [`${cli}/main`],
  /** What every operation needs, also one whose answer is remembered: the plan is found, the answer told. */
  ask: [`${cli}/perform-request`, `${cli}/tell`, `${operations}/next`, `${cli}/render/next`, `${cli}/answers-about`],
  /** What reads: the plan, the ledgers; and the rules. */
  plan: ['tallyplan/src/stores/file-store', `${operations}/next-answer`, `${operations}/select-tasks`],
  /** What the hooks of agents' hosts need, which run before every edit. */
  hook: ['tallyplan/src/cli/commands/answer-hook'],
  /** What every change needs, down to the commit, and the usual changes themselves: they have nearly all in common. */
  change: [
    'tallyplan/src/stores/prepare',
    ...committing,
    'core/src/document/plan/last-updated',
    ...[
      'add-phase',
      'add-task',
      'block',
      'complete',
      'defer',
      'log',
      'move',
      'record',
      'remove',
      'rename',
      'reopen',
      'set',
      'start',
      'stop',
      'undo',
      'verify',
    ].map((name) => `${operations}/${name}`),
  ],
  /** What is read of documents, and what is wrong between them. */
  documents: aboutDocuments,
  /** What looks at everything: the findings of `check`, which some changes ask for too. */
  findings: ['core/src/rules/findings', 'core/src/rules/since-findings', 'tallyplan/src/git/merge-driver'],
  audit: [`${operations}/audit-verify`, `${operations}/audit-show`],
  /** The server for coding agents up to its first answer, with the SDK of its protocol; and what its calls need. */
  mcp: [`${mcp}/serve-stdio`],
  'mcp-calls': ['open-sitting', 'call-tool', 'tool-schema', 'progress', 'resources', 'prompts', 'end-sitting'].map(
    (name) => `${mcp}/${name}`,
  ),
  /** What is put into the files of other tools, and taken out again, with the readers of their formats. */
  hosts: ['tallyplan/src/hosts/agents-installer'],
};

/**
 * Modules that are loaded when one of their functions is called for the first time, by whoever imports them; those of
 * one line together. They can export functions alone. Which piece has them is said above.
 */
const late = {
  // What an operation answers with: an answer that is remembered does without.
  answer: [`${operations}/next-answer`],
  claim: [`${operations}/claim-next`],
  // What only changes do.
  commit: [...committing, 'core/src/document/plan/last-updated'],
  // What is read of documents, and what is wrong between them.
  documents: aboutDocuments,
  // What plans of the usual kind have none of.
  rare: ['core/src/document/plan/broken-block', 'core/src/document/plan/flaws', 'core/src/text/yaml/read-by-library'],
  resolve: ['tallyplan/src/stores/rewrite-files'],
};

/** What the pieces must not hold that every run loads, or every question. */
const strangersOf = {
  'cli.cjs': /[\\/]core[\\/]src[\\/](?:document|ledger|text)[\\/]|[\\/]stores[\\/]file-store/,
  'ask.cjs': /[\\/]core[\\/]src[\\/](?:document|graph)[\\/]|[\\/]stores[\\/]file-store/,
};

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
    const strangers = all.find(({ fileName }) => fileName === piece).moduleIds.filter((id) => strange.test(id));
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
      ...Object.fromEntries(Object.keys(late).map((name) => [`late-${name}`, `\0late-entry:${name}`])),
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
      codeSplitting: {
        groups: [...groupsOf(pieces), { name: 'shared', test: /[\\/]packages[\\/]/, minShareCount: 2 }, ...groupsOfCommands()],
      },
    },
  });
}

/** The operation of a command and the renderer of its result, where it has one of its own. */
function groupsOfCommands() {
  const renderers = readdirSync(join(root, 'packages', cli, 'render'));
  return readdirSync(join(root, 'packages', operations))
    .filter((file) => renderers.includes(file))
    .map((file) => ({
      name: basename(file, '.ts'),
      test: (id) => basename(id) === file && /[\\/](?:operations|render)[\\/]/.test(id),
    }));
}

/** The earlier in the table, the higher the priority. */
function groupsOf(table) {
  return Object.entries(table).map(([name, modules], index) => {
    const paths = new Set(modules.map(pathOf));
    return { name, test: (id) => paths.has(id), priority: 1 + Object.keys(table).length - index };
  });
}

function pathOf(module) {
  return join(root, 'packages', `${module}.ts`);
}

/** Puts, in the place of each module that is loaded late, one that has the same functions and loads it when one is called. */
function modulesWhenCalled() {
  const names = new Map(Object.entries(late).flatMap(([name, modules]) => modules.map((module) => [pathOf(module), name])));
  const [stub, entry] = ['\0late:', '\0late-entry:'];
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

/** The declarations that the library's own lead to, each copied with its imports pointing at copies. */
function writeTypes() {
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [tsc, '--build', join(root, 'packages/tallyplan')], { stdio: 'inherit' });
  if (status !== 0) process.exit(1);
  rmSync(join(dist, 'types'), { recursive: true, force: true });
  const waiting = [join(declarations, 'tallyplan/index.d.ts')];
  const seen = new Set(waiting);
  for (const file of waiting) {
    const copied = copyDeclaration(file);
    for (const next of copied) {
      if (seen.has(next)) continue;
      seen.add(next);
      waiting.push(next);
    }
  }
  writeFileSync(join(dist, 'index.d.ts'), "export * from './types/tallyplan/index.js';\n");
}

/** Copies one, and returns those that it imports. */
function copyDeclaration(file) {
  const imported = [];
  const target = copyOf(file);
  const text = readFileSync(file, 'utf8').replace(
    /(?<=\bfrom ['"])[^'"\s]+(?=['"];)|(?<=\bimport\(['"])[^'"\s]+(?=['"]\))/g,
    (specifier) => {
      const found = declarationOf(specifier, file);
      if (found === null) return specifier;
      imported.push(found);
      const path = relative(dirname(target), copyOf(found))
        .split(sep)
        .join('/')
        .replace(/\.d\.(m?)ts$/, '.$1js');
      return path.startsWith('.') ? path : `./${path}`;
    },
  );
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
  return imported;
}

/** Where a declaration goes. */
function copyOf(file) {
  const bundled = Object.entries(bundledTypes).find(([, types]) => types === file);
  return bundled === undefined ? join(dist, 'types', relative(declarations, file)) : join(dist, 'types', `${bundled[0]}.d.mts`);
}

/** The file that a specifier stands for; null for a package that the published one depends on. */
function declarationOf(specifier, from) {
  if (specifier.startsWith('.')) return resolve(dirname(from), specifier).replace(/\.[jt]s$/, '.d.ts');
  const core = /^@tallyplan\/core\/(.+)$/.exec(specifier)?.[1];
  if (core !== undefined) return join(declarations, 'core', `${core}.d.ts`);
  if (specifier in bundledTypes) return bundledTypes[specifier];
  const { dependencies = {} } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'));
  if (specifier.startsWith('node:') || specifier in dependencies) return null;
  throw new Error(`${relative(declarations, from)}: the public types use '${specifier}', which the published package does not depend on`);
}
