/** The problem of a file that a person has to look at before anything can be put into it. */
import type { Problem } from '@tallyplan/core/model/problem';

/** @param reason follows the name of the file: "is no JSON". */
export function unusableFile(file: string, reason: string, place: Pick<Problem, 'line' | 'column'> = {}): Problem {
  return {
    rule: 'usage',
    message: `${file} ${reason}; nothing was written. Correct it in an editor, then try again`,
    file,
    ...place,
    have: [],
    missing: [],
    next: [],
    waivable: false,
  };
}
