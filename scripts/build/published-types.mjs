/** The declarations of the published package: index.d.ts, and dist/types/ with those that it leads to. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const home = join(root, 'packages/tallyplan');
const dist = join(home, 'dist');
/** A package that is bundled, and whose types are part of ours: what operations take is written as its schemas. */
const bundledTypes = { valibot: join(root, 'node_modules/valibot/dist/index.d.mts') };
/** Where `tsc --build` puts the declarations of each package (see their tsconfig.json). */
const declarations = join(root, 'node_modules/.cache/types');

/** The declarations that the library's own lead to, each copied with its imports pointing at copies. */
export function writeTypes() {
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
