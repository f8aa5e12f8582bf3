import type { SchemaCheck } from '../schema/validate';
import type { JsonSchema } from './rule';

/**
 * Compiles a JSON Schema (draft 7) to a check that says in sentences what it does not allow. The schema compiler is loaded only
 * when this is called: it costs more than reading a small repository. Rejects where the schema itself is wrong.
 */
export const compileSchema = async (schema: JsonSchema): Promise<SchemaCheck> => {
  const compiler = await import('../schema/validate');
  return compiler.compileSchema(schema);
};
