/** A file of a host's that holds the MCP server and nothing else of Tallyplan's. */
import type { Insertion } from '../install/insertion.ts';
import { type JsonEntry, jsonEntries } from '../install/json-entries.ts';
import { mcpCommand, type ServerForm, serverName, serversOf } from './mcp-entry.ts';
import type { Repository } from './repository.ts';

export interface JsonServer {
  readonly file: string;
  /** To the object that has a property for each server. */
  readonly path: readonly string[];
  readonly form: ServerForm;
  /** Settings that it needs besides; one that is there already stays as it is. */
  readonly besides?: readonly JsonEntry[];
}

export function jsonServer(repository: Repository, { file, path, form, besides = [] }: JsonServer): Insertion {
  const own = [...path, serverName];
  return jsonEntries({
    file,
    does: 'the MCP server',
    unmarked: true,
    entries: [{ path: own, value: form(mcpCommand(repository)) }, ...besides],
    oursIn: (content) => serversOf(content, own, form),
  });
}
