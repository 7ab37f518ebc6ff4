/** Whether a document is a YAML file as a whole (families E and G), and not Markdown with YAML in it. */
import type { Document } from '../document.ts';

export function isYamlFile({ pieces }: Document): boolean {
  return pieces.length > 0 && pieces.every(({ kind }) => kind === 'yaml' || kind === 'comment' || kind === 'bom');
}
