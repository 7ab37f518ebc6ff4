/** A document that is YAML as a whole. */
import type { ByteString } from '../model/byte-string.ts';
import { Fences } from '../text/fence.ts';
import { Headings } from '../text/heading.ts';
import { byteOrderMark } from '../text/lines.ts';
import { Runs } from '../text/runs.ts';
import type { Scan } from '../text/scan-markdown.ts';
import { Tables } from '../text/tables.ts';

/** Told by the extension; where that is no known one, by keys of a plan at the margin and no fence or title. */
export function isWholeYaml(text: ByteString, path: string): boolean {
  if (/\.ya?ml$/i.test(path)) return true;
  if (/\.(?:md|markdown|mdx|mdown)$/i.test(path)) return false;
  const head = text.slice(0, 20_000);
  return /^(?:phases|tasks_tracking|development_plan_tracking|plan_id|phase[\w-]*_tasks):/m.test(head) && !/^(?:```|~~~|## )/m.test(head);
}

export function scanYaml(text: ByteString): Scan {
  const runs = new Runs();
  const start = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  if (start > 0) runs.add('bom', 0);
  if (text.length > start) runs.add('yaml', start);
  return {
    text,
    isYaml: true,
    body: { start, end: text.length },
    runs,
    headings: new Headings(text),
    tables: new Tables(text),
    fences: new Fences(text),
    frontMatter: null,
    endlessComment: null,
  };
}
