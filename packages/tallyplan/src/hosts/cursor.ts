/** Cursor. AGENTS.md: https://cursor.com/docs/rules. Server, in `.cursor/mcp.json`: https://cursor.com/docs/mcp. */

import type { Host } from './host.ts';
import { jsonServer } from './json-server.ts';
import { plainServer } from './mcp-entry.ts';
import { agentsFile } from './shared-insertions.ts';

export const cursor: Host = {
  name: 'cursor',
  title: 'Cursor',
  signs: { repository: ['.cursor'], home: ['.cursor'] },
  insertions: (repository) => [
    agentsFile(repository),
    jsonServer(repository, { file: '.cursor/mcp.json', path: ['mcpServers'], form: plainServer }),
  ],
  afterwards: 'Cursor shows the server under Customize, MCPs, where it is switched on.',
};
