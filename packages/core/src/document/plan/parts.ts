/** The parts of a document where tasks may stand: its tables and its YAML, in the order of the text. */
import type { Span } from '../../model/place.ts';
import type { Scan } from '../../text/scan-markdown.ts';
import type { Table } from '../../text/tables.ts';

export type Part =
  | { readonly kind: 'table'; readonly start: number; readonly table: Table }
  | { readonly kind: 'yaml'; readonly start: number; readonly body: Span };

export function* partsOf({ isYaml, body, frontMatter, tables, fences }: Scan): Generator<Part> {
  if (isYaml) yield { kind: 'yaml', start: body.start, body };
  if (frontMatter !== null) yield { kind: 'yaml', start: frontMatter.start, body: frontMatter };
  let position = 0;
  for (let next = 0; next < fences.count; next++) {
    const fence = fences.at(next);
    for (; tables.start(position) < fence.open.start; position++) yield tablePart(tables.at(position));
    if (fence.info === '' || /^ya?ml$/i.test(fence.info)) yield { kind: 'yaml', start: fence.open.start, body: fence.body };
  }
  for (; position < tables.count; position++) yield tablePart(tables.at(position));
}

function tablePart(table: Table): Part {
  return { kind: 'table', start: table.head.start, table };
}
