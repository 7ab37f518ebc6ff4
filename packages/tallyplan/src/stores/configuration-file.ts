/**
 * `.tallyplan/config.yaml`, from bytes to settings. Its usual shape is read by the document's own block
 * reader, since every command needs it; what that declines goes to the library.
 */
import { readBlock } from '@tallyplan/core/document/yaml/read-block';
import { scalarText } from '@tallyplan/core/document/yaml/scalar-text';
import { TreeBuilder, type YamlNode, type YamlScalar } from '@tallyplan/core/document/yaml/yaml-tree';
import { type ByteString, decodeUtf8 } from '@tallyplan/core/model/byte-string';
import { defaultSettings, settingsFrom } from '@tallyplan/core/operations/configuration';
import type { Configuration } from '@tallyplan/core/operations/store';
import { yamlLibrary } from '../yaml-library.ts';
import { sha256 } from './sha256.ts';
import { StoreProblem } from './store-problem.ts';

/** How messages name it. */
export const configurationName = '.tallyplan/config.yaml';

/**
 * @param text null where there is no configuration
 * @throws StoreProblem (`config-invalid`) for one that is wrong
 */
export function readConfiguration(text: ByteString | null): Configuration {
  if (text === null) return { digest: null, settings: defaultSettings };
  const outcome = settingsFrom(dataOf(text));
  if (!outcome.ok) throw invalid(outcome.messages.map((message) => ({ message, at: keyIn(text, message) })));
  return { digest: sha256(text), settings: outcome.settings };
}

function dataOf(text: ByteString): unknown {
  const tree = new Tree(text);
  const understood = readBlock(text, { start: 0, end: text.length }, tree) < 0 && !tree.isRepeating;
  try {
    if (understood) return tree.root === null ? null : plainData(text, tree.root);
  } catch (error) {
    if (error !== declined) throw error;
  }
  return dataByLibrary(text);
}

class Tree extends TreeBuilder {
  isRepeating = false;
  override duplicateKey(): void {
    this.isRepeating = true;
  }
}

/** Thrown where a value is not surely what it seems; the library decides. */
const declined = new Error('for the library');

function plainData(text: ByteString, node: YamlNode): unknown {
  if (node.kind === 'scalar') return scalarData(text, node);
  if (node.kind === 'list') return node.items.map((item) => plainData(text, item));
  return Object.fromEntries(
    node.pairs.map(({ key, value }) => {
      if (!/^[A-Za-z_][\w-]*$/.test(key)) throw declined;
      return [key, plainData(text, value)];
    }),
  );
}

function scalarData(text: ByteString, { start, end, style }: YamlScalar): unknown {
  if (style === 'other') throw declined;
  const said = scalarText(text.slice(start, end) as ByteString, style);
  if (style !== 'plain') return style === 'empty' ? null : said;
  if (said === 'true' || said === 'false') return said === 'true';
  if (/^(?:0|[1-9]\d{0,8})$/.test(said)) return Number(said);
  // Numbers of other forms, and the many ways to write null, true and false.
  if (/^(?:[-+.\d~]|(?:null|true|false)$)/i.test(said)) throw declined;
  return said;
}

function dataByLibrary(text: ByteString): unknown {
  const document = yamlLibrary().parseDocument(decodeUtf8(text), { prettyErrors: true, logLevel: 'silent' });
  const faults = document.errors.map(({ message, linePos }) => ({
    message: message.split('\n')[0] ?? message,
    at: linePos?.[0] === undefined ? null : { line: linePos[0].line, column: linePos[0].col },
  }));
  if (faults.length > 0) throw invalid(faults);
  try {
    return document.toJS();
  } catch (error) {
    // Aliases that would explode.
    throw invalid([{ message: error instanceof Error ? error.message : String(error), at: null }]);
  }
}

interface Fault {
  readonly message: string;
  readonly at: { readonly line: number; readonly column: number } | null;
}

/** Where the key stands that a message begins with. */
function keyIn(text: ByteString, message: string): Fault['at'] {
  const keys = /^[\w.-]+/.exec(message)?.[0].split('.') ?? [];
  const lines = text.split('\n');
  for (const key of keys.toReversed()) {
    const index = lines.findIndex((line) => line.trimStart().startsWith(`${key}:`));
    if (index !== -1) return { line: index + 1, column: (lines[index] ?? '').indexOf(key) + 1 };
  }
  return null;
}

function invalid(faults: readonly Fault[]): StoreProblem {
  const told = faults.map(({ message, at }) => `${configurationName}${at === null ? '' : `:${at.line}:${at.column}`}: ${message}`);
  return new StoreProblem('config-invalid', `${told.join('\n')}\nNothing was done. Mend the configuration, then try again`, {
    file: configurationName,
    ...(faults[0]?.at ?? {}),
    next: [{ command: 'tallyplan config' }],
  });
}
