/** The entry of the MCP server in the JSON files of hosts. */
import { isDeepStrictEqual } from 'node:util';
import type { JsonPath } from '../install/json-entries.ts';
import type { Repository } from './repository.ts';

/** A program and its arguments. */
export type CommandLine = readonly [string, ...string[]];

const onPath: CommandLine = ['tallyplan', 'mcp'];
const amongPackages: CommandLine = ['node', 'node_modules/tallyplan/bin/tallyplan.js', 'mcp'];

/** A project that has Tallyplan among its packages uses that one; then the whole team has the same. */
export function mcpCommand(repository: Pick<Repository, 'has'>): CommandLine {
  return repository.has('node_modules/tallyplan/package.json') ? amongPackages : onPath;
}

/** How a host writes a server that it starts with a command. */
export type ServerForm = (command: CommandLine) => unknown;

export const plainServer: ServerForm = ([command, ...args]) => ({ command, args });

export const serverName = 'tallyplan';

/** The path of the entry where it says what some version wrote; one that says anything else is a person's. */
export function serversOf(content: unknown, path: readonly string[], form: ServerForm): readonly JsonPath[] {
  let found = content;
  for (const key of path)
    found = typeof found === 'object' && found !== null ? Object.entries(found).find(([name]) => name === key)?.[1] : undefined;
  const forms = [onPath, amongPackages].map(form);
  return forms.some((written) => isDeepStrictEqual(JSON.parse(JSON.stringify(found ?? null)), written)) ? [path] : [];
}
