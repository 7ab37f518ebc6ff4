/** Colour with restraint: a handful of meanings, each also told by a word or a sign. */

const codes = {
  strong: [1, 22],
  faint: [2, 22],
  good: [32, 39],
  bad: [31, 39],
  warn: [33, 39],
  note: [36, 39],
} as const;

export type Meaning = keyof typeof codes;
export type Paint = Readonly<Record<Meaning, (text: string) => string>>;

/** Paints nothing: for pipes, NO_COLOR and --no-color. */
export const unpainted: Paint = paintWith((text) => text);

/** Paints with the terminal's own sixteen colours, which follow its theme. */
export const painted: Paint = paintWith((text, meaning) => {
  const [on, off] = codes[meaning];
  return text === '' ? '' : `\u001b[${on}m${text}\u001b[${off}m`;
});

function paintWith(apply: (text: string, meaning: Meaning) => string): Paint {
  const names = Object.keys(codes) as readonly Meaning[];
  return Object.fromEntries(names.map((meaning) => [meaning, (text: string) => apply(text, meaning)])) as Paint;
}
