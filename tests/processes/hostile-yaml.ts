/** YAML that is small, and would fill the memory or the stack of who reads it without care. */

/** Twelve anchors, each ten times the one before: 10^12 values in half a kilobyte. */
export const exploding = [
  'a0: &a0 [x,x,x,x,x,x,x,x,x,x]',
  ...Array.from({ length: 11 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`)}]`),
].join('\n');
const depth = 100_000;
export const deep = {
  'of brackets': `deep: ${'['.repeat(depth)}${']'.repeat(depth)}`,
  'of braces': `deep: ${'{a: '.repeat(depth)}1${'}'.repeat(depth)}`,
  'of dashes': `deep:\n${'- '.repeat(depth)}x`,
  'of indented lines': `deep:\n${Array.from({ length: 3_000 }, (_, i) => `${' '.repeat(i + 1)}a:`).join('\n')}`,
};
