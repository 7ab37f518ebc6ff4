/** What bytes may do in the YAML that the block reader understands. One table look-up decides. */

/** May begin a key. */
export const keyStart = 1;
/** May stand inside a key, or inside a plain value of a flow list. */
export const inKey = 2;
/** May begin a plain value. */
export const plainStart = 4;
/** Makes any value one for the library: control characters, line breaks. */
export const unsafe = 8;

const classOf = classify();

/** Whether a character may do any of that; past the end of a text (`NaN`) nothing may. */
export function mayBe(code: number, flags: number): boolean {
  return ((classOf[code] ?? 0) & flags) !== 0;
}

function classify(): Uint8Array {
  const classes = new Uint8Array(256);
  const mark = (characters: string, flags: number) => {
    for (let i = 0; i < characters.length; i++) {
      const code = characters.charCodeAt(i);
      classes[code] = (classes[code] as number) | flags;
    }
  };
  mark('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_', keyStart | inKey | plainStart);
  mark('. /()-', inKey);
  mark('./()$+=~^;\\<', plainStart);
  classes.fill(plainStart, 0x80);
  classes.fill(unsafe, 0, 0x20);
  classes[0x09] = 0;
  classes[0x7f] = unsafe;
  return classes;
}
