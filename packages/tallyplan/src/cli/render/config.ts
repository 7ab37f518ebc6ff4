/** `config`: the policy in force, key by key, and where the configuration differs. */
import type { ConfigResult } from '@tallyplan/core/operations/config';
import { type Cell, columns, indented, lines, signed } from '../layout.ts';
import type { Page } from '../page.ts';
import { nextSteps } from './done.ts';

export function renderConfig({ policy, differences, message, next }: ConfigResult, page: Page): string {
  const { paint, signs } = page;
  const different = new Map(differences.map(({ key, configured }) => [key, configured]));
  const keys = Object.keys(policy) as readonly (keyof typeof policy)[];
  const rows = keys.map((key): Cell[] => [
    { text: key, paint: paint.faint },
    { text: different.has(key) ? `${tell(policy[key])} ${signs.arrow} ${tell(different.get(key))}, not accepted` : tell(policy[key]) },
  ]);
  const sign = differences.length === 0 ? { sign: signs.done, paint: paint.good } : { sign: signs.severity.warning, paint: paint.warn };
  return lines(
    signed(sign, message, page),
    columns(rows, [{}, { flexible: true }], indented(page)).map((line) => `  ${line}`),
    nextSteps(next, page),
  );
}

function tell(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.join(', ');
  if (value === null) return 'all';
  if (typeof value === 'object') return Object.keys(value).join(', ') || 'none';
  return String(value);
}
