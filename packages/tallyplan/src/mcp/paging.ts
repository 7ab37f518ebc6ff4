/** How a long answer is cut into pages: which part is asked for, and what was asked for. */
import type { Problem } from '@tallyplan/core/model/problem';
import { sha256OfBytes } from '../stores/sha256.ts';
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
  field('after', 'text', 'nextAfter of the page before: goes on right there'),
];

export interface Paging {
  readonly fields: readonly string[] | null;
  readonly limit: number | null;
  readonly offset: number;
  /** The item that the page before ended with; null for a page that goes by its number. */
  readonly after: ItemName | null;
}

/** Where an item stood, and what it was: a list may have moved since. */
export interface ItemName {
  readonly at: number;
  readonly mark: string;
}

/** The part that the arguments of a call ask for. What is wrong with them is refused before. */
export function pagingIn(given: Readonly<Record<string, unknown>>): Paging {
  const { fields, limit, offset, after } = given;
  const names = typeof fields === 'string' ? [fields] : fields;
  return {
    fields: Array.isArray(names) && names.length > 0 ? names.map(String) : null,
    limit: typeof limit === 'number' ? limit : null,
    offset: typeof offset === 'number' ? offset : 0,
    after: typeof after === 'string' ? itemNamed(after) : null,
  };
}

type Item = Readonly<Record<string, unknown>>;

/** An item's name: its place, and what tells it from others wherever it stands. */
export function nameOfItem(items: readonly Item[], at: number): string {
  return `${at}-${markOf(items[at] ?? {})}`;
}

function itemNamed(text: string): ItemName | null {
  const [, at = '', mark = ''] = itemForm.exec(text) ?? [];
  return mark === '' ? null : { at: Number(at), mark };
}
const itemForm = /^(\d{1,9})-([0-9a-f]{8})$/;

/** The place after an item: nearest to where it stood; where it is gone, the place that it had. */
export function placeAfter(items: readonly Item[], { at, mark }: ItemName): number {
  for (let away = 0; away <= Math.max(at, items.length); away++) {
    const found = [at + away, at - away].find((place) => items[place] !== undefined && markOf(items[place]) === mark);
    if (found !== undefined) return found + 1;
  }
  return Math.min(at, items.length);
}

/** A task is told by its id, anything else by what it says, save for the line that it stands in. */
function markOf({ id, line: _line, endLine: _endLine, ...others }: Item): string {
  return sha256OfBytes(JSON.stringify(id ?? others)).slice(0, 8);
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
  after: { told: 'nextAfter as a page said it', fits: (value) => typeof value === 'string' && itemForm.test(value) },
  offset: { told: 'a whole number of 0 or more', fits: (value) => Number.isInteger(value) && Number(value) >= 0 },
};
