import { Ajv } from 'ajv';
import { describedKeywords, describeSchemaErrors, type Mismatch } from './describe';
import { isDate, isPattern } from './formats';
import type { JsonSchema } from './json-schema';

/** Says what a schema does not allow in some data; `root` names the whole document in a sentence. */
export type SchemaCheck = (data: unknown, root?: string) => readonly Mismatch[];

const compiled = new WeakMap<JsonSchema, SchemaCheck>();

/** Compiles a JSON Schema (draft 7), once for each schema object. Throws where the schema itself is wrong. */
export function compileSchema(schema: JsonSchema): SchemaCheck {
  const known = compiled.get(schema);
  if (known) return known;
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    // Checking schemas against the schema of schemas would cost more than compiling them; what is wrong with one is thrown all the same.
    meta: false,
    validateSchema: false,
    allowUnionTypes: true,
    validateFormats: true,
    formats: { date: isDate, 'date-time': true, uri: true, regex: isPattern },
    keywords: [...describedKeywords],
  });
  const validate = ajv.compile(schema);
  const check: SchemaCheck = (data, root) =>
    validate(data) ? [] : describeSchemaErrors(validate.errors ?? [], data, schema, root);
  compiled.set(schema, check);
  return check;
}
