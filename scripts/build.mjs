/**
 * Builds packages/tallyplan: what is published, and what node_modules/.bin/tallyplan runs.
 *
 *   dist/cli.cjs     the command, one file: CommonJS starts sooner than modules
 *   dist/yaml.cjs    the general YAML parser, which few runs need: loaded when a document asks for it
 *   dist/index.js    the library, a module
 *   dist/index.d.ts  its types; dist/types/ has those that they are made of, the core's too
 *   dist/licenses.txt  the licences of the packages that went into the files above
 *   rules/           the pages of docs/rules, which `tallyplan explain` shows
 *   README.md, LICENSE  the repository's own
 *
 * Nothing is written before all of it could be built. It ends with index.d.ts, whose time tells
 * scripts/setup.mjs that the build is whole.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const home = join(root, 'packages/tallyplan');
const dist = join(home, 'dist');
/** A package that is bundled, and whose types are part of ours: what operations take is written as its schemas. */
const bundledTypes = { valibot: join(root, 'node_modules/valibot/dist/index.d.mts') };
/** Where `tsc --build` puts the declarations of each package (see their tsconfig.json). */
const declarations = join(root, 'node_modules/.cache/types');

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  absWorkingDir: root,
  logLevel: 'warning',
  metafile: true,
  write: false,
  // Names stay, so that the stack of an unexpected failure can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  legalComments: 'none',
  plugins: [yamlInItsOwnFile()],
};

const results = await Promise.all([buildCommand(), buildLibrary(), buildYaml()]);
rmSync(join(dist, 'index.d.ts'), { force: true });
mkdirSync(dist, { recursive: true });
for (const { path, text } of results.flatMap(({ outputFiles }) => outputFiles))
  writeFileSync(path, path.endsWith('cli.cjs') ? marked(text) : text);
writeLicenses(results.flatMap(({ metafile }) => Object.keys(metafile.inputs)));
copyPages();
writeTypes();

/**
 * The first line names the build: packages/tallyplan/bin/code-cache.js keeps compiled code by that name.
 * It reads the file as bytes, in half the time that UTF-8 takes. So what is left beyond ASCII, in regular
 * expressions, is written as they may write it too.
 */
function marked(text) {
  const ascii = text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return `/*build ${createHash('sha256').update(ascii).digest('hex').slice(0, 32)}*/${ascii}`;
}

/** CommonJS has no `import.meta`, and names of its own for what is used of it. */
function buildCommand() {
  return build({
    ...shared,
    entryPoints: [join(home, 'src/cli/main.ts')],
    outfile: join(dist, 'cli.cjs'),
    format: 'cjs',
    define: { 'import.meta.dirname': '__dirname', 'import.meta.filename': '__filename' },
    banner: { js: '"use strict";' },
  });
}

function buildLibrary() {
  return build({ ...shared, entryPoints: [join(home, 'src/index.ts')], outfile: join(dist, 'index.js'), format: 'esm' });
}

function buildYaml() {
  const outfile = join(dist, 'yaml.cjs');
  return build({
    ...shared,
    plugins: [],
    stdin: { contents: "export * from 'yaml';", resolveDir: join(root, 'packages/core') },
    outfile,
    format: 'cjs',
  });
}

/** In the sources `yaml-library.ts` asks Node for the package `yaml`; in the build, for the file beside it. */
function yamlInItsOwnFile() {
  return {
    name: 'yaml-in-its-own-file',
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]yaml-library\.ts$/ }, ({ path }) => {
        const source = readFileSync(path, 'utf8');
        const contents = source.replace("('yaml')", "('./yaml.cjs')");
        if (contents === source)
          throw new Error(`${path}: no call that loads 'yaml'; scripts/build.mjs has nothing to point at dist/yaml.cjs`);
        return { contents, loader: 'ts' };
      });
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
  for (const [page, copy] of [
    ['docs/rules', 'rules'],
    ['README.md', 'README.md'],
    ['LICENSE', 'LICENSE'],
  ]) {
    rmSync(join(home, copy), { recursive: true, force: true });
    if (existsSync(join(root, page))) cpSync(join(root, page), join(home, copy), { recursive: true });
  }
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
