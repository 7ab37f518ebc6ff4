/**
 * The table of hosts. To add one, write its file like `cursor.ts` (or, with hooks, `codex.ts`) and list it
 * here and in `host-names.ts`.
 */
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { copilot } from './copilot.ts';
import { cursor } from './cursor.ts';
import { gemini } from './gemini.ts';
import type { Host } from './host.ts';
import type { HostName } from './host-names.ts';
import { opencode } from './opencode.ts';

const hostsByName = { claude: claudeCode, codex, cursor, copilot, gemini, opencode } as const satisfies Readonly<Record<HostName, Host>>;

export const hosts: readonly Host[] = Object.values(hostsByName);
