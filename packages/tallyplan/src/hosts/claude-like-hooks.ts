/**
 * The hooks of Claude Code, whose form Codex took over: one JSON document on standard input, one on standard
 * output. What differs is how an edit is told.
 *
 * Claude Code: https://code.claude.com/docs/en/hooks (input fields of SessionStart, PreToolUse, Stop; JSON output).
 * Codex: https://developers.openai.com/codex/hooks, and the JSON Schemas in `codex-rs/hooks/schema/generated` of
 * https://github.com/openai/codex, which refuse an answer with any field that they do not know.
 */
import * as v from 'valibot';
import type { HookAnswer, HookDialect, HookEvent } from './hook-dialect.ts';

const input = v.object({
  hook_event_name: v.string(),
  cwd: v.string(),
  session_id: v.nullish(v.string()),
  tool_name: v.nullish(v.string()),
  tool_input: v.nullish(v.record(v.string(), v.unknown())),
  stop_hook_active: v.nullish(v.boolean()),
});

/** The files that a tool call is going to write; none for a call that writes none. */
export type EditedFiles = (tool: string, input: Readonly<Record<string, unknown>>) => readonly string[];

export function claudeLikeHooks(editedFiles: EditedFiles): HookDialect {
  return {
    read(given) {
      const parsed = v.safeParse(input, given);
      if (!parsed.success)
        return { wrong: parsed.issues.map(({ message, path }) => `${path?.map(({ key }) => key).join('.')}: ${message}`).join('; ') };
      return { event: eventOf(parsed.output, editedFiles) };
    },
    answer: (event, answer) => answerTo(eventNames[event.kind], answer),
  };
}

const eventNames: Readonly<Record<HookEvent['kind'], string>> = {
  'session begins': 'SessionStart',
  'edit comes': 'PreToolUse',
  'turn ends': 'Stop',
};

function eventOf(given: v.InferOutput<typeof input>, editedFiles: EditedFiles): HookEvent | null {
  const moment = { folder: given.cwd, session: given.session_id ?? null };
  switch (given.hook_event_name) {
    case eventNames['session begins']:
      return { kind: 'session begins', ...moment };
    case eventNames['edit comes']: {
      const files = editedFiles(given.tool_name ?? '', given.tool_input ?? {});
      return files.length === 0 ? null : { kind: 'edit comes', ...moment, files };
    }
    case eventNames['turn ends']:
      return { kind: 'turn ends', ...moment, heldBack: given.stop_hook_active === true };
    default:
      return null;
  }
}

function answerTo(hookEventName: string, answer: HookAnswer): unknown {
  switch (answer.kind) {
    case 'context':
      return { hookSpecificOutput: { hookEventName, additionalContext: answer.text } };
    case 'warning':
      return {
        ...(answer.person === null ? {} : { systemMessage: answer.person }),
        hookSpecificOutput: { hookEventName, additionalContext: answer.text },
      };
    case 'hold back':
      return { decision: 'block', reason: answer.reason };
  }
}
