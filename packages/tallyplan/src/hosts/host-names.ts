/** The hosts, as `--agents` names them. Apart from the hosts themselves, since every help needs no more than this. */
export const hostNames = ['claude', 'codex', 'cursor', 'copilot', 'gemini', 'opencode'] as const;

export type HostName = (typeof hostNames)[number];
