import { didYouMean, type ExampleKind, type JsonSchema, type Metadata, type Mismatch, placeOf, type Report } from '../../src/api';
import { illustrate } from './illustrate';
import { isUnknownField } from './mismatches';
import { isMapping, isOwnedByPresetScript } from './preset-shape';

export interface SchemaOptions {
  /** A JSON Schema in place of the shipped one. */
  readonly schema: JsonSchema | null;
  /** Allowed words of top-level fields, in place of the schema's. */
  readonly values: { readonly [field: string]: readonly string[] };
  /** Fields that may be missing but should not, for all kinds of examples or some; `presets.*.description` is one of each preset. */
  readonly expected: readonly { readonly field: string; readonly kinds?: readonly ExampleKind[] }[];
}

export type SchemaFault = Report<'missing' | 'mismatch' | 'value' | 'descending' | 'expected'>;

type Data = NonNullable<Metadata['data']>;

/** What the schema, and the policy of a pack, do not allow in the metadata. */
export function* schemaFaults(
  metadata: Metadata,
  data: Data,
  mismatches: readonly Mismatch[],
  schema: JsonSchema,
  options: SchemaOptions,
): Iterable<SchemaFault> {
  yield* mismatchFaults(metadata, data, mismatches, schema, options);
  yield* valueFaults(metadata, data, options);
  yield* descendingRanges(metadata, data);
  yield* undescribed(metadata, data, mismatches, options);
  yield* missingFields(metadata, data, mismatches, schema, options);
}

function* mismatchFaults(
  { yaml }: Metadata,
  data: Data,
  mismatches: readonly Mismatch[],
  schema: JsonSchema,
  { values }: SchemaOptions,
): Iterable<SchemaFault> {
  for (const mismatch of mismatches) {
    const { path, property, keyword, message: problem } = mismatch;
    if (isUnknownField(mismatch) || isOwnedByVerification(mismatch) || isOwnedByPresetScript(mismatch, data)) continue;
    const field = path.join('.');
    if (keyword === 'enum' && (values[field] || isArchivedStability(field, data))) continue;
    if (keyword === 'enum' && mismatches.some((other) => other.keyword === 'type' && other.path.join('.') === field)) continue;
    if (keyword === 'required' && property) {
      yield {
        message: 'missing',
        data: { problem, example: illustrate(schema, property) },
        at: yaml.nearestSpan([...path, property]),
      };
    } else {
      yield {
        message: 'mismatch',
        data: { problem },
        at: mismatch.target === 'key' ? (yaml.keySpan(path) ?? yaml.nearestSpan(path)) : placeOf(yaml, path),
      };
    }
  }
}

function* valueFaults({ yaml }: Metadata, data: Data, { values }: SchemaOptions): Iterable<SchemaFault> {
  for (const [field, allowed] of Object.entries(values)) {
    const value = data[field];
    if (typeof value !== 'string' || allowed.includes(value) || isArchivedStability(field, data)) continue;
    yield {
      message: 'value',
      data: { field, value, allowed: listed(allowed, 'or'), suggestion: didYouMean(value, allowed) },
      at: placeOf(yaml, [field]),
    };
  }
}

/** Expected fields of the metadata itself, told together; one that is misspelt is told as such. */
function* missingFields(
  { yaml, example }: Metadata,
  data: Data,
  mismatches: readonly Mismatch[],
  schema: JsonSchema,
  { expected }: SchemaOptions,
): Iterable<SchemaFault> {
  const misspelt = new Set(mismatches.map(({ suggestion }) => suggestion));
  const missing = expected
    .filter(({ field, kinds }) => !field.includes('.') && !(field in data) && (!kinds || kinds.includes(example.kind)))
    .map(({ field }) => field)
    .filter((field) => !misspelt.has(field));
  const [first] = missing;
  if (first === undefined) return;
  const quoted = missing.map((field) => `"${field}"`);
  yield {
    message: 'expected',
    severity: 'warning',
    data: { fields: listed(quoted, 'and'), verb: missing.length > 1 ? 'are' : 'is', example: illustrate(schema, first) },
    at: yaml.nearestSpan([first]),
  };
}

/** An expected field of every entry of a mapping: `presets.*.description`. */
function* undescribed(
  { yaml }: Metadata,
  data: Data,
  mismatches: readonly Mismatch[],
  { expected }: SchemaOptions,
): Iterable<SchemaFault> {
  for (const { field } of expected) {
    const [, name, key] = /^(\w+)\.\*\.(\w+)$/.exec(field) ?? [];
    if (name === undefined || key === undefined || !isMapping(data[name])) continue;
    for (const [entry, value] of Object.entries(data[name])) {
      const path = [name, entry];
      const isMisspelt = mismatches.some((other) => other.suggestion === key && other.path[1] === entry);
      if (!isMapping(value) || key in value || isMisspelt) continue;
      yield {
        message: 'expected',
        severity: 'warning',
        data: { fields: `"${path.join('.')}.${key}"`, verb: 'is', example: `${key}: …` },
        at: yaml.keySpan(path) ?? yaml.nearestSpan(path),
      };
    }
  }
}

/** JSON Schema cannot say that a range counts upwards. */
function* descendingRanges(metadata: Metadata, data: Data): Iterable<SchemaFault> {
  const resources = data['resources'];
  if (typeof resources !== 'object' || resources === null) return;
  for (const [key, value] of Object.entries(resources)) {
    const range = typeof value === 'string' ? /^(\d{1,6})-(\d{1,6})$/.exec(value) : null;
    if (!range || Number(range[1]) <= Number(range[2])) continue;
    const path = ['resources', key];
    yield {
      message: 'descending',
      data: { path: path.join('.'), low: range[1], high: range[2] },
      at: placeOf(metadata.yaml, path),
    };
  }
}

/** `example/verification` judges the record's values; a misspelt key is this rule's. */
const isOwnedByVerification = ({ path, keyword }: Mismatch): boolean =>
  path[0] === 'verification' && keyword !== 'additionalProperties';

/** `example/archived` tells what to write instead. */
const isArchivedStability = (field: string, data: Data): boolean => field === 'stability' && data[field] === 'archived';

const listed = (words: readonly string[], conjunction: string): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
