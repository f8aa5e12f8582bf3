import type { SchemaCheck } from '../schema/validate';
import { limited } from '../text/time-limit';
import type { JsonSchema } from './rule';

/**
 * Compiles a JSON Schema (draft 7) to a check that describes each violation in a sentence. Rejects if the schema itself is wrong. The
 * check throws if it takes longer than a second.
 * Loading the schema compiler takes longer than reading a small repository, so it's loaded on the first call.
 */
export const compileSchema = async (schema: JsonSchema): Promise<SchemaCheck> => {
  const compiler = await import('../schema/validate');
  const check = compiler.compileSchema(schema);
  return (data, root) => limited(() => check(data, root));
};
