import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { configurationSchema } from '@tallyplan/core/operations/configuration';
import { describe, expect, it } from 'vitest';
import { packageFolder } from '../package-folder.ts';
import { configurationJsonSchema } from './configuration-schema.ts';
import { generatedFiles } from './generated-files.ts';

const repository = join(packageFolder, '../..');
const files = [...(await generatedFiles())];

describe('the schema of the configuration', () => {
  it('has the keys that the configuration has', () => {
    const { properties } = configurationJsonSchema as { properties: Record<string, unknown> };
    expect(Object.keys(properties)).toEqual(Object.keys(configurationSchema().entries));
  });
});

describe('files that are derived from the tables', () => {
  it.each(files)('%s is as the tables say (else: npm run docs)', (path, content) => {
    expect(readFileSync(join(repository, path), 'utf8')).toBe(content);
  });

  it('are all the schemas that ship', () => {
    const written = files.map(([path]) => basename(path)).filter((name) => name.endsWith('.json'));
    expect(readdirSync(join(packageFolder, 'schema')).sort()).toEqual(written.sort());
  });
});
