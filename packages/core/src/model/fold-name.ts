/** The form in which names of tasks are compared: one blank for many, and no case. */
export function foldName(name: string): string {
  return (manyBlanks.test(name) ? name.replace(/\s+/g, ' ') : name).trim().toLowerCase();
}
const manyBlanks = /\s\s|[^\S ]/;
