/** What bytes may do in the YAML that the block reader understands. One table look-up decides. */

/** May begin a key. */
export const keyStart = 1;
/** May stand inside a key, or inside a plain value of a flow list. */
export const inKey = 2;
/** May begin a plain value. */
export const plainStart = 4;
/** Makes any value one for the library: control characters, line breaks. */
export const unsafe = 8;

export const characterClass: Uint8Array = classify();

function classify(): Uint8Array {
  const classes = new Uint8Array(256);
  for (let code = 0; code < 256; code++) {
    const character = String.fromCharCode(code);
    let flags = 0;
    if (/[A-Za-z0-9_]/.test(character)) flags |= keyStart;
    if (/[A-Za-z0-9_. /()-]/.test(character)) flags |= inKey;
    if (/[A-Za-z0-9_./()$+=~^;\\<]/.test(character) || code >= 0x80) flags |= plainStart;
    if ((code < 0x20 && code !== 0x09) || code === 0x7f) flags |= unsafe;
    classes[code] = flags;
  }
  return classes;
}
