/** What `tools/list` says of a tool: its form, from the schemas of the operations that it carries. */
import { type Field, fieldsOf } from '@tallyplan/core/operations/fields';
import { operationsByMethod } from '@tallyplan/core/operations/index';
import type { Operation } from '@tallyplan/core/operations/operation';
import { pagingFields } from './paging.ts';
import type { Tool } from './tool-table.ts';

/** One argument of a tool. */
export interface Argument extends Pick<Field, 'name' | 'kind' | 'choices' | 'required' | 'description' | 'placeholder'> {}

/** The operation that a choice calls; the first where there is none to make. */
export async function operationOf(tool: Tool, choice: string | undefined): Promise<Operation | null> {
  const method = choice === undefined ? Object.values(tool.operations)[0] : tool.operations[choice];
  return method === undefined ? null : operationsByMethod[method]();
}

/** The fields of an operation that a tool has. */
export function fieldsIn(tool: Tool, operation: Operation): readonly Field[] {
  return fieldsOf(operation).filter(({ name }) => !tool.without.includes(name));
}

/** The name that a field has as an argument: a tool speaks of one task, or one document, at a time. */
export function argumentName({ name }: Pick<Field, 'name'>): string {
  return name === 'ids' || name === 'of' ? 'id' : name;
}

/** Every argument that a tool takes: those of all its operations, each once. */
export async function argumentsOf(tool: Tool): Promise<readonly Argument[]> {
  const operations = await Promise.all(Object.keys(tool.operations).map((choice) => operationOf(tool, choice)));
  const loaded = [...new Set(operations.filter((operation) => operation !== null))];
  const found = new Map<string, Argument>();
  for (const operation of loaded) {
    for (const field of fieldsIn(tool, operation)) {
      const name = argumentName(field);
      const isAlways = loaded.every((each) => fieldsIn(tool, each).some((other) => argumentName(other) === name && other.required));
      if (!found.has(name)) found.set(name, { ...field, name, kind: field.kind === 'list' ? 'text' : field.kind, required: isAlways });
    }
  }
  if (tool.annotations.readOnlyHint) for (const field of pagingFields) found.set(field.name, field);
  return [...found.values()];
}

/** As much of JSON Schema as a tool needs. */
interface ArgumentSchema {
  [key: string]: string | string[] | { type: string };
  type: string;
}

/** The tool as the protocol lists it. Descriptions that the name says already are left out: the list is read in every context. */
export async function listedTool(tool: Tool) {
  const { name, description, annotations, chooser } = tool;
  const taken = await argumentsOf(tool);
  const choice: Record<string, ArgumentSchema> =
    chooser === undefined ? {} : { [chooser.name]: { type: 'string', enum: Object.keys(tool.operations) } };
  const required = [
    ...(chooser?.required === true ? [chooser.name] : []),
    ...taken.filter((each) => each.required).map((each) => each.name),
  ];
  return {
    name,
    description,
    inputSchema: {
      type: 'object' as const,
      properties: { ...choice, ...Object.fromEntries(taken.map((argument) => [argument.name, schemaOf(argument)])) },
      ...(required.length === 0 ? {} : { required }),
      additionalProperties: false,
    },
    annotations,
  };
}

function schemaOf(argument: Argument): ArgumentSchema {
  const told = plainNames.has(argument.name) ? {} : { description: argument.description.replace(/\.$/, '') };
  switch (argument.kind) {
    case 'choice':
      return { type: 'string', enum: [...argument.choices] };
    case 'list':
      return { type: 'array', items: { type: 'string' }, ...told };
    case 'pairs':
      return { type: 'object', additionalProperties: { type: 'string' }, ...told };
    case 'number':
      return { type: 'integer', ...told };
    case 'flag':
      return { type: 'boolean', ...told };
    case 'text':
      return { type: 'string', ...told };
  }
}

const plainNames: ReadonlySet<string> = new Set(['id', 'reason', 'phase', 'mine', 'limit', 'offset', 'fields', 'question', 'run']);
