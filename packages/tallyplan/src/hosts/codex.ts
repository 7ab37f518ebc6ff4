/**
 * OpenAI Codex.
 *
 * AGENTS.md: https://developers.openai.com/codex/guides/agents-md. Skills, in `.agents/skills`:
 * https://developers.openai.com/codex/skills. Server, in `.codex/config.toml`, read in a project that the user
 * trusts: https://developers.openai.com/codex/mcp. Hooks, in `.codex/hooks.json`, on by default and told of
 * `apply_patch` from 0.124 on; each user trusts them once, in `/hooks`: https://developers.openai.com/codex/hooks.
 */
import type { Insertion } from '../install/insertion.ts';
import { jsonEntries } from '../install/json-entries.ts';
import { tomlTable } from '../install/toml-table.ts';
import { windowsHook } from './hook-commands.ts';
import { codexEditor } from './hook-dialects.ts';
import { hookEntries, hooksOf } from './hook-entries.ts';
import type { Host } from './host.ts';
import { mcpCommand, serverName } from './mcp-entry.ts';
import type { Repository } from './repository.ts';
import { agentsFile, skillFile } from './shared-insertions.ts';

export const codex: Host = {
  name: 'codex',
  title: 'Codex',
  signs: { repository: ['.codex'], home: ['.codex'] },
  insertions: (repository) => [agentsFile(repository), skillFile('.agents/skills', repository), server(repository), hooks],
  afterwards: 'Codex runs no hook before each user has trusted it: open /hooks there. It reads .codex/ only in a project that is trusted.',
};

function server(repository: Repository): Insertion {
  const [command, ...args] = mcpCommand(repository);
  return tomlTable({
    file: '.codex/config.toml',
    does: 'the MCP server',
    path: ['mcp_servers', serverName],
    lines: [
      `command = ${JSON.stringify(command)}`,
      `args = ${listOf(args)}`,
      `env_vars = ${listOf(passedOn)}`,
      `tool_timeout_sec = ${longestCall}`,
    ],
  });
}

/** Codex gives its servers hardly more than PATH and HOME: what says who acts, on which plan, and where a person's trust is kept. */
const passedOn = ['TALLYPLAN_ACTOR', 'TALLYPLAN_PLAN', 'TALLYPLAN_SESSION', 'TALLYPLAN_HOST', 'TALLYPLAN_MODEL', 'XDG_CONFIG_HOME'];

/** Seconds. Codex takes a call back that lasts longer than it waits, and evidence with it; how long that may take, the policy says. */
const longestCall = 3600;

function listOf(words: readonly string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}

const hooks = jsonEntries({
  file: '.codex/hooks.json',
  does: 'hooks: at session start, before an edit, at stop',
  entries: hookEntries({
    host: 'codex',
    groups: [
      { event: 'SessionStart', word: 'session-start' },
      { event: 'PreToolUse', word: 'before-edit', matcher: `^${codexEditor}$` },
      { event: 'Stop', word: 'stop' },
    ],
    more: (word) => ({ commandWindows: windowsHook('codex', word) }),
  }),
  oursIn: (content) => hooksOf('codex', content),
});
