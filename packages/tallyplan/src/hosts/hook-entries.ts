/** Hooks in the JSON form that Claude Code and Codex share: event → groups with a matcher → commands. */
import type { JsonEntry, JsonPath } from '../install/json-entries.ts';
import { type HookWord, isHookOf, posixHook } from './hook-commands.ts';

interface HookGroup {
  readonly event: string;
  readonly word: HookWord;
  readonly matcher?: string;
}

export interface HookSet {
  readonly host: string;
  readonly groups: readonly HookGroup[];
  /** Further fields of a command. */
  more?(word: HookWord): Readonly<Record<string, unknown>>;
}

/** Seconds; a hook takes a tenth of one. */
const timeout = 15;

export function hookEntries({ host, groups, more }: HookSet): readonly JsonEntry[] {
  return groups.map(({ event, word, matcher }) => {
    const hook = { type: 'command', command: posixHook(host, word), ...more?.(word), timeout };
    return { path: ['hooks', event], value: { ...(matcher === undefined ? {} : { matcher }), hooks: [hook] }, item: true };
  });
}

/** Groups that hold nothing but commands of Tallyplan, and such commands in the groups of others. */
export function hooksOf(host: string, content: unknown): readonly JsonPath[] {
  return Object.entries(record(record(content).hooks)).flatMap(([event, groups]) =>
    list(groups).flatMap((group, index) => {
      const commands = list(record(group).hooks);
      const ours = commands.flatMap((hook, at) => (isHookOf(host, record(hook).command) ? [at] : []));
      if (ours.length === 0) return [];
      const path = ['hooks', event, index];
      return ours.length === commands.length ? [path] : ours.map((at) => [...path, 'hooks', at]);
    }),
  );
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
