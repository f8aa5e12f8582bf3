import { isDate, isPattern } from './formats';
import type { JsonSchema } from './json-schema';
import { isSchema } from './words';

/**
 * True only where data certainly matches a schema. Reads the common keywords; any other one makes the answer false. Nearly all data is
 * right, and this spares it the schema compiler, which costs more than the rest of the startup. Check anything else with
 * `compileSchema`.
 */
export function certainlyFits(schema: unknown, data: unknown): boolean {
  if (schema === true) return true;
  if (!isSchema(schema)) return false;
  return Object.entries(schema).every(([keyword, demand]) => {
    if (silent.has(keyword)) return true;
    return Object.hasOwn(readers, keyword) && (readers[keyword] as Reader)(demand, data, schema);
  });
}

type Reader = (demand: unknown, data: unknown, schema: JsonSchema) => boolean;

/** Keywords that demand nothing. */
const silent = new Set([
  'title',
  'description',
  'default',
  'examples',
  '$schema',
  '$comment',
  'definitions',
  'errorMessage',
  'markdownDescription',
]);

const types: { readonly [type: string]: (data: unknown) => boolean } = {
  string: (data) => typeof data === 'string',
  number: (data) => typeof data === 'number' && Number.isFinite(data),
  integer: (data) => Number.isInteger(data),
  boolean: (data) => typeof data === 'boolean',
  null: (data) => data === null,
  array: Array.isArray,
  object: isSchema,
};

const isOf = (type: unknown, data: unknown): boolean =>
  typeof type === 'string' && Object.hasOwn(types, type) && types[type]!(data);

const textLength = (data: unknown, fits: (length: number) => boolean): boolean =>
  typeof data !== 'string' || fits([...data].length);
const listLength = (data: unknown, fits: (length: number) => boolean): boolean => !Array.isArray(data) || fits(data.length);
const keyCount = (data: unknown, fits: (count: number) => boolean): boolean => !isSchema(data) || fits(Object.keys(data).length);
const amount = (data: unknown, fits: (amount: number) => boolean): boolean => typeof data !== 'number' || fits(data);

const readers: { readonly [keyword: string]: Reader } = {
  type: (demand, data) => (Array.isArray(demand) ? demand.some((type) => isOf(type, data)) : isOf(demand, data)),
  enum: (demand, data) => typeof data !== 'object' && Array.isArray(demand) && demand.includes(data),
  const: (demand, data) => typeof data !== 'object' && data === demand,
  anyOf: (demand, data) => Array.isArray(demand) && demand.some((form) => certainlyFits(form, data)),
  allOf: (demand, data) => Array.isArray(demand) && demand.every((form) => certainlyFits(form, data)),
  required: (demand, data) =>
    !isSchema(data) || (Array.isArray(demand) && demand.every((key) => Object.hasOwn(data, key) && data[key] !== undefined)),
  properties: (demand, data) =>
    !isSchema(data) ||
    (isSchema(demand) &&
      Object.entries(data).every(
        ([key, value]) => !Object.hasOwn(demand, key) || value === undefined || certainlyFits(demand[key], value),
      )),
  additionalProperties: (demand, data, { properties }) =>
    !isSchema(data) ||
    Object.entries(data).every(
      ([key, value]) => (isSchema(properties) && Object.hasOwn(properties, key)) || certainlyFits(demand, value),
    ),
  items: (demand, data) => !Array.isArray(data) || (!Array.isArray(demand) && data.every((item) => certainlyFits(demand, item))),
  minLength: (demand, data) => typeof demand === 'number' && textLength(data, (length) => length >= demand),
  maxLength: (demand, data) => typeof demand === 'number' && textLength(data, (length) => length <= demand),
  minItems: (demand, data) => typeof demand === 'number' && listLength(data, (length) => length >= demand),
  maxItems: (demand, data) => typeof demand === 'number' && listLength(data, (length) => length <= demand),
  minProperties: (demand, data) => typeof demand === 'number' && keyCount(data, (count) => count >= demand),
  minimum: (demand, data) => typeof demand === 'number' && amount(data, (value) => value >= demand),
  maximum: (demand, data) => typeof demand === 'number' && amount(data, (value) => value <= demand),
  exclusiveMinimum: (demand, data) => typeof demand === 'number' && amount(data, (value) => value > demand),
  exclusiveMaximum: (demand, data) => typeof demand === 'number' && amount(data, (value) => value < demand),
  format: (demand, data) =>
    typeof data !== 'string' || (demand === 'date' ? isDate(data) : demand === 'regex' && isPattern(data)),
  uniqueItems: (demand, data) =>
    demand === false ||
    !Array.isArray(data) ||
    (data.every((item) => typeof item !== 'object') && new Set(data).size === data.length),
};
