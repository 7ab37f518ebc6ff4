/** How a long answer is cut into pages: which part is asked for, and what was asked for. */
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

/** The part that the arguments of a call ask for. Values of a wrong type are none. */
export function pagingIn(given: Readonly<Record<string, unknown>>): Paging {
  const { fields, limit, offset } = given;
  return {
    fields: Array.isArray(fields) && fields.length > 0 ? fields.map(String) : null,
    limit: typeof limit === 'number' && limit >= 1 ? Math.floor(limit) : null,
    offset: typeof offset === 'number' && offset >= 0 ? Math.floor(offset) : 0,
  };
}
