import type { JsonSchema } from './json-schema';

/** Names a value in a message: short texts and numbers as written, collections by their kind. */
export function nameValue(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'string') {
    if (value === '') return 'the empty string ""';
    return JSON.stringify(value.length > 40 ? `${value.slice(0, 39)}…` : value);
  }
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value instanceof Date) return 'a date';
  if (typeof value === 'object') return 'a mapping';
  return String(value);
}

/** Names a value with its type, for a message about types: `the string "two"`. */
export function nameValueWithType(value: unknown): string {
  if (typeof value === 'string' && value !== '') return `the string ${nameValue(value)}`;
  if (typeof value === 'number') return `the number ${value}`;
  return nameValue(value);
}

const typeWords: { readonly [type: string]: string } = {
  string: 'a string',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  object: 'a mapping',
  array: 'a list',
  null: 'empty',
};

/** Names the `type` of a schema. */
export const nameTypes = (types: unknown): string =>
  listWords(
    (Array.isArray(types) ? types : [types]).map((type) => typeWords[String(type)] ?? String(type)),
    'or',
  );

/** Joins words: `a, b or c`. Words beyond `most` are only counted. */
export function listWords(words: readonly string[], conjunction: 'or' | 'and', most = 12): string {
  const unique = [...new Set(words)];
  if (unique.length > most) return `${unique.slice(0, most).join(', ')} ${conjunction} ${unique.length - most} more`;
  if (unique.length < 2) return unique.join('');
  return `${unique.slice(0, -1).join(', ')} ${conjunction} ${unique.at(-1)}`;
}

/** Names what a schema asks for, as the object of "must be". Its title where it has one. */
export function nameDemand(schema: JsonSchema): string {
  if (typeof schema['title'] === 'string') return schema['title'];
  if ('const' in schema) return nameValue(schema['const']);
  if (Array.isArray(schema['enum'])) return listWords(schema['enum'].map(nameValue), 'or');
  if (schema['type'] === 'array' && isSchema(schema['items'])) {
    const item = schema['items'];
    if (item['type'] === 'string' && !('enum' in item)) return 'a list of strings';
    if (item['type'] === 'object') return 'a list of mappings';
  }
  if (schema['type'] !== undefined) {
    const type = nameTypes(schema['type']);
    return typeof schema['pattern'] === 'string' && schema['type'] === 'string'
      ? `${type} that matches ${schema['pattern']}`
      : type;
  }
  return 'something else';
}

/** The first sentence of a schema's description, if it is short enough to be part of another sentence. */
export function describeShortly(schema: JsonSchema | undefined): string | undefined {
  const text = schema?.['description'];
  if (typeof text !== 'string') return undefined;
  const first = (text.split(/(?<=\S)\.(?:\s|$)/)[0] ?? '').trim();
  if (first === '' || first.length > 100 || first.includes('\n')) return undefined;
  return /^[A-Z][a-z ]/.test(first) ? first.charAt(0).toLowerCase() + first.slice(1) : first;
}

export const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
