/** A text as one word of a POSIX shell, so that a command line that is shown can be copied. */
export function shellWord(text: string): string {
  return /^[\w./:,@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
