import type { YamlPath } from '../languages/yaml';
import type { JsonSchema } from './json-schema';
import type { SchemaError } from './schema-error';

/** An error of ajv and what is needed to describe it. */
export interface Fault {
  readonly error: SchemaError;
  readonly path: YamlPath;
  /** The schema that holds the keyword. */
  readonly owner: JsonSchema;
  readonly params: { readonly [name: string]: unknown };
  /** What to call the whole document. */
  readonly root: string;
}
