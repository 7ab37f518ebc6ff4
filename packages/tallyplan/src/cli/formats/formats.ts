/** Forms of a result that other programs read, beside `--json`: by operation and by the word of `--format`; each is loaded when it is asked for. */
import type { CheckResult } from '@tallyplan/core/operations/check';
import type { Environment } from '../../actor.ts';

export interface FormatContext {
  readonly environment: Environment;
}

type Format = (result: never, context: FormatContext) => string;

const formats: Readonly<Record<string, Readonly<Record<string, () => Promise<Format>>>>> = {
  check: {
    sarif: async () => {
      const { sarifOf } = await import('./sarif.ts');
      return (result: CheckResult) => sarifOf(result);
    },
    github: async () => (await import('./github.ts')).githubAnnotations,
  },
};

/** Writes the result of an operation in that form; null where it is none of these, and people read it. */
export async function formatOf(operation: string, format: string): Promise<((result: unknown, context: FormatContext) => string) | null> {
  const load = formats[operation]?.[format];
  // The table pairs each operation with the forms of its own result.
  return load === undefined ? null : ((await load()) as (result: unknown, context: FormatContext) => string);
}
