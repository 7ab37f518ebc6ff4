import { composed } from './composed.ts';

/** The form in which names of tasks are compared: one blank for many, no case, and accents in one form. */
export function foldName(name: string): string {
  const blank = manyBlanks.test(name) ? name.replace(/\s+/g, ' ') : name;
  return composed(blank.trim().toLowerCase());
}
const manyBlanks = /\s\s|[^\S ]/;
