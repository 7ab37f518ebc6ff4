/** JSON Schema (2020-12), written briefly. Objects are closed: what is not named is not there. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export const text: JsonSchema = { type: 'string' };
export const whole: JsonSchema = { type: 'integer' };
export const yesNo: JsonSchema = { type: 'boolean' };
export const anything: JsonSchema = {};

export function oneOf(words: readonly string[]): JsonSchema {
  return { enum: [...words] };
}

export function orNull(schema: JsonSchema): JsonSchema {
  return { anyOf: [schema, { type: 'null' }] };
}

export function list(items: JsonSchema): JsonSchema {
  return { type: 'array', items };
}

/** A mapping from any key. */
export function mapping(values: JsonSchema): JsonSchema {
  return { type: 'object', additionalProperties: values };
}

/** @param optional what may be missing besides. */
export function object(properties: Readonly<Record<string, JsonSchema>>, optional: Readonly<Record<string, JsonSchema>> = {}): JsonSchema {
  return { type: 'object', properties: { ...properties, ...optional }, required: Object.keys(properties), additionalProperties: false };
}
