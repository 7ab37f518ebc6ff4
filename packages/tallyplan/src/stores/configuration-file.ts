/** `.tallyplan/config.yaml`, from bytes to settings. */

import type { ByteString } from '@tallyplan/core/model/byte-string';
import { defaultSettings, settingsFrom } from '@tallyplan/core/operations/configuration';
import type { Configuration } from '@tallyplan/core/operations/store';
import { LineIndex } from '@tallyplan/core/text/line-index';
import { readYamlData } from '@tallyplan/core/text/yaml/yaml-data';
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
  const { value, flaws } = readYamlData(text, yamlLibrary);
  if (flaws.length > 0) throw invalid(flaws.map(({ message, span }) => ({ message, at: new LineIndex(text).placeOf(span) })));
  const outcome = settingsFrom(value);
  if (!outcome.ok) throw invalid(outcome.messages.map((message) => ({ message, at: keyIn(text, message) })));
  let digest: string | undefined;
  return {
    settings: outcome.settings,
    // Few ask, and to load the hash costs more than to read the file.
    get digest() {
      digest ??= sha256(text);
      return digest;
    },
  };
}

interface Fault {
  readonly message: string;
  readonly at: { readonly line: number; readonly column: number } | null;
}

/** Where the key stands that a message begins with: the innermost of its path that is found. */
function keyIn(text: ByteString, message: string): Fault['at'] {
  const path = /^[\w.-]+/.exec(message)?.[0].split('.') ?? [];
  const lines = text.split('\n');
  for (const key of path.toReversed()) {
    const index = lines.findIndex((line) => line.trimStart().startsWith(`${key}:`));
    if (index !== -1) return { line: index + 1, column: (lines[index] ?? '').indexOf(key) + 1 };
  }
  return null;
}

function invalid(faults: readonly Fault[]): StoreProblem {
  const faultsTold = faults.map(({ message, at }) => `${configurationName}${at === null ? '' : `:${at.line}:${at.column}`}: ${message}`);
  const told = faultsTold.join('; ').replace(/\.{2,}$|([^.?!])$/, '$1.');
  const [first] = faults;
  return new StoreProblem('config-invalid', `${told} Nothing was done: mend the configuration, then try again`, {
    file: configurationName,
    have: faults.map(({ message }) => message),
    missing: [`a ${configurationName} that can be understood`],
    next: [{ command: 'tallyplan explain config-invalid' }],
    ...(first?.at === null || first === undefined ? {} : { line: first.at.line, column: first.at.column }),
  });
}
