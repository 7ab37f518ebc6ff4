/**
 * What Tallyplan can put into the files of other tools (git, coding agents), and takes out again.
 *
 * `init --git` and `init --agents` ask an installer what it would do, show it, and carry it out after a yes;
 * `uninstall` asks all of them. To add one, list it in `installers.ts`.
 */
import type { Outcome } from '@tallyplan/core/model/problem';

/** Where it goes. */
export interface Place {
  /** Absolute path of the repository, or of the folder that has `.tallyplan/`. */
  readonly root: string;
  /** The plan, from the root, with `/`. */
  readonly plan: string;
}

/** One thing that is written or taken out. Nothing happens before `carryOut`. */
export interface Step {
  /** What it is done to: a file from the root, with `/`, or a setting. */
  readonly target: string;
  /** What for, in a few words: `hooks at session start, before an edit, at stop`. */
  readonly does: string;
  /** Unified diff; empty where no text changes. Made when asked for. */
  diff(): string;
  carryOut(): void;
}

/** Steps that are known to be possible, and what had better be said about what was left alone. */
export interface Steps {
  /** Empty where everything is as it should be. */
  readonly steps: readonly Step[];
  readonly remarks: readonly string[];
}

export interface Installer {
  readonly name: string;
  /** Takes out all that it ever put in, whatever version did, and nothing else. */
  uninstall(place: Place): Promise<Outcome<Steps>>;
}
