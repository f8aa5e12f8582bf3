import { closest } from '../text/closest';
import { describeMissing, describeName, describeUnknown } from './describe-key';
import type { Fault } from './fault';
import type { JsonSchema } from './json-schema';
import type { Mismatch } from './mismatch';
import { namePlace } from './place';
import { pointerPath } from './pointer';
import type { SchemaError } from './schema-error';
import { isSchema, listWords, nameDemand, nameTypes, nameValue, nameValueWithType } from './words';

/** Undefined: another error describes the same fault. */
export function describeError(error: SchemaError, document: unknown, root: string): Mismatch | undefined {
  const owner = isSchema(error.parentSchema) ? error.parentSchema : {};
  const fault: Fault = { error, path: pointerPath(error.instancePath, document), owner, params: error.params, root };
  const { keyword } = error;
  const describer = Object.hasOwn(describers, keyword) ? describers[keyword] : undefined;
  if (describer !== undefined) return describer(fault);
  const words = Object.hasOwn(predicates, keyword) ? predicates[keyword]!(fault) : undefined;
  return aboutValue(fault, words ?? ownWords(owner) ?? error.message ?? `breaks ${JSON.stringify(keyword)}`);
}

/** What a value breaks, as the predicate of a clause whose subject is its place: `must be at least 0, not -1`. */
const predicates: { readonly [keyword: string]: (fault: Fault) => string } = {
  type: ({ error, owner, params }) => demand(nameTypesOf(owner, params['type']), error.data),
  const: ({ error, params }) => `must be ${nameValue(params['allowedValue'])}, not ${nameValue(error.data)}`,
  anyOf: forms,
  oneOf: forms,
  format: ({ error, owner, params }) =>
    `${ownWords(owner) ?? `must be ${withArticle(String(params['format']))}`}, not ${nameValue(error.data)}`,
  minimum: bound('at least'),
  maximum: bound('at most'),
  exclusiveMinimum: bound('more than'),
  exclusiveMaximum: bound('less than'),
  multipleOf: ({ error, params }) => `must be a multiple of ${params['multipleOf']}, not ${nameValue(error.data)}`,
  minLength: ({ params }) => (params['limit'] === 1 ? 'must not be empty' : `must have at least ${params['limit']} characters`),
  maxLength: ({ params }) => `must have at most ${params['limit']} characters`,
  minItems: fewest,
  minProperties: fewest,
  maxItems: most,
  maxProperties: most,
};

/** Keywords whose mismatch isn't a clause about the value. */
const describers: { readonly [keyword: string]: (fault: Fault) => Mismatch | undefined } = {
  required: describeMissing,
  dependentRequired: describeMissing,
  dependencies: describeMissing,
  additionalProperties: describeUnknown,
  unevaluatedProperties: describeUnknown,
  propertyNames: describeName,
  enum: describeEnum,
  // The pattern of a key's name: `propertyNames` reports it.
  pattern: (fault) => (fault.error.propertyName === undefined ? aboutValue(fault, patternWords(fault)) : undefined),
  uniqueItems: describeRepeated,
  if: () => undefined,
};

function aboutValue({ error, path, owner, root }: Fault, predicate: string, more: Partial<Mismatch> = {}): Mismatch {
  return {
    path,
    target: 'value',
    keyword: error.keyword,
    message: `${namePlace(path, root, owner)} ${predicate}`,
    ...more,
  };
}

/** The words that the schema itself has for a mismatch. */
const ownWords = (schema: JsonSchema): string | undefined =>
  typeof schema['errorMessage'] === 'string' ? schema['errorMessage'] : undefined;

const demand = (wanted: string, value: unknown): string =>
  value === null || value === undefined ? `is empty. It must be ${wanted}` : `must be ${wanted}, not ${nameValueWithType(value)}`;

const nameTypesOf = (owner: JsonSchema, types: unknown): string =>
  owner['type'] === undefined ? nameTypes(types) : nameDemand({ ...owner, pattern: undefined });

const nameForms = (forms: unknown): string =>
  listWords((Array.isArray(forms) ? forms : []).filter(isSchema).map(nameDemand), 'or');

const withArticle = (format: string): string => (format === 'date' ? 'a date such as 2025-01-31' : `a valid ${format}`);

function forms({ error, owner, params }: Fault): string {
  if (Array.isArray(params['passingSchemas'])) return 'matches more than one of its allowed forms';
  return demand(typeof owner['title'] === 'string' ? owner['title'] : nameForms(error.schema), error.data);
}

function bound(words: string): (fault: Fault) => string {
  return ({ error, params }) => `must be ${words} ${params['limit']}, not ${nameValue(error.data)}`;
}

function fewest({ params: { limit } }: Fault): string {
  return limit === 1 ? 'must not be empty' : `must have at least ${limit} entries`;
}

function most({ params: { limit } }: Fault): string {
  return `must have at most ${limit} ${limit === 1 ? 'entry' : 'entries'}`;
}

function patternWords({ error, owner }: Fault): string {
  return `${ownWords(owner) ?? `must be ${nameDemand({ type: 'string', ...owner })}`}, not ${nameValue(error.data)}`;
}

function describeEnum(fault: Fault): Mismatch {
  const { owner, error } = fault;
  const allowed = (error.params['allowedValues'] ?? []) as readonly unknown[];
  const texts = allowed.filter((entry) => typeof entry === 'string');
  const suggestion = typeof error.data === 'string' ? closest(error.data, texts) : undefined;
  const wanted =
    typeof owner['title'] === 'string' && owner['enum'] === undefined
      ? owner['title']
      : listWords(allowed.map(nameBare), 'or', 16);
  const end = suggestion === undefined ? '' : `. Did you mean ${JSON.stringify(suggestion)}?`;
  const words = error.data === null ? `is empty. It must be ${wanted}` : `must be ${wanted}, not ${nameValue(error.data)}`;
  return aboutValue(fault, `${words}${end}`, { suggestion });
}

const nameBare = (value: unknown): string => (typeof value === 'string' && /^[\w./:-]+$/.test(value) ? value : nameValue(value));

function describeRepeated({ error, path, params, root }: Fault): Mismatch {
  const second = Math.max(Number(params['i']), Number(params['j']));
  const repeated = Array.isArray(error.data) ? error.data[second] : undefined;
  return {
    path: [...path, second],
    target: 'value',
    keyword: error.keyword,
    message: `${nameValue(repeated)} is in ${namePlace(path, root, {})} twice`,
  };
}
