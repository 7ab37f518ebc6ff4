/** In which style a text is written where another one stands. */
import type { Document, ValueSource, ValueStyle } from '../document.ts';

/** Inside `{ }` and `[ ]` a plain value can hold none of their marks: there it gets quotes. */
export function styleFor(written: string, { text }: Document, { style, end }: ValueSource): ValueStyle {
  if ((style !== 'plain' && style !== 'empty') || !/[,[\]{}]/.test(written)) return style;
  const after = /[^\s]/.exec(text.slice(end, end + 200))?.[0] ?? '';
  return ',]}'.includes(after) && after !== '' ? 'double-quoted' : style;
}
