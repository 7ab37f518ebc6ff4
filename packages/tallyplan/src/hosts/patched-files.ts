/**
 * The files that a patch of Codex's `apply_patch` is about, from its headers:
 * `*** Add File: PATH`, `*** Update File: PATH`, `*** Delete File: PATH`, and `*** Move to: PATH`.
 *
 * Its grammar: https://github.com/openai/codex, `codex-rs/apply-patch/apply_patch_tool_instructions.md`.
 */
export function patchedFiles(patch: string): readonly string[] {
  const headers = patch.matchAll(/^\*\*\* (?:(?:Add|Update|Delete) File|Move to): (.+)$/gm);
  return [...new Set([...headers].map(([, path = '']) => path.trim()))];
}
