import type { ErrorObject } from 'ajv';
import type { YamlPath } from '../languages/yaml';
import { closest } from '../text/closest';
import { settleAlternatives } from './alternatives';
import type { JsonSchema } from './json-schema';
import { pointerPath, writePath } from './pointer';
import { describeShortly, isSchema, listWords, nameDemand, nameTypes, nameValue, nameValueWithType } from './words';

/** Keywords that ajv shall let pass (`new Ajv({ keywords })`): `errorMessage` replaces the words of a failed pattern, format or condition. */
export const describedKeywords = ['errorMessage', 'markdownDescription'] as const;

/** One thing that a schema does not allow. */
export interface Mismatch {
  /** Where it stands: for a missing key, the mapping that lacks it. */
  readonly path: YamlPath;
  /** Whether the key or the value at the path is the word to change. */
  readonly target: 'key' | 'value';
  /** A sentence without a full stop: `"gpu" must be a whole number, not the text "two"`. */
  readonly message: string;
  /** The name or value that was probably meant, for a fix. */
  readonly suggestion?: string;
  readonly keyword: string;
  /** The key that is missing or unknown. */
  readonly property?: string;
}

/**
 * Turns the errors of an ajv validator into sentences for the person who wrote the data, in the order of the data's paths.
 * The validator must have been made with `{ allErrors: true, verbose: true }`. `root` names the whole document in a sentence.
 */
export function describeSchemaErrors(
  errors: readonly ErrorObject[],
  data: unknown,
  schema: JsonSchema,
  root = 'the file',
): readonly Mismatch[] {
  const mismatches: Mismatch[] = [];
  for (const error of settleAlternatives(errors, schema)) {
    const mismatch = describe(error, data, root);
    if (mismatch) mismatches.push(mismatch);
  }
  return withoutEchoes(mismatches);
}

