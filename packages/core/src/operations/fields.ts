/**
 * What the input of an operation consists of, read from its schema: the one thing that command line,
 * agents' tools, help, completion and the reference derive their forms from.
 */
import type { FieldNotes } from './input.ts';
import type { Operation } from './operation.ts';

export interface Field extends FieldNotes {
  /** The property of the input. */
  readonly name: string;
  readonly kind: FieldKind;
  readonly description: string;
  readonly required: boolean;
  /** The words that a `choice`, or each value of a `list` of choices, may be; else none. */
  readonly choices: readonly string[];
}

/** `pairs`: texts by name, such as items with their notes. */
export type FieldKind = 'text' | 'choice' | 'list' | 'pairs' | 'number' | 'flag';

/**
 * The fields of an operation's input: those with a position first, in that order, then the rest as the schema has them.
 * A field without notes is none that anybody types: the surface fills it in itself.
 */
export function fieldsOf({ input }: Pick<Operation, 'input'>): readonly Field[] {
  const made = known.get(input) ?? fieldsIn(input as unknown as ObjectNode);
  known.set(input, made);
  return made;
}

/** By the schema, which never changes: a server asks for the same ones with every call. */
const known = new WeakMap<object, readonly Field[]>();

function fieldsIn({ entries }: ObjectNode): readonly Field[] {
  const fields = Object.entries(entries).flatMap(([name, schema]) => fieldOf(name, schema) ?? []);
  return fields.sort((a, b) => (a.position ?? lastPosition) - (b.position ?? lastPosition));
}

const lastPosition = 1000;

function fieldOf(name: string, schema: SchemaNode): Field | null {
  const { required, inner } = unwrap(schema);
  const notes = notesOf(inner);
  return notes === null
    ? null
    : {
        ...notes,
        name,
        kind: kindOf(inner),
        required,
        description: descriptionOf(name, inner),
        choices: inner.options ?? inner.item?.options ?? [],
      };
}

/** What is used here of a valibot schema: see its `GenericSchema` and the wrapping schemas. */
interface SchemaNode {
  readonly type: string;
  readonly wrapped?: SchemaNode;
  readonly item?: SchemaNode;
  readonly options?: readonly string[];
  readonly pipe?: readonly PipeItem[];
}
/** The input of an operation, as a whole. */
interface ObjectNode {
  readonly entries: Readonly<Record<string, SchemaNode>>;
}
interface PipeItem {
  readonly type: string;
  readonly description?: string;
  readonly metadata?: FieldNotes;
}

function unwrap(schema: SchemaNode): { required: boolean; inner: SchemaNode } {
  let inner = schema;
  let required = true;
  while (inner.wrapped !== undefined) {
    required &&= inner.type === 'nonoptional' || inner.type === 'nullable';
    inner = inner.wrapped;
  }
  return { required, inner };
}

function kindOf(schema: SchemaNode): FieldKind {
  switch (schema.type) {
    case 'picklist':
      return 'choice';
    case 'array':
      return 'list';
    case 'custom':
      return 'pairs';
    case 'number':
      return 'number';
    case 'boolean':
      return 'flag';
    case 'string':
      return 'text';
    default:
      throw new Error(`no surface can offer a field of the type "${schema.type}"`);
  }
}

function notesOf(schema: SchemaNode): FieldNotes | null {
  return schema.pipe?.findLast((item) => item.type === 'metadata')?.metadata ?? null;
}

function descriptionOf(name: string, schema: SchemaNode): string {
  const description = schema.pipe?.findLast((item) => item.type === 'description')?.description;
  if (description === undefined) throw new Error(`the field "${name}" says nothing of itself`);
  return description;
}
