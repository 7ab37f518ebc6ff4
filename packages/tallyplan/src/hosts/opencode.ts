/**
 * opencode. AGENTS.md: https://opencode.ai/docs/rules. Server, in `opencode.json`, in the form of version 1, which
 * version 2 reads too: https://opencode.ai/v1/docs/mcp-servers, https://opencode.ai/docs/migrate-v1.
 */
import type { Host } from './host.ts';
import { jsonServer } from './json-server.ts';
import type { ServerForm } from './mcp-entry.ts';
import type { Repository } from './repository.ts';
import { agentsFile, skillFile } from './shared-insertions.ts';

const form: ServerForm = (command) => ({ type: 'local', command, enabled: true });
const server = (repository: Repository, file: string) => jsonServer(repository, { file, path: ['mcp'], form });

export const opencode: Host = {
  name: 'opencode',
  title: 'opencode',
  signs: { repository: ['opencode.json', 'opencode.jsonc', '.opencode'], home: ['.config/opencode'] },
  insertions: (repository) => [
    agentsFile(repository),
    skillFile('.agents/skills', repository),
    server(repository, repository.has('opencode.jsonc') ? 'opencode.jsonc' : 'opencode.json'),
  ],
  elsewhere: (repository) => ['opencode.json', 'opencode.jsonc'].map((file) => server(repository, file)),
  afterwards: 'opencode starts the server by itself; `opencode mcp list` shows it.',
};
