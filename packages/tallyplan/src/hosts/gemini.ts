/**
 * Gemini CLI. Server, and AGENTS.md as a name of context files, in `.gemini/settings.json`:
 * https://geminicli.com/docs/cli/configuration.
 */
import type { Host } from './host.ts';
import { jsonServer } from './json-server.ts';
import { plainServer } from './mcp-entry.ts';
import { agentsFile } from './shared-insertions.ts';

export const gemini: Host = {
  name: 'gemini',
  title: 'Gemini CLI',
  signs: { repository: ['.gemini', 'GEMINI.md'], home: ['.gemini'] },
  insertions: (repository) => [
    agentsFile(repository),
    jsonServer(repository, {
      file: '.gemini/settings.json',
      path: ['mcpServers'],
      form: plainServer,
      besides: [{ path: ['context', 'fileName'], value: ['AGENTS.md', 'GEMINI.md'] }],
    }),
  ],
  afterwards: 'Where the settings name context files already, add AGENTS.md to them yourself; /mcp shows the server.',
};
