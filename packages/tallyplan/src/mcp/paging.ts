/** How a long answer is cut into pages: which part is asked for, and what was asked for. */
import type { Problem } from '@tallyplan/core/model/problem';
import { usageProblem } from '../usage-problem.ts';
import type { Argument } from './tool-schema.ts';

const field = (name: string, kind: Argument['kind'], description: string): Argument => ({
  name,
  kind,
  description,
  required: false,
  choices: [],
  placeholder: name.toUpperCase(),
});

/** Arguments of the tools that read. */
export const pagingFields: readonly Argument[] = [
  field('fields', 'list', 'Only these fields of the answer, or of each of its items.'),
  field('limit', 'number', 'At most so many items.'),
  field('offset', 'number', 'Leave out so many items.'),
];

export interface Paging {
  readonly fields: readonly string[] | null;
  readonly limit: number | null;
  readonly offset: number;
}

/** The part that the arguments of a call ask for. What is wrong with them is refused before. */
export function pagingIn(given: Readonly<Record<string, unknown>>): Paging {
  const { fields, limit, offset } = given;
  const names = typeof fields === 'string' ? [fields] : fields;
  return {
    fields: Array.isArray(names) && names.length > 0 ? names.map(String) : null,
    limit: typeof limit === 'number' ? limit : null,
    offset: typeof offset === 'number' ? offset : 0,
  };
}

/** What is wrong with the paging that a call asks for. */
export function wrongPaging(given: Readonly<Record<string, unknown>>): readonly Problem[] {
  return pagingFields.flatMap(({ name, description }) => {
    const value = given[name];
    const form = forms[name];
    if (value === undefined || value === null || form === undefined || form.fits(value)) return [];
    return usageProblem(`${name} is ${JSON.stringify(value)}, and has to be ${form.told}`, {
      have: [name],
      missing: [`${name}: ${form.told}. ${description}`],
      next: [{ command: 'tallyplan session brief' }],
    });
  });
}

interface Form {
  readonly told: string;
  fits(value: unknown): boolean;
}

const forms: Readonly<Record<string, Form>> = {
  fields: {
    told: 'a list of names',
    fits: (value) => typeof value === 'string' || (Array.isArray(value) && value.every((name) => typeof name === 'string')),
  },
  limit: { told: 'a whole number of 1 or more', fits: (value) => Number.isInteger(value) && Number(value) >= 1 },
  offset: { told: 'a whole number of 0 or more', fits: (value) => Number.isInteger(value) && Number(value) >= 0 },
};
