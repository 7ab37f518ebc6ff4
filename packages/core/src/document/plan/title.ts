/** The title of a document: its first heading of the first level, else the title of its front matter. */
import { type ByteString, decodeUtf8 } from '../../model/byte-string.ts';
import type { Scan } from '../../text/scan-markdown.ts';
import type { YamlBlock } from '../../text/yaml/yaml-block.ts';
import { undecorated } from './decoration.ts';
import { headingText } from './phases.ts';
import type { TaskFacts } from './task-facts.ts';

export function titleOfMarkdown({ text, headings, frontMatter }: Scan): string {
  const heading = first(headings, ({ level }) => level === 1);
  if (heading !== undefined) return undecorated(headingText(text, heading));
  if (frontMatter === null) return '';
  const [, written = ''] = /^title:(.*)$/m.exec(text.slice(frontMatter.start, frontMatter.end)) ?? [];
  return decodeUtf8(written as ByteString)
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2');
}

function first<T>(all: Iterable<T>, isIt: (each: T) => boolean): T | undefined {
  for (const each of all) if (isIt(each)) return each;
  return undefined;
}

/** Family E: the project; family G: the service. */
export function titleOfYaml(block: YamlBlock, { root }: TaskFacts): string {
  for (const key of ['title', 'project', 'service_name', 'name', 'plan_id', 'id']) {
    const offsets = root.get(key);
    if (offsets !== undefined) return block.textAt(...offsets);
  }
  return '';
}
