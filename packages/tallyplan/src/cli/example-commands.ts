/** A small table of commands for tests of the command line's own parts: one of each kind of field and form. */
import { done } from '@tallyplan/core/model/problem';
import { choice, count, flag, itemNotes, optionalText, taskId, taskIds, text } from '@tallyplan/core/operations/input';
import type { Operation } from '@tallyplan/core/operations/operation';
import * as v from 'valibot';
import { type Command, commandOf } from './command.ts';

function operation(name: string, input: v.GenericSchema): Operation {
  const common = { name, summary: `Tries ${name}.`, group: 'life' as const, input, examples: [] };
  if (name.includes('show')) return { kind: 'read', ...common, answer: () => done(null) };
  return { kind: 'change', ...common, decide: () => done({ result: null, commit: null }) };
}

export const exampleCommands: readonly Command[] = [
  operation('show', v.object({ ids: v.optional(taskIds(), []), limit: count('How many.'), mine: flag('Only mine.') })),
  operation('start', v.object({ id: taskId(), skipAhead: optionalText('Why.', { placeholder: 'REASON' }) })),
  operation('verify', v.object({ id: taskId(), items: itemNotes('Items.', { position: 1, rest: true }), note: optionalText('A note.') })),
  operation('complete', v.object({ id: taskId(), summary: text('What.'), attest: itemNotes('Items.') })),
  operation(
    'log',
    v.object({ id: taskId(), status: choice(['NOT_STARTED', 'IN_PROGRESS', 'COMPLETED'], 'The status.'), note: text('The note.') }),
  ),
  operation(
    'add task',
    v.object({
      id: taskId(),
      phases: v.optional(v.pipe(v.array(v.string()), v.description('Phases of its own.'), v.metadata({ placeholder: 'NAMES' })), []),
    }),
  ),
  operation('add phase', v.object({ name: text('The name.', { placeholder: 'NAME', position: 0 }) })),
  operation('audit show', v.object({})),
].map(commandOf);
