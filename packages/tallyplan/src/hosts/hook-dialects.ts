/** The hosts whose hooks are used, and what each says to them. Apart from the hosts themselves: a hook must start fast. */
import { claudeLikeHooks } from './claude-like-hooks.ts';
import type { HookDialect } from './hook-dialect.ts';
import type { HostName } from './host-names.ts';
import { patchedFiles } from './patched-files.ts';

/** The tools of Claude Code that write files. `MultiEdit` is an older version's. */
export const claudeEditors: readonly string[] = ['Edit', 'Write', 'MultiEdit', 'NotebookEdit'];
/** The tool of Codex that does, and the name that its hooks know it by. */
export const codexEditor = 'apply_patch';

export const hookDialects: Readonly<Partial<Record<HostName, HookDialect>>> = {
  claude: claudeLikeHooks((tool, { file_path, notebook_path }) =>
    claudeEditors.includes(tool) ? [file_path, notebook_path].filter((path) => typeof path === 'string') : [],
  ),
  codex: claudeLikeHooks((tool, { command }) => (tool === codexEditor && typeof command === 'string' ? patchedFiles(command) : [])),
};
