/** What a person or an agent can mend is a value: an Outcome is a result, or the Problems that stand in its way. */
import type { RuleName } from './rule-names.ts';

export type Outcome<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** Why an operation did nothing, and what leads on. The shape that every surface prints as it stands. */
export interface Problem {
  readonly rule: RuleName;
  readonly message: string;
  readonly task?: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly have: readonly string[];
  readonly missing: readonly string[];
  readonly next: readonly NextStep[];
  /** A person can let the task pass with `waive`. */
  readonly waivable: boolean;
}

/** A call that is permitted in that very state, to this actor; `<…>` marks text to supply. */
export interface NextStep {
  readonly command: string;
  readonly tool?: string;
  readonly input?: Readonly<Record<string, unknown>>;
  /** `person`: only a person can make this move. */
  readonly who?: 'person';
}

export type Severity = 'error' | 'warning' | 'note';

/** What `check` reports about a document as it stands. Line and column from 1, the end exclusive. */
export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly task?: string;
  readonly remedy?: string;
  /** The document already had it when the plan was adopted; it counts as a note. */
  readonly known?: true;
}

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

export function refused<T = never>(...problems: readonly Problem[]): Outcome<T> {
  return { ok: false, problems };
}
