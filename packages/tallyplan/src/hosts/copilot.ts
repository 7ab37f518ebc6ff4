/**
 * GitHub Copilot in VS Code. AGENTS.md: https://code.visualstudio.com/docs/copilot/customization/custom-instructions.
 * Server, in `.vscode/mcp.json`: https://code.visualstudio.com/docs/copilot/reference/mcp-configuration.
 */
import type { Host } from './host.ts';
import { jsonServer } from './json-server.ts';
import { plainServer, type ServerForm } from './mcp-entry.ts';
import { agentsFile } from './shared-insertions.ts';

const form: ServerForm = (command) => ({ type: 'stdio', ...(plainServer(command) as object) });

export const copilot: Host = {
  name: 'copilot',
  title: 'GitHub Copilot',
  signs: { repository: ['.github/copilot-instructions.md', '.vscode/mcp.json'], home: ['.copilot'] },
  insertions: (repository) => [agentsFile(repository), jsonServer(repository, { file: '.vscode/mcp.json', path: ['servers'], form })],
  afterwards: 'VS Code asks whether the server may start when it is first used.',
};
