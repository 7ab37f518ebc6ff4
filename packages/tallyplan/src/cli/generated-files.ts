/** The files of the repository that are derived from the command line's tables; `npm run docs` writes them. */
import { allOperations } from '@tallyplan/core/operations/index';
import { commandsFor } from './commands/commands.ts';
import { configurationJsonSchema } from './configuration-schema.ts';
import type { JsonSchema } from './json-schema.ts';
import { type OutputSchema, outputSchemas } from './output-schemas.ts';
import { referencePage } from './reference.ts';

/** Path in the repository → what stands in it. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const names = Object.keys(outputSchemas) as readonly OutputSchema[];
  return new Map([
    ['docs/reference.md', referencePage(commandsFor(await allOperations()))],
    ['packages/tallyplan/schema/configuration.json', schemaText('.tallyplan/config.yaml', configurationJsonSchema)],
    ...names.map(
      (name) => [`packages/tallyplan/schema/${name}.json`, schemaText(`tallyplan --json: ${name}`, outputSchemas[name])] as const,
    ),
  ]);
}

function schemaText(title: string, schema: JsonSchema): string {
  return `${JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', title, ...schema }, null, 2)}\n`;
}
