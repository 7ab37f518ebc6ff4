/** What is said has a most, in every operation and in every field that takes a text: plan and ledger keep it for ever. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type Field, fieldsOf } from './fields.ts';
import { operationsByMethod } from './index.ts';
import { longestText } from './input.ts';
import type { Operation } from './operation.ts';

const operations: readonly Operation[] = await Promise.all(Object.values(operationsByMethod).map((load) => load()));
const texts = operations
  .flatMap((operation) => fieldsOf(operation).map((field) => ({ operation, field })))
  .filter(({ field }) => field.choices.length === 0);

function inForm(kind: Field['kind'], text: string): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'list':
      return [text];
    case 'pairs':
      return { one: text.slice(0, 60_003), two: text.slice(60_003) };
    default:
      return null;
  }
}

/** What the field of an operation says of a text. */
function saidOf({ operation, field }: (typeof texts)[number], text: string): readonly string[] {
  const parsed = v.safeParse(operation.input, { [field.name]: inForm(field.kind, text) });
  return (parsed.issues ?? []).filter(({ path }) => path?.[0]?.key === field.name).map(({ message }) => message);
}

describe('a text that is longer than can be kept', () => {
  const taken = texts.filter(({ field }) => inForm(field.kind, '') !== null);

  it.each(taken.map((each) => [`${each.operation.name} ${each.field.name}`, each] as const))(
    'is refused as what is said in %s',
    (_, each) => {
      expect(saidOf(each, 'x'.repeat(longestText + 1)).join()).toMatch(
        /10000[17] characters, and can have 100000 at most|YYYY-MM-DD|a priority is P/,
      );
    },
  );

  it('counts letters, and notes of one call together with their names', () => {
    const log = taken.find(({ operation, field }) => operation.name === 'log' && field.name === 'note');
    const verify = taken.find(({ operation, field }) => operation.name === 'verify' && field.kind === 'pairs');
    if (log === undefined || verify === undefined) throw new Error('no such field');
    expect(saidOf(log, '🚧'.repeat(longestText))).toEqual([]);
    expect(saidOf(log, '🚧'.repeat(longestText + 1))).toEqual([expect.stringContaining('has 100001 characters')]);
    expect(saidOf(verify, 'x'.repeat(longestText - 6))).toEqual([]);
    expect(saidOf(verify, 'x'.repeat(longestText - 5))).toEqual([expect.stringContaining('has 100001 characters')]);
  });
});
