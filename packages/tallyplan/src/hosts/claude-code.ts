/**
 * Claude Code.
 *
 * Hooks, in `.claude/settings.json`: https://code.claude.com/docs/en/hooks. Server, in `.mcp.json` (which asks each
 * user once): https://code.claude.com/docs/en/mcp. Skills: https://code.claude.com/docs/en/skills. AGENTS.md is read
 * by itself from version 2.1.277 on, and only where there is no CLAUDE.md, so CLAUDE.md imports it:
 * https://code.claude.com/docs/en/memory.
 */
import { decodeUtf8 } from '@tallyplan/core/model/byte-string';
import type { Insertion } from '../install/insertion.ts';
import { jsonEntries } from '../install/json-entries.ts';
import { markdownComment, markedBlock } from '../install/marked-block.ts';
import { claudeEditors } from './hook-dialects.ts';
import { hookEntries, hooksOf } from './hook-entries.ts';
import type { Host } from './host.ts';
import { mcpCommand, plainServer, serverName, serversOf } from './mcp-entry.ts';
import type { Repository } from './repository.ts';
import { agentsFile, skillFile } from './shared-insertions.ts';

export const claudeCode: Host = {
  name: 'claude',
  title: 'Claude Code',
  signs: { repository: ['.claude', 'CLAUDE.md', '.mcp.json'], home: ['.claude'] },
  insertions: (repository) => [
    agentsFile(repository),
    ...(isAgentsFile(repository)
      ? []
      : [memoryImport(repository.has('.claude/CLAUDE.md') && !repository.has('CLAUDE.md') ? inFolder : atRoot)]),
    skillFile('.claude/skills', repository),
    server(repository),
    hooks,
  ],
  elsewhere: () => [memoryImport(atRoot), memoryImport(inFolder)],
  afterwards: 'Claude Code asks once for each user whether the project may use the server; /hooks shows the hooks.',
};

/** CLAUDE.md is often a link to AGENTS.md. */
function isAgentsFile(repository: Repository): boolean {
  return repository.isSame('CLAUDE.md', 'AGENTS.md');
}

interface Memory {
  readonly file: string;
  readonly line: string;
}
const atRoot: Memory = { file: 'CLAUDE.md', line: '@AGENTS.md' };
const inFolder: Memory = { file: '.claude/CLAUDE.md', line: '@../AGENTS.md' };

function memoryImport({ file, line }: Memory): Insertion {
  return markedBlock({
    file,
    does: 'reads AGENTS.md',
    comment: markdownComment,
    content: `${line}\n`,
    hasOwn: (text) => /(?:^|\s)@(?:\.{1,2}\/)?AGENTS\.md(?:\s|$)/.test(decodeUtf8(text)),
  });
}

function server(repository: Repository): Insertion {
  const path = ['mcpServers', serverName];
  return jsonEntries({
    file: '.mcp.json',
    does: 'the MCP server',
    unmarked: true,
    entries: [{ path, value: plainServer(mcpCommand(repository)) }],
    oursIn: (content) => serversOf(content, path, plainServer),
  });
}

const hooks = jsonEntries({
  file: '.claude/settings.json',
  does: 'hooks: at session start, before an edit, at stop',
  entries: hookEntries({
    host: 'claude',
    groups: [
      { event: 'SessionStart', word: 'session-start' },
      { event: 'PreToolUse', word: 'before-edit', matcher: claudeEditors.join('|') },
      { event: 'Stop', word: 'stop' },
    ],
  }),
  oursIn: (content) => hooksOf('claude', content),
});
