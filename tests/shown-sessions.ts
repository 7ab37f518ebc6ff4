/**
 * Terminal sessions as Markdown shows them, held against what the command answers: in a fence, lines that
 * begin with `$ ` are run in a shell, and the lines below each must come, in that order.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { sharedCache } from './processes/workbench.ts';

export interface ShownCommand {
  readonly command: string;
  /** Some of the lines of the answer; each whole. */
  readonly shown: readonly string[];
}

/** The commands that the fences of a document show, in its order. */
export function shownCommands(markdown: string): readonly ShownCommand[] {
  const fences = [...markdown.matchAll(/^```(?:console)?\n(\$ tallyplan [\s\S]*?)^```$/gm)].map(([, inside = '']) => inside);
  return fences.flatMap((inside) => inside.split(/^\$ /m).slice(1).map(shownCommand));
}

function shownCommand(text: string): ShownCommand {
  const [, command = '', answer = ''] = /^((?:.*\\\n)*.*)\n?([\s\S]*)$/.exec(text) ?? [];
  return { command, shown: answer.split('\n').filter((line) => line !== '') };
}

const binaries = fileURLToPath(new URL('../node_modules/.bin', import.meta.url));

/** What a shell answers in that folder, both streams together. */
export function answerOf(command: string, { folder, actor, columns = 80 }: { folder: string; actor: string; columns?: number }): string {
  const claims = { TALLYPLAN_ACTOR: actor, TALLYPLAN_ACTOR_KIND: 'human' };
  const screen = { LANG: 'C.UTF-8', COLUMNS: String(columns) };
  const env = { PATH: `${binaries}:${process.env.PATH ?? ''}`, HOME: folder, ...sharedCache, TZ: 'UTC', ...screen, ...claims };
  return execFileSync('sh', ['-c', `{ ${command}\n} 2>&1 || true`], { cwd: folder, env, encoding: 'utf8' });
}

/** Shown lines that do not come after the ones before them. */
export function linesMissing(shown: readonly string[], answer: string): readonly string[] {
  const left = answer.split('\n');
  return shown.filter((line) => {
    const at = left.findIndex((candidate) => candidate.trimEnd() === line);
    if (at >= 0) left.splice(0, at + 1);
    return at < 0;
  });
}
