/** `text` with each run of control characters (C0 and C1, line feeds among them) as one blank, so that it stays in its line. */
export function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\x00-\x1f\x7f-\x9f]+/g, ' ');
}
