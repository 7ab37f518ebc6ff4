/**
 * The fields that operations take. Each is a valibot schema that carries what a surface needs to
 * offer it: a description, a placeholder, and on the command line its position.
 */
import * as v from 'valibot';

/** What a surface knows of a field beside its schema. */
export interface FieldNotes {
  /** How help writes the value: `ID`, `TEXT`. */
  readonly placeholder: string;
  /** Command line: the position of the argument (from 0); absent for a `--flag`. */
  readonly position?: number;
  /** Command line: takes all the remaining arguments. */
  readonly rest?: true;
  /** Command line: the flag may stand without a value. */
  readonly bare?: true;
  /** What completion offers: ids of tasks, names of rules, the five statuses, names of evidence commands, commands. */
  readonly completes?: 'task' | 'phase' | 'rule' | 'status' | 'evidence' | 'field' | 'command';
}

type Notes = Readonly<Record<string, unknown>>;
const notes = <Value>(metadata: FieldNotes) => v.metadata<Value, Notes>({ ...metadata });

/**
 * The most characters that one text may have. What is said goes into the plan's log or its ledger, and stays there for
 * everybody who ever reads or clones them; what is longer belongs into a file, which the text can name.
 */
export const longestText = 100_000;

/** A text, of a length that can be kept. */
export const boundedText = () =>
  v.pipe(
    v.string(),
    v.check(isKeepable, ({ input }) => tooLong(input)),
  );

function isKeepable(text: string): boolean {
  return text.length <= longestText || lengthOf(text) <= longestText;
}

function tooLong(text: string): string {
  return `has ${lengthOf(text)} characters, and can have ${longestText} at most; name a file that holds the rest`;
}

/** Notes of one call count together. */
function areKeepable(notes: ItemNotes): boolean {
  return isKeepable(together(notes));
}

function together(notes: ItemNotes): string {
  return Object.entries(notes).flat().join('');
}

/** As people count: a letter beyond the first 65,536 is one. */
function lengthOf(text: string): number {
  return [...text].length;
}

/** An id that is empty is a variable that was never set, and no word for all tasks. */
const anId = () => v.pipe(boundedText(), v.nonEmpty('may not be empty'));

/** The id of a task, in any case and width. */
export const taskId = (position = 0, description = 'The task.') =>
  v.pipe(anId(), v.description(description), notes({ placeholder: 'ID', position, completes: 'task' }));

/** One or more ids. */
export const taskIds = (description = 'The tasks.') =>
  v.pipe(
    v.array(anId()),
    v.minLength(1),
    v.description(description),
    notes({ placeholder: 'ID', position: 0, rest: true, completes: 'task' }),
  );

/** No, one or more ids. */
export const anyTaskIds = (description: string) =>
  v.optional(
    v.pipe(v.array(anId()), v.description(description), notes({ placeholder: 'ID', position: 0, rest: true, completes: 'task' })),
    [],
  );

/** A text after a flag. */
export const text = (description: string, more: Partial<FieldNotes> = {}) =>
  v.pipe(boundedText(), v.description(description), notes({ placeholder: 'TEXT', ...more }));

/** A text after a flag that may be left out. */
export const optionalText = (description: string, more: Partial<FieldNotes> = {}) => v.optional(text(description, more));

/** A flag that is there or not. */
export const flag = (description: string) => v.optional(v.pipe(v.boolean(), v.description(description), notes({ placeholder: '' })), false);

/** One of several words. */
export const choice = <const Words extends readonly [string, ...string[]]>(
  words: Words,
  description: string,
  more: Partial<FieldNotes> = {},
) => v.pipe(v.picklist(words), v.description(description), notes({ placeholder: words.join('|'), ...more }));

/** A whole number from 1. */
export const count = (description: string) =>
  v.optional(
    v.pipe(v.number(), v.integer(wholeNumber), v.minValue(1, wholeNumber), v.description(description), notes({ placeholder: 'N' })),
  );

const wholeNumber = 'takes a whole number from 1';

/** Not a record of valibot's, which leaves out names that every object has of its own: a checklist may ask for a `prototype`. */
type ItemNotes = Readonly<Record<string, string>>;

function areTexts(input: unknown): boolean {
  return (
    typeof input === 'object' && input !== null && !Array.isArray(input) && Object.values(input).every((value) => typeof value === 'string')
  );
}

/** `ITEM=NOTE` pairs: checklist items, each with the note that vouches for it. A bare `ITEM` has an empty note. */
export const itemNotes = (description: string, more: Partial<FieldNotes> = {}) =>
  v.optional(
    v.pipe(
      v.custom<ItemNotes>(areTexts, ({ input }) => `expected each item with its note, a text; found ${JSON.stringify(input)}`),
      v.check(areKeepable, ({ input }) => tooLong(together(input))),
      v.description(description),
      notes({ placeholder: 'ITEM=NOTE', ...more }),
    ),
    {},
  );

/** A calendar date, YYYY-MM-DD. */
export const date = (description: string) =>
  v.optional(v.pipe(v.string(), v.isoDate('a date is YYYY-MM-DD'), v.description(description), notes({ placeholder: 'YYYY-MM-DD' })));
