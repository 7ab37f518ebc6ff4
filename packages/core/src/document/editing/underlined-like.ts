/** Headings that are underlined, as their neighbours are. */
import { displayWidth } from '../../text/display-width.ts';

/** The marks below a heading; null for one of another form. */
export function underlineIn(heading: string): string | null {
  return /\n[ ]{0,3}(=+|-+)[\t ]*\r?\n?$/.exec(heading)?.[1] ?? null;
}

/** A heading of two lines: the underline is as long as the text, so that it is none but that. */
export function underlinedLike(line: string, underline: string): readonly string[] {
  const mark = underline.trim().charAt(0);
  return [line, mark.repeat(Math.max(displayWidth(line), [...line].length, 4))];
}
