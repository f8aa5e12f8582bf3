import type { ErrorObject } from 'ajv';
import { describeSchemaErrors, type JsonSchema, type Metadata, type Mismatch, query } from '../../src/api';
import generated, { schema } from './validate.generated';

/** The metadata as plain data. */
export type Data = NonNullable<Metadata['data']>;

/** The fields of metadata that could be read. */
export interface MetadataFields {
  readonly data: Data;
  readonly yaml: Metadata['yaml'];
}

/** The compiled schema is JavaScript without types. */
const validate: { (data: unknown): boolean; errors?: ErrorObject[] | null } = generated;

/** The JSON Schema of `example.yaml`. */
export const exampleSchema: JsonSchema = schema;

/** What the built-in schema doesn't allow in the metadata. Computed once for all rules that ask. */
export const mismatchesOf = query('example.mismatches', (data: Data): readonly Mismatch[] =>
  validate(data) ? [] : describeSchemaErrors(validate.errors ?? [], data, exampleSchema, 'the metadata'),
);

/** A key that the schema doesn't know, and that isn't a misspelling of one that it knows. */
export const isUnknownField = (mismatch: Mismatch): boolean =>
  mismatch.keyword === 'additionalProperties' && mismatch.suggestion === undefined;

const fields: ReadonlySet<string> = new Set(Object.keys(schema.properties));

/** A mapping without a single field of the metadata: another program's file of the same name. */
export const isForeign = (data: Data): boolean => {
  const keys = Object.keys(data);
  return keys.length > 0 && !keys.some((key) => fields.has(key));
};
