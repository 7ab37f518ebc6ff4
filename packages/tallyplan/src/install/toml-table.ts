/**
 * A table at the end of a TOML file that people write too, between marks.
 *
 * A table may stand after any other, so nothing that is there has to be understood to add one. Whether it may
 * be added at all (the file is TOML, and has no such table yet) a parser says, before and after.
 */
import { isDeepStrictEqual } from 'node:util';
import { type ByteString, decodeUtf8 } from '@tallyplan/core/model/byte-string';
import { parse, TomlError } from 'smol-toml';
import type { Insertion } from './insertion.ts';
import { hashComment, markedBlock } from './marked-block.ts';

export interface TomlTable {
  readonly file: string;
  readonly does: string;
  /** `['mcp_servers', 'tallyplan']` */
  readonly path: readonly [string, string];
  /** Keys and their values, as TOML. */
  readonly lines: readonly string[];
}

export function tomlTable({ path, lines, ...rest }: TomlTable): Insertion {
  return markedBlock({
    ...rest,
    comment: hashComment,
    content: [`[${path.join('.')}]`, ...lines].join('\n'),
    hasOwn: (text) => inTable(text, path) !== undefined,
    hindrance: (text, block) => hindrance(text, block, path),
  });
}

function inTable(text: ByteString, [outer, inner]: readonly [string, string]): unknown {
  const read = readToml(text);
  const table = read.ok ? read.content[outer] : undefined;
  return isTable(table) ? table[inner] : undefined;
}

/** Adding the table must add just that: nothing else may read differently afterwards. */
function hindrance(text: ByteString, block: ByteString, [outer, inner]: readonly [string, string]): string | null {
  const before = readToml(text);
  if (!before.ok) return `can't be read as TOML (${before.reason})`;
  const after = readToml((text + block) as ByteString);
  if (!after.ok) return `can't take a table [${outer}.${inner}] at its end (${after.reason})`;
  const { [outer]: table, ...others } = after.content;
  const { [outer]: was = {}, ...othersBefore } = before.content;
  if (!isTable(table) || !isTable(was)) return `has something else where the table ${outer} is expected`;
  const { [inner]: _ours, ...kept } = table;
  return isDeepStrictEqual([others, kept], [othersBefore, { ...was }])
    ? null
    : `reads differently with a table [${outer}.${inner}] at its end`;
}

type ReadToml =
  | { readonly ok: true; readonly content: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly reason: string };

function readToml(text: ByteString): ReadToml {
  try {
    return { ok: true, content: { ...parse(decodeUtf8(text).replace(/^\ufeff/, '')) } };
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    return { ok: false, reason: `line ${error.line}, column ${error.column}: ${error.message.split('\n')[0]}` };
  }
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
