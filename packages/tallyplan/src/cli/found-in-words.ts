/** What a check found, in a few words: `2 errors, 1 warning; 3 known since adoption`. */
import type { CheckResult } from '@tallyplan/core/operations/check';

export function foundInWords({ errors, warnings, notes, known }: CheckResult['summary']): string {
  const counts = [counted(errors, 'error'), counted(warnings, 'warning'), counted(notes, 'note')].filter((part) => part !== null);
  const found = counts.length === 0 ? 'nothing found' : counts.join(', ');
  return known === 0 ? found : `${found}; ${known} known since adoption`;
}

function counted(count: number, word: string): string | null {
  return count === 0 ? null : `${count} ${word}${count === 1 ? '' : 's'}`;
}
