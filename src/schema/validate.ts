import { Ajv } from 'ajv';
import { configuredPattern } from '../text/configured-pattern';
import { describedKeywords, describeSchemaErrors, type Mismatch } from './describe';
import { isDate, isPattern } from './formats';
import type { JsonSchema } from './json-schema';

/** Gives what a schema doesn't allow in some data. `root` names the whole document in a message. */
export type SchemaCheck = (data: unknown, root?: string) => readonly Mismatch[];

/** Patterns of schemas, whose text tells them apart. */
const patternOf = Object.assign(
  (source: string, flags: string) => ({ ...configuredPattern(source, flags), toString: () => `/${source}/${flags}` }),
  { code: 'configuredPattern' },
);

const compiled = new WeakMap<JsonSchema, SchemaCheck>();

/** Compiles a JSON Schema (draft 7), once for each schema object. Throws if the schema itself is wrong. */
export function compileSchema(schema: JsonSchema): SchemaCheck {
  const known = compiled.get(schema);
  if (known) return known;
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    // Checking a schema against the meta-schema costs more than compiling it, and compiling throws if the schema is wrong.
    meta: false,
    validateSchema: false,
    allowUnionTypes: true,
    validateFormats: true,
    formats: { date: isDate, 'date-time': true, uri: true, regex: isPattern },
    keywords: [...describedKeywords],
    code: { regExp: patternOf },
  });
  const validate = ajv.compile(schema);
  const check: SchemaCheck = (data, root) =>
    validate(data) ? [] : describeSchemaErrors(validate.errors ?? [], data, schema, root);
  compiled.set(schema, check);
  return check;
}