/** A misspelt key is not reported a second time as missing, nor one place twice in the same words. */
function withoutEchoes(mismatches: readonly Mismatch[]): readonly Mismatch[] {
  const meant = new Set(
    mismatches.flatMap(({ keyword, path, suggestion }) =>
      keyword === 'additionalProperties' && suggestion !== undefined ? [JSON.stringify([...path.slice(0, -1), suggestion])] : [],
    ),
  );
  const seen = new Set<string>();
  return mismatches.filter((mismatch) => {
    if (mismatch.keyword === 'required' && meant.has(JSON.stringify([...mismatch.path, mismatch.property]))) return false;
    const identity = JSON.stringify([mismatch.path, mismatch.message]);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

function describe(error: ErrorObject, document: unknown, root: string): Mismatch | undefined {
  const path = pointerPath(error.instancePath, document);
  const owner = isSchema(error.parentSchema) ? error.parentSchema : {};
  const value = (message: string, more: Partial<Mismatch> = {}): Mismatch => ({
    path,
    target: 'value',
    keyword: error.keyword,
    message: `${namePlace(path, root, owner)} ${message}`,
    ...more,
  });
  const own = typeof owner['errorMessage'] === 'string' ? owner['errorMessage'] : undefined;
  const params: { readonly [name: string]: unknown } = error.params;
  switch (error.keyword) {
    case 'type':
      return value(demand(nameTypesOf(owner, params['type']), error.data));
    case 'enum':
      return describeEnum(value, owner, error);
    case 'const':
      return value(`must be ${nameValue(params['allowedValue'])}, not ${nameValue(error.data)}`);
    case 'anyOf':
    case 'oneOf':
      return value(
        Array.isArray(params['passingSchemas'])
          ? 'fits more than one of the forms that it may have'
          : demand(typeof owner['title'] === 'string' ? owner['title'] : nameForms(error.schema), error.data),
      );
    case 'required':
    case 'dependentRequired':
    case 'dependencies':
      return describeMissing(path, error, owner, root);
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return describeUnknown(path, error, owner);
    case 'propertyNames': {
      const key = String(params['propertyName']);
      const names = isSchema(error.schema) ? error.schema : {};
      const words = typeof names['errorMessage'] === 'string' ? names['errorMessage'] : `must be ${nameDemand(names)}`;
      return {
        path: [...path, key],
        target: 'key',
        keyword: error.keyword,
        message: `the key ${JSON.stringify(key)} ${words}`,
        property: key,
      };
    }
    case 'pattern':
      if (error.propertyName !== undefined) return undefined;
      return value(
        own
          ? `${own}, not ${nameValue(error.data)}`
          : `must be ${nameDemand({ type: 'string', ...owner })}, not ${nameValue(error.data)}`,
      );
    case 'format':
      return value(`${own ?? `must be ${withArticle(String(params['format']))}`}, not ${nameValue(error.data)}`);
    case 'minimum':
      return value(`must be at least ${params['limit']}, not ${nameValue(error.data)}`);
    case 'maximum':
      return value(`must be at most ${params['limit']}, not ${nameValue(error.data)}`);
    case 'exclusiveMinimum':
      return value(`must be more than ${params['limit']}, not ${nameValue(error.data)}`);
    case 'exclusiveMaximum':
      return value(`must be less than ${params['limit']}, not ${nameValue(error.data)}`);
    case 'multipleOf':
      return value(`must be a multiple of ${params['multipleOf']}, not ${nameValue(error.data)}`);
    case 'minLength':
      return value(params['limit'] === 1 ? 'must not be empty' : `must have at least ${params['limit']} characters`);
    case 'maxLength':
      return value(`must have at most ${params['limit']} characters`);
    case 'minItems':
    case 'minProperties':
      return value(params['limit'] === 1 ? 'must not be empty' : `must have at least ${params['limit']} entries`);
    case 'maxItems':
    case 'maxProperties':
      return value(`must have at most ${params['limit']} ${params['limit'] === 1 ? 'entry' : 'entries'}`);
    case 'uniqueItems': {
      const second = Math.max(Number(params['i']), Number(params['j']));
      const repeated = Array.isArray(error.data) ? error.data[second] : undefined;
      return {
        path: [...path, second],
        target: 'value',
        keyword: error.keyword,
        message: `${nameValue(repeated)} is in ${namePlace(path, root, {})} twice`,
      };
    }
    case 'if':
      return undefined;
    default:
      return value(own ?? error.message ?? `breaks ${JSON.stringify(error.keyword)}`);
  }
}

const demand = (wanted: string, value: unknown): string =>
  value === null || value === undefined ? `is empty; it must be ${wanted}` : `must be ${wanted}, not ${nameValueWithType(value)}`;

const nameTypesOf = (owner: JsonSchema, types: unknown): string =>
  owner['type'] === undefined ? nameTypes(types) : nameDemand({ ...owner, pattern: undefined });

const nameForms = (forms: unknown): string =>
  listWords((Array.isArray(forms) ? forms : []).filter(isSchema).map(nameDemand), 'or');

const withArticle = (format: string): string => (format === 'date' ? 'a date such as 2025-01-31' : `a valid ${format}`);

function describeEnum(
  value: (message: string, more?: Partial<Mismatch>) => Mismatch,
  owner: JsonSchema,
  error: ErrorObject,
): Mismatch {
  const allowed: readonly unknown[] = error.params['allowedValues'] ?? [];
  const texts = allowed.filter((entry) => typeof entry === 'string');
  const suggestion = typeof error.data === 'string' ? closest(error.data, texts) : undefined;
  const wanted =
    typeof owner['title'] === 'string' && owner['enum'] === undefined
      ? owner['title']
      : listWords(allowed.map(nameBare), 'or', 16);
  const end = suggestion === undefined ? '' : `; did you mean ${JSON.stringify(suggestion)}?`;
  const words = error.data === null ? `is empty; it must be ${wanted}` : `must be ${wanted}, not ${nameValue(error.data)}`;
  return value(`${words}${end}`, { suggestion });
}

const nameBare = (value: unknown): string => (typeof value === 'string' && /^[\w./:-]+$/.test(value) ? value : nameValue(value));

function describeMissing(path: YamlPath, error: ErrorObject, owner: JsonSchema, root: string): Mismatch {
  const missing = String(error.params['missingProperty']);
  const properties = isSchema(owner['properties']) ? owner['properties'] : {};
  const property = isSchema(properties[missing]) ? properties[missing] : undefined;
  const meaning = describeShortly(property);
  const because = error.keyword === 'required' ? '' : `, which ${JSON.stringify(String(error.params['property']))} needs`;
  const place = path.length === 0 ? '' : ` in ${namePlace(path, root, {})}`;
  return {
    path,
    target: 'key',
    keyword: 'required',
    message: `${JSON.stringify(missing)}${meaning ? ` (${meaning})` : ''} is missing${place}${because}`,
    property: missing,
  };
}

function describeUnknown(path: YamlPath, error: ErrorObject, owner: JsonSchema): Mismatch {
  const key = String(error.params['additionalProperty'] ?? error.params['unevaluatedProperty']);
  const known = isSchema(owner['properties']) ? Object.keys(owner['properties']) : [];
  const present = isSchema(error.data) ? error.data : {};
  const suggestion = closest(
    key,
    known.filter((name) => !(name in present)),
  );
  const place = path.length === 0 ? '' : ` in ${namePlace(path, '', {})}`;
  const end =
    suggestion !== undefined
      ? `; did you mean ${JSON.stringify(suggestion)}?`
      : known.length > 0
        ? `; known keys: ${[...known].sort().join(', ')}`
        : '';
  return {
    path: [...path, key],
    target: 'key',
    keyword: 'additionalProperties',
    message: `unknown key ${JSON.stringify(key)}${place}${end}`,
    suggestion,
    property: key,
  };
}

/** `"gpu"`, `"resources.gpu"`, `item 2 of "tags"`, with what the schema says of it. */
function namePlace(path: YamlPath, root: string, schema: JsonSchema): string {
  if (path.length === 0) return root;
  const meaning = describeShortly(schema);
  const end = path.at(-1);
  const name =
    typeof end === 'number'
      ? `item ${end + 1} of ${path.length === 1 ? root : JSON.stringify(writePath(path.slice(0, -1)))}`
      : JSON.stringify(writePath(path));
  return meaning ? `${name} (${meaning})` : name;
}
