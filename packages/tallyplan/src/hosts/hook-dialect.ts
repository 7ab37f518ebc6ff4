/** What hosts tell their hooks, and how they are answered: the few moments that count here, in every host's own form. */

/** A moment in a host's session. */
export type HookEvent = SessionBegins | EditComes | TurnEnds;

interface HookMoment {
  /** Absolute; where the agent works. */
  readonly folder: string;
  /** The host's name for the session; null where it says none. */
  readonly session: string | null;
}
/** A context is fresh: a start, a resumption, or after a compaction. */
export interface SessionBegins extends HookMoment {
  readonly kind: 'session begins';
}
/** The agent is about to write files. */
export interface EditComes extends HookMoment {
  readonly kind: 'edit comes';
  /** As the agent names them: absolute, or from the folder. */
  readonly files: readonly string[];
}
/** The agent is about to stop. */
export interface TurnEnds extends HookMoment {
  readonly kind: 'turn ends';
  /** It goes on only because a hook held it back. */
  readonly heldBack: boolean;
}

/** What a hook has to say. */
export type HookAnswer =
  /** For the agent's context. */
  | { readonly kind: 'context'; readonly text: string }
  /** For the agent's context, and for the person in front of it. */
  | { readonly kind: 'warning'; readonly text: string; readonly person: string | null }
  /** The agent goes on, and is told why. */
  | { readonly kind: 'hold back'; readonly reason: string };

export interface HookDialect {
  /** Null for a moment that does not count here. Throws nothing: what can't be understood is told. */
  read(input: unknown): { readonly event: HookEvent | null } | { readonly wrong: string };
  /** The document that the host reads from standard output. */
  answer(event: HookEvent, answer: HookAnswer): unknown;
}
