import type { ErrorObject } from 'ajv';
import schema from '../../rules/tables/example.schema.json';
import { describeSchemaErrors, type JsonSchema, type Metadata, type Mismatch, query } from '../../src/api';
import generated from './validate.generated';

/** The compiled schema is JavaScript without types. */
const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null } = generated;

/** What the shipped schema does not allow in a file's metadata, in sentences. Found once for all rules that ask. */
export const mismatchesOf = query('example.mismatches', (data: NonNullable<Metadata['data']>): readonly Mismatch[] =>
  validate(data) ? [] : describeSchemaErrors(validate.errors ?? [], data, exampleSchema, 'the metadata'),
);

/** The JSON Schema of `example.yaml`. */
export const exampleSchema: JsonSchema = schema;

/** A key that the schema does not know and that is not close to one that it knows. */
export const isUnknownField = (mismatch: Mismatch): boolean =>
  mismatch.keyword === 'additionalProperties' && mismatch.suggestion === undefined;

const fields: ReadonlySet<string> = new Set(Object.keys(schema.properties));

/** A mapping without a single field of the metadata: another program's file of the same name. */
export const isForeign = (data: NonNullable<Metadata['data']>): boolean => {
  const keys = Object.keys(data);
  return keys.length > 0 && !keys.some((key) => fields.has(key));
};
