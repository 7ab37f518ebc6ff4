import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fieldsOf } from './fields.ts';
import { anyTaskIds, choice, count, date, flag, itemNotes, optionalText, taskId, taskIds, text } from './input.ts';

const field = (schema: v.GenericSchema) => fieldsOf({ input: v.object({ it: schema }) })[0];

describe('the fields of an operation', () => {
  it('are told by their schemas', () => {
    expect(field(text('Why.'))).toEqual({
      name: 'it',
      kind: 'text',
      description: 'Why.',
      required: true,
      choices: [],
      placeholder: 'TEXT',
    });
    expect(field(optionalText('Why.', { placeholder: 'REASON' }))).toMatchObject({ kind: 'text', required: false, placeholder: 'REASON' });
    expect(field(taskId())).toMatchObject({ kind: 'text', required: true, position: 0, completes: 'task' });
    expect(field(taskIds())).toMatchObject({ kind: 'list', required: true, position: 0, rest: true });
    expect(field(anyTaskIds('Which.'))).toMatchObject({ kind: 'list', required: false, description: 'Which.' });
    expect(field(flag('Whether.'))).toMatchObject({ kind: 'flag', required: false });
    expect(field(choice(['a', 'b'], 'Which.'))).toMatchObject({ kind: 'choice', choices: ['a', 'b'], placeholder: 'a|b' });
    expect(field(v.optional(choice(['a', 'b'], 'Which.')))).toMatchObject({ kind: 'choice', choices: ['a', 'b'], required: false });
    expect(field(count('How many.'))).toMatchObject({ kind: 'number', required: false, placeholder: 'N' });
    expect(field(itemNotes('Items.'))).toMatchObject({ kind: 'pairs', required: false });
    expect(field(date('When.'))).toMatchObject({ kind: 'text', required: false, placeholder: 'YYYY-MM-DD' });
  });

  it('stand by position first, then as they were written', () => {
    const input = v.object({ reason: text('Why.'), second: taskId(1), note: text('Note.'), first: taskId(0) });
    expect(fieldsOf({ input }).map(({ name }) => name)).toEqual(['first', 'second', 'reason', 'note']);
  });

  it('leave out what no person types', () => {
    expect(field(v.optional(v.object({ exitCode: v.number() })))).toBeUndefined();
  });

  it('are refused where they do not say what they are for', () => {
    expect(() => field(v.pipe(v.string(), v.metadata({ placeholder: 'TEXT' })))).toThrow('"it" says nothing of itself');
  });

  it('are refused where no surface could offer them', () => {
    expect(() => field(v.pipe(v.date(), v.metadata({ placeholder: 'DATE' })))).toThrow('no surface');
  });
});
