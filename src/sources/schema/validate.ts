import { Ajv } from 'ajv';
import { describedKeywords, describeSchemaErrors, type Mismatch } from './describe';
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

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function isPattern(text: string): boolean {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
}
